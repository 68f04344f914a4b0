"""How AML writes a DataFrame that run() returned: no header, no index, fields separated by a space.

`parallel_run_step.settings.json` beside the entry script changes the arguments of to_csv:
https://github.com/Azure/azureml-examples/tree/main/cli/jobs/parallel
"""

import json
import os

from .failure import Failure, failure

NAME = "parallel_run_step.settings.json"
_DEFAULTS = {"header": None, "index": None, "sep": " "}


def read_frame_settings(module):
    """The keyword arguments of to_csv. Raises Failure for a file that cannot be used."""
    file = os.path.join(os.path.dirname(os.path.abspath(module.__file__)), NAME)
    try:
        with open(file, encoding="utf-8-sig") as settings:
            content = json.load(settings)
    except FileNotFoundError:
        return _DEFAULTS
    except (OSError, ValueError) as error:
        raise failure("EntryScriptInvalid", NAME + " cannot be read: ", error)
    node = content
    for key in ("append_row", "pandas.DataFrame.to_csv"):
        if not isinstance(node, dict):
            break
        node = node.get(key, {})
    if not isinstance(node, dict):
        raise Failure("EntryScriptInvalid", NAME + ' needs an object at "append_row", "pandas.DataFrame.to_csv"')
    return {**_DEFAULTS, **node}
