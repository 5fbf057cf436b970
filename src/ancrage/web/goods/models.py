"""Who asked to be told by mail of what a study brings."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ancrage.web.scope import FirmRows


class AlertMail(FirmRows):
    """A member who asked for alerts of a firm by mail. Without this row nobody is written to.

    Args:
        told: what this member knows already: key of the alarm to the last day on which a study still held it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told = models.JSONField(default=dict)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "user"], name="alert_mail_once")]
