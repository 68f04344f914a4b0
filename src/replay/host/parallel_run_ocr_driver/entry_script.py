"""The module that exists only where AML runs: azureml_user.parallel_run."""

import os
import sys
import types


def provide_entry_script(params, logger):
    class EntryScript:
        """One object for the process, whatever is set on it."""

        _only = None

        def __new__(cls):
            if cls._only is None:
                cls._only = super().__new__(cls)
                cls._only.logger = logger
                cls._only.log_dir = os.path.join(params["log_dir"], "user")
                cls._only.output_dir = params["output_dir"]
                cls._only.agent_name = params["agent_name"]
                # Where AML starts its driver: the snapshot. The process itself works in a folder of its own.
                cls._only.working_dir = params["source_directory"]
            return cls._only

    package, module = types.ModuleType("azureml_user"), types.ModuleType("azureml_user.parallel_run")
    package.__path__ = []
    package.parallel_run = module
    module.EntryScript = EntryScript
    sys.modules.update({package.__name__: package, module.__name__: module})
