"""The Node process, and its channel: requests on its stdin, replies on a pipe of their own."""
import contextlib
import json
import os
import signal
from subprocess import PIPE, Popen, TimeoutExpired

from .command import find_command
from .errors import WorkerCrash
from .output import Output
from .reply import to_result
from .watchdog import Watchdog

_HEARTBEAT = b'{"jsonrpc":"2.0","method":"heartbeat"}\n'
_LEAST_SILENCE_SECONDS = 5  # A busy machine, too, lets the child send a heartbeat within this.
_LEAVE_SECONDS = 3  # The child exits within one second once its stdin is closed.
_STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)  # Whoever sends one wants the child to end.


class Child:
    def __init__(self, worker):
        command, self._id, self._goes_on, self._run_limit_ms = find_command(worker), 0, False, None
        self._hung_seconds = None
        try:
            replies, child_end = os.pipe()
            self._replies = os.fdopen(replies, "rb")
            with os.fdopen(child_end, "wb"):
                env = dict(os.environ, PARALLEL_RUN_OCR_REPLY_FD=str(child_end))
                self.process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=env, pass_fds=(child_end,))
        except OSError as error:
            raise RuntimeError("This machine cannot start %s now: %s." % (command[0], error)) from error
        self._output = Output(self.process.stdout, self.process.stderr)

    def is_alive(self):
        """Not after a reply without a request either: the next one could be to another request."""
        os.set_blocking(self._replies.fileno(), False)
        unasked = self._replies.peek()
        os.set_blocking(self._replies.fileno(), True)
        return not unasked and self.process.poll() is None

    def call(self, method, params):
        """The result; raises WorkerError, WorkerCrash, or RuntimeError when this child is of no more use."""
        if method == "run" and self._run_limit_ms is not None:
            line = self._watched(params)
        else:
            line = self._ask(method, params)
        if not line.endswith(b"\n"):
            raise self._obituary(method)
        result = to_result(line, self._id, method)
        if method == "init":
            limit = result.get("run_limit_ms")
            self._goes_on, self._run_limit_ms = result.get("goes_on") is True, limit if isinstance(limit, (int, float)) else None
        return result

    def _watched(self, params):
        """Kills a child that hangs after a quarter of the time left, so that more than one image may make one hang in a run()."""
        left_ms = self._run_limit_ms - params.get("spent_ms", 0)
        seconds = max(_LEAST_SILENCE_SECONDS, left_ms / 4000)

        def kill():
            self._hung_seconds = seconds
            self.process.kill()

        watchdog = Watchdog(seconds, kill)
        try:
            return self._ask("run", dict(params, heartbeat_ms=seconds * 100), watchdog.heard)
        finally:
            watchdog.end()

    def _ask(self, method, params, on_heartbeat=None):
        self._id += 1
        request = {"jsonrpc": "2.0", "id": self._id, "method": method, "params": params}
        with contextlib.suppress(OSError):  # It is gone; the stream ends instead of a reply.
            self.process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self.process.stdin.flush()
        for line in iter(self._replies.readline, b""):
            if on_heartbeat is None or line != _HEARTBEAT:
                return line
            on_heartbeat()
        return b""

    def _obituary(self, method):
        code = self.close()
        last = "".join("\n  " + line[:500] for line in self._output.last_lines) or " none."
        how = self._end(code)
        if self._goes_on and method == "run" and code < 0 and -code not in _STOPS:
            return WorkerCrash("The Node worker %s. A new one goes on. Its last lines:%s" % (how, last))
        return RuntimeError("The Node worker %s. The next attempt gets a new one. Its last lines:%s" % (how, last))

    def _end(self, code):
        if self._hung_seconds is not None:
            return "hung: it showed no sign of life for %.0f s, and was killed" % self._hung_seconds
        if code >= 0:
            return "left with exit code %d" % code
        hint = "; often the node is out of memory" if code == -signal.SIGKILL else ""
        return "was ended by signal %d (%s%s)" % (-code, signal.strsignal(-code), hint)

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
