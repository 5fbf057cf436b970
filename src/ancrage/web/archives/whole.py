"""Everything of every firm and person, as one file that any start can be restored from, whatever its database.

A zip: `manifest.json`, and a table of JSON lines a model. Left out: sessions (people sign in again), rate counts, and the
queue of tasks (a job that had not ended is shown as stopped). Read in one snapshot of the database.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DataError, IntegrityError, connection, models, transaction
from django.utils import timezone

from ancrage import __version__
from ancrage.web.jobs.models import OPEN, State
from ancrage.web.people.models import User

FORMAT = 1
LABELS = ("web", "account", "mfa")
LEFT_OUT = {"web.lease", "web.stepdone", "web.entrylink"}


# What reading a file raises that was cut, changed, or is of another kind; the transaction around it undoes its rows.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,
    serializers.base.DeserializationError,
    DataError,
    IntegrityError,
)


class NotFresh(Exception):
    """There are data where the backup was to be restored."""


class NotABackup(Exception):
    """The file is not a backup that this version can read."""


class Exact(DjangoJSONEncoder):
    """Writes moments to the microsecond, as the database keeps them; Django's own writer stops at the millisecond."""

    def default(self, o: Any) -> Any:
        """A moment in full, anything else as Django writes it."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def kept() -> list[type[models.Model]]:
    """The models that a backup holds."""
    found = [model for label in LABELS for model in apps.get_app_config(label).get_models()]
    return [model for model in found if model._meta.label_lower not in LEFT_OUT]  # noqa: SLF001


def backup(path: Path) -> dict[str, int]:
    """Write the backup; returns the number of rows of each table. The file appears whole or not at all."""
    counts: dict[str, int] = {}
    partial = path.with_name(f".{path.name}.part")
    partial.touch(mode=0o600)  # it holds every firm
    try:
        with transaction.atomic(), zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            for model in kept():
                label = model._meta.label_lower  # noqa: SLF001
                with (
                    archive.open(f"{label}.jsonl", "w", force_zip64=True) as stream,
                    io.TextIOWrapper(stream, "utf-8") as text,
                ):
                    rows = model._base_manager.order_by("pk")  # noqa: SLF001 (all firms: the owner of the tables)
                    serializers.serialize(
                        "jsonl", rows.iterator(chunk_size=50), stream=text, cls=Exact
                    )
                    counts[label] = rows.count()
            manifest = {
                "format": FORMAT,
                "version": __version__,
                "made_at": timezone.now().isoformat(),
                "rows": counts,
            }
            archive.writestr("manifest.json", json.dumps(manifest))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return counts


def restore(path: Path) -> dict[str, int]:
    """Restore into a fresh start: everything, or nothing.

    Raises:
        NotFresh: there are people here already.
        NotABackup: the file cannot be read as one.
    """
    try:
        archive = zipfile.ZipFile(path)
        manifest = json.loads(archive.read("manifest.json"))
    except (OSError, *DAMAGED) as error:
        raise NotABackup(str(error)) from error
    found = manifest.get("format") if isinstance(manifest, dict) else None
    if found != FORMAT:
        raise NotABackup(f"format {found}")
    try:
        with archive:
            return _put_back(archive, manifest)
    except DAMAGED as error:
        raise NotABackup(str(error)) from error


def _put_back(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> dict[str, int]:
    counts: dict[str, int] = {}
    with transaction.atomic():
        if User.objects.exists():
            raise NotFresh
        for model in kept():
            label = model._meta.label_lower  # noqa: SLF001
            counts[label] = 0
            with archive.open(f"{label}.jsonl") as stream:
                for row in serializers.deserialize("jsonl", io.TextIOWrapper(stream, "utf-8")):
                    row.save()
                    counts[label] += 1
        if counts != manifest["rows"]:
            raise NotABackup("rows are missing")
        job = apps.get_model("web", "Job")
        job._base_manager.filter(state__in=OPEN).update(state=State.CANCELLED)  # noqa: SLF001
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), kept()):
                cursor.execute(statement)
    return counts
