"""Reports made: the three files of a study in one language."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ancrage.web.ids import new_id
from ancrage.web.jobs.models import Job
from ancrage.web.scope import FirmRows


class Report(FirmRows):
    """A report asked for; its files are empty until its job has made them."""

    id = models.CharField(primary_key=True, max_length=12, default=new_id, editable=False)
    language = models.CharField(max_length=5)
    day = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    html = models.BinaryField(default=bytes)
    pdf = models.BinaryField(default=bytes)
    xlsx = models.BinaryField(default=bytes)

    class Meta:
        ordering = ["-asked_at"]
