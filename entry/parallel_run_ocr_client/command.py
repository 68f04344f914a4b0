"""The command line of the child."""
import os
import shutil


def find_command(worker):
    node = shutil.which(os.environ.get("PARALLEL_RUN_OCR_NODE") or "node")
    if node is None:
        raise RuntimeError("No Node.js was found: install 20.19 or newer, or set PARALLEL_RUN_OCR_NODE to its path.")
    return [node, worker]
