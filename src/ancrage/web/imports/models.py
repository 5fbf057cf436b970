"""Files dropped: the bytes as they came, what each was recognised as, and the lines that were read."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ancrage.web.ids import new_id
from ancrage.web.scope import FirmRows


class State(models.TextChoices):
    """Where a dropped file stands."""

    RECEIVED = "received"  # its bytes are here
    ASKING = "asking"  # read: a person must say what its columns are
    READY = "ready"  # read: to be looked at, then imported or left
    IMPORTED = "imported"  # its sources are part of the firm
    REFUSED = "refused"  # it cannot be used; `reason` says why


class Import(FirmRows):
    """One dropped file, and what became of it. Undo is its deletion.

    Args:
        batch: the same for files dropped together.
        reason: why it is refused (`text.to_data`).
        preview: what the reading of the file showed (see `compute.read`).
    """

    id = models.CharField(primary_key=True, max_length=12, default=new_id, editable=False)
    batch = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=State.choices, default=State.RECEIVED)
    reason = models.JSONField(default=str, blank=True)
    preview = models.JSONField(default=dict, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    dropped_at = models.DateTimeField(auto_now_add=True)
    imported_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["firm", "state"], name="import_state")]


class Chunk(FirmRows):
    """A part of a dropped file, deflated, in order."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="chunks")
    position = models.PositiveIntegerField()
    deflated = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "position"], name="chunk_once")]


class Source(FirmRows):
    """One file read: the dropped file itself, or a member of the archive that was dropped.

    Args:
        name: as it was dropped, "!" and the member for a file in an archive; the name that every proof gives.
        kind: "fec", or that of an export, an invoice, a spreadsheet (`firm.extract`).
        block: its lines (`firm.blocks.pack`), or its tables (`pack_extract`); never changed.
        digest: the same for the same lines in another order or form.
        problems: what was odd in it (`Problem.to_data`).
    """

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=400)
    kind = models.CharField(max_length=40)
    digest = models.CharField(max_length=32, blank=True)
    declared_end = models.DateField(null=True)
    rows = models.PositiveIntegerField(default=0)
    block = models.BinaryField()
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ["of_id", "position"]


class SheetRule(FirmRows):
    """What the columns of spreadsheets of one shape are, as a person of the firm said; used for the next ones.

    Args:
        shape: `firm.mapping.names.signature`.
        sheet: file and sheet for which it was said, to be recognised by.
        rule: `firm.mapping.rules.to_toml`.
    """

    shape = models.CharField(max_length=64)
    sheet = models.CharField(max_length=300)
    rule = models.TextField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "shape"], name="sheet_rule_once")]
