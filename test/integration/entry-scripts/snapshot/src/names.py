import os


def of(path):
    return os.path.basename(path)
