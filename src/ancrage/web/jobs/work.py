"""Long work of a firm: asked for in a transaction, done by a worker, each effect once whatever is killed.

A task is a function of a `Run`, registered under the kind of its jobs:

    @work("study")
    def study(run: Run) -> None:
        run.say(t("Étude"), 10)
        run.step("save", lambda: ...)  # one transaction: the effect, and the note that it is done

Rules: effects in the database go inside `step`; a step that was committed is not run again; heavy computing goes to a
child process (`jobs.child`), so that the worker goes on giving signs of life.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task
from django_tasks_db.models import DBTaskResult

from ancrage.text import Text, t, to_data
from ancrage.web.jobs.models import OPEN, Job, Lease, State, StepDone
from ancrage.web.scope import firm_scope, scoped_firm


class Stopped(Exception):
    """The work must not go on: it was cancelled, or another worker has taken it over."""


class CannotDo(Exception):
    """The work cannot be done, for a reason that people can read."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.message)
        self.reason = reason


@dataclass(frozen=True)
class Run:
    """One attempt at a job by one worker."""

    job: Job
    task: UUID
    worker: str

    def check(self) -> None:
        """Raises Stopped when this attempt must not go on."""
        if not Lease.objects.filter(task=self.task, worker=self.worker).exists():
            raise Stopped
        if Job.objects.filter(pk=self.job.pk, cancel=True).exists():
            raise Stopped

    def say(self, message: Text, percent: int) -> None:
        """Show what is being done, and how far it is."""
        self.check()
        Job.objects.filter(pk=self.job.pk).update(message=to_data(message), percent=percent)

    def step(self, name: str, effect: Callable[[], object]) -> None:
        """The effect, once: it and the note that it was done are committed together."""
        with transaction.atomic():
            self.check()
            _, new = StepDone.objects.get_or_create(task=self.task, name=name)
            if new:
                effect()


Work = Callable[[Run], None]
WORKS: dict[str, Work] = {}


def work(kind: str) -> Callable[[Work], Work]:
    """Register the function that does the jobs of a kind."""

    def register(function: Work) -> Work:
        WORKS[kind] = function
        return function

    return register


def ask(kind: str, subject: str = "", *, user_id: int | None = None) -> Job:
    """Ask for work in the firm in scope. Nothing is asked for if the transaction around it fails."""
    job: Job = Job.objects.create(
        firm_id=scoped_firm(), kind=kind, subject=subject, created_by_id=user_id
    )
    run_job.enqueue(job.firm_id, job.pk)
    return job


def waiting(kind: str) -> Job | None:
    """A job of that kind that is asked for and not yet begun, in the firm in scope."""
    return Job.objects.filter(kind=kind, state=State.WAITING, cancel=False).first()


def cancel(job: Job) -> None:
    """Ask an open job to stop; one that has not begun is cancelled at once."""
    with transaction.atomic():
        Job.objects.filter(pk=job.pk, state__in=OPEN).update(cancel=True)
        Job.objects.filter(pk=job.pk, state=State.WAITING).update(
            state=State.CANCELLED, finished_at=timezone.now()
        )


def forget(firm_id: str) -> None:
    """Take the tasks of a firm out of the queue; a worker that is at one of them leaves it at its next step."""
    tasks = DBTaskResult.objects.filter(args_kwargs__args__0=firm_id)
    ids = list(tasks.values_list("pk", flat=True))
    StepDone.objects.filter(task__in=ids).delete()
    Lease.objects.filter(task__in=ids).delete()
    tasks.delete()


@task(takes_context=True)
def run_job(context: TaskContext, firm_id: str, job_id: str) -> None:
    """Do one job. Called by the worker, which holds the lease."""
    task_id = UUID(context.task_result.id)
    with firm_scope(firm_id):
        job = Job.objects.filter(pk=job_id).first()
        if job is None or not job.open:  # its firm is gone, or it was cancelled
            return
        Job.objects.filter(pk=job.pk).update(state=State.RUNNING)
        run = Run(job, task_id, context.task_result.worker_ids[-1])
        try:
            run.check()
            WORKS[job.kind](run)
        except Stopped:
            if Lease.objects.filter(task=task_id, worker=run.worker).exists():
                end(job.pk, State.CANCELLED, t("Arrêté à votre demande."))
        except CannotDo as error:
            end(job.pk, State.FAILED, error.reason)
        else:
            end(job.pk, State.DONE, None)


def end(job_id: str, state: State, message: Text | None) -> None:
    """Close a job that is open, in the firm in scope."""
    fields: dict[str, object] = {"state": state, "finished_at": timezone.now()}
    if message is not None:
        fields["message"] = to_data(message)
    if state is State.DONE:
        fields["percent"] = 100
    Job.objects.filter(pk=job_id, state__in=OPEN).update(**fields)
