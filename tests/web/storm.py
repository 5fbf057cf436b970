"""A storm: real workers on real jobs, killed with SIGKILL at random moments until so many died in the middle of a job."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from starts import Start

SCRIPT = str(Path(__file__).with_name("kills.py"))
WORKERS = 2
LEASE = "2"  # seconds without a sign of life, after which a task goes to another worker
STUCK = 90  # seconds after the last kill in which every job must have ended
MORE = 3  # open jobs under which more work is asked for
HELD = "SELECT count(*) FROM web_lease WHERE worker LIKE '%-{}-%'"  # a worker's name has its process number
OPEN = (
    "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
)


@dataclass(frozen=True)
class Outcome:
    """What is there after a storm.

    Args:
        kills: workers killed in the middle of a job: each held one when it died.
        idle_kills: workers killed besides, while they started or waited.
        seconds: from the last kill until every job asked for by then had ended.
        jobs: how many jobs, by kind and state ("read done").
        stuck: jobs that had not ended STUCK seconds after the last kill, or after the last work in peace.
        failed: why jobs ended as failed: ten workers had died at them, or there was nothing to report on.
        lost: effects of finished jobs that are not there.
        twice: effects that are there twice.
    """

    kills: int
    idle_kills: int
    seconds: float
    jobs: dict[str, int]
    stuck: int
    failed: list[str]
    lost: list[str]
    twice: list[str]


def storm(start: Start, kills: int, firms: int, files: int, seed: int = 1) -> Outcome:
    """Drop files, have them read, imported, studied and reported while workers are killed."""
    start.python(SCRIPT, "drop", str(firms), str(files))
    workers = [_worker(start) for _ in range(WORKERS)]
    try:
        idle = _kill(start, workers, kills, random.Random(seed))  # noqa: S311
        began = time.monotonic()
        stuck = _open(_wait(start))
        seconds = time.monotonic() - began
        # What was read last is imported now: the last jobs run in peace, and meet what the storm left.
        start.python(SCRIPT, "accept")
        seen = _wait(start)
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait()
    return Outcome(
        kills,
        idle,
        round(seconds, 1),
        seen["jobs"],
        max(stuck, _open(seen)),
        seen["failed"],
        seen["lost"],
        seen["twice"],
    )


def _kill(
    start: Start, workers: list[subprocess.Popen[bytes]], kills: int, draw: random.Random
) -> int:
    """Kill workers until so many died in the middle of a job; returns how many died besides."""
    done = idle = 0
    accepted = False
    while done < kills:
        time.sleep(draw.uniform(0.3, 2.5))
        index = draw.randrange(WORKERS)
        killed = workers[index]
        killed.kill()
        killed.wait()
        workers[index] = _worker(start)
        if count(start, HELD.format(killed.pid)):
            done += 1
        else:
            idle += 1
        if (not accepted and done >= kills // 3) or count(start, OPEN) < MORE:
            start.python(SCRIPT, "accept")
            accepted = True
    return idle


def count(start: Start, question: str) -> int:
    """A count asked of the database itself, by the side of the application."""
    if start.kind == "sqlite":
        connection: Any = sqlite3.connect(start.folder / "ancrage.sqlite3", timeout=30)
    else:
        connection = psycopg.connect(start.variables["ANCRAGE_OWNER_DATABASE_URL"])
    try:
        return int(connection.execute(question).fetchone()[0])
    finally:
        connection.close()


def _open(seen: dict[str, Any]) -> int:
    return sum(n for name, n in seen["jobs"].items() if name.split()[1] in {"waiting", "running"})


def _worker(start: Start) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ancrage.web.start.work"],
        env=start.environment(ANCRAGE_LEASE_SECONDS=LEASE),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _wait(start: Start) -> dict[str, Any]:
    """What is there once every job has ended, or after STUCK seconds."""
    end = time.monotonic() + STUCK
    while True:
        seen: dict[str, Any] = json.loads(start.python(SCRIPT, "seen").splitlines()[-1])
        if not _open(seen) or time.monotonic() > end:
            return seen
        time.sleep(0.5)
