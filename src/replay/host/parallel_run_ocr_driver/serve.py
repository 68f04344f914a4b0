"""Answers the requests of a replay, one at a time."""

import importlib
import json
import sys

from .debugger import wait_for_debugger
from .entry_script import provide_entry_script
from .failure import Failure, call, failure
from .frame_settings import read_frame_settings
from .mini_batch import to_arguments
from .process_logs import ProcessLogs
from .returned import to_rows
from .signatures import check_signatures, run_with


class Driver:
    def __init__(self, requests, replies):
        self.requests = requests
        self.replies = replies
        self.module = None
        self.frame_settings = None
        self.input_root = None
        self.logs = None
        self.finished = False

    def serve(self):
        while True:
            request = self.requests.get()
            try:
                reply = {"result": getattr(self, "do_" + request["method"])(request["params"])}
            except Failure as failed:
                if self.logs is not None:
                    self.logs.error(failed.trace)
                reply = failed.to_reply()
            except BaseException as error:  # Of this driver; a thread that ends here would look like a run() that hangs.
                reply = failure("EntryScriptRunException", "the replay's driver failed: ", error).to_reply()
            if request["method"] == "shutdown":
                self.finished = True
            reply["id"] = request["id"]
            self.replies.write(json.dumps(reply) + "\n")
            self.replies.flush()

    def do_import(self, params):
        self.logs = ProcessLogs(params)
        self.input_root = params.get("input_root")
        provide_entry_script(params, self.logs.redirect())
        sys.path[0] = params["source_directory"]
        sys.argv = list(params["argv"])
        wait_for_debugger(params.get("debugpy_port"))
        try:
            self.module = importlib.import_module(params["module"])
        except BaseException as error:
            raise failure("EntryScriptInvalid", "the entry script cannot be imported: ", error)
        check_signatures(self.module)
        self.frame_settings = read_frame_settings(self.module)
        return {}

    def do_init(self, params):
        self.do_import(params)
        if hasattr(self.module, "init"):
            call("EntryScriptInitException", self.module.init)
        return {}

    def do_run(self, params):
        returned = call("EntryScriptRunException", run_with, self.module.run, to_arguments(params, self.input_root))
        return {"rows": to_rows(returned, self.frame_settings)}

    def do_shutdown(self, _params):
        if self.module is not None and hasattr(self.module, "shutdown"):
            call("EntryScriptRunException", self.module.shutdown)
        return {}
