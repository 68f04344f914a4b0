"""The figures of the worker, to MLflow."""
import contextlib
import os
import queue
import threading
import time

from .log import find_log

_REPORTS_WAITING = 100  # For an MLflow that does not keep up; later ones are dropped.
_FINISH_SECONDS = 5  # What shutdown() waits for MLflow at most.


class MlflowMetrics:
    """Logs figures to the run that AML names, on a thread of its own: neither an import nor a server holds a call.

    A client, not mlflow.log_metrics(): that would take the run over, and end it with this process.
    """

    def __init__(self):
        self._waiting, self._writer = queue.Queue(_REPORTS_WAITING), None

    def put(self, report):
        run_id = os.environ.get("MLFLOW_RUN_ID")
        if not run_id or not report:
            return
        if self._writer is None:
            self._writer = threading.Thread(target=self._write, args=(run_id,), daemon=True)
            self._writer.start()
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait((report, int(time.time() * 1000)))

    def _write(self, run_id):
        try:
            from mlflow.entities import Metric
            from mlflow.tracking import MlflowClient
        except Exception:  # Not installed, or not usable in this environment.
            return
        client, warned = None, False
        for report, milliseconds in iter(self._waiting.get, None):
            try:
                client = client or MlflowClient()
                values = report["values"].items()
                client.log_batch(run_id, [Metric(name, value, milliseconds, report["step"]) for name, value in values])
            except Exception as error:  # A figure is not worth an attempt. Its text may hold the password of the address.
                if not warned:
                    find_log()("WARNING MLflow takes no metrics (%s); the run goes on without them." % type(error).__name__)
                warned = True

    def finish(self):
        writer, self._writer = self._writer, None
        if writer is not None:
            with contextlib.suppress(queue.Full):
                self._waiting.put_nowait(None)
            writer.join(_FINISH_SECONDS)
            self._waiting = queue.Queue(_REPORTS_WAITING)
