"""The page of one item: what is there, what comes, what leaves, when to order, what to decide, what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from ancrage.money import Euros, Number
from ancrage.roadmap.report.shapes import CellKind
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.stock.slugs import slug
from ancrage.text import Text, show, t, tn
from ancrage.web.compute.drawn import Page, Shown, grid
from ancrage.web.compute.goods_words import UNKNOWN, days_said

CHOICES: Mapping[str, Text] = MappingProxyType(
    {
        "accept": t("Ne rien changer"),
        "stock_more": t("Stocker plus"),
        "second_source": t("Un second fournisseur"),
        "pool": t("Un stock commun avec d’autres entreprises"),
        "emergency": t("Commander en urgence au besoin"),
    }
)
TURNS: Mapping[str, Text] = MappingProxyType(
    {
        "rarer": t("moins de {at} arrêts par an : {then}"),
        "oftener": t("plus de {at} arrêts par an : {then}"),
        "shorter": t("des arrêts de moins de {at} jours : {then}"),
        "longer": t("des arrêts de plus de {at} jours : {then}"),
    }
)


def item_page(
    row: Mapping[str, Any], decision: Mapping[str, Any] | None, known_until: date, voice: Voice,
    purchase: Mapping[str, Any] | None = None,
) -> Page:  # fmt: skip
    """The page; `row`, `decision` and `purchase` are what `stock_data` says of the item."""
    say = voice.say
    return {
        "name": row["name"],
        "reference": row["item"] if row["item"] != row["name"] else "",
        "supplier": row["supplier"],
        "supplier_slug": slug(row["supplier_key"]) if row["supplier_key"] else "",
        "facts": [[say(label), value] for label, value in _facts(row, voice)],
        "reorder": _reorder(row["reorder"], decision, voice),
        "unknown": [[say(UNKNOWN[name][0]), say(UNKNOWN[name][1])] for name in row["unknown"]],
        "decision": _decision(decision, purchase, known_until, voice, supposed=_supposed(row))
        if decision
        else None,
    }


def _facts(row: Mapping[str, Any], voice: Voice) -> list[tuple[Text, str]]:
    unknown = voice.cell(None, "text").said

    def units(value: float | None) -> str:
        return unknown if value is None else voice.say(tn("{n} unité", "{n} unités", round(value), n=Number(round(value))))  # fmt: skip

    def euros(value: float | None) -> str:
        return unknown if value is None else show(Euros.of(value, exact=True), voice.language)  # fmt: skip

    known, daily = row["on_hand"], row["per_day"]
    stock = units(known)
    if known is not None and row["counted"]:
        stock = voice.say(t("{units}, comptées le {day} puis suivies", units=stock, day=date.fromisoformat(row["counted"])))  # fmt: skip
    use = unknown
    if daily is not None:
        month = Number(round(daily * 30, 1), 1 if daily * 30 < 10 else 0)
        origin = {"sales": t("d’après vos ventes"), "receipts": t("d’après ce que vous recevez")}
        use = voice.say(t("environ {month} par mois, {origin}", month=month, origin=origin.get(row["usage_from"], t("d’après vos fichiers"))))  # fmt: skip
    found = [
        (t("En stock"), stock),
        (t("Commandé, pas encore reçu"), units(row["on_order"])),
        (t("Consommation"), use),
        (t("Coût d’une unité"), euros(row["unit_cost_eur"])),
        (t("Marge d’une unité"), euros(row["margin_eur"])),
    ]
    if known is not None and daily:
        found.insert(3, (t("Tient encore"), voice.say(days_said(known / daily))))
    if row["sources"]:
        found.append((t("Fournisseurs en deux ans"), voice.cell(row["sources"], "count").said))
    return found


def _reorder(
    one: Mapping[str, Any] | None, decision: Mapping[str, Any] | None, voice: Voice
) -> Page | None:
    """The reorder point beside the usual formula and what the firm does; None where it is not known."""
    if one is None:
        return None
    say, usual = voice.say, one["usual_units"]
    return {
        "said": say(t("Commandez quand il en reste {n}, stock et commandes en cours ensemble.", n=Number(one["units"]))),
        "usual": say(t("La formule habituelle dit {n}.", n=Number(round(usual)))) if usual is not None else "",
        "today": say(t("D’après vos commandes, vous le faites quand il en reste environ {n}.", n=Number(round(one["today_units"])))) if one["today_from"] == "orders" else "",
        "why": decision["reorder_why"] if decision else "",
        "season": decision["season_said"] or "" if decision else "",
    }  # fmt: skip


def _supposed(row: Mapping[str, Any]) -> bool:
    """Whether the firm's own way of ordering is not told by its orders."""
    return bool(row["reorder"]) and row["reorder"]["today_from"] == "default"


