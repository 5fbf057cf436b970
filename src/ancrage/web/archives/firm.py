"""Everything that a firm has, as one zip: its rows as JSON, its files as they were dropped."""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import models

from ancrage.web.imports.models import Import, State
from ancrage.web.imports.service import bytes_of
from ancrage.web.people.models import Firm, Membership
from ancrage.web.policies import firm_models
from ancrage.web.reports.models import Report
from ancrage.web.reports.tasks import FORMATS

LEFT_OUT = {
    "secret_hash",
    "deflated",
    "block",
    "lines",
    "html",
    "pdf",
    "xlsx",
    "part",
}  # secrets, bytes given as files, what is computed from them, and the export before this one
README = """Tout ce qu'Ancrage garde de votre entreprise.
files/   vos fichiers, tels que vous les avez déposés
reports/ vos rapports
tables/  le reste, une ligne de JSON par enregistrement : réponses, étapes, études, journal ; people donne le nom
         et l'adresse des personnes, que les autres désignent par leur numéro

Everything that Ancrage keeps of your firm.
files/   your files, as you dropped them
reports/ your reports
tables/  the rest, one line of JSON a record: answers, steps, studies, journal; people gives the name and address of
         the persons, whom the others give by their number
"""


def write(path: Path) -> None:
    """Write the zip of the firm in scope."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LISEZMOI.txt", README)
        archive.writestr("tables/people.jsonl", _people())
        models_kept: list[type[models.Model]] = [Firm, *firm_models()]
        for model in models_kept:
            name = model._meta.model_name  # noqa: SLF001 (Django's documented name for it)
            with archive.open(f"tables/{name}.jsonl", "w") as stream:
                for row in _rows(model):
                    stream.write(
                        json.dumps(row, ensure_ascii=False, default=plain).encode() + b"\n"
                    )
        # All that are kept: of a refused file nothing is.
        for dropped in Import.objects.exclude(state=State.REFUSED).order_by("dropped_at", "pk"):
            # The id keeps two files of one name apart; the name itself is cleaned of anything but its last part.
            with archive.open(
                f"files/{dropped.pk}-{dropped.name}", "w", force_zip64=True
            ) as stream:
                for part in bytes_of(dropped):
                    stream.write(part)
        for report in Report.objects.order_by("asked_at", "pk").iterator(chunk_size=1):
            for kind in FORMATS:
                if content := bytes(getattr(report, kind)):
                    archive.writestr(f"reports/{report.pk}.{kind}", content)


def _people() -> str:
    """The persons who have a role in the firm, each as a line of JSON."""
    found = Membership.objects.order_by("user_id").values_list(
        "user_id", "user__name", "user__email", "role"
    )
    names = ("id", "name", "email", "role")
    return "".join(
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n" for row in found
    )


def _rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    names = [f.attname for f in model._meta.concrete_fields if f.attname not in LEFT_OUT]  # noqa: SLF001
    yield from model.objects.order_by("pk").values(*names).iterator(chunk_size=200)  # type: ignore[attr-defined]


def plain(value: object) -> object:
    """Days, moments and bytes as JSON writes them."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return str(value)
