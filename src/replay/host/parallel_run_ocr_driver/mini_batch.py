"""What run() is called with."""

import types

from .dataset import FileDataset, TabularDataset
from .failure import call
from .table import to_frame


class MiniBatch(list):
    """AML passes a list that knows its mini-batch index."""

    task_id = None


def to_arguments(params, input_root):
    """The mini-batch and its context; with partition keys the context has their values and the part of the data set."""
    content, given = params["mini_batch"], params["context"]
    context = types.SimpleNamespace(
        minibatch_index=None,
        partition_key_value=None,
        dataset=None,
        global_row_index_lower_bound=None,
        retry_count=0,
    )
    context.__dict__.update(given)
    if isinstance(content, dict):
        mini_batch = call("EntryScriptRunException", to_frame, content["table"])
        if context.partition_key_value is not None:
            context.partition_key_value = {key: _first(mini_batch[key]) for key in context.partition_key_value}
            context.dataset = TabularDataset(mini_batch)
        return [mini_batch, context]
    mini_batch = MiniBatch(content)
    mini_batch.task_id = given.get("minibatch_index")
    if context.partition_key_value is not None:
        context.dataset = FileDataset(content, input_root)
    return [mini_batch, context]


def _first(column):
    """As in the frame, so that a comparison with its cells finds all of them."""
    value = column.iloc[0]
    return value.item() if hasattr(value, "item") else value
