"""Ends with sys.exit() where it should raise."""

import os
import sys


def run(mini_batch):
    names = [os.path.basename(path) for path in mini_batch]
    if "bad.txt" in names:
        sys.exit("cannot go on")
    return names
