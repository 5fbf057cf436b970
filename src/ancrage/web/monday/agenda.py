"""The ten things worth doing this week, over all rooms. Pure functions of what the pages of a study already say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ancrage.money import Euros
from ancrage.text import Text, some, t, tn

MOST = 10
WEEK = timedelta(days=7)
NEW = timedelta(days=30)  # an alarm is new
SLOWER = 3  # suppliers told of on one Monday
QUESTIONS = 5  # asked on one Monday; more would be a form
OPEN = {"todo", "doing"}
ICONS = {
    "step": "route",
    "check": "circle-check",
    "question": "circle-question-mark",
    "file": "file-input",
    "problem": "triangle-alert",
    "year": "folder-input",
    "slower": "clock-alert",
    "order": "shopping-cart",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what, why, euros a year (said and exact, "" where unknown), and where its button leads.

    `rank` puts what cannot wait first (0), then this week (1), then what comes next (2); inside a rank the euros decide.
    """

    kind: str
    title: str | Text
    reason: str | Text
    button: Text
    path: str
    said: str | Text = ""
    exact: str = ""
    worth: float = 0.0
    room: str | Text = ""
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
    leading: str = "",
    goods: Mapping[str, Any] | None = None,
    purchases: Mapping[str, Any] | None = None,
) -> tuple[Item, ...]:
    """At most ten items, the most worth doing first.

    Args:
        today: the day.
        windows: the plan, as the page of the roadmap holds it.
        states: `StepState` by code.
        questions: open questions in their order: {key, ask, why, room, unlocks}.
        stakes: by code of finding: {central, said, room}.
        waiting: (id, name) of the files to look at.
        refused_said: what share of the euros could not be used, "" where all could.
        years: fiscal years at hand.
        leading: code of the step that the page shows above the list, which need not stand in it twice.
        goods: the page of suppliers and stock, None where there is none.
        purchases: the page of what to order, None where there is none.
    """
    items = [
        Item(
            "file",
            t("Vérifier {file}", file=name),
            t("Le fichier est lu : il attend votre accord."),
            t("Regarder"),
            f"data/{key}/",
            rank=0,
        )
        for key, name in waiting
    ]
    for window in windows:
        for stage in window["stages"]:
            if stage["code"] == leading and leading not in states:
                continue
            items += _step(stage, states.get(stage["code"]), stakes, today)
    items += _goods(goods, purchases, today)
    items += _questions(questions, stakes)
    if refused_said:
        title = t("Corriger ce qui n’a pas pu être lu")
        items.append(Item("problem", title, refused_said, t("Voir les lignes"), "tables/problems/"))
    if years == 1:
        items.append(
            Item(
                "year",
                t("Déposer l’exercice précédent"),
                t("Avec deux exercices, on voit ce qui change : clients perdus, prix, délais."),
                t("Déposer"),
                "data/",
            )
        )
    return tuple(sorted(items, key=lambda item: (item.rank, -item.worth)))[:MOST]


def _goods(
    goods: Mapping[str, Any] | None, purchases: Mapping[str, Any] | None, today: date
) -> list[Item]:
    """Orders to place within the week, in one item, and suppliers that slow down."""
    found = []
    due = [
        (group, line)
        for group in (purchases or {"suppliers": ()})["suppliers"]
        for line in group["lines"]
        if date.fromisoformat(line["order_by"]) <= today + WEEK
    ]
    if due:
        names = list(dict.fromkeys(group["name"] for group, _ in due))
        euros = sum(line["amount_eur"] or 0.0 for _, line in due)
        found.append(
            Item(
                "order",
                tn(
                    "Commander {count} article cette semaine",
                    "Commander {count} articles cette semaine",
                    len(due),
                ),
                t("Chez {names}.", names=some(names, 3)),
                t("Voir la liste"),
                "goods/purchases/",
                said=t("{euros} d’achats", euros=Euros.of(euros)) if euros else "",
                rank=0,
            )
        )
    found += [
        Item(
            "slower",
            t("{name} ralentit", name=one["name"]),
            one["said"],
            t("Regarder"),
            f"goods/suppliers/{one['slug']}/",
            # What is new cannot wait; later it is one thing among others.
            rank=0
            if one["alarm_day"] and date.fromisoformat(one["alarm_day"]) >= today - NEW
            else 1,
        )
        for one in (goods or {"slow": ()})["slow"][:SLOWER]
    ]
    return found


def _step(
    stage: Mapping[str, Any], state: Any, stakes: Mapping[str, Mapping[str, Any]], today: date
) -> list[Item]:
    status = state.status if state else "todo"
    title, path = stage["title"], f"roadmap/{stage['code']}/"
    answered = [stakes[ref["code"]] for ref in stage["answers"] if ref["code"] in stakes]
    best = max(answered, key=lambda stake: stake["central"] or 0.0, default=None)
    gain, stake = stage["gain"], (best["central"] or 0.0) if best else 0.0
    shown: dict[str, Any] = {"worth": stake, "room": best["room"] if best else ""}
    if gain["value"] > 0:
        shown |= {"said": t("{euros} à gagner", euros=gain["said"]), "exact": gain["exact"]}
    elif best is not None and stake:
        shown["said"] = t("{euros} en jeu", euros=best["said"])
    if status in OPEN:
        due, begins = state.due if state else None, date.fromisoformat(stage["start"])
        if due is not None and due < today:
            late = t("Prévue pour le {day}.", day=due)
            return [Item("step", title, late, t("Reprendre"), path, rank=0, **shown)]
        why = stage["answers"][0]["title"] if stage["answers"] else stage["success"]
        if status == "doing":
            return [Item("step", title, why, t("Continuer"), path, **shown)]
        if begins <= today + WEEK or (due is not None and due <= today + WEEK):
            return [Item("step", title, why, t("Commencer"), path, **shown)]
        later = t("Ensuite, à partir du {day}. {why}", day=begins, why=why)
        return [Item("step", title, later, t("Préparer"), path, rank=2, **shown)]
    if status == "done" and today <= date.fromisoformat(stage["check_on"]) <= today + WEEK:
        check = t("Vérifier : {step}", step=title)
        return [Item("check", check, stage["success"], t("Vérifier"), path, rank=0, **shown)]
    return []


def _questions(
    questions: Sequence[Mapping[str, Any]], stakes: Mapping[str, Mapping[str, Any]]
) -> list[Item]:
    """The questions that bear on the most euros, one for each finding."""
    items: list[Item] = []
    asked: set[str] = set()
    for question in questions:
        settled = [(stakes[code], code) for code in question["unlocks"] if code in stakes]
        best, code = max(settled, key=lambda s: s[0]["central"] or 0.0, default=({}, ""))
        if code in asked:
            continue
        asked.add(code)
        stake = best.get("central") or 0.0
        items.append(
            Item(
                "question",
                question["ask"],
                question["why"],
                t("Répondre"),
                f"questions/{question['key']}/",
                said=t("{euros} à préciser", euros=best["said"]) if stake else "",
                # An answer wins nothing by itself: it comes after a step of the same weight.
                worth=stake / 2,
                room=question["room"],
            )
        )
    return sorted(items, key=lambda item: -item.worth)[:QUESTIONS]


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
