"""init(), run() and shutdown() over one child, which is replaced when it has ended."""
import atexit
import os
import threading
import time

from .child import Child
from .errors import WorkerCrash, WorkerError
from .items import to_context, to_items
from .log import find_log
from .mlflow_metrics import MlflowMetrics

_SHUTDOWN_SECONDS = 30  # A worker that hangs in shutdown() must not hold the host.


class WorkerClient:
    """At most one child and one call at a time, from whatever threads the calls come."""

    def __init__(self, worker):
        self._worker = worker
        self._reset()

    def _reset(self):  # Also in a forked copy of this process: the child is not its own.
        self._lock, self._child, self._argv = threading.Lock(), None, None
        self._metrics = MlflowMetrics()

    def init(self, argv):
        with self._lock:
            atexit.register(self._at_exit)
            os.register_at_fork(after_in_child=self._reset)
            self._argv = None
            self._call("init", {"argv": argv})
            self._argv = argv

    def run(self, mini_batch, context):
        params = {"mini_batch": to_items(mini_batch), "context": to_context(context)}
        with self._lock:
            if self._argv is None:
                raise RuntimeError("run() was called while there is no worker: init() must succeed first.")
            begun = time.monotonic()
            for _ in range(2 * len(params["mini_batch"])):  # An image ends two children before it is given up.
                try:
                    return self._call("run", params)
                except WorkerCrash as crash:
                    find_log()("WARNING " + str(crash).splitlines()[0])
                    params = dict(params, spent_ms=int((time.monotonic() - begun) * 1000))
            return self._call("run", params)

    def shutdown(self):
        with self._lock:
            self._argv = None
            if not self._alive():
                return self._close()
            watch = threading.Timer(_SHUTDOWN_SECONDS, self._child.process.kill)
            watch.start()
            try:
                self._call("shutdown", {})
            finally:
                watch.cancel()
                self._close()
                self._metrics.finish()

    def _alive(self):
        return self._child is not None and self._child.is_alive()

    def _call(self, method, params):
        if not self._alive():
            self._close()
            self._child = Child(self._worker)
            if method == "run":
                self._call("init", {"argv": self._argv})
        try:
            result = self._child.call(method, params)
        except BaseException as error:  # Also sys.exit() and Ctrl-C: a late reply must not be taken for that to the next call.
            if method == "init" or not isinstance(error, WorkerError):
                self._close()
            raise
        self._metrics.put(result.get("metrics"))
        return result.get("rows")

    def _close(self):
        child, self._child = self._child, None
        return child and child.close()

    def _at_exit(self):
        return self._lock.acquire(blocking=False) and self._close()  # Otherwise the end of this process closes the child's stdin.
