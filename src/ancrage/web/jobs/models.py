"""Long work: what people see of it (Job), and what keeps it safe (Lease, StepDone)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from ancrage.web.ids import new_id
from ancrage.web.scope import FirmRows


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (State.WAITING, State.RUNNING)


class Job(FirmRows):
    """Long work of a firm, as people see it: progress, what it is doing now, how it ended.

    Args:
        kind: name of the task ("read", "study", "report", "export").
        subject: id of the row it works for.
        percent: 0 to 100.
        message: what it is doing now, or why it failed (`text.to_data`).
        cancel: somebody asked to stop it.
    """

    id = models.CharField(primary_key=True, max_length=12, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    message = models.JSONField(default=str, blank=True)
    cancel = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["firm", "state"], name="job_state")]

    @property
    def open(self) -> bool:
        """Whether it has not ended."""
        return self.state in OPEN


class Lease(models.Model):
    """Which worker runs a task, and its last sign of life; without one for LEASE_SECONDS, another takes the task."""

    task = models.UUIDField(primary_key=True)
    worker = models.CharField(max_length=64)
    beat = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["beat"], name="lease_beat")]


class StepDone(models.Model):
    """A step of a task whose effect is in the database: it is committed in the same transaction."""

    task = models.UUIDField()
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "name"], name="step_once")]
