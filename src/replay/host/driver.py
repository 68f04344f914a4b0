"""Stands in for AML's driver in one worker process of a replay. Standard library only.

Requests arrive on stdin, one JSON object a line: {"id", "method": "import" | "init" | "run" | "shutdown", "params"}. Replies
leave on descriptor 3: {"id", "result"} or {"id", "error": {"reason", "message", "trace"}}.

As on AML, the entry script runs on a thread that is not the main one, in a folder of its own, with the folder of the
snapshot first on sys.path, and is imported by its dotted name. print() goes to logs/user/stdout, the logger of
EntryScript to logs/user/entry_script_log, tracebacks to logs/user/error; what a child process writes without
redirection goes to logs/sys, where AML puts it too.

The process leaves when its stdin closes, also in the middle of a call. What cannot be logged, as on a full disk, is lost; it
fails no call.
"""

import json
import os
import queue
import shutil
import signal
import sys
import threading

from parallel_run_ocr_driver.serve import Driver

REPLY_DESCRIPTOR = 3


def take_stdin():
    """Gives the entry script an empty stdin, so that it cannot read the requests."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    return requests


def leave_at_once(working_folder):
    """The replay is gone; no process started here may outlive it."""
    shutil.rmtree(working_folder, ignore_errors=True)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def main(working_folder):
    os.chdir(working_folder)
    os.set_inheritable(REPLY_DESCRIPTOR, False)
    stdin = take_stdin()
    requests = queue.Queue()
    driver = Driver(requests, os.fdopen(REPLY_DESCRIPTOR, "w", encoding="utf-8"))
    threading.Thread(target=driver.serve, daemon=True).start()
    for line in stdin:
        requests.put(json.loads(line))
    if not driver.finished:
        leave_at_once(working_folder)


if __name__ == "__main__":
    main(sys.argv[1])
