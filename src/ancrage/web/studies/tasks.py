"""Studying a firm, in the background: from its sources and answers to pages ready to show."""

from __future__ import annotations

import json
import tempfile
import zlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from ancrage import __version__
from ancrage.money import EURO
from ancrage.text import t
from ancrage.web.answers.models import Answer
from ancrage.web.goods import alerts, raises
from ancrage.web.identities.service import said as decisions
from ancrage.web.imports.models import Source
from ancrage.web.imports.service import existing
from ancrage.web.imports.tasks import lay_out, progress_of
from ancrage.web.jobs.child import Ended, run_child
from ancrage.web.jobs.work import CannotDo, Run, work
from ancrage.web.people.models import Firm
from ancrage.web.studies.models import Study, StudyPage, StudyProof

FAILED: dict[Ended, Any] = {
    "failed": t(
        "L’étude s’est arrêtée. Vos données sont intactes ; la dernière étude reste affichée."
    ),
    "too_long": t(
        "L’étude prenait trop de temps : elle a été arrêtée. La dernière étude reste affichée."
    ),
    "too_large": t(
        "L’étude demande plus de mémoire que cette machine n’en donne. La dernière étude reste affichée."
    ),
}


def inputs(sources: list[Source], folder: Path) -> dict[str, Any]:
    """What a child needs to study the firm in scope; blocks are written in the folder."""
    firm = Firm.objects.get()
    return {
        "sources": lay_out(sources, folder),
        "answers": dict(Answer.objects.values_list("question", "value")),
        "decisions": decisions(),
        "hours": firm.hours_per_month,
        "budget": firm.budget_eur,
        "day": timezone.localdate().isoformat(),
        "signals": str(settings.SIGNALS),
        "siren": firm.siren,
        "raises": raises.followed(),
    }


@work("study")
def study(run: Run) -> None:
    """Study the firm as it is now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = existing()
        asked = inputs(sources, folder)
        if not sources:
            run.step(
                "empty", lambda: _save({"pages": {}, "summary": {}, "currency": EURO}, [], folder)
            )
            return
        (folder / "in.json").write_text(json.dumps(asked), "utf-8")
        ended = run_child(
            "study", folder, seconds=settings.CHILD_SECONDS, progress=progress_of(run)
        )
        if ended != "done":
            raise CannotDo(FAILED[ended])
        out = json.loads((folder / "out.json").read_text("utf-8"))
        run.step("save", lambda: _save(out, sources, folder))


def _save(out: dict[str, Any], sources: list[Source], folder: Path) -> None:
    """The new study with its pages and proofs, in place of the pages and proofs of the one before."""
    firm_id = Firm.objects.values_list("pk", flat=True).get()
    StudyPage.objects.all().delete()
    StudyProof.objects.all().delete()
    done = Study.objects.create(
        firm_id=firm_id,
        day=timezone.localdate(),
        covered_until=out.get("covered_until"),
        currency=out["currency"],
        summary={**out["summary"], "version": __version__},
    )
    StudyPage.objects.bulk_create(
        [
            StudyPage(
                firm_id=firm_id, study=done, language=language, key=key[:120], content=content
            )
            for language, pages in out["pages"].items()
            for key, content in pages.items()
        ],
        batch_size=50,
    )
    raises.after(done, out.get("raises"))
    alerts.after(done)
    if not (folder / "proofs.json").exists():
        return
    by_name = {source.name: source.pk for source in sources}
    # A source may have been withdrawn while the child worked.
    alive = set(Source.objects.values_list("pk", flat=True))
    rows = []
    with (folder / "proofs.bin").open("rb") as stream:
        for proof in json.loads((folder / "proofs.json").read_text("utf-8")):
            source = by_name.get(proof["file"])
            rows.append(
                StudyProof(
                    firm_id=firm_id,
                    study=done,
                    key=proof["key"][:160],
                    position=proof["position"],
                    source_id=source if source in alive else None,
                    file=proof["file"],
                    table=proof["table"],
                    sheet=proof["sheet"][:200],
                    sign=proof["sign"],
                    amount_cents=proof["amount_cents"],
                    count=proof["count"],
                    lines=zlib.compress(stream.read(4 * proof["count"]), 1),
                )
            )
    StudyProof.objects.bulk_create(rows, batch_size=500)
