"""Writes a file for each mini-batch, and returns the names of the inputs."""

import os

from azureml_user.parallel_run import EntryScript


def init():
    global output
    output = os.path.join(os.environ["AZUREML_BI_OUTPUT_PATH"], "scores")
    os.makedirs(output, exist_ok=True)


def run(mini_batch, mini_batch_context):
    name = "%s-%s.csv" % (EntryScript().agent_name, mini_batch_context.minibatch_index)
    with open(os.path.join(output, name), "w") as file:
        file.writelines(path + "\n" for path in mini_batch)
    return [os.path.basename(path) for path in mini_batch]
