"""Who did what, when: rows are only ever added."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from ancrage.web import watch
from ancrage.web.scope import FirmRows, scoped_firm


class Event(FirmRows):
    """One thing that somebody did. `action` is a stable dotted code ("import.done"); `data` holds what it needs to be said.

    No row is ever changed: the database refuses it. Rows go only with their firm.
    """

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    action = models.CharField(max_length=40)
    target = models.CharField(max_length=120, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["firm", "-id"], name="event_recent")]


def note(user_id: int | None, action: str, target: str = "", **data: Any) -> None:
    """Add one event to the journal of the firm in scope, and its code alone to the logs."""
    watch.event(action, firm=scoped_firm(), user=user_id)
    Event.objects.create(
        firm_id=scoped_firm(), user_id=user_id, action=action, target=target[:120], data=data
    )
