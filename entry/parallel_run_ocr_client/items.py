"""What AML passes to run(), as JSON can hold it."""
import contextlib
import os

_CONTEXT = ("minibatch_index", "partition_key_value", "global_row_index_lower_bound")
_MAX_NAME_LENGTH = 65536  # Characters; no path or URL is longer.


def to_items(mini_batch):
    """A list of paths, or a DataFrame, to a list of text or records."""
    if hasattr(mini_batch, "itertuples"):  # A DataFrame, known by its methods: pandas need not be installed.
        names = [_to_name(column) for column in mini_batch.columns]
        columns = {name: names.index(name) for name in names}  # Of columns with one name the first counts.
        rows = mini_batch.itertuples(index=False, name=None)
        return [{name: _to_cell(row[column]) for name, column in columns.items()} for row in rows]
    if not isinstance(mini_batch, (list, tuple)):
        raise TypeError("A mini-batch is a list of paths or a DataFrame, not %s." % type(mini_batch).__name__)
    return [_to_item(item) for item in mini_batch]


def to_context(mini_batch_context):
    """What identifies the mini-batch, or None."""
    if mini_batch_context is None:
        return None
    return {name: _to_item(getattr(mini_batch_context, name, None)) for name in _CONTEXT}


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
