"""The entry script that Azure Machine Learning imports: init(), run(mini_batch[, mini_batch_context]), shutdown().

Standard library only, Python 3.8 or newer, nothing happens at import. Every decision is the Node worker's: one child
for the life of this process, asked over its stdin in newline-delimited JSON-RPC 2.0, replying on a descriptor of its
own so that nothing it prints can be taken for a reply. What it prints goes to EntryScript().logger, else to stderr.

PARALLEL_RUN_OCR_NODE: the node executable, else `node` on PATH.
PARALLEL_RUN_OCR_HOME: an installed copy of the package, where neither this folder nor the one above has a worker.
"""
import atexit
import collections
import contextlib
import io
import json
import os
import queue
import shutil
import signal
import sys
import threading
import time
from subprocess import PIPE, Popen, TimeoutExpired

_CONTEXT = ("minibatch_index", "partition_key_value", "global_row_index_lower_bound")
_HERE = os.path.dirname(os.path.abspath(__file__))
_WORKER_LEAVING = -32001  # The JSON-RPC error code in the last reply of a child.
_LEAVE_SECONDS = 3  # The child exits within one second once its stdin is closed.
_SHUTDOWN_SECONDS = 30  # A worker that hangs in shutdown() must not hold the host.
_MAX_LINE_LENGTH = 16384  # Characters; a longer line is logged in pieces.
_LINES_WAITING = 10000  # For a logger that does not keep up; the child does not wait for it.
_MAX_NAME_LENGTH = 65536  # Characters; no path or URL is longer.
_REPORTS_WAITING = 100  # For an MLflow that does not keep up; later ones are dropped.
_MLFLOW_SECONDS = 5  # What shutdown() waits for MLflow at most.
_STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)  # Whoever sends one wants the child to end.
_LINES_DROPPED = "WARNING the log does not keep up with the worker: lines were dropped here"


def init():
    """Starts the worker with this process's whole command line; raises RuntimeError when that fails."""
    _client.init(sys.argv[1:])


def run(mini_batch, mini_batch_context=None):
    """Returns the rows (str, one line each) of a list of paths or a DataFrame; raises when the attempt failed."""
    context = None
    if mini_batch_context is not None:
        context = {name: _to_item(getattr(mini_batch_context, name, None)) for name in _CONTEXT}
    return _client.run({"mini_batch": _to_items(mini_batch), "context": context})


def shutdown():
    """Ends the worker after it has freed what it holds; without one it does nothing."""
    _client.shutdown()


class WorkerError(RuntimeError):
    """The child replied with an error and lives on."""


class WorkerCrash(RuntimeError):
    """The child was ended during a run. What it was doing is on the disk: another one goes on from there."""


class _WorkerClient:
    """At most one child and one call at a time, from whatever threads the calls come."""

    def __init__(self):  # Also in a forked copy of this process: the child is not its own.
        self._lock, self._child, self._argv = threading.Lock(), None, None
        self._metrics = _Metrics()

    def init(self, argv):
        with self._lock:
            atexit.register(self._at_exit)
            os.register_at_fork(after_in_child=self.__init__)
            self._argv = None
            self._call("init", {"argv": argv})
            self._argv = argv

    def run(self, params):
        with self._lock:
            if self._argv is None:
                raise RuntimeError("run() was called while there is no worker: init() must succeed first.")
            begun = time.monotonic()
            for _ in range(2 * len(params["mini_batch"])):  # An image ends two children before it is given up.
                try:
                    return self._call("run", params)
                except WorkerCrash as crash:
                    _find_log()("WARNING " + str(crash).splitlines()[0])
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
            self._child = _Child(self._metrics)
            if method == "run":
                self._call("init", {"argv": self._argv})
        try:
            return self._child.call(method, params)
        except BaseException as error:  # Also sys.exit() and Ctrl-C: a late reply must not be taken for that to the next call.
            if method == "init" or not isinstance(error, WorkerError):
                self._close()
            raise

    def _close(self):
        child, self._child = self._child, None
        return child and child.close()

    def _at_exit(self):
        return self._lock.acquire(blocking=False) and self._close()  # Otherwise the end of this process closes the child's stdin.


