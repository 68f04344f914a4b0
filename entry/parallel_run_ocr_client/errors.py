"""How a call fails, apart from a RuntimeError: then the child is of no more use."""


class WorkerError(RuntimeError):
    """The child replied with an error and lives on."""


class WorkerCrash(RuntimeError):
    """The child was ended during a run. What it was doing is on the disk: another one goes on from there."""
