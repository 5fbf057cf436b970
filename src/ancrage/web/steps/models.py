"""What was decided of each step of the roadmap."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ancrage.web.scope import FirmRows


class Status(models.TextChoices):
    """Where a step stands."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


class StepState(FirmRows):
    """The follow-up of one step, by the stable code of its action.

    Args:
        promise: on the day it was done: {title, gain {low, central, high}, stakes {finding code: central}, study,
            covered_until}; what later studies are held against.
    """

    code = models.CharField(max_length=80)
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.TODO)
    person = models.CharField(max_length=80, blank=True)
    due = models.DateField(null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    done_on = models.DateField(null=True, blank=True)
    promise = models.JSONField(default=dict, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "code"], name="step_state_once")]
