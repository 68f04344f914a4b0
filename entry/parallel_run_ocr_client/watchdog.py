"""Finds out that the child hangs."""
import threading

_SLICES = 10  # A stop of this process as well, such as that of a whole container, counts for one of them.


class Watchdog:
    """Calls on_silence, on a thread of its own, when nothing was heard for so many seconds."""

    def __init__(self, seconds, on_silence):
        self._seconds, self._on_silence = seconds / _SLICES, on_silence
        self._heard, self._ended = threading.Event(), False
        threading.Thread(target=self._watch, daemon=True).start()

    def heard(self):
        self._heard.set()

    def end(self):
        self._ended = True
        self._heard.set()

    def _watch(self):
        silent = 0
        while silent < _SLICES:
            silent = 0 if self._heard.wait(self._seconds) else silent + 1
            self._heard.clear()
            if self._ended:
                return
        self._on_silence()
