"""What the audit of a firm said on a day, ready to show in each language, and the lines that prove it."""

from __future__ import annotations

from django.db import models

from ancrage.web.ids import new_id
from ancrage.web.imports.models import Source
from ancrage.web.scope import FirmRows


class Study(FirmRows):
    """One audit of the firm. The last one is what pages show; of the older ones only `summary` is kept.

    Args:
        day: the day for which it was made.
        covered_until: last day that the books reach.
        currency: ISO 4217 code of the currency in which the firm counts.
        summary: findings with their stake, steps with their gain, to compare studies (`compute.study.summary`).
    """

    id = models.CharField(primary_key=True, max_length=12, default=new_id, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    day = models.DateField()
    covered_until = models.DateField(null=True)
    currency = models.CharField(max_length=3, default="EUR")
    summary = models.JSONField(default=dict)

    class Meta:
        ordering = ["-made_at"]
        get_latest_by = "made_at"
        indexes = [models.Index(fields=["firm", "-made_at"], name="study_recent")]


class StudyPage(FirmRows):
    """One page of a study in one language: plain data, every word said, every figure rounded and exact."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="pages")
    language = models.CharField(max_length=5)
    key = models.CharField(max_length=120)
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "language", "key"], name="page_once")
        ]


class StudyProof(FirmRows):
    """Lines of one file that prove one amount: of a finding (key "code") or of an input of its formula ("code.input").

    `lines` are the numbers, little-endian uint32, deflated; they are lines of `source` (null once it was withdrawn).
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="proofs")
    key = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL, related_name="+")
    file = models.CharField(max_length=400)
    table = models.CharField(max_length=20, default="ledger")
    sheet = models.CharField(max_length=200, default="", blank=True)
    sign = models.SmallIntegerField()
    amount_cents = models.BigIntegerField()
    count = models.PositiveIntegerField()
    lines = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "key", "position"], name="proof_once")
        ]
