"""A storm: real workers on real jobs, killed with SIGKILL at random moments until so many kills are done."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starts import Start

SCRIPT = str(Path(__file__).with_name("kills.py"))
WORKERS = 2
LEASE = "2"  # seconds without a sign of life, after which a task goes to another worker
STUCK = 90  # seconds after the last kill in which every job must have ended


@dataclass(frozen=True)
class Outcome:
    """What is there after a storm.

    Args:
        kills: workers killed.
        seconds: from the last kill until every job had ended.
        jobs: how many jobs, by kind and state ("read done").
        stuck: jobs that had not ended STUCK seconds after the last kill.
        failed: why jobs ended as failed: ten workers had died at them, or there was nothing to report on.
        lost: effects of finished jobs that are not there.
        twice: effects that are there twice.
    """

    kills: int
    seconds: float
    jobs: dict[str, int]
    stuck: int
    failed: list[str]
    lost: list[str]
    twice: list[str]


def storm(start: Start, kills: int, firms: int, files: int, seed: int = 1) -> Outcome:
    """Drop files, have them read, imported, studied and reported while workers are killed."""
    draw = random.Random(seed)  # noqa: S311
    start.python(SCRIPT, "drop", str(firms), str(files))
    workers = [_worker(start) for _ in range(WORKERS)]
    done, accepted = 0, False
    while done < kills:
        time.sleep(draw.uniform(0.3, 2.5))
        index = draw.randrange(WORKERS)
        workers[index].kill()
        workers[index].wait()
        workers[index] = _worker(start)
        done += 1
        if not accepted and done >= kills // 3:
            start.python(SCRIPT, "accept")
            accepted = True
    # What was still being read is imported now, and the last jobs end in peace.
    began = time.monotonic()
    _wait(start)
    start.python(SCRIPT, "accept")
    seconds = time.monotonic() - began
    seen = _wait(start)
    for worker in workers:
        worker.terminate()
        worker.wait()
    jobs = seen["jobs"]
    return Outcome(
        done,
        round(seconds, 1),
        jobs,
        sum(n for name, n in jobs.items() if name.split()[1] in {"waiting", "running"}),
        seen["failed"],
        [what for what in seen["lost"] if "received" not in what or not jobs.get("read failed")],
        seen["twice"],
    )


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
        still = [name for name in seen["jobs"] if name.split()[1] in {"waiting", "running"}]
        if not still or time.monotonic() > end:
            return seen
        time.sleep(0.5)
