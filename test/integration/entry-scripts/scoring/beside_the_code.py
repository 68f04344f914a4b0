"""Opens a file of the snapshot by a relative path, although the current folder is another."""


def init():
    open("labels.txt")


def run(mini_batch):
    return mini_batch
