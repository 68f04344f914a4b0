"""Names in one place that must exist in another: inside a file and between files. The SDK leaves these to the service."""
import re

SOURCES = ("inputs", "outputs")


def find_broken(documents):
    return [problem for check in (_component, _pipelines, _schedule, _names) for problem in check(documents)]


def _component(documents):
    component = documents["component"]
    task, inputs = component.get("task", {}), component.get("inputs", {})
    used = " ".join(str(one) for one in (component.get("input_data"), *task.values()))
    yield from _dangling("component", component, used, "")
    for name, declared in inputs.items():
        optional = "$[[--%s ${{inputs.%s}}]]" % (name, name) in used
        if optional != bool(declared.get("optional")) or "${{inputs.%s}}" % name not in used:
            yield "component.inputs.%s does not reach the worker, or is optional without $[[...]]" % name
    if not re.fullmatch(r"\$\{\{outputs\.\w+\}\}", str(task.get("append_row_to"))):
        yield "component.task.append_row_to names no output"


def _pipelines(documents):
    job, component = documents["pipeline-job"], documents["pipeline-component"]
    if job.get("jobs") != component.get("jobs"):
        yield "pipeline-job and pipeline-component have different nodes"
    parallel = documents["component"]
    for kind, pipeline in (("pipeline-job", job), ("pipeline-component", component)):
        for name, node in pipeline.get("jobs", {}).items():
            for source in SOURCES:
                bound = node.get(source, {})
                if not isinstance(bound, dict):
                    continue
                yield from _missing("%s.%s.%s" % (kind, name, source), bound, parallel.get(source, {}))
                yield from _dangling(kind, pipeline, " ".join(map(str, bound.values())), "parent.")
                if {"${{parent.%s.%s}}" % (source, one) for one in pipeline.get(source, {})} != set(map(str, bound.values())):
                    yield "%s: not every one of its %s is bound to the node" % (kind, source)


def _schedule(documents):
    changed = documents["schedule"].get("create_job", {}).get("inputs", {})
    yield from _missing("schedule.create_job.inputs", changed, documents["pipeline-job"].get("inputs", {}))


def _names(documents):
    deployment, compute = documents["batch-deployment"], documents["compute"].get("name")
    environment = documents["environment-image"]
    expected = {
        "batch-deployment.endpoint_name": (deployment.get("endpoint_name"), documents["batch-endpoint"].get("name")),
        "batch-deployment.settings.default_compute": (deployment["settings"].get("default_compute"), compute),
        "pipeline-job.settings.default_compute": (
            documents["pipeline-job"]["settings"].get("default_compute"),
            "azureml:%s" % compute,
        ),
        "component.task.environment": (
            documents["component"].get("task", {}).get("environment"),
            "azureml:%s:%s" % (environment.get("name"), environment.get("version")),
        ),
    }
    for path, (found, wanted) in expected.items():
        if found != wanted:
            yield "%s is %s, not %s" % (path, found, wanted)


def _dangling(kind, declared, text, prefix):
    for source, name in re.findall(r"\$\{\{%s(inputs|outputs)\.(\w+)\}\}" % re.escape(prefix), text):
        if name not in declared.get(source, {}):
            yield "%s: ${{%s%s.%s}} is not declared" % (kind, prefix, source, name)


def _missing(path, names, declared):
    for name in names:
        if name not in declared:
            yield "%s.%s is not declared" % (path, name)
