"""A hundred workers killed with SIGKILL in the middle of jobs, on SQLite and on PostgreSQL; beside django-tasks-db's worker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks.measure import Figure

TESTS = Path(__file__).parents[1] / "tests"
KILLS = int(os.environ.get("BENCH_KILLS", "100"))
PATIENCE = 45  # seconds that the peer's second worker is given to take over
PEER = f"tasks stuck {PATIENCE} s after django-tasks-db's own worker was killed once"
RUNNING = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'"


def measure(folder: Path) -> list[Figure]:
    """Figures of each database: jobs stuck, effects lost or doubled, jobs given up, seconds from the last kill to the last end."""
    sys.path[:0] = [str(TESTS), str(TESTS / "web")]
    import starts  # noqa: PLC0415 (the tests' own starts and storm)
    from storm import storm  # noqa: PLC0415

    folder.chmod(0o755)
    server = starts.postgresql_up(folder)
    found: list[Figure] = []
    try:
        for kind in ("postgresql", "sqlite"):
            start = starts.new_start(kind, folder / kind)
            outcome = storm(start, kills=KILLS, firms=12, files=3)
            print(json.dumps({"database": kind} | asdict(outcome), ensure_ascii=False), flush=True)
            stuck = _stuck(starts.new_start(kind, folder / f"peer-{kind}"))
            # The peer was asked one thing, whether its task ends: it is what each of ours stands beside.
            found += [
                Figure(f"jobs_{name}_{kind}", value, "", PEER, stuck, 0.0)
                for name, value in (
                    ("stuck", outcome.stuck),
                    ("effects_lost", len(outcome.lost)),
                    ("effects_twice", len(outcome.twice)),
                    ("given_up", len(outcome.failed)),
                )
            ]
            seconds = f"jobs_seconds_to_end_{kind}"
            waited = "django-tasks-db's own worker, killed once: waited for"
            found.append(Figure(seconds, outcome.seconds, "s", waited, PATIENCE, 0.0))
    finally:
        server.cleanup()
    return found


def _stuck(start: object) -> int:
    """Tasks that stay running for ever when django-tasks-db's worker is killed once, and a second one started."""
    import starts  # noqa: PLC0415
    from storm import count  # noqa: PLC0415

    assert isinstance(start, starts.Start)  # noqa: S101 (told to the type checker)
    start.python(str(TESTS / "web" / "kills.py"), "drop", "1", "4")
    command = [
        sys.executable,
        "-m",
        "django",
        "db_worker",
        "--no-reload",
        "--interval",
        "0.1",
        "--no-startup-delay",
    ]
    environment = start.environment(DJANGO_SETTINGS_MODULE="ancrage.web.settings")

    def worker() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    first = worker()
    while not count(start, RUNNING):
        time.sleep(0.02)
    first.kill()
    first.wait()
    second = worker()
    time.sleep(
        PATIENCE
    )  # it does the other files, and is idle: what still runs was the first one's
    second.kill()
    second.wait()
    return count(start, RUNNING)
