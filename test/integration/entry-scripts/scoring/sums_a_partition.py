"""Sums the sales of one store and year: a mini-batch is a partition, whose keys and data set are in the context."""

import pandas as pd


def run(mini_batch, mini_batch_context):
    keys = mini_batch_context.partition_key_value
    sold = sum(int(pd.read_csv(path)["sold"].sum()) for path in mini_batch)
    names = mini_batch_context.dataset.to_path()
    return ["{} {} {} {}".format(keys["year"], keys["store"], sold, name) for name in names]
