"""Imports what is beside it and above it."""

import shared

from . import names


def run(mini_batch):
    return [shared.GREETING + names.of(path) for path in mini_batch]