class _Child:
    """The Node process and its channel."""

    def __init__(self, metrics):
        command, self._id, self._metrics, self._goes_on = _find_command(), 0, metrics, False
        try:
            replies, child_end = os.pipe()
            self._replies = os.fdopen(replies, "rb")
            with os.fdopen(child_end, "wb"):
                env = dict(os.environ, PARALLEL_RUN_OCR_REPLY_FD=str(child_end))
                self.process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=env, pass_fds=(child_end,))
        except OSError as error:
            raise RuntimeError("This machine cannot start %s now: %s." % (command[0], error)) from error
        self._output = _Output(self.process.stdout, self.process.stderr)

    def is_alive(self):
        """Not after a reply without a request either: the next one could be to another request."""
        os.set_blocking(self._replies.fileno(), False)
        unasked = self._replies.peek()
        os.set_blocking(self._replies.fileno(), True)
        return not unasked and self.process.poll() is None

    def call(self, method, params):
        """The rows (none but for run); raises WorkerError, or RuntimeError when this child is of no more use."""
        self._id += 1
        request = {"jsonrpc": "2.0", "id": self._id, "method": method, "params": params}
        with contextlib.suppress(OSError):  # It is gone; the stream ends instead of a reply.
            self.process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self.process.stdin.flush()
        line = self._replies.readline()
        if not line.endswith(b"\n"):
            raise self._obituary(method)
        try:
            return self._to_rows(json.loads(line.decode("utf-8")), method)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            advice = "The Node worker sent no reply to this request; the next attempt gets a new one. It sent %d bytes (%s)."
            raise RuntimeError(advice % (len(line), type(error).__name__)) from None  # Neither may show what was sent.

    def _to_rows(self, reply, method):
        if repr(reply["id"]) != repr(self._id) or ("error" in reply) == ("result" in reply):
            raise ValueError("another id, or not one of result and error")
        if "error" in reply:
            code, message = reply["error"]["code"], reply["error"]["message"]
            if not isinstance(message, str):
                raise ValueError("an error without a message")
            raise RuntimeError(message) if code == _WORKER_LEAVING else WorkerError(message)
        if method == "init":
            self._goes_on = reply["result"].get("goes_on") is True
        rows = reply["result"]["rows"] if method == "run" else []
        if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
            raise ValueError("rows that are not text")
        self._metrics.put(reply["result"].get("metrics"))
        return rows

    def _obituary(self, method):
        code = self.close()
        hint = "; often the node is out of memory" if code == -signal.SIGKILL else ""
        killed = code < 0 and "was ended by signal %d (%s%s)" % (-code, signal.strsignal(-code), hint)
        last = "".join("\n  " + line[:500] for line in self._output.last_lines) or " none."
        how = killed or "left with exit code %d" % code
        if self._goes_on and method == "run" and code < 0 and -code not in _STOPS:
            return WorkerCrash("The Node worker %s. A new one goes on. Its last lines:%s" % (how, last))
        return RuntimeError("The Node worker %s. The next attempt gets a new one. Its last lines:%s" % (how, last))

    def close(self):
        """Ends it whatever it is doing; returns its exit code, negative for a signal."""
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(_LEAVE_SECONDS)
        except TimeoutExpired:
            self.process.kill()
        self._output.finish()
        self._replies.close()
        return self.process.wait()


class _Output:
    """Logs what the child prints, on threads of its own, so that a slow or broken logger never holds the child."""

    def __init__(self, *streams):
        self.last_lines = collections.deque(maxlen=20)
        self._waiting = queue.SimpleQueue()
        self._log = _find_log()
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


class _Metrics:
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
                    _find_log()("WARNING MLflow takes no metrics (%s); the run goes on without them." % type(error).__name__)
                warned = True

    def finish(self):
        writer, self._writer = self._writer, None
        if writer is not None:
            with contextlib.suppress(queue.Full):
                self._waiting.put_nowait(None)
            writer.join(_MLFLOW_SECONDS)
            self._waiting = queue.Queue(_REPORTS_WAITING)


def _find_log():
    try:
        from azureml_user.parallel_run import EntryScript  # Exists only where AML runs.
        logger = EntryScript().logger
    except Exception:
        return lambda line: sys.stderr and print(line, file=sys.stderr, flush=True)
    levels = {"DEBUG": logger.debug, "INFO": logger.info, "WARNING": logger.warning, "ERROR": logger.error}

    def log(line):
        level, _, message = line.partition(" ")
        levels[level](message) if level in levels else logger.info(line)

    return log


def _find_command():
    node = shutil.which(os.environ.get("PARALLEL_RUN_OCR_NODE") or "node")
    near, home = ["dist/entry/worker.js", "../dist/entry/worker.js"], os.environ.get("PARALLEL_RUN_OCR_HOME")
    places = [os.path.normpath(os.path.join(_HERE, place)) for place in ["worker.mjs", *near]]
    if home:
        places += [os.path.join(home, place) for place in ["entry/worker.mjs", "dist/entry/worker.js"]]
    worker = next(filter(os.path.isfile, places), None)
    if node is None:
        raise RuntimeError("No Node.js was found: install 20.19 or newer, or set PARALLEL_RUN_OCR_NODE to its path.")
    if worker is None:
        advice = "There is no Node worker at %s: ship one there, or set PARALLEL_RUN_OCR_HOME."
        raise RuntimeError(advice % " or ".join(places))
    return [node, worker]


def _to_items(mini_batch):
    if hasattr(mini_batch, "itertuples"):  # A DataFrame, known by its methods: pandas need not be installed.
        names = [_to_name(column) for column in mini_batch.columns]
        columns = {name: names.index(name) for name in names}  # Of columns with one name the first counts.
        rows = mini_batch.itertuples(index=False, name=None)
        return [{name: _to_cell(row[column]) for name, column in columns.items()} for row in rows]
    if not isinstance(mini_batch, (list, tuple)):
        raise TypeError("A mini-batch is a list of paths or a DataFrame, not %s." % type(mini_batch).__name__)
    return [_to_item(item) for item in mini_batch]


def _to_item(value):
    return {_to_name(key): _to_cell(cell) for key, cell in value.items()} if isinstance(value, dict) else _to_cell(value)


def _to_name(column):
    levels = column if isinstance(column, tuple) else [column]  # Those of a MultiIndex are joined by underscores.
    return "_".join(filter(None, (str(_to_cell(level)) for level in levels)))


def _to_cell(value):
    """Text, which may name an image, and whole numbers; None for a blank, [its type] for all else, however odd."""
    with contextlib.suppress(Exception):  # Whatever an object of another column raises does not stop the mini-batch.
        text = os.fsdecode(value) if isinstance(value, (bytes, os.PathLike)) else value
        if text is None or text != text:  # NaN, NaT.
            return None
        if isinstance(text, str) and len(text) <= _MAX_NAME_LENGTH or isinstance(text, int) and abs(text) < 2**53:
            return text
    return [type(value).__name__]


_client = _WorkerClient()
