"""Making a report, in the background."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from django.conf import settings

from ancrage.text import t
from ancrage.web.imports.service import existing
from ancrage.web.imports.tasks import progress_of
from ancrage.web.jobs.child import run_child
from ancrage.web.jobs.work import CannotDo, Run, work
from ancrage.web.reports.models import Report
from ancrage.web.studies.tasks import FAILED, inputs

FORMATS = {
    "html": "text/html",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@work("report")
def report(run: Run) -> None:
    """Write the three files of the report that was asked for."""
    asked_for = Report.objects.filter(pk=run.job.subject).first()
    if asked_for is None:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asked = inputs(existing(), folder) | {"language": asked_for.language}
        asked["day"] = asked_for.day.isoformat()
        (folder / "in.json").write_text(json.dumps(asked), "utf-8")
        ended = run_child(
            "report", folder, seconds=settings.CHILD_SECONDS, progress=progress_of(run)
        )
        if ended != "done":
            raise CannotDo(FAILED[ended])
        files = {kind: folder / f"ancrage.{kind}" for kind in FORMATS}
        if not files["pdf"].exists():
            raise CannotDo(t("Il n’y a pas encore de comptes à étudier."))
        made = {kind: path.read_bytes() for kind, path in files.items()}
        run.step("keep", lambda: Report.objects.filter(pk=asked_for.pk).update(**made))
