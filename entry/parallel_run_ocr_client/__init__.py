"""The client of the Node worker, for the entry script beside this package. Standard library only, Python 3.8 or newer.

One child for the life of the process, asked over its stdin in newline-delimited JSON-RPC 2.0, replying on a descriptor of
its own so that nothing it prints can be taken for a reply. What it prints goes to EntryScript().logger, else to stderr.
"""
from .client import WorkerClient

__all__ = ["WorkerClient"]
