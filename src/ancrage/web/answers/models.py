"""What the owner answered to the questionnaire."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ancrage.web.scope import FirmRows


class Answer(FirmRows):
    """The answer to one question of the rooms; a question without a row is unknown."""

    question = models.CharField(max_length=250)  # of a supplier, with its key (`ancrage.facts`)
    value = models.JSONField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "question"], name="answer_once")]
