"""Stands in for AML's driver in one worker process of a replay. Standard library only.

Requests arrive on stdin, one JSON object a line: {"id", "method": "init" | "run" | "shutdown", "params"}. Replies
leave on descriptor 3: {"id", "result"} or {"id", "error": {"reason", "message", "trace"}}.

As on AML, the entry script runs on a thread that is not the main one, in a folder of its own, with the folder of the
snapshot first on sys.path, and is imported by its dotted name. print() goes to logs/user/stdout, the logger of
EntryScript to logs/user/entry_script_log, tracebacks to logs/user/error; what a child process writes without
redirection goes to logs/sys, where AML puts it too.

The process leaves when its stdin closes, also in the middle of a call. What cannot be logged, as on a full disk, is lost; it
fails no call.
"""

import contextlib
import importlib
import inspect
import io
import json
import logging
import os
import queue
import shutil
import signal
import sys
import threading
import traceback
import types

REPLY_DESCRIPTOR = 3


class Failure(Exception):
    """A failed call with a reason in AML's terms."""

    def __init__(self, reason, message, trace=""):
        super().__init__(message)
        self.reason = reason
        self.trace = trace


class MiniBatch(list):
    """AML passes a list that knows its mini-batch index."""

    task_id = None


class Driver:
    def __init__(self, requests, replies):
        self.requests = requests
        self.replies = replies
        self.module = None
        self.error_log = None
        self.finished = False

    def serve(self):
        while True:
            request = self.requests.get()
            try:
                reply = {"result": getattr(self, "do_" + request["method"])(request["params"])}
            except Failure as failed:
                self.log_error(failed.trace)
                reply = to_error(failed)
            except BaseException as error:  # Of this driver; a thread that ends here would look like a run() that hangs.
                reply = to_error(failure("EntryScriptRunException", "the replay's driver failed: ", error))
            if request["method"] == "shutdown":
                self.finished = True
            reply["id"] = request["id"]
            self.replies.write(json.dumps(reply) + "\n")
            self.replies.flush()

    def do_init(self, params):
        self.error_log = prepare_process(params)
        try:
            self.module = importlib.import_module(params["module"])
        except BaseException as error:
            raise failure("EntryScriptInvalid", "the entry script cannot be imported: ", error)
        check_signatures(self.module)
        if hasattr(self.module, "init"):
            call("EntryScriptInitException", self.module.init)
        return {}

    def do_run(self, params):
        mini_batch = MiniBatch(params["mini_batch"])
        mini_batch.task_id = params["context"].get("minibatch_index")
        arguments = [mini_batch, make_context(params["context"])]
        return {"rows": to_rows(call("EntryScriptRunException", run_with, self.module.run, arguments))}

    def do_shutdown(self, _params):
        if self.module is not None and hasattr(self.module, "shutdown"):
            call("EntryScriptRunException", self.module.shutdown)
        return {}

    def log_error(self, trace):
        with contextlib.suppress(OSError):
            if self.error_log is None or not trace:
                return
            with open(self.error_log, "a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(trace + "\n")


def failure(reason, prefix, error):
    summary = "".join(traceback.format_exception_only(type(error), error)).strip()
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename == __file__:
        frames = frames.tb_next
    trace = "".join(traceback.format_exception(type(error), error, frames))
    return Failure(reason, prefix + summary, trace)


def to_error(failed):
    return {"error": {"reason": failed.reason, "message": str(failed), "trace": failed.trace}}


def call(reason, function, *arguments):
    """Like AML, catches SystemExit and KeyboardInterrupt as well: they fail the call, not the process."""
    try:
        return function(*arguments)
    except BaseException as error:
        raise failure(reason, "", error)


def run_with(function, arguments):
    return function(*arguments[: positional_count(function)])


def positional_count(function):
    kinds = [parameter.kind for parameter in inspect.signature(function).parameters.values()]
    if inspect.Parameter.VAR_POSITIONAL in kinds:
        return 2
    takes = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(kind in takes for kind in kinds)


def check_signatures(module):
    if not callable(getattr(module, "run", None)):
        raise Failure("EntryScriptInvalid", "the entry script has no function run(mini_batch)")
    if positional_count(module.run) not in (1, 2):
        raise Failure(
            "EntryScriptInvalid",
            "run() takes {} parameters; AML calls it with 1 or 2: run(mini_batch, mini_batch_context=None)".format(
                positional_count(module.run)
            ),
        )
    for name in ("init", "shutdown"):
        function = getattr(module, name, None)
        if function is not None and positional_count(function) != 0:
            raise Failure("EntryScriptInvalid", name + "() takes a parameter; AML calls it without one")


def make_context(fields):
    context = types.SimpleNamespace(
        minibatch_index=None, partition_key_value=None, dataset=None, global_row_index_lower_bound=None
    )
    context.__dict__.update(fields)
    return context


def to_rows(result):
    """str() of each element; a DataFrame as AML writes it: no header, no index, fields separated by a space."""
    if isinstance(result, (list, tuple)):
        return [call("EntryScriptRunException", str, element) for element in result]
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(result, pandas.DataFrame):
        rows = (result.iloc[index : index + 1] for index in range(len(result)))
        return [row.to_csv(header=None, index=None, sep=" ")[:-1] for row in rows]
    raise Failure(
        "EntryScriptRunReturnWrongType",
        "run() returned {}; AML takes a list, a tuple or a pandas DataFrame".format(type(result).__name__),
    )


class Log(io.TextIOWrapper):
    """A text file that drops what it cannot write."""

    def write(self, text):
        with contextlib.suppress(OSError):
            return super().write(text)
        return len(text)

    def flush(self):
        with contextlib.suppress(OSError):
            super().flush()


def prepare_process(params):
    """Makes this process look like one of AML's; returns the file for tracebacks."""
    name = params["agent_name"]

    def log_file(kind, suffix):
        folder = os.path.join(params["log_dir"], "user", kind, params["node"])
        try:
            os.makedirs(folder, exist_ok=True)
            file = os.path.join(folder, name + suffix)
            open(file, "a").close()
            return file
        except OSError:
            return os.devnull

    def log_stream(kind, suffix):
        file = open(log_file(kind, suffix), "ab")
        return Log(file, encoding="utf-8", errors="backslashreplace", line_buffering=True)

    sys.stdout = log_stream("stdout", ".stdout.txt")
    sys.stderr = log_stream("stderr", ".stderr.txt")
    logging.raiseExceptions = False
    logging.basicConfig(stream=sys.stdout, level=params["logging_level"])
    handler = logging.FileHandler(log_file("entry_script_log", ".log.txt"), encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s|%(levelname)s|%(process)d|%(message)s"))
    logger = logging.getLogger("EntryScript")
    logger.propagate = False
    logger.setLevel(params["logging_level"])
    logger.addHandler(handler)

    class EntryScript:
        def __init__(self):
            self.logger = logger
            self.log_dir = os.path.join(params["log_dir"], "user")
            self.output_dir = params["output_dir"]
            self.agent_name = name
            self.working_dir = os.getcwd()

    package, module = types.ModuleType("azureml_user"), types.ModuleType("azureml_user.parallel_run")
    package.__path__ = []
    package.parallel_run = module
    module.EntryScript = EntryScript
    sys.modules.update({package.__name__: package, module.__name__: module})

    sys.path[0] = params["source_directory"]
    sys.argv = list(params["argv"])
    return log_file("error", ".txt")


def take_stdin():
    """Gives the entry script an empty stdin, so that it cannot read the requests."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    return requests


def leave_at_once(working_folder):
    """The replay is gone; no process started here may outlive it."""
    shutil.rmtree(working_folder, ignore_errors=True)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def main(working_folder):
    os.chdir(working_folder)
    os.set_inheritable(REPLY_DESCRIPTOR, False)
    stdin = take_stdin()
    requests = queue.Queue()
    driver = Driver(requests, os.fdopen(REPLY_DESCRIPTOR, "w", encoding="utf-8"))
    threading.Thread(target=driver.serve, daemon=True).start()
    for line in stdin:
        requests.put(json.loads(line))
    if not driver.finished:
        leave_at_once(working_folder)


if __name__ == "__main__":
    main(sys.argv[1])
