"""A dropped file in the reader's words: what it is, what it holds, what importing it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ancrage.money import Euros, Number
from ancrage.problems import Problem
from ancrage.roadmap.report.words import SEVERITIES
from ancrage.text import Language, Text, t, tn
from ancrage.web.imports.apart import said_of
from ancrage.web.imports.models import Import, State
from ancrage.web.jobs.models import Job
from ancrage.web.saying import moment, said, say, short_day, size

SHOWN = 50  # problems of one source on a page
FEW, MOST = 3, 60  # files alike that are shown one by one, files shown in all
CONTROLS: Mapping[str, tuple[Text, str]] = {
    "invoices": (t("Factures"), "count"),
    "orders": (t("Commandes"), "count"),
    "lines": (t("Lignes"), "count"),
    "customers": (t("Clients"), "count"),
    "units": (t("Unités"), "count"),
    "cancelled": (t("Annulées"), "count"),
    "net_total": (t("Total net"), "money"),
    "gross_total": (t("Total TTC"), "money"),
    "refunded": (t("Remboursé"), "money"),
    "amount_total": (t("Montant total"), "money"),
    "value_total": (t("Valeur totale"), "money"),
    "item_total": (t("Total des articles"), "money"),
    "payout": (t("Versé"), "money"),
    "sales": (t("Ventes"), "money"),
    "fees": (t("Frais"), "money"),
    "refunds": (t("Remboursements"), "money"),
    "clicks": (t("Clics"), "count"),
    "impressions": (t("Affichages"), "count"),
}
CONFIDENCES: Mapping[str, Text] = {"high": t("sûr"), "medium": t("probable"), "low": t("incertain")}
STATES: Mapping[str, Text] = {
    State.RECEIVED: t("En cours de lecture"),
    State.READY: t("À vérifier"),
    State.ASKING: t("À préciser"),
    State.IMPORTED: t("Importé"),
    State.REFUSED: t("Refusé"),
}

APART = t(
    "Ce tableau n’est pas compté ici : il attend à part, parmi vos fichiers à vérifier, que vous disiez ce que sont ses "
    "colonnes."
)
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
        "kind": _kinds(sources, language),
        "period": _span(sources, language),
        "rows": _rows(sum(source["rows"] for source in sources), language) if sources else "",
        "reason": said(job.message if stopped and job else dropped.reason, language),
        "said": " ".join(said(change, language) for change in dropped.preview.get("changes", ())),
        "by": str(dropped.dropped_by or ""),
        "when": moment(dropped.imported_at or dropped.dropped_at, language),
        "url": f"{base}data/{dropped.pk}/",
        "undo_url": f"{base}data/{dropped.pk}/undo/",
        "leave_url": f"{base}data/{dropped.pk}/leave/",
        "severity": _severity(sources),
        **_columns(dropped, language, base),
    }


def _columns(dropped: Import, language: Language, base: str) -> dict[str, str]:
    """Where the columns of a file that waits for them are said, and until when it waits."""
    place = said_of(dropped) if dropped.state == State.ASKING else {}
    if not place:
        return {"columns_url": "", "kept": ""}
    day = short_day(place["until"].date(), language)
    until = t("Gardé ici jusqu’au {day}, le temps de dire ce que sont ses colonnes.", day=day)
    return {
        "columns_url": f"{base}data/{dropped.pk}/columns/{place['position']}/{place['number']}/",
        "kept": say(until, language),
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


def sources(dropped: Import, language: Language, base: str) -> list[dict[str, Any]]:
    """What each file of the drop was recognised as; of many alike and without a word to say, the count."""
    everything = dropped.preview.get("sources", ())
    alike = Counter(_plainly(source) for source in everything if _plainly(source))
    many = {kind for kind, count in alike.items() if count > FEW}
    shown = [
        _source(dropped, source, language, base)
        for source in everything
        if _plainly(source) not in many
    ]
    return [_together(everything, kind, language) for kind in sorted(many)] + shown[:MOST]


def _plainly(source: Mapping[str, Any]) -> str:
    """The kind of a file of which there is nothing to say but that it was read; "" otherwise."""
    quiet = source["state"] == "ready" and not source["problem_count"] and not source.get("sheets")
    return str(source["kind"]) if quiet and source["kind"] != "fec" else ""


def _together(
    everything: Sequence[Mapping[str, Any]], kind: str, language: Language
) -> dict[str, Any]:
    found = [source for source in everything if _plainly(source) == kind]
    label = said(found[0]["label"], language)
    name = t(
        "{label} : {files}",
        label=label,
        files=tn("{count} fichier", "{count} fichiers", len(found)),
    )
    control: Counter[str] = Counter()
    for source in found:
        control.update(
            {k: v for k, v in source.get("control", {}).items() if isinstance(v, int | float)}
        )
    return {
        "name": say(name, language),
        "state": "ready",
        "reason": "",
        "kind": label,
        "confidence": say(CONFIDENCES[found[0]["confidence"]], language),
        "why": "",
        "firm": "",
        "period": _span(found, language),
        "rows": "",
        "debit": "",
        "credit": "",
        "control": _control(control, language),
        "tables": [],
        "sheets": [],
        "problems": [],
        "more": "",
        "names": [source["name"].rsplit("!", 1)[-1] for source in found],
    }


def _control(control: Mapping[str, Any], language: Language) -> list[dict[str, str]]:
    """The figures to check against the origin, by the name people know."""
    return [
        {"label": say(label, language), "said": _figure(control[name], kind, language)}
        for name, (label, kind) in CONTROLS.items()
        if name in control and isinstance(control[name], int | float)
    ]


def _figure(value: float, kind: str, language: Language) -> str:
    if kind == "money":
        return say(t("{amount}", amount=Number(value, 2)), language)
    return say(t("{n}", n=Number(value, 0 if float(value).is_integer() else 2)), language)


def _goes_on(dropped: Import, source: Mapping[str, Any]) -> bool:
    """Whether a list without columns was put apart when the rest of its folder was imported (`apart`)."""
    return (
        dropped.state == State.IMPORTED and source["state"] == "ask" and bool(source.get("within"))
    )


def _source(
    dropped: Import, source: Mapping[str, Any], language: Language, base: str
) -> dict[str, Any]:
    problems = [Problem.from_data(problem) for problem in source["problems"]]
    more = source["problem_count"] - sum(p.count for p in problems[:SHOWN])
    siren = source["siren"]
    return {
        "name": source["name"].removeprefix(f"{dropped.name}!"),
        "state": source["state"],
        "reason": said(source["reason"], language)
        if not _goes_on(dropped, source)
        else say(APART, language),
        "kind": said(source["label"], language),
        "confidence": say(CONFIDENCES[source["confidence"]], language),
        "why": said(source["why"], language),
        "firm": f"SIREN {siren[:3]}\u00a0{siren[3:6]}\u00a0{siren[6:]}" if siren else "",
        "period": _period(source, language),
        "rows": _rows(source["rows"], language),
        "debit": _euros(source["debit"], language) if source["kind"] == "fec" else "",
        "credit": _euros(source["credit"], language),
        "control": _control(source.get("control", {}), language),
        "tables": [
            {
                "label": said(table["label"], language),
                "rows": _rows(table["rows"], language),
                "url": f"{base}data/{dropped.pk}/rows/{source['position']}/{name}/"
                if source["state"] == "ready"
                else "",
            }
            for name, table in source.get("tables", {}).items()
        ],
        "sheets": [
            {
                "label": sheet["sheet"] or source["name"],
                "sure": sheet["sure"],
                "url": f"{base}data/{dropped.pk}/columns/{source['position']}/{number}/",
            }
            for number, sheet in enumerate(source.get("sheets", ()))
            if sheet["sure"] or dropped.state != State.IMPORTED
        ],
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


def _kinds(found: Sequence[Mapping[str, Any]], language: Language) -> str:
    """The kinds of the files of a drop, the most frequent first."""
    count = Counter(said(source["label"], language) for source in found)
    named = [label for label, _ in count.most_common(3)]
    return ", ".join(named) + ("…" if len(count) > 3 else "")


def _span(found: Sequence[Mapping[str, Any]], language: Language) -> str:
    """From the first day to the last of all of them."""
    starts = [source["period_start"] for source in found if source["period_start"]]
    ends = [source["period_end"] for source in found if source["period_end"]]
    if not starts or not ends:
        return ""
    return _period({"period_start": min(starts), "period_end": max(ends)}, language)


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
