"""Reads its arguments when it is imported."""

import argparse
import os

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--prefix", required=True)
parser.add_argument("--times", type=int, default=1)
args, unknown = parser.parse_known_args()
assert "--mini_batch_size" in unknown


def run(mini_batch):
    return [args.prefix * args.times + os.path.basename(path) for path in mini_batch]
