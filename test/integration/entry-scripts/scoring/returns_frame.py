"""Scores tables given as files, and returns one DataFrame: https://github.com/Azure/MachineLearningNotebooks"""

import os

import pandas as pd


def run(mini_batch):
    results = []
    for path in mini_batch:
        table = pd.read_csv(path)
        table["file"] = os.path.basename(path)
        table["label"] = ["long one" if length > 5 else "short" for length in table["length"]]
        results.append(table.tail(1))
    return pd.concat(results)
