"""Calls an entry script as AML does: imported from the snapshot by its dotted name, in another working folder."""
import importlib
import json
import os
import sys

snapshot, argv, mini_batch = json.loads(sys.argv[1])
assert not os.path.samefile(os.getcwd(), snapshot)
sys.path[0] = snapshot
entry_script = importlib.import_module("entry.parallel_run_entry")
sys.argv = ["driver/amlbi_main.py", *argv]
entry_script.init()
print(json.dumps(entry_script.run(mini_batch)))
entry_script.shutdown()
