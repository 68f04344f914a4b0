"""What run() is called with."""

import types

from .failure import call
from .table import to_frame


class MiniBatch(list):
    """AML passes a list that knows its mini-batch index."""

    task_id = None


def to_arguments(params):
    """The mini-batch and its context."""
    mini_batch = _to_mini_batch(params["mini_batch"], params["context"].get("minibatch_index"))
    context = types.SimpleNamespace(
        minibatch_index=None,
        partition_key_value=None,
        dataset=None,
        global_row_index_lower_bound=None,
        retry_count=0,
    )
    context.__dict__.update(params["context"])
    return [mini_batch, context]


def _to_mini_batch(content, index):
    if isinstance(content, dict):
        return call("EntryScriptRunException", to_frame, content["table"])
    mini_batch = MiniBatch(content)
    mini_batch.task_id = index
    return mini_batch
