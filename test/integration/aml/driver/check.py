"""Reads {"kind": [body, ...]} and reports how Microsoft's own REST client (azure-ai-ml) reads each body.

A key that its models do not have is a problem; jobs and components are read back as the SDK's own objects.
"""

import json
import logging
import sys

from azure.ai.ml._restclient.arm_ml_service import models
from azure.ai.ml._restclient.arm_ml_service._utils.model_base import _deserialize
from azure.ai.ml.entities import Component, PipelineJob

logging.disable(logging.CRITICAL)

MODELS = {
    "jobs": models.JobBase,
    "components": models.ComponentVersion,
    "computes": models.ComputeResource,
    "datastores": models.Datastore,
    "data": models.DataVersionBase,
    "environments": models.EnvironmentVersion,
    "codes": models.CodeVersion,
    "batchEndpoints": models.BatchEndpoint,
    "deployments": models.BatchDeployment,
}
WORKSPACE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w"


def unknown(model, body, path):
    fields = {field._rest_name: name for name, field in getattr(model, "_attr_to_rest_field", {}).items()}
    for key, value in body.items() if fields else ():
        if key not in fields:
            yield f"{path}.{key} is not known"
            continue
        inner = getattr(model, fields[key])
        if isinstance(inner, dict) and not hasattr(inner, "_attr_to_rest_field"):
            for name, item in inner.items():
                if hasattr(item, "_attr_to_rest_field"):
                    yield from unknown(item, value[name], f"{path}.{key}.{name}")
        elif hasattr(inner, "_attr_to_rest_field"):
            yield from unknown(inner, value, f"{path}.{key}")


def read_back(kind, body):
    if kind == "components":
        name = body["properties"]["componentSpec"]["name"]
        resource = {**body, "name": "1", "id": f"{WORKSPACE}/components/{name}/versions/1"}
        component = Component._from_rest_object(_deserialize(models.ComponentVersion, resource))
        return {"type": component.type, "inputs": sorted(component.inputs)}
    if kind == "jobs":
        resource = {**body, "name": "job", "id": f"{WORKSPACE}/jobs/job"}
        job = PipelineJob._load_from_rest(_deserialize(models.JobBase, resource))
        return {"steps": [step.type for step in job.jobs.values()], "inputs": sorted(job.inputs)}
    return None


def report(kind, body):
    model = _deserialize(MODELS[kind], body)
    return {"problems": list(unknown(model, body, kind)), "read": read_back(kind, body)}


print(json.dumps({kind: [report(kind, body) for body in bodies] for kind, bodies in json.load(sys.stdin).items()}))
