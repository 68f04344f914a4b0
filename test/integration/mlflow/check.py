"""Runs the entry script on the images in argv[2] with the tracking address in argv[1]; prints rows, metrics and the status of the run."""
import json
import os
import sys
import time

address, images, worker_arguments = sys.argv[1], sys.argv[2].split(os.pathsep), sys.argv[3:]
os.environ["MLFLOW_TRACKING_URI"] = address
os.environ["MLFLOW_RUN_ID"] = "0" * 32
from mlflow.tracking import MlflowClient  # noqa: E402  Imported here, its time is not that of the run.

client = None
if not address.startswith("http"):
    client = MlflowClient()
    os.environ["MLFLOW_RUN_ID"] = client.create_run("0").info.run_id

import parallel_run_entry as entry  # noqa: E402  After the environment is as AML makes it.


class Context:
    minibatch_index = 41


sys.argv[1:] = worker_arguments
entry.init()
rows = [entry.run(images, Context()), entry.run(images[:1])]
start = time.monotonic()
entry.shutdown()
seconds = time.monotonic() - start
run = client.get_run(os.environ["MLFLOW_RUN_ID"]) if client else None
history = {
    name: [[point.step, point.value] for point in client.get_metric_history(run.info.run_id, name)]
    for name in (run.data.metrics if run else {})
}
print(json.dumps({"rows": sum(map(len, rows)), "seconds": seconds, "history": history, "status": run and run.info.status}))
