"""Reads [[folder, content], ...] and reports what Microsoft's Data Factory models do not know in each."""
import json
import sys

from azure.mgmt.datafactory import models
from azure.mgmt.datafactory._utils.serialization import Deserializer

RESOURCES = {"pipeline": "PipelineResource", "trigger": "TriggerResource", "linkedService": "LinkedServiceResource"}
# What stands for a type that has no model of its own.
GENERAL = (models.Activity, models.Trigger, models.LinkedService)
deserialize = Deserializer({name: model for name, model in vars(models).items() if isinstance(model, type)})


def main():
    json.dump([find_problems(folder, content) for folder, content in json.load(sys.stdin)], sys.stdout)


def find_problems(folder, content):
    unknown = sorted(set(content) - {"name", "properties"})
    if unknown:
        return unknown
    try:
        resource = deserialize(RESOURCES[folder], content)
        return list(_unknown(resource, folder)) + list(_lost(content, resource.serialize(keep_readonly=True), folder))
    except Exception as error:  # The SDK raises what it likes.
        return [str(error)]


def _unknown(value, path):
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unknown(item, "%s.%d" % (path, index))
    if not hasattr(value, "_attribute_map"):
        return
    if type(value) in GENERAL:
        yield "%s has the type %s" % (path, value.type)
    for key in getattr(value, "additional_properties", None) or {}:
        yield "%s.%s is not known to %s" % (path, key, type(value).__name__)
    for name, field in value._attribute_map.items():
        inner = getattr(value, name)
        if inner is None and name in value._validation and value._validation[name].get("required"):
            yield "%s.%s is missing" % (path, field["key"])
        if name != "additional_properties":
            yield from _unknown(inner, "%s.%s" % (path, name))


def _lost(content, kept, path):
    """What the models dropped in silence."""
    if isinstance(content, dict):
        for key, value in content.items():
            if not isinstance(kept, dict) or key not in kept:
                yield "%s.%s is dropped" % (path, key)
            else:
                yield from _lost(value, kept[key], "%s.%s" % (path, key))
    if isinstance(content, list):
        for index, (value, other) in enumerate(zip(content, kept)):
            yield from _lost(value, other, "%s.%d" % (path, index))


main()
