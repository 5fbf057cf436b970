"""What the preview of a dropped file says of each source, as plain data; see `read`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ancrage.firm import Firm, SourceFile
from ancrage.firm.extract import Extract
from ancrage.firm.fec.reader import FecFile
from ancrage.firm.fec.year import from_name
from ancrage.firm.tables.trade import DECLARED
from ancrage.money import Euros
from ancrage.problems import Problem
from ancrage.text import Text, t, tn, to_data
from ancrage.web.compute.blocks import problems_data

PROBLEMS_KEPT = 500  # of one source, for the preview
FEC = t("FEC (fichier des écritures comptables)")


def fec_source(
    position: int, file: FecFile, own: SourceFile, problems: Sequence[Problem]
) -> dict[str, Any]:
    """A FEC, ready to import until something says otherwise."""
    return {
        **_described(own),
        "label": to_data(FEC),
        "position": position,
        "confidence": "medium" if any(p.code == "no_header" for p in problems) else "high",
        "why": to_data(_why(file, problems)),
        "siren": from_name(file.name).siren or "",
        "declared_end": file.declared_end.isoformat() if file.declared_end else None,
        **_problems(problems, file.log.problems),
        **_READY,
    }


_READY: Mapping[str, Any] = {"state": "ready", "reason": "", "digest": "", "block": "", "tables": {}, "sheets": []}  # fmt: skip


def trade_source(position: int, extract: Extract) -> dict[str, Any]:
    """A file of another kind."""
    return {
        "name": extract.name,
        "kind": extract.kind,
        "label": to_data(extract.label),
        "rows": extract.rows,
        "status": extract.status,
        "debit": 0,
        "credit": 0,
        "assigned": 0,
        "period_start": extract.period_start.isoformat() if extract.period_start else None,
        "period_end": extract.period_end.isoformat() if extract.period_end else None,
        "control": dict(extract.control),
        "position": position,
        "confidence": extract.confidence,
        "why": to_data(extract.reason),
        "siren": "",
        "declared_end": None,
        **_problems(extract.problems, extract.problems),
        **_READY,
        "tables": {
            name: {"label": to_data(DECLARED[name].label), "rows": frame.height}
            for name, frame in extract.tables.items()
            if frame.height
        },
        "sheets": [asdict(sheet) for sheet in extract.sheets],
    }


def unknown_source(name: str, problem: Problem | None) -> dict[str, Any]:
    """A file that nothing here reads."""
    problems = [problem] if problem else []
    return {
        **_described(SourceFile(name, "unknown", 0, "refused")),
        "label": to_data(t("Inconnu")),
        "position": -1,
        "confidence": "low",
        "why": to_data(t("Rien n’y ressemble à un fichier que nous savons lire.")),
        "siren": "",
        "declared_end": None,
        **_problems(problems, ()),
        **_READY,
        **because(problems),
    }


def because(problems: Sequence[Problem], otherwise: Text | None = None) -> dict[str, Any]:
    """Refused, for the worst of its problems."""
    worst = next((p for p in problems if p.severity == "error"), problems[0] if problems else None)
    said = (
        t("{read} {repair}", read=worst.message, repair=worst.repair)
        if worst
        else otherwise or t("Illisible.")
    )
    return {"state": "refused", "reason": to_data(said)}


def changes(
    before: Firm | None,
    after: Firm | None,
    usable: Sequence[Mapping[str, Any]],
    replaced: Sequence[str],
) -> list[Text]:
    """What importing the accounting files changes to the years."""
    accounting = [source for source in usable if source["kind"] == "fec"]
    if after is None or not accounting:
        return []
    old = {year.end: year for year in before.years} if before else {}
    said = []
    for year in after.years:
        if year.end not in old:
            said.append(
                t(
                    "Ajoute l’exercice du {start} au {end}.",
                    start=year.start,
                    end=year.covered_until,
                )
            )
        elif year.covered_until != old[year.end].covered_until:
            said.append(
                t(
                    "Complète l’exercice qui finit le {end} : jusqu’au {until} au lieu du {before}.",
                    end=year.end,
                    until=year.covered_until,
                    before=old[year.end].covered_until,
                )
            )
    said += [
        t("Remplace {file}, qui couvre le même exercice avec moins de lignes.", file=f)
        for f in replaced
    ]
    rows = sum(source["rows"] for source in accounting)
    debit = sum(source["debit"] for source in accounting)
    said.append(
        tn(
            "{count} ligne, {debit} au débit.",
            "{count} lignes, {debit} au débit.",
            rows,
            debit=Euros(debit, exact=True),
        )
    )
    return said


def _problems(shown: Sequence[Problem], kept: Sequence[Problem]) -> dict[str, Any]:
    return {
        "problems": problems_data(shown[:PROBLEMS_KEPT]),
        "problem_count": sum(p.count for p in shown),
        "read_problems": problems_data(kept),
    }


def _described(source: SourceFile) -> dict[str, Any]:
    return {
        "name": source.path,
        "kind": source.kind,
        "rows": source.rows,
        "status": source.status,
        "debit": source.debit,
        "credit": source.credit,
        "assigned": source.assigned,
        "period_start": source.period_start.isoformat() if source.period_start else None,
        "period_end": source.period_end.isoformat() if source.period_end else None,
        "control": {},
    }


def _why(file: FecFile, problems: Sequence[Problem]) -> Text:
    if any(p.code == "no_header" for p in problems):
        return t("L’en-tête manque, mais les colonnes sont dans l’ordre légal d’un FEC.")
    if file.declared_end is not None:
        return t("C’est la forme XML du FEC.")
    if from_name(file.name).siren:
        return t(
            "L’en-tête nomme les colonnes légales d’un FEC, et le nom du fichier donne le SIREN."
        )
    return t("L’en-tête nomme les colonnes légales d’un FEC.")
