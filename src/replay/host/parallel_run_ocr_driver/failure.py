"""How a call of the entry script fails."""

import os
import traceback

_HERE = os.path.dirname(os.path.abspath(__file__))


class Failure(Exception):
    """A failed call with a reason in AML's terms."""

    def __init__(self, reason, message, trace=""):
        super().__init__(message)
        self.reason = reason
        self.trace = trace

    def to_reply(self):
        return {"error": {"reason": self.reason, "message": str(self), "trace": self.trace}}


def failure(reason, prefix, error):
    """The failure for an exception, with its traceback from the entry script on."""
    summary = "".join(traceback.format_exception_only(type(error), error)).strip()
    frames = error.__traceback__
    while frames is not None and os.path.dirname(frames.tb_frame.f_code.co_filename) == _HERE:
        frames = frames.tb_next
    trace = "".join(traceback.format_exception(type(error), error, frames))
    return Failure(reason, prefix + summary, trace)


def call(reason, function, *arguments):
    """Like AML, catches SystemExit and KeyboardInterrupt as well: they fail the call, not the process."""
    try:
        return function(*arguments)
    except BaseException as error:
        raise failure(reason, "", error)
