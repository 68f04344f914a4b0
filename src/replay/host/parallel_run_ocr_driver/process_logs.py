"""The log files of one worker process, in AML's layout.

https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step#debug-from-logs
"""

import contextlib
import io
import logging
import os
import sys


class Log(io.TextIOWrapper):
    """A text file that drops what it cannot write."""

    def write(self, text):
        with contextlib.suppress(OSError):
            return super().write(text)
        return len(text)

    def flush(self):
        with contextlib.suppress(OSError):
            super().flush()


class ProcessLogs:
    def __init__(self, params):
        self._params = params
        self._error_log = self._file("error", ".txt")

    def redirect(self):
        """Sends what this process prints and logs to its files; returns the logger of EntryScript."""
        sys.stdout = self._stream("stdout", ".stdout.txt")
        sys.stderr = self._stream("stderr", ".stderr.txt")
        logging.raiseExceptions = False
        logging.basicConfig(stream=sys.stdout, level=self._params["logging_level"])
        handler = logging.FileHandler(self._file("entry_script_log", ".log.txt"), encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s|%(levelname)s|%(process)d|%(message)s"))
        logger = logging.getLogger("EntryScript")
        logger.propagate = False
        logger.setLevel(self._params["logging_level"])
        logger.addHandler(handler)
        return logger

    def error(self, trace):
        with contextlib.suppress(OSError):
            if not trace:
                return
            with open(self._error_log, "a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(trace + "\n")

    def _file(self, kind, suffix):
        folder = os.path.join(self._params["log_dir"], "user", kind, self._params["node"])
        try:
            os.makedirs(folder, exist_ok=True)
            file = os.path.join(folder, self._params["agent_name"] + suffix)
            open(file, "a").close()
            return file
        except OSError:
            return os.devnull

    def _stream(self, kind, suffix):
        file = open(self._file(kind, suffix), "ab")
        return Log(file, encoding="utf-8", errors="backslashreplace", line_buffering=True)
