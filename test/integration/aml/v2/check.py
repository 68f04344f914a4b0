"""check.py FOLDER: JSON on standard output. For every file what is wrong with it, and for copies with one broken key each
whether the copy was rejected, and by what."""
import copy
import json
import os
import sys

import yaml

import keys
import references
import sdk

# Free text, and free names: any value or name is right.
FREE_VALUES = ("$schema", "description", "display_name", "tags")
FREE_NAMES = ("tags", "environment_variables")
# One input of every shape is enough for the values; the misspelt names cost no call of the SDK.
INPUTS_OF_EACH_SHAPE = ("images", "engine", "max_concurrency", "custom_vision_minimum_probability", "kv_customimage")


def main(folder):
    paths = {name[:-4]: os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".yml")}
    documents = {kind: _read(path) for kind, path in paths.items()}
    report = {kind: _examine(kind, documents, paths[kind]) for kind in paths}
    json.dump({"files": report, "documents": documents}, sys.stdout, default=str)


def _read(path):
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file)


def _examine(kind, documents, path):
    if kind not in sdk.LOADERS:
        return {"problem": "no loader of the SDK is named for it", "accepted": [], "rejected": {}}
    accepted, rejected = [], {}
    for change, broken in _break(documents[kind]):
        problem = _find_problem(kind, broken, documents, path)
        if problem is None:
            accepted.append(change)
        else:
            rejected[change] = problem[:300]
    return {
        "problem": _find_problem(kind, documents[kind], documents, path),
        "accepted": accepted,
        "rejected": rejected,
    }


def _find_problem(kind, document, documents, path):
    unknown = keys.find_unknown(kind, document)
    if unknown:
        return "unknown key: " + ", ".join(unknown)
    problem = sdk.find_problem(kind, document, path)
    if problem is not None:
        return "azure-ai-ml: " + problem
    try:
        broken = references.find_broken({**documents, kind: document})
    except (AttributeError, KeyError, TypeError) as error:  # No mapping where one is read from.
        broken = [repr(error)]
    return "broken reference: " + "; ".join(broken) if broken else None


def _break(document):
    """Copies with one key misspelt or with a value of another kind, and what was done to each."""
    for path in _paths(document):
        *parents, key = path
        name = ".".join(path)
        if not parents or parents[-1] not in FREE_NAMES:
            yield "misspelt " + name, _with(document, path, lambda holder: holder.__setitem__(key + "x", holder.pop(key)))
        typical = path[0] != "inputs" or len(path) < 3 or path[1] in INPUTS_OF_EACH_SHAPE
        if typical and not any(part in FREE_VALUES for part in path):
            wrong = {"no": {"sense": 1}} if not isinstance(_at(document, path), dict) else "no sense"
            yield "senseless " + name, _with(document, path, lambda holder: holder.__setitem__(key, wrong))


def _paths(document, above=()):
    for key, value in document.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from _paths(value, (*above, key))


def _with(document, path, change):
    broken = copy.deepcopy(document)
    change(_at(broken, path[:-1]))
    return broken


def _at(document, path):
    for key in path:
        document = document[key]
    return document


if __name__ == "__main__":
    main(sys.argv[1])