def _decision(
    one: Mapping[str, Any], purchase: Mapping[str, Any] | None, known_until: date, voice: Voice,
    *, supposed: bool,
) -> Page:  # fmt: skip
    say = voice.say
    names = {**CHOICES, "accept": t("Commander à temps, sans plus")} if supposed else CHOICES
    beside = (
        t("{amount} par an de moins que de commander à temps, sans plus", amount=Euros.of(one["saving_eur_year"]))
        if supposed
        else t("{amount} par an de moins que ne rien changer", amount=Euros.of(one["saving_eur_year"]))
    )  # fmt: skip

    def cells(choice: Mapping[str, Any]) -> list[Shown]:
        return [
            say(_choice(names[choice["kind"]], choice, known_until)),
            voice.cell(float(choice["euros_year"]), "eur").said,
            say(t("{low} à {high}", low=Euros.of(choice["low"]), high=Euros.of(choice["high"]))),
            voice.cell(float(choice["cash_eur"]), "eur").said,
            voice.cell(float(choice["fill_rate"]), "ratio").said,
        ]

    heads: tuple[tuple[Text, CellKind], ...] = (
        (t("Choix"), "text"),
        (t("Coût par an"), "eur"),
        (t("Neuf fois sur dix"), "text"),
        (t("Argent immobilisé"), "eur"),
        (t("Demande servie"), "ratio"),
    )
    order, changes = one["order"], one["advised"] != "accept"
    units, day = order["units"], _day(order["day"], known_until)
    if not changes:  # what the firm orders out of habit is no advice; the list says what is due
        units, day = (purchase["units"], date.fromisoformat(purchase["order_by"])) if purchase else (0, day)  # fmt: skip
    return {
        "kind": say(t("À décider") if changes else t("Rien à changer")),
        "best": say(names[one["advised"]]),
        "saving": say(beside) if one["saving_eur_year"] > 0 else "",
        "order": say(t("Prochaine commande : {n} unités, vers le {day}.", n=Number(units), day=day)) if units else "",
        "end": say(t("C’est un stock relevé pour un temps : à revoir ou à terminer le {day}.", day=_day(order["until_day"], known_until))) if order["until_day"] is not None else "",
        "turns": [
            say(Text(TURNS[name].message, {"at": _plain(turn["at"]), "then": names[turn["then"]]}))
            for name, turn in one["break_even"].items()
            if turn
        ],
        "causes": [cause["said"] for cause in one["causes"]],
        "now": any(cause["since"] for cause in one["causes"]),
        "assumptions": list(one["assumptions"]),
        "grid": grid(t("Ce que coûterait chaque choix"), heads, [cells(c) for c in one["choices"]], voice),
    }  # fmt: skip


def _choice(name: Text, choice: Mapping[str, Any], known_until: date) -> Text:
    if not choice["extra_units"]:
        return name
    name = t("{name} : {n} de plus", name=name, n=Number(round(choice["extra_units"])))
    if choice["until_day"] is None:
        return name
    return t("{name} jusqu’au {day}", name=name, day=_day(choice["until_day"], known_until))


def _plain(number: float) -> Number:
    return Number(number, 0 if number >= 10 else 1 if number >= 1 else 2)


def _day(number: int, known_until: date) -> date:
    """A day of a decision: 0 is the day after the last known one."""
    return known_until + timedelta(days=number + 1)
