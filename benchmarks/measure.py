"""Whole processes timed from outside: wall seconds and peak memory, the median of a few runs taken in turn."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of build/bench.json; `ratio` is value / peer_value."""

    name: str
    value: float
    unit: str
    peer: str
    peer_value: float
    ratio: float

    def as_json(self) -> dict[str, object]:
        """The line as JSON wants it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall seconds and peak resident memory in MB."""

    seconds: float
    megabytes: float


def run(command: Sequence[str]) -> Run:
    """Run a command to its end; raises when it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"{command[:4]} left with status {process.returncode}"
        raise RuntimeError(msg)
    return Run(seconds, usage.ru_maxrss / 1024)


def in_turn(ours: Sequence[str], peer: Sequence[str], times: int = 3) -> tuple[Run, Run]:
    """Medians of both, run A B A B so that a machine that slows down slows both."""
    pairs = [(run(ours), run(peer)) for _ in range(times)]
    return _median([a for a, _ in pairs]), _median([b for _, b in pairs])


def _median(runs: Sequence[Run]) -> Run:
    return Run(
        statistics.median(r.seconds for r in runs),
        statistics.median(r.megabytes for r in runs),
    )


def against(name: str, peer: str, ours: Run, theirs: Run, *, memory: bool = True) -> list[Figure]:
    """Figures of time, and of memory, of one comparison."""
    found = [
        Figure(
            f"{name}_seconds",
            round(ours.seconds, 3),
            "s",
            peer,
            round(theirs.seconds, 3),
            round(ours.seconds / theirs.seconds, 3),
        )
    ]
    if memory:
        found.append(
            Figure(
                f"{name}_peak_memory",
                round(ours.megabytes),
                "MB",
                peer,
                round(theirs.megabytes),
                round(ours.megabytes / theirs.megabytes, 3),
            )
        )
    return found


def python(code: str, *arguments: str | Path) -> list[str]:
    """A command that runs code in this interpreter."""
    return [sys.executable, "-c", code, *map(str, arguments)]


def ancrage(*arguments: str | Path) -> list[str]:
    """A command line of Ancrage in this interpreter."""
    return [sys.executable, "-m", "ancrage.cli.main", *map(str, arguments)]
