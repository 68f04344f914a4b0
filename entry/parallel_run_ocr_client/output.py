"""What the child prints, to the log."""
import collections
import contextlib
import io
import queue
import threading

from .log import find_log

_MAX_LINE_LENGTH = 16384  # Characters; a longer line is logged in pieces.
_LINES_WAITING = 10000  # For a logger that does not keep up; the child does not wait for it.
_LINES_DROPPED = "WARNING the log does not keep up with the worker: lines were dropped here"


class Output:
    """Logs what the child prints, on threads of its own, so that a slow or broken logger never holds the child."""

    def __init__(self, *streams):
        self.last_lines = collections.deque(maxlen=20)
        self._waiting = queue.SimpleQueue()
        self._log = find_log()
        self._readers = [threading.Thread(target=self._read, args=(stream,), daemon=True) for stream in streams]
        self._writer = threading.Thread(target=self._write, daemon=True)
        for thread in self._readers + [self._writer]:
            thread.start()

    def _read(self, stream):
        with io.TextIOWrapper(stream, "utf-8", "replace") as text:
            for line in iter(lambda: text.readline(_MAX_LINE_LENGTH), ""):
                self.last_lines.append(line.rstrip())
                if (waiting := self._waiting.qsize()) <= _LINES_WAITING:
                    self._waiting.put(line.rstrip() if waiting < _LINES_WAITING else _LINES_DROPPED)

    def _write(self):
        for line in iter(self._waiting.get, None):
            with contextlib.suppress(Exception):  # A log line is not worth an attempt.
                self._log(line)

    def finish(self):
        for reader in self._readers:
            reader.join(1)
        self._waiting.put(None)
        self._writer.join(1)
