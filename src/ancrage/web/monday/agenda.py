"""The ten things worth doing this week, over all rooms. Pure functions of what the pages of a study already say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ancrage.text import Text, t

MOST = 10
WEEK = timedelta(days=7)
QUESTIONS = 3  # asked on one Monday; more would be a form
OPEN = {"todo", "doing"}
ICONS = {
    "step": "route",
    "check": "circle-check",
    "question": "circle-question-mark",
    "file": "file-input",
    "problem": "triangle-alert",
    "year": "folder-input",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what, why, euros a year (said and exact, "" where unknown), and where its button leads.

    `rank` puts what cannot wait first; then the euros decide.
    """

    kind: str
    title: str | Text
    reason: str | Text
    said: str
    exact: str
    worth: float
    button: Text
    path: str
    room: str = ""
    rank: int = 1


def agenda(
    *,
    today: date,
    windows: Sequence[Mapping[str, Any]],
    states: Mapping[str, Any],
    questions: Sequence[Mapping[str, Any]],
    stakes: Mapping[str, Mapping[str, Any]],
    waiting: Sequence[tuple[str, str]],
    refused_said: str,
    years: int,
) -> tuple[Item, ...]:
    """At most ten items, the most worth doing first.

    Args:
        today: the day.
        windows: the plan, as the page of the roadmap holds it.
        states: `StepState` by code.
        questions: open questions in their order: {key, ask, why, room, unlocks}.
        stakes: by code of finding: {central, said, exact, room}.
        waiting: (id, name) of the files to look at.
        refused_said: what share of the euros could not be used, "" where all could.
        years: fiscal years at hand.
    """
    items = [
        Item(
            "file", t("Vérifier {file}", file=name), t("Le fichier est lu : il attend votre accord."),
            "", "", 0.0, t("Regarder"), f"data/{key}/", rank=0,
        )
        for key, name in waiting
    ]  # fmt: skip
    for window in windows:
        for stage in window["stages"]:
            items += _step(stage, states.get(stage["code"]), today)
    items += _questions(questions, stakes)
    if refused_said:
        items.append(
            Item(
                "problem", t("Corriger ce qui n’a pas pu être lu"), refused_said, "", "", 0.0,
                t("Voir les lignes"), "tables/problems/",
            )
        )  # fmt: skip
    if years == 1:
        items.append(
            Item(
                "year", t("Déposer l’exercice précédent"),
                t("Avec deux exercices, on voit ce qui change : clients perdus, prix, délais."),
                "", "", 0.0, t("Déposer"), "data/",
            )
        )  # fmt: skip
    return tuple(sorted(items, key=lambda item: (item.rank, -item.worth)))[:MOST]


def _step(stage: Mapping[str, Any], state: Any, today: date) -> list[Item]:
    status = state.status if state else "todo"
    gain = stage["gain"]
    common = {
        "said": gain["said"], "exact": gain["exact"], "worth": gain["value"],
        "path": f"roadmap/{stage['code']}/",
    }  # fmt: skip
    why = stage["answers"][0]["title"] if stage["answers"] else stage["success"]
    if status in OPEN:
        due = state.due if state else None
        late = due is not None and due < today
        begins = date.fromisoformat(stage["start"]) <= today + WEEK
        if not (late or begins or status == "doing" or (due is not None and due <= today + WEEK)):
            return []
        button = t("Continuer") if status == "doing" else t("Commencer")
        return [Item("step", stage["title"], why, button=button, rank=0 if late else 1, **common)]
    check_on = date.fromisoformat(stage["check_on"])
    if status == "done" and today <= check_on <= today + WEEK:
        title = t("Vérifier : {step}", step=stage["title"])
        return [Item("check", title, stage["success"], button=t("Vérifier"), rank=0, **common)]
    return []


def _questions(
    questions: Sequence[Mapping[str, Any]], stakes: Mapping[str, Mapping[str, Any]]
) -> list[Item]:
    items = []
    for question in questions[:QUESTIONS]:
        settled = [stakes[code] for code in question["unlocks"] if code in stakes]
        best = max(settled, key=lambda stake: stake["central"] or 0.0, default=None)
        valued = best is not None and bool(best["central"])
        items.append(
            Item(
                "question",
                question["ask"],
                t(
                    "{why} Cela précise un enjeu de {euros}.",
                    why=question["why"],
                    euros=best["said"],
                )
                if valued and best is not None
                else question["why"],
                "",
                "",
                # An answer wins nothing by itself: it comes after what does.
                (best["central"] if valued and best is not None else 0.0) / 10,
                t("Répondre"),
                f"questions/{question['key']}/",
                question["room"],
            )
        )
    return items


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any], *, least: float = 100.0
) -> list[tuple[str, str, float, float]]:
    """What differs between the summaries of two studies: (what, code of finding, stake before, stake after).

    what: "new", "gone", "more" or "less"; a stake that moved by less than `least` euros or a tenth did not move.
    """
    old, new = before.get("findings", {}), after.get("findings", {})
    found = []
    for code, finding in new.items():
        now = finding["stake"][1] if finding["stake"] else 0.0
        if code not in old:
            found.append(("new", code, 0.0, now))
            continue
        then = old[code]["stake"][1] if old[code]["stake"] else 0.0
        if abs(now - then) >= max(least, then / 10):
            found.append(("more" if now > then else "less", code, then, now))
    found += [
        ("gone", code, finding["stake"][1] if finding["stake"] else 0.0, 0.0)
        for code, finding in old.items()
        if code not in new
    ]
    return sorted(found, key=lambda change: -abs(change[3] - change[2]))
