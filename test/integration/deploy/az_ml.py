"""Two commands of `az ml`, by the SDK that the extension is made of (the extension itself is not on PyPI).

    az_ml.py workspace create --resource-group G --name N --location L
    az_ml.py schedule create --resource-group G --workspace-name N --file F
"""
import argparse
import json
import os

from azure.ai.ml import MLClient
from azure.ai.ml.entities import Workspace
from azure.ai.ml.entities._load_functions import load_schedule
from azure.identity import ManagedIdentityCredential

parser = argparse.ArgumentParser()
parser.add_argument("kind", choices=("workspace", "schedule"))
parser.add_argument("verb", choices=("create",))
for option in ("--resource-group", "--name", "--workspace-name", "--location", "--file"):
    parser.add_argument(option)
parser.add_argument("--query", required=True, help="a key of what was created")
parser.add_argument("--output", required=True, choices=("tsv",))
options = parser.parse_args()

client = MLClient(
    ManagedIdentityCredential(), os.environ["AZURE_SUBSCRIPTION_ID"], options.resource_group, options.workspace_name
)
if options.kind == "workspace":
    created = client.workspaces.begin_create(Workspace(name=options.name, location=options.location)).result()
else:
    created = client.schedules.begin_create_or_update(load_schedule(options.file)).result()
print(json.loads(json.dumps(created._to_dict(), default=str))[options.query])
