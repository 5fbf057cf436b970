"""The last export of a firm, until it is taken away or replaced."""

from __future__ import annotations

from django.db import models

from ancrage.web.scope import FirmRows


class Export(FirmRows):
    """A zip of everything a firm has, in parts; only the last one is kept."""

    position = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    part = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "position"], name="export_part_once")
        ]
