"""What run() returned, as the rows that AML writes."""

import sys

from .failure import Failure, call


def to_rows(result, frame_settings):
    """One text for each element. The texts and a line feed after each are what AML writes."""
    if isinstance(result, (list, tuple)):
        return [call("EntryScriptRunException", "{}".format, element) for element in result]
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(result, pandas.DataFrame):
        return call("EntryScriptRunException", _frame_rows, result, frame_settings)
    raise Failure(
        "EntryScriptRunReturnWrongType",
        "run() returned {}; AML takes a list, a tuple or a pandas DataFrame".format(type(result).__name__),
    )


def _frame_rows(frame, settings):
    """Written once, as a whole: pandas formats a column by all of its values. AML counts rows of the frame, not lines."""
    count = len(frame)
    if count == 0:
        return []
    text = frame.to_csv(**settings)
    lines = (text[:-1] if text.endswith("\n") else text).split("\n")
    return [*lines[: count - 1], "\n".join(lines[count - 1 :])]
