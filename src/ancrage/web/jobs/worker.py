"""A worker: takes tasks one by one, gives signs of life, and takes over those of workers that give none.

Rows, claims and results are those of django-tasks-db; what it lacks is here: a task whose worker was killed stays
running for ever there (docs/decisions/0007). Any number of workers on any number of machines may share one database;
the clock is the database's own, so that machines need not agree.
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import threading
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeAlias, cast
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ancrage.text import t
from ancrage.web.jobs import work
from ancrage.web.jobs.models import Lease, State, StepDone
from ancrage.web.scope import firm_scope

logger = logging.getLogger("ancrage.worker")
ATTEMPTS = 10  # a task at which ten workers died is not tried again
IDLE_SECONDS = 0.15
PRUNE_EVERY = 3600  # seconds
KEPT = timedelta(days=7)  # a task that ended, for whoever looks into what went wrong


Row: TypeAlias = "DBTaskResult[Any, Any]"


class Worker:
    """Works until `stop` is called; `idle` returns after the last task, for tests."""

    def __init__(self, name: str | None = None) -> None:
        self.name = name or f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(3)}"
        self.stopping = threading.Event()

    def stop(self, *_: Any) -> None:
        """Finish the current task, then leave."""
        self.stopping.set()

    def listen_to_signals(self) -> None:
        """Leave cleanly when asked to: SIGTERM, Ctrl-C, Ctrl-Break."""
        for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self.stop)

    def run(self, *, until_idle: bool = False) -> None:
        """Take and do tasks."""
        reaped = pruned = 0.0
        while not self.stopping.is_set():
            close_old_connections()
            try:
                if time.monotonic() - reaped > min(5, settings.LEASE_SECONDS / 4):
                    reap()
                    reaped = time.monotonic()
                if time.monotonic() - pruned > PRUNE_EVERY or not pruned:
                    prune()
                    pruned = time.monotonic()
                row = self.claim()
            except OperationalError:
                logger.exception("database not reachable")
                self.stopping.wait(2)
                continue
            if row is not None:
                self.do(row)
            elif until_idle:
                return
            else:
                self.stopping.wait(IDLE_SECONDS)

    def claim(self) -> Row | None:
        """The next task, with its lease, or None."""
        ready = DBTaskResult.objects.ready()
        if not ready.exists():  # without a lock: an idle worker writes nothing
            return None
        with transaction.atomic():
            row = ready.get_locked()
            if row is None:
                return None
            row.claim(self.name)
            lease, _ = Lease.objects.get_or_create(task=row.id)
            Lease.objects.filter(pk=lease.pk).update(
                worker=self.name, beat=Now(), attempts=F("attempts") + 1
            )
            return row

    def do(self, row: Row) -> None:
        """Run a claimed task to its end, and write the end if the lease is still ours."""
        result = row.task_result
        done = threading.Event()
        beat = threading.Thread(target=_beat, args=(row.id, self.name, done), daemon=True)
        beat.start()
        try:
            context = TaskContext(task_result=cast("Any", result))
            row.task.call(context, *result.args, **result.kwargs)
        except Exception as error:  # a defect of ours: the job fails, the worker goes on
            logger.exception("task failed", extra={"task": str(row.id)})
            self._end(row, error)
        else:
            self._end(row, None)
        finally:
            done.set()
            beat.join()

    def _end(self, row: Row, error: Exception | None) -> None:
        connection.close_if_unusable_or_obsolete()
        with transaction.atomic():
            if not Lease.objects.filter(task=row.id, worker=self.name).delete()[0]:
                return  # another worker has the task
            if error is None:
                row.set_successful(None)
            else:
                row.set_failed(error)
                _fail(row, "error")


def _beat(task: UUID, worker: str, done: threading.Event) -> None:
    """Signs of life, from a thread with its own connection."""
    try:
        while not done.wait(settings.LEASE_SECONDS / 4):
            with suppress(OperationalError):  # the next one may pass
                Lease.objects.filter(task=task, worker=worker).update(beat=Now())
    finally:
        connection.close()


def reap() -> int:
    """Give back the tasks whose worker shows no sign of life; fail those that were tried enough. Returns how many."""
    dead = Lease.objects.filter(beat__lt=Now() - timedelta(seconds=settings.LEASE_SECONDS))
    count = 0
    for lease in dead:
        with transaction.atomic():
            # Asked for again, not compared with what was read: SQLite keeps moments as text, in two precisions.
            mine = dead.filter(pk=lease.pk, worker=lease.worker)
            running = DBTaskResult.objects.filter(pk=lease.task, status=TaskResultStatus.RUNNING)
            if lease.attempts >= ATTEMPTS:
                if not mine.delete()[0]:
                    continue
                row = running.first()
                if row is not None:
                    row.set_failed(TimeoutError(f"{ATTEMPTS} workers died at it"))
                    _fail(row, "died")
            else:
                if not mine.update(worker="", beat=Now()):
                    continue
                running.update(status=TaskResultStatus.READY)
            count += 1
    return count


def prune() -> int:
    """Forget the tasks that ended long ago; what people see of them is the job. Returns how many."""
    ended = DBTaskResult.objects.filter(
        status__in=(TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED),
        finished_at__lt=timezone.now() - KEPT,
    )
    ids = list(ended.values_list("pk", flat=True)[:500])
    with transaction.atomic():
        StepDone.objects.filter(task__in=ids).delete()
        return DBTaskResult.objects.filter(pk__in=ids).delete()[0]


def _fail(row: Row, why: str) -> None:
    firm_id, job_id = row.args_kwargs["args"]
    reasons = {
        "error": t(
            "Une erreur inattendue s’est produite. Rien n’a été modifié. Vous pouvez réessayer ; si cela se répète, "
            "signalez-le avec le numéro {job}.",
            job=job_id,
        ),
        "died": t(
            "Ce travail s’est interrompu dix fois. Rien n’a été modifié. Le fichier est peut-être trop lourd pour cette "
            "machine ; signalez-le avec le numéro {job}.",
            job=job_id,
        ),
    }
    with firm_scope(firm_id):
        work.end(job_id, State.FAILED, reasons[why])
