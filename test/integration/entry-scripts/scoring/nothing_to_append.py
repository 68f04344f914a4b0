"""Keeps its results elsewhere, and returns a dummy for each item."""


def run(mini_batch):
    return ["True"] * len(mini_batch)
