"""Making the export of a firm, in the background."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ancrage.text import t
from ancrage.web.archives import firm
from ancrage.web.archives.models import Export
from ancrage.web.jobs.work import Run, work

PART = 1 << 20


@work("export")
def export(run: Run) -> None:
    """Everything that the firm has, kept as parts in place of the last export."""
    run.say(t("Rassemblement des données"), 10)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "export.zip"
        firm.write(path)
        run.say(t("Écriture de l’archive"), 80)
        run.step("keep", lambda: _keep(run.job.firm_id, path))


def _keep(firm_id: str, path: Path) -> None:
    Export.objects.all().delete()
    with path.open("rb") as stream:
        position = 0
        while part := stream.read(PART):
            Export.objects.create(firm_id=firm_id, position=position, part=part)
            position += 1
