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

_LEAVE_SECONDS = 3  # The child exits within one second once its stdin is closed.
_STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)  # Whoever sends one wants the child to end.


class Child:
    def __init__(self, worker):
        command, self._id, self._goes_on = find_command(worker), 0, False
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
        self._id += 1
        request = {"jsonrpc": "2.0", "id": self._id, "method": method, "params": params}
        with contextlib.suppress(OSError):  # It is gone; the stream ends instead of a reply.
            self.process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self.process.stdin.flush()
        line = self._replies.readline()
        if not line.endswith(b"\n"):
            raise self._obituary(method)
        result = to_result(line, self._id, method)
        if method == "init":
            self._goes_on = result.get("goes_on") is True
        return result

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
