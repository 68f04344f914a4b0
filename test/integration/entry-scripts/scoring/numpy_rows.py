"""Returns a list of numpy values and rows."""

import os

import numpy as np


def run(mini_batch):
    sizes = np.array([os.path.getsize(path) for path in mini_batch])
    return list(np.stack([sizes, sizes * 2], axis=1))
