"""The entry script that Azure Machine Learning imports: init(), run(mini_batch[, mini_batch_context]), shutdown().

Standard library only, Python 3.8 or newer, nothing happens at import. Every decision is the Node worker's. The package
parallel_run_ocr_client starts it and asks it; it is loaded from the copy of the package that has the worker, so that both
are of one version. It is loaded by its path: AML imports this file as `entry.parallel_run_entry` with only the folder above
on sys.path, and the snapshot may hold nothing but this file.

PARALLEL_RUN_OCR_NODE: the node executable, else `node` on PATH.
PARALLEL_RUN_OCR_HOME: an installed copy of parallel-run-ocr, where neither this folder nor the one above has a worker.
"""
import importlib.util
import os
import sys
import threading

_HERE = os.path.dirname(os.path.abspath(__file__))
_PACKAGE = "parallel_run_ocr_client"
_lock, _client = threading.Lock(), None


def init():
    """Starts the worker with this process's whole command line; raises RuntimeError when that fails."""
    global _client
    with _lock:
        _client = _client or _load_client()
    _client.init(sys.argv[1:])


def run(mini_batch, mini_batch_context=None):
    """Returns the rows (str, one line each) of a list of paths or a DataFrame; raises when the attempt failed."""
    if _client is None:
        raise RuntimeError("run() was called while there is no worker: init() must succeed first.")
    return _client.run(mini_batch, mini_batch_context)


def shutdown():
    """Ends the worker after it has freed what it holds; without one it does nothing."""
    if _client is not None:
        _client.shutdown()


def _load_client():
    entry_folder, worker = _find_worker()
    packages = [os.path.join(folder, _PACKAGE) for folder in dict.fromkeys((entry_folder, _HERE))]
    package = next(filter(os.path.isdir, packages), None)
    if package is None:
        advice = (
            "The Node worker %s needs the Python package %s, and there is none at %s: ship the whole of what "
            "`npm run bundle` writes, or build the container image again."
        )
        raise RuntimeError(advice % (worker, _PACKAGE, " or ".join(packages)))
    source = os.path.join(package, "__init__.py")
    spec = importlib.util.spec_from_file_location(_PACKAGE, source, submodule_search_locations=[package])
    module = sys.modules[_PACKAGE] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.WorkerClient(worker)


def _find_worker():
    """The folder of the Python package and the path of the worker, from the first place that has a worker."""
    places = [(_HERE, os.path.join(_HERE, near)) for near in ("worker.mjs", "dist/entry/worker.js", "../dist/entry/worker.js")]
    home = os.environ.get("PARALLEL_RUN_OCR_HOME")
    if home:
        entry_folder = os.path.join(home, "entry")
        places += [(entry_folder, os.path.join(home, place)) for place in ("entry/worker.mjs", "dist/entry/worker.js")]
    places = [(folder, os.path.normpath(worker)) for folder, worker in places]
    found = next((place for place in places if os.path.isfile(place[1])), None)
    if found is None:
        advice = "There is no Node worker at %s: ship one there, or set PARALLEL_RUN_OCR_HOME."
        raise RuntimeError(advice % " or ".join(worker for _, worker in places))
    return found
