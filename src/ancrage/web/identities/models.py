"""What a person said of two names: the same supplier, customer or item, or two."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ancrage.web.scope import FirmRows


class IdentityDecision(FirmRows):
    """Two rows of names, said to be one or two. Undo is its deletion.

    Args:
        a, b: keys of the rows (`firm.who`, `firm.items.which`), the smaller first; they tell among what (`among`).
        a_said, b_said: how they were written, to be recognised by.
        same: one supplier, customer or item, or two.
    """

    a = models.CharField(max_length=200)
    b = models.CharField(max_length=200)
    a_said = models.CharField(max_length=200)
    b_said = models.CharField(max_length=200)
    same = models.BooleanField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "a", "b"], name="identity_once")]
