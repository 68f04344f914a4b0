"""scaffold.py FOLDER: JSON on standard output, what is wrong with each file of a folder that `init` wrote, or null."""
import json
import os
import sys

import yaml

import keys
import sdk


def main(folder):
    report = {}
    for name in sorted(os.listdir(folder)):
        path, kind = os.path.join(folder, name), name[:-4]
        with open(path, encoding="utf-8") as file:
            document = yaml.safe_load(file)
        unknown = keys.find_unknown(kind, document)
        report[name] = "unknown key: " + ", ".join(unknown) if unknown else sdk.find_problem(kind, document, path)
        if kind == "pipeline-job":
            inputs = document["inputs"]
    json.dump({"problems": report, "inputs": inputs}, sys.stdout)


main(sys.argv[1])
