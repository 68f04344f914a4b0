"""check.py: builds the step of aml/v1/publish.py with the real SDK, as far as that goes without a workspace, and prints
JSON: what the step holds, and for settings with one broken key what was raised."""
import copy
import inspect
import json
import os
import sys
import tempfile
import warnings

from azureml._base_sdk_common.merkle_tree import create_merkletree
from azureml._project.ignore_file import get_project_ignore_file
from azureml.core import Environment, Workspace
from azureml.core.authentication import AbstractAuthentication
from azureml.data.azure_storage_datastore import AzureBlobDatastore
from azureml.pipeline.core import PipelineParameter
from azureml.pipeline.steps import ParallelRunConfig, ParallelRunStep
import azureml._vendor.ruamel.yaml as yaml

ROOT = os.path.abspath(sys.argv[1])
sys.path.insert(0, os.path.join(ROOT, "aml", "v1"))
os.chdir(ROOT)
import publish  # noqa: E402

warnings.filterwarnings("error", message="[^ ]*ParallelRunStep requires")

BROKEN = {
    "entry_script": "entry/missing.py",
    "source_directory": "missing",
    "error_threshold": -2,
    "allowed_failed_count": -2,
    "allowed_failed_percent": 101,
    "output_action": "append",
    "append_row_file_name": "rows/all.txt",
    "mini_batch_size": "50 files",
    "partition_keys": ["camera"],  # Beside mini_batch_size.
    "process_count_per_node": 0,
    "run_invocation_timeout": 0,
    "run_max_try": 0,
}


class NoAuthentication(AbstractAuthentication):
    def get_authentication_header(self):
        return {}


def main():
    workspace = Workspace("s", "g", "w", auth=NoAuthentication(), _location="westeurope", _disable_service_check=True,
                          _workspace_id="w")  # fmt: skip
    datastore = AzureBlobDatastore(workspace, "ocr_images", "images", "ocrimages")
    options = publish.parse_arguments(["--datastore", "ocr_images", "--kv-readapi", "readapisecret",
                                       "--kv-customimage", "customimagesecret", "--metadata", "lists/audit.csv"])  # fmt: skip
    environment = publish.make_environment(options)
    # The two questions load_yaml asks the service.
    Environment.get = staticmethod(lambda workspace, name: environment)
    ParallelRunConfig.__base__._get_target = staticmethod(lambda workspace, name: name)
    with open(publish.CONFIG, encoding="utf-8") as file:
        settings = yaml.safe_load(file)["parallel_run_config"]

    def make_step():
        return publish.make_step(options, ParallelRunConfig.load_yaml(workspace, publish.CONFIG), datastore)

    json.dump({
        "step": describe(make_step()),
        "unknown_settings": sorted(set(settings) - known_settings()),
        "missing_settings": sorted(known_settings() - set(settings)),
        "broken": {name: build(workspace, options, datastore, settings, name, value) for name, value in BROKEN.items()},
        "environment": environment.python.conda_dependencies.serialize_to_string(),
        "image": publish.make_environment(publish.parse_arguments(
            ["--datastore", "d", "--kv-readapi", "k", "--image", "registry.example/ocr:1"])).docker.base_image,
        "snapshot": list(files_below(create_merkletree(ROOT, get_project_ignore_file(ROOT).is_file_excluded))),
        "without_worker": rejection(options, "."),
        "with_worker": rejection(options, sys.argv[2]),
    }, sys.stdout)  # fmt: skip


def files_below(node, above=""):
    for child in node.children:
        path = above + child.name
        yield from [path] if child.is_file() else files_below(child, path + "/")


def rejection(options, folder):
    try:
        publish.check_snapshot(options, folder)
    except SystemExit as error:
        return str(error)


def known_settings():
    names = set(inspect.signature(ParallelRunConfig.__init__).parameters) - {"self", "environment", "compute_target"}
    return names | {"environment_name", "compute_target_name"}


def build(workspace, options, datastore, settings, name, value):
    broken = copy.deepcopy(settings)
    broken[name] = value
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
        yaml.safe_dump({"parallel_run_config": broken}, file)
        file.flush()
        try:
            publish.make_step(options, ParallelRunConfig.load_yaml(workspace, file.name), datastore)
        except Exception as error:  # The SDK raises what it likes.
            return str(error)
        return "accepted"


def describe(step):
    assert isinstance(step, ParallelRunStep)
    return {
        "name": step.name,
        "arguments": [to_text(one) for one in step._arguments],
        "parameters": sorted({**step._pipeline_params_implicit, **step._pipeline_params_runconfig}),
        "defaults": {name: one.default_value for name, one in step._pipeline_params_implicit.items() if name != "images"},
        "inputs": [[one.name, one.mode, one.path_on_compute] for one in step._inputs],
        "outputs": [one.name for one in step._outputs],
        "reuse": step._allow_reuse,
    }


def to_text(argument):
    return "$" + argument.name if isinstance(argument, PipelineParameter) else str(argument)


main()
