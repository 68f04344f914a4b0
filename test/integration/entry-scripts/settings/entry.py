"""Returns a DataFrame that parallel_run_step.settings.json has written with commas and its index."""

import os

import pandas as pd


def run(mini_batch):
    frame = pd.DataFrame({"size": [os.path.getsize(path) for path in mini_batch], "note": "a, b"})
    frame.index = [os.path.basename(path) for path in mini_batch]
    return frame
