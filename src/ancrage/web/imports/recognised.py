"""A dropped file in the reader's words: what it is, what it holds, what importing it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ancrage.money import Euros
from ancrage.problems import Problem
from ancrage.roadmap.report.words import SEVERITIES
from ancrage.text import Language, Text, t, tn
from ancrage.web.imports.models import Import, State
from ancrage.web.jobs.models import Job
from ancrage.web.saying import moment, said, say, short_day, size

SHOWN = 50  # problems of one source on a page
KINDS: Mapping[str, Text] = {
    "fec": t("FEC (fichier des écritures comptables)"),
    "unknown": t("Inconnu"),
}
CONFIDENCES: Mapping[str, Text] = {"high": t("sûr"), "medium": t("probable"), "low": t("incertain")}
STATES: Mapping[str, Text] = {
    State.RECEIVED: t("En cours de lecture"),
    State.READY: t("À vérifier"),
    State.IMPORTED: t("Importé"),
    State.REFUSED: t("Refusé"),
}

STOPPED = t("Lecture interrompue : déposez-le à nouveau")


def line(dropped: Import, language: Language, base: str, job: Job | None = None) -> dict[str, Any]:
    """A dropped file as one row of a list; `job` is its reading, which may have ended without a result."""
    stopped = dropped.state == State.RECEIVED and job is not None and not job.open
    sources = [s for s in dropped.preview.get("sources", []) if s["state"] == "ready"]
    return {
        "name": dropped.name,
        "size": size(dropped.size, language),
        "state": State.REFUSED if stopped else dropped.state,
        "state_label": say(STOPPED if stopped else STATES[dropped.state], language),
        "kind": say(KINDS["fec"], language) if sources else "",
        "period": ", ".join(_period(source, language) for source in sources),
        "rows": _rows(sum(source["rows"] for source in sources), language) if sources else "",
        "reason": said(job.message if stopped and job else dropped.reason, language),
        "said": " ".join(said(change, language) for change in dropped.preview.get("changes", ())),
        "by": str(dropped.dropped_by or ""),
        "when": moment(dropped.imported_at or dropped.dropped_at, language),
        "url": f"{base}data/{dropped.pk}/",
        "undo_url": f"{base}data/{dropped.pk}/undo/",
        "leave_url": f"{base}data/{dropped.pk}/leave/",
        "severity": _severity(sources),
    }


def whole(dropped: Import, language: Language) -> dict[str, Any]:
    """All that a page says of a dropped file."""
    return {
        "name": dropped.name,
        "size": size(dropped.size, language),
        "state": dropped.state,
        "state_label": say(STATES[dropped.state], language),
        "reason": said(dropped.reason, language),
        "dropped": moment(dropped.dropped_at, language),
        "by": str(dropped.dropped_by or ""),
    }


def sources(dropped: Import, language: Language) -> list[dict[str, Any]]:
    """What each file of the drop was recognised as."""
    return [_source(source, language) for source in dropped.preview.get("sources", ())]


def _source(source: Mapping[str, Any], language: Language) -> dict[str, Any]:
    problems = [Problem.from_data(problem) for problem in source["problems"]]
    more = source["problem_count"] - sum(p.count for p in problems[:SHOWN])
    siren = source["siren"]
    return {
        "name": source["name"],
        "state": source["state"],
        "reason": said(source["reason"], language),
        "kind": say(KINDS[source["kind"]], language),
        "confidence": say(CONFIDENCES[source["confidence"]], language),
        "why": said(source["why"], language),
        "firm": f"SIREN {siren[:3]}\u00a0{siren[3:6]}\u00a0{siren[6:]}" if siren else "",
        "period": _period(source, language),
        "rows": _rows(source["rows"], language),
        "debit": _euros(source["debit"], language),
        "credit": _euros(source["credit"], language),
        "problems": [_problem(problem, language) for problem in problems[:SHOWN]],
        "more": say(tn("et {count} autre", "et {count} autres", more), language)
        if more > 0
        else "",
    }


def _problem(problem: Problem, language: Language) -> dict[str, Any]:
    place = say(t("ligne {line}", line=problem.line), language) if problem.line else ""
    return {
        "severity": problem.severity,
        "severity_label": say(SEVERITIES[problem.severity], language),
        "place": place,
        "message": say(problem.message, language),
        "repair": say(problem.repair, language),
        "counted": say(tn("{count} ligne", "{count} lignes", problem.count), language)
        if problem.count > 1
        else "",
    }


def _severity(found: Sequence[Mapping[str, Any]]) -> str:
    severities = {problem["severity"] for source in found for problem in source["problems"]}
    return next((s for s in ("error", "warning", "info") if s in severities), "")


def _period(source: Mapping[str, Any], language: Language) -> str:
    if not source["period_start"] or not source["period_end"]:
        return ""
    start, end = (date.fromisoformat(source[key]) for key in ("period_start", "period_end"))
    period = t(
        "du {start} au {end}", start=short_day(start, language), end=short_day(end, language)
    )
    return say(period, language)


def _rows(count: int, language: Language) -> str:
    return say(tn("{count} ligne", "{count} lignes", count), language)


def _euros(cents: int, language: Language) -> str:
    return say(t("{amount}", amount=Euros(cents, exact=True)), language)
