"""Run a function in a child process with limits of memory and time: what a hostile file can break is the child only.

The child (`python -m ancrage.firm.limited MODULE FOLDER SECONDS MEGABYTES`) imports the module and calls its `work(folder)`,
which reads and writes files in the folder. Spawned, never forked, so that it is the same on every system.
"""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Literal

Ended = Literal["done", "failed", "too_long", "too_large"]
_NO_MEMORY = 77
# A library that cannot have the memory it wants aborts, or touches what it has not.
_TOO_LARGE = {_NO_MEMORY, -6, -9, -11}


def run_limited(module: str, folder: Path, *, seconds: float, megabytes: int) -> Ended:
    """Run `module.work(folder)` in a child, to its end or to its limits.

    Args:
        module: dotted name of a module of this project that has a `work`.
        folder: what it reads and writes.
        seconds: after which it is killed.
        megabytes: of memory that it may ask for, where the system can refuse (Linux; less surely elsewhere).
    """
    arguments = [sys.executable, "-m", "ancrage.firm.limited"]
    arguments += [module, str(folder), str(int(seconds) + 1), str(megabytes)]
    environment = os.environ | {"PYTHONSAFEPATH": "1", "POLARS_MAX_THREADS": "2"}
    try:
        ended = subprocess.run(  # noqa: S603 (our own interpreter and module)
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        return "too_long"
    if ended.returncode == 0:
        return "done"
    return "too_large" if ended.returncode in _TOO_LARGE else "failed"


def _limit(seconds: int, megabytes: int) -> None:
    if hasattr(signal, "alarm"):  # the parent may be killed before it can kill the child
        signal.alarm(seconds)
    try:
        import resource  # noqa: PLC0415 (POSIX only)
    except ImportError:
        return
    # Data, not address space: libraries reserve gigabytes of addresses that they never use.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    size = megabytes << 20
    if hard != resource.RLIM_INFINITY:
        size = min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def main(module: str, folder: Path, seconds: int, megabytes: int) -> int:
    """Exit status 77 when memory ran out."""
    _limit(seconds, megabytes)
    try:
        importlib.import_module(module).work(folder)
    except MemoryError:
        return _NO_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
