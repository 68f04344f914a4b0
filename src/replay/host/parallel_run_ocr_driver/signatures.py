"""The signatures that AML accepts: init(), run() of one or two, shutdown().

https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step#entry-script-requirements
"""

import inspect

from .failure import Failure


def run_with(function, arguments):
    """Calls run() with as many arguments as it takes."""
    return function(*arguments[: _positional_count(function)])


def check_signatures(module):
    """Raises Failure for an entry script that AML rejects before the job starts."""
    if not callable(getattr(module, "run", None)):
        raise Failure("EntryScriptInvalid", "the entry script has no function run(mini_batch)")
    if _positional_count(module.run) not in (1, 2):
        raise Failure(
            "EntryScriptInvalid",
            "run() takes {} parameters; AML calls it with 1 or 2: run(mini_batch, mini_batch_context=None)".format(
                _positional_count(module.run)
            ),
        )
    for name in ("init", "shutdown"):
        function = getattr(module, name, None)
        if function is not None and inspect.signature(function).parameters:
            raise Failure("EntryScriptInvalid", name + "() takes a parameter; AML calls it without one")


def _positional_count(function):
    kinds = [parameter.kind for parameter in inspect.signature(function).parameters.values()]
    if inspect.Parameter.VAR_POSITIONAL in kinds:
        return 2
    takes = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(kind in takes for kind in kinds)
