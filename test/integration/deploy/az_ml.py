"""`az ml KIND create`, by the SDK that the extension is made of (the extension itself is not on PyPI).

    az_ml.py workspace create --resource-group G --name N --location L
    az_ml.py KIND create --file F [--set PATH=VALUE ...] [--query KEY --output tsv] [--web]
"""
import argparse
import json
import os

from azure.ai.ml import MLClient, load_component, load_compute, load_datastore, load_environment, load_job
from azure.ai.ml.entities import Workspace
from azure.ai.ml.entities._load_functions import load_schedule
from azure.identity import ManagedIdentityCredential


def main():
    options = parse()
    group, workspace = options.resource_group or os.environ["AZURE_DEFAULTS_GROUP"], options.workspace_name
    if options.kind != "workspace":
        workspace = workspace or os.environ["AZURE_DEFAULTS_WORKSPACE"]
    client = MLClient(ManagedIdentityCredential(), os.environ["AZURE_SUBSCRIPTION_ID"], group, workspace)
    created = json.loads(json.dumps(create(client, options)._to_dict(), default=str))
    print(created[options.query] if options.query else json.dumps(created, indent=2))


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("kind")
    parser.add_argument("verb", choices=("create",))
    for option in ("--resource-group", "--workspace-name", "--name", "--location", "--file"):
        parser.add_argument(option)
    parser.add_argument("--set", nargs="+", default=[])
    parser.add_argument("--query", help="a key of what was created")
    parser.add_argument("--output", choices=("tsv",))
    parser.add_argument("--web", action="store_true")
    return parser.parse_args()


def create(client, options):
    if options.kind == "workspace":
        return client.workspaces.begin_create(Workspace(name=options.name, location=options.location)).result()
    changes = [dict([change.split("=", 1)]) for change in options.set]

    def load(loader):
        return loader(options.file, params_override=changes)

    if options.kind == "compute":
        return client.compute.begin_create_or_update(load(load_compute)).result()
    if options.kind == "schedule":
        return client.schedules.begin_create_or_update(load(load_schedule)).result()
    operations, loader = {
        "datastore": (client.datastores, load_datastore),
        "environment": (client.environments, load_environment),
        "component": (client.components, load_component),
        "job": (client.jobs, load_job),
    }[options.kind]
    return operations.create_or_update(load(loader))


main()
