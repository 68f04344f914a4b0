"""What azure-ai-ml says of a file, without a cloud: its loader, its validation, and its conversion for the service."""
import io
import logging
import warnings

import yaml

from azure.ai.ml import load_batch_endpoint, load_component, load_compute, load_data, load_datastore
from azure.ai.ml import load_environment, load_job
from azure.ai.ml._schema.pipeline.settings import PipelineJobSettingsSchema
from azure.ai.ml.entities._load_functions import load_pipeline_component_batch_deployment, load_schedule

logging.disable(logging.CRITICAL)
warnings.filterwarnings("ignore")

LOADERS = {
    "batch-deployment": load_pipeline_component_batch_deployment,
    "batch-endpoint": load_batch_endpoint,
    "component": load_component,
    "compute": load_compute,
    "data": load_data,
    "datastore": load_datastore,
    "environment-conda": load_environment,
    "environment-image": load_environment,
    "pipeline-component": load_component,
    "pipeline-job": load_job,
    "schedule": load_schedule,
}
# The other kinds have no validation of their own beyond the loader's.
VALIDATED = ("component", "pipeline-component", "pipeline-job", "schedule")


def find_problem(kind, document, path):
    """The first thing the SDK objects to in a document that stands in for the file at path; None when it has none."""
    source = io.StringIO(yaml.safe_dump(document, sort_keys=False))
    try:
        entity = LOADERS[kind](source, relative_origin=path)
        if kind in VALIDATED:
            result = entity._validate()
            if not result.passed:
                return str(result.error_messages)
        _convert(kind, entity)
    except Exception as error:  # Loaders, converters and their helpers raise what they like.
        return "%s: %s" % (type(error).__name__, error)
    return None


def _convert(kind, entity):
    if kind == "batch-endpoint":
        entity._to_rest_batch_endpoint("westeurope")
    elif kind == "batch-deployment":
        # To the deployment the settings are any dictionary; the pipeline it starts reads these. Its own conversion asks for
        # a component that the service knows already.
        settings = {key: value for key, value in entity.settings.items() if key != "default_compute"}
        PipelineJobSettingsSchema().load(settings)  # There the compute has azureml: in front, here it has not.
        problem = entity.component._validate()
        if not problem.passed:
            raise ValueError(problem.error_messages)
    else:
        entity._to_rest_object()
