"""Run a function in a child process with limits of memory and time: what a hostile file can break is the child only.

The child (`python -m ancrage.firm.limited MODULE FOLDER`) imports the module, waits for its limits on standard input, and calls
its `work(folder)`, which reads and writes files in the folder. Spawned, never forked, so that it is the same on every system.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Literal, Self

Ended = Literal["done", "failed", "too_long", "too_large"]
_NO_MEMORY = 77
# A library that cannot have the memory it wants aborts, or touches what it has not.
_TOO_LARGE = {_NO_MEMORY, -6, -9, -11}


class Child:
    """A child that gets ready while its parent looks at the file; it works once it is told its limits.

    Args:
        module: dotted name of a module of this project that has a `work`.
        folder: what it reads and writes.
    """

    def __init__(self, module: str, folder: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-m", "ancrage.firm.limited", module, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONSAFEPATH": "1", "POLARS_MAX_THREADS": "2"},
        )
        self._until = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """A child that was told nothing does nothing."""
        if self._process.poll() is None:
            self._process.kill()
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.close()
        self._process.wait()

    def run(self, *, seconds: float, megabytes: int) -> Ended:
        """Let it work, to its end or to its limits; see `go`."""
        self.go(seconds=seconds, megabytes=megabytes)
        return self.ended()

    def go(self, *, seconds: float, megabytes: int) -> None:
        """Let it work, and come back at once.

        Args:
            seconds: after which it is killed.
            megabytes: of memory that it may ask for, where the system can refuse (Linux; less surely elsewhere).
        """
        self._until = time.monotonic() + seconds
        assert self._process.stdin is not None  # noqa: S101 (a pipe was asked for)
        # One that died at its start says so by its status.
        with suppress(BrokenPipeError), self._process.stdin as words:
            words.write(f"{int(seconds) + 1} {megabytes}\n".encode())

    def ended(self) -> Ended:
        """How it ended, once it has, or once its time is over."""
        try:
            code = self._process.wait(max(0.0, self._until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return "too_long"
        if code == 0:
            return "done"
        return "too_large" if code in _TOO_LARGE else "failed"


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


def main(module: str, folder: Path) -> int:
    """Exit status 77 when memory ran out."""
    # Rows are millions of small things that no cycle holds; a child this short needs no collector.
    gc.disable()
    work = importlib.import_module(module).work
    limits = sys.stdin.readline().split()
    if len(limits) != 2:  # the parent changed its mind, or is gone
        return 0
    _limit(int(limits[0]), int(limits[1]))
    try:
        work(folder)
    except MemoryError:
        return _NO_MEMORY
    return 0


if __name__ == "__main__":
    # What it made lies in files: giving back its memory piece by piece would only take time.
    os._exit(main(sys.argv[1], Path(sys.argv[2])))
