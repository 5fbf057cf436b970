"""A hundred workers killed with SIGKILL in the middle of jobs, on SQLite and on PostgreSQL; beside django-tasks-db's worker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measure import Figure

TESTS = Path(__file__).parents[1] / "tests"
KILLS = int(os.environ.get("BENCH_KILLS", "100"))
PEER = "django-tasks-db's own worker, killed once"
PATIENCE = (
    40  # seconds that the peer's second worker is given to take over; ours wait 2 here, 30 in use
)
RUNNING = (
    "from ancrage.web.start.setup import django_ready; django_ready(); "
    "from django_tasks_db.models import DBTaskResult as R; "
    "print(R.objects.filter(status='RUNNING').count(), R.objects.count())"
)


def measure(folder: Path) -> list[Figure]:
    """Figures of each database: jobs stuck, effects lost, effects doubled, seconds from the last kill to the last job."""
    sys.path[:0] = [str(TESTS), str(TESTS / "web")]
    import starts  # noqa: PLC0415 (the tests' own starts and storm)
    from storm import storm  # noqa: PLC0415

    folder.chmod(0o755)
    server = starts.postgresql_up(folder)
    found: list[Figure] = []
    try:
        for kind in ("sqlite", "postgresql"):
            start = starts.new_start(kind, folder / kind)
            outcome = storm(start, kills=KILLS, firms=12, files=3)
            print(f"{kind}: {json.dumps(outcome.jobs)}", *sorted(set(outcome.failed)), sep="\n  ")
            stuck = _stuck(starts.new_start(kind, folder / f"peer-{kind}"))
            found += [
                Figure(f"jobs_stuck_{kind}", outcome.stuck, "of jobs", PEER, stuck, 0.0),
                Figure(f"jobs_effects_lost_{kind}", len(outcome.lost), "", PEER, stuck, 0.0),
                Figure(f"jobs_effects_twice_{kind}", len(outcome.twice), "", PEER, 0, 0.0),
                Figure(f"jobs_failed_{kind}", len(outcome.failed), "of jobs", PEER, 0, 0.0),
                Figure(f"jobs_seconds_to_end_{kind}", outcome.seconds, "s", PEER, PATIENCE, 0.0),
            ]
    finally:
        server.cleanup()
    return found


def _stuck(start: object) -> int:
    """Tasks that stay running for ever when django-tasks-db's worker is killed once, and a second one started."""
    import starts  # noqa: PLC0415

    assert isinstance(start, starts.Start)  # noqa: S101 (told to the type checker)
    start.python(str(TESTS / "web" / "kills.py"), "drop", "1", "1")
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
    while start.python("-c", RUNNING).split()[0] == "0":
        time.sleep(0.05)
    first.kill()
    first.wait()
    second = worker()
    time.sleep(PATIENCE)
    second.kill()
    second.wait()
    return int(start.python("-c", RUNNING).split()[0])
