"""The SDK passes over keys it does not know in components, nodes, settings and retries: a misspelt one is lost in silence.
Its schemas name those it does know, so every key of a file must be one of them."""
from marshmallow import Schema, fields

from azure.ai.ml._schema._datastore import AzureBlobSchema
from azure.ai.ml._schema._deployment.batch.pipeline_component_batch_deployment_schema import (
    PipelineComponentBatchDeploymentSchema,
)
from azure.ai.ml._schema._endpoint import BatchEndpointSchema
from azure.ai.ml._schema.assets.data import DataSchema
from azure.ai.ml._schema.assets.environment import EnvironmentSchema
from azure.ai.ml._schema.component.parallel_component import ParallelComponentSchema
from azure.ai.ml._schema.compute.aml_compute import AmlComputeSchema
from azure.ai.ml._schema.core.fields import UnionField
from azure.ai.ml._schema.pipeline.pipeline_component import PipelineComponentSchema
from azure.ai.ml._schema.pipeline.pipeline_job import PipelineJobSchema
from azure.ai.ml._schema.pipeline.settings import PipelineJobSettingsSchema
from azure.ai.ml._schema.schedule.schedule import JobScheduleSchema

SCHEMAS = {
    "batch-deployment": PipelineComponentBatchDeploymentSchema,
    "batch-endpoint": BatchEndpointSchema,
    "component": ParallelComponentSchema,
    "compute": AmlComputeSchema,
    "data": DataSchema,
    "datastore": AzureBlobSchema,
    "environment-conda": EnvironmentSchema,
    "environment-image": EnvironmentSchema,
    "pipeline-component": PipelineComponentSchema,
    "pipeline-job": PipelineJobSchema,
    "schedule": JobScheduleSchema,
}


def find_unknown(kind, document):
    """Paths of the keys that the schema of this kind does not have."""
    found = _in_schema(SCHEMAS[kind](context={"base_path": "."}), document, kind)
    if kind == "batch-deployment" and isinstance(document.get("settings"), dict):
        # To the deployment they are any dictionary; to the pipeline it starts, these.
        found += _in_schema(PipelineJobSettingsSchema(), document["settings"], kind + ".settings")
    return found


def _in_schema(schema, value, path):
    known = {field.data_key or name: field for name, field in schema.fields.items()}
    found = []
    for key, inner in value.items():
        at = "%s.%s" % (path, key)
        found += _in_field(known[key], inner, at) if key in known else [at]
    return found


def _in_field(field, value, path):
    if not isinstance(value, dict):
        return []
    if isinstance(field, UnionField):
        return min((_in_field(one, value, path) for one in field._union_fields if _takes_keys(one)), key=len, default=[])
    if isinstance(field, fields.Nested):
        return _in_schema(field.schema, value, path)
    if isinstance(field, fields.Dict) and field.value_field is not None:
        return [one for key, inner in value.items() for one in _in_field(field.value_field, inner, "%s.%s" % (path, key))]
    return []


def _takes_keys(field):
    return isinstance(field, (UnionField, fields.Dict)) or (
        isinstance(field, fields.Nested) and isinstance(field.schema, Schema)
    )
