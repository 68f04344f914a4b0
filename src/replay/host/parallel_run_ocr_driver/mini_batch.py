"""What run() is called with."""

import types


class MiniBatch(list):
    """AML passes a list that knows its mini-batch index."""

    task_id = None


def to_arguments(params):
    """The mini-batch and its context."""
    mini_batch = MiniBatch(params["mini_batch"])
    mini_batch.task_id = params["context"].get("minibatch_index")
    context = types.SimpleNamespace(
        minibatch_index=None,
        partition_key_value=None,
        dataset=None,
        global_row_index_lower_bound=None,
        retry_count=0,
    )
    context.__dict__.update(params["context"])
    return [mini_batch, context]
