"""Publishes the pipeline with the v1 SDK, for workspaces and Data Factory activities that know no other.

The SDK is out of support since 2026-06-30 (https://learn.microsoft.com/azure/machine-learning/how-to-migrate-from-v1);
the files in aml/v2 are its successor. Run it from the top of the package, beside .azureml/config.json:

    pip install azureml-core azureml-pipeline-steps 'azureml-dataset-runtime[fuse]'
    python aml/v1/publish.py --datastore ocr_images --kv-readapi readapisecret
"""
import argparse
import os
import sys

from azureml.core import Dataset, Datastore, Environment, Workspace
from azureml.data import OutputFileDatasetConfig
from azureml.data.dataset_consumption_config import DatasetConsumptionConfig
from azureml.pipeline.core import Pipeline, PipelineParameter
from azureml.pipeline.steps import ParallelRunConfig, ParallelRunStep

from input_partition import input_partition

HERE = os.path.dirname(os.path.abspath(__file__))
CONFIG = os.path.join(HERE, "parallel_run_config.yml")
CONDA = os.path.join(os.path.dirname(os.path.dirname(HERE)), "environment.yml")
METADATA_FOLDER = "/tmp/parallel-run-ocr-metadata"
# What a caller of the published pipeline can change, apart from the arguments.
TUNABLE = ("node_count", "process_count_per_node", "mini_batch_size", "run_invocation_timeout")


def parse_arguments(argv):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], allow_abbrev=False)
    parser.add_argument("--name", default="parallel-run-ocr", help="of the published pipeline and its environment")
    parser.add_argument("--datastore", required=True, help="the registered datastore with the images")
    parser.add_argument("--path", default="/", help="the folder of the datastore to mount")
    parser.add_argument(
        "--input-partition", type=input_partition, default="2020/08/07", help="what a run reads unless its caller says more"
    )
    parser.add_argument("--kv-readapi", required=True, help="name of the secret of the reading service")
    parser.add_argument("--kv-customimage", help="name of the secret of the plate detector")
    parser.add_argument("--metadata", metavar="PATH", help="a CSV in the datastore, mounted on every node")
    parser.add_argument("--image", help="a container image with the worker; else environment.yml, worker in the snapshot")
    return parser.parse_args(argv)


def main(argv):
    options = parse_arguments(argv)
    workspace = Workspace.from_config()
    print("Workspace", workspace.name)
    check_vault(workspace, [options.kv_readapi, options.kv_customimage])
    datastore = Datastore.get(workspace, options.datastore)
    make_environment(options).register(workspace)
    config = ParallelRunConfig.load_yaml(workspace, CONFIG)
    check_snapshot(options, config.source_directory)
    step = make_step(options, config, datastore)
    pipeline = Pipeline(workspace, steps=[step])
    pipeline.validate()
    published = pipeline.publish(options.name, description="One row per image, with its text.")
    print("Published", published.name, published.id)
    print("Endpoint ", published.endpoint)


def check_vault(workspace, names):
    """Reads every secret by name and discards its value. Raises when one cannot be read."""
    vault = workspace.get_default_keyvault()
    for name in filter(None, names):
        if not vault.get_secret(name):
            raise SystemExit("The workspace's key vault has no value in secret %r." % name)
        print("Secret", name, "is there. The cluster's identity must be able to read it, too.")


def check_snapshot(options, folder):
    """Raises when neither the container image nor the snapshot would contain the worker."""
    places = [os.path.join(folder, place) for place in ("entry/worker.mjs", "dist/entry/worker.js")]
    # .amlignore applies to its own folder, and excludes all but the entry script.
    thinned = os.path.exists(os.path.join(folder, ".amlignore"))
    if options.image is None and (thinned or not any(map(os.path.isfile, places))):
        raise SystemExit(
            "Without --image, source_directory %r has to hold the worker: make it with\n"
            "    npm run bundle -- output/snapshot --packages service\n"
            "and set source_directory: output/snapshot in %s." % (folder, CONFIG)
        )


def make_environment(options):
    if options.image is None:
        return Environment.from_conda_specification(options.name, CONDA)
    environment = Environment.from_docker_image(options.name, options.image)
    environment.python.user_managed_dependencies = True  # The image has its own Python.
    return environment


def make_step(options, config, datastore):
    for name in TUNABLE:
        setattr(config, name, PipelineParameter(name, default_value=getattr(config, name)))
    arguments = [
        "--input_partition", PipelineParameter("input_partition", default_value=options.input_partition),
        "--kv_readapi", PipelineParameter("kv_readapi", default_value=options.kv_readapi),
    ]  # fmt: skip
    if options.kv_customimage:  # An argument cannot be left out by a caller, and an empty one is an error.
        arguments += ["--kv_customimage", PipelineParameter("kv_customimage", default_value=options.kv_customimage)]
    side_inputs = []
    if options.metadata:
        # A mounted dataset is a folder even if it has one file, so it gets a fixed mount point, and the file is named below it.
        dataset = Dataset.File.from_files((datastore, options.metadata), validate=False)
        side_inputs.append(dataset.as_named_input("metadata").as_mount(METADATA_FOLDER))
        arguments += ["--metadata", "%s/%s" % (METADATA_FOLDER, os.path.basename(options.metadata))]
    images = Dataset.File.from_files((datastore, options.path), validate=False)
    return ParallelRunStep(
        name="read-text",  # 3 to 32 letters, digits and dashes.
        parallel_run_config=config,
        # The dataset is a parameter as well: DataSetDefinitionValueAssignments of a run replaces it.
        inputs=[DatasetConsumptionConfig("images", PipelineParameter("images", default_value=images)).as_mount()],
        side_inputs=side_inputs,
        output=OutputFileDatasetConfig("rows", destination=(datastore, "parallel-run-ocr/{run-id}")),
        arguments=arguments,
        allow_reuse=False,  # True hands out the rows of an earlier run although the folder may have new images.
    )


if __name__ == "__main__":
    main(sys.argv[1:])
