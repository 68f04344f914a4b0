"""One line of the channel to the result of a request."""
import json

from .errors import WorkerError

_WORKER_LEAVING = -32001  # The JSON-RPC error code in the last reply of a child.


def to_result(line, request_id, method):
    """The result, a dict; raises WorkerError, or RuntimeError when the child is of no more use."""
    try:
        return _checked(json.loads(line.decode("utf-8")), request_id, method)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        advice = "The Node worker sent no reply to this request; the next attempt gets a new one. It sent %d bytes (%s)."
        raise RuntimeError(advice % (len(line), type(error).__name__)) from None  # Neither may show what was sent.


def _checked(reply, request_id, method):
    if repr(reply["id"]) != repr(request_id) or ("error" in reply) == ("result" in reply):
        raise ValueError("another id, or not one of result and error")
    if "error" in reply:
        code, message = reply["error"]["code"], reply["error"]["message"]
        if not isinstance(message, str):
            raise ValueError("an error without a message")
        raise RuntimeError(message) if code == _WORKER_LEAVING else WorkerError(message)
    result = reply["result"]
    if not isinstance(result, dict):
        raise ValueError("a result without names")
    rows = result["rows"] if method == "run" else []
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise ValueError("rows that are not text")
    return result
