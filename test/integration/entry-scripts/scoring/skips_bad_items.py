"""Logs the items that it cannot read, and returns no row for them."""

import os

from azureml_user.parallel_run import EntryScript


def run(mini_batch):
    rows = []
    for path in mini_batch:
        try:
            rows.append("%s %s" % (os.path.basename(path), open(path, encoding="ascii").read().strip()))
        except UnicodeDecodeError as error:
            EntryScript().logger.error("%s: %s", path, error)
    return rows
