"""Reads a folder of images with Ray actors in the place of AML's worker processes. The entry script is AML's, unchanged.

    python ray_actors.py FOLDER --output DIR [--actors 2] [--mini_batch_size 2] [--kill_one] -- ENTRY ARGUMENTS

As in AML, each process calls init() once and run() many times, appends the rows to a file of its own before it says that
the mini-batch is done, and a mini-batch whose process died is handed out again. So a row may be there twice; the key that
every row carries, its file, tells. --kill_one kills an actor in the middle of a mini-batch, to see that nothing is lost.
"""
import argparse
import collections
import glob
import importlib
import json
import os
import signal
import sys
import time

import ray
from ray.exceptions import RayActorError, RayTaskError

PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TRIES = 3


@ray.remote
class Worker:
    """One worker process."""

    def __init__(self, argv, output):
        self.rows, self.marks = (os.path.join(output, "%s_%d.txt" % (name, os.getpid())) for name in ("temp", "begun"))
        sys.path.insert(0, PACKAGE)  # AML, too, has the snapshot first on sys.path and imports by the dotted name.
        sys.argv[1:] = argv
        self.entry = importlib.import_module("entry.parallel_run_entry")
        self.entry.init()

    def run(self, mini_batch):
        append(self.marks, [str(len(mini_batch))])
        append(self.rows, self.entry.run(mini_batch))

    def shutdown(self):
        self.entry.shutdown()


def append(path, lines):
    with open(path, "a", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in lines)


def main():
    options = parse_arguments()
    os.makedirs(options.output, exist_ok=True)
    mini_batches = split(options.folder, options.mini_batch_size)
    # Actors that wait for their Node process need no core of Ray's.
    ray.init(num_cpus=2, object_store_memory=100 << 20, include_dashboard=False, log_to_driver=False)
    try:
        summary = Run(options, mini_batches).finish()
    finally:
        ray.shutdown()
    summary.update(merge(options.output))
    print(json.dumps(summary))


def parse_arguments():
    at = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--output", required=True)
    parser.add_argument("--actors", type=int, default=2)
    parser.add_argument("--mini_batch_size", type=int, default=2)
    parser.add_argument("--kill_one", action="store_true")
    options = parser.parse_args(sys.argv[1:at])
    options.entry_arguments = sys.argv[at + 1 :]
    options.output = os.path.abspath(options.output)
    return options


def split(folder, size):
    """Never across folders, as AML."""
    mini_batches = collections.deque()
    for root, _, names in os.walk(os.path.abspath(folder)):
        paths = [os.path.join(root, name) for name in sorted(names)]
        for at in range(0, len(paths), size):
            mini_batches.append((len(mini_batches), paths[at : at + size]))
    return mini_batches


class Run:
    def __init__(self, options, mini_batches):
        self.options, self.waiting, self.total = options, mini_batches, len(mini_batches)
        self.attempts, self.under_way, self.deaths, self.killed = collections.Counter(), {}, 0, None

    def finish(self):
        actors = [self.start() for _ in range(self.options.actors)]
        for actor in actors:
            self.hand_out(actor)
        if self.options.kill_one:
            self.kill()
        while self.under_way:
            self.settle_one()
        return {
            "mini_batches": self.total,
            "attempts": sum(self.attempts.values()),
            "actor_deaths": self.deaths,
            "killed_pid": self.killed,
        }

    def start(self):
        arguments = ["--input_root", os.path.abspath(self.options.folder), *self.options.entry_arguments]
        return Worker.options(num_cpus=0).remote(arguments, self.options.output)

    def hand_out(self, actor):
        if not self.waiting:
            actor.shutdown.remote()
            return
        mini_batch = self.waiting.popleft()
        self.attempts[mini_batch[0]] += 1
        if self.attempts[mini_batch[0]] > TRIES:
            raise SystemExit("Mini-batch %d failed %d times." % (mini_batch[0], TRIES))
        self.under_way[actor.run.remote(mini_batch[1])] = (actor, mini_batch)

    def settle_one(self, timeout=None):
        done, _ = ray.wait(list(self.under_way), timeout=timeout)
        if not done:
            return
        task, actor, mini_batch = done[0], *self.under_way.pop(done[0])
        try:
            ray.get(task)
        except RayActorError as error:
            print(str(error).splitlines()[0], file=sys.stderr)
            self.deaths += 1
            self.waiting.append(mini_batch)
            actor = self.start()
        except RayTaskError as error:  # run() raised: another try, as AML.
            print(error, file=sys.stderr)
            self.waiting.append(mini_batch)
        self.hand_out(actor)

    def kill(self):
        """With SIGKILL, an actor that has rows to lose: one of its mini-batches is done, the next is being read."""
        while True:
            for path in glob.glob(os.path.join(self.options.output, "begun_*.txt")):
                with open(path, encoding="utf-8") as file:
                    if len(file.readlines()) > 1:
                        self.killed = int(path.rsplit("_", 1)[1][: -len(".txt")])
                        time.sleep(0.1)
                        return os.kill(self.killed, signal.SIGKILL)
            self.settle_one(timeout=0.01)


def merge(output):
    """One file of all rows, as AML makes of its processes' files, and how often a file has more than one row."""
    files = collections.Counter()
    with open(os.path.join(output, "parallel_run_step.txt"), "w", encoding="utf-8", newline="\n") as merged:
        for path in glob.glob(os.path.join(output, "temp_*.txt")):
            with open(path, encoding="utf-8", newline="\n") as part:
                for line in part:
                    if line.endswith("\n"):  # Else its writer was killed in mid-line.
                        merged.write(line)
                        files[json.loads(line)["file"]] += 1
    return {"rows": sum(files.values()), "files": sorted(files), "duplicates": sum(files.values()) - len(files)}


if __name__ == "__main__":
    main()
