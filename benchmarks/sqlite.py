"""Four processes that read then write through Django on one SQLite file: our settings beside Django's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Figure

PROCESSES = 4
SECONDS, PEER_SECONDS = 60, 10
PEER = "Django defaults (deferred, rollback journal)"
SHORTER = "BENCH_SQLITE_SECONDS"  # a shorter run, while developing
SETUP = """
import json, sys, time
import django
from django.conf import settings
ours, path, seconds, number = sys.argv[1] == "ours", sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
if ours:
    from pathlib import Path
    from ancrage.web.environment import sqlite
    database = sqlite(Path(path))
else:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
settings.configure(DATABASES={"default": database}, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True)
django.setup()
from django.db import OperationalError, connection, models, transaction
class Account(models.Model):
    balance = models.IntegerField(default=0)
    class Meta:
        app_label = "bench"
"""
TABLE = """
with connection.schema_editor() as editor:
    editor.create_model(Account)
Account.objects.bulk_create(Account() for _ in range(100))
"""
# Read then write: the transaction that deferred locks cannot bring to its end when two do it at once.
WORK = """
import random
draw, done, errors = random.Random(number), 0, 0
connection.ensure_connection()
print("ready", flush=True)
sys.stdin.readline()
end = time.monotonic() + seconds
while time.monotonic() < end:
    try:
        with transaction.atomic():
            account = Account.objects.get(pk=draw.randint(1, 100))
            account.balance += 1
            account.save(update_fields=["balance"])
    except OperationalError:
        errors += 1
    else:
        done += 1
print(json.dumps({"done": done, "errors": errors}))
"""
SUM = 'print(sum(Account.objects.values_list("balance", flat=True)))'


def measure(folder: Path) -> list[Figure]:
    """Figures: transactions a second, and those that failed because the database was locked."""
    seconds = float(os.environ.get(SHORTER, SECONDS))
    theirs, their_errors = _run("defaults", folder / "theirs.sqlite3", min(seconds, PEER_SECONDS))
    ours, errors = _run("ours", folder / "ours.sqlite3", seconds)
    return [
        Figure("sqlite_transactions", round(ours), "/s", PEER, round(theirs), round(ours / theirs, 3)),
        Figure(
            "sqlite_errors", round(errors, 2), "/s", PEER, round(their_errors, 2),
            round(errors / their_errors, 3) if their_errors else 0.0,
        ),
    ]  # fmt: skip


def _run(which: str, path: Path, seconds: float) -> tuple[float, float]:
    """Transactions and errors a second. Raises when a transaction that was said to be done is not in the table."""
    _python(SETUP + TABLE, which, path, seconds, 0).communicate()
    workers = [_python(SETUP + WORK, which, path, seconds, n) for n in range(PROCESSES)]
    for worker in workers:
        _line(worker)
    for worker in workers:
        assert worker.stdin is not None  # noqa: S101 (a pipe was asked for)
        worker.stdin.write("go\n")
        worker.stdin.flush()
    counts = [json.loads(worker.communicate()[0]) for worker in workers]
    done, errors = (sum(count[name] for count in counts) for name in ("done", "errors"))
    kept = int(_python(SETUP + SUM, which, path, seconds, 0).communicate()[0])
    if kept != done:
        msg = f"{done} transactions were done, {kept} are there"
        raise RuntimeError(msg)
    return done / seconds, errors / seconds


def _python(
    code: str, which: str, path: Path, seconds: float, number: int
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, which, str(path), str(seconds), str(number)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def _line(worker: subprocess.Popen[str]) -> str:
    assert worker.stdout is not None  # noqa: S101 (a pipe was asked for)
    return worker.stdout.readline()
