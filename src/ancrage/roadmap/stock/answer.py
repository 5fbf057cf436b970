"""The answer to "et si", as plain data in one language: what runs out, when, for how long, what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from ancrage.chain.stock.whatif import Shock, what_if
from ancrage.money import Number
from ancrage.roadmap.stock.kept import Kept
from ancrage.roadmap.stock.scenarios import KINDS, Scenario, Tie, shock_of, together, untold
from ancrage.roadmap.stock.slugs import slug
from ancrage.text import Language, Text, render, t, tn
from ancrage.world.routes import PASSAGES, ports


class NoScenario(ValueError):
    """What is asked cannot be followed; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.message)
        self.text = text


def scenario_said(asked: str, ties: Mapping[int, Tie]) -> Scenario:
    """What is written as `kind:target:amount` (`leadtimes:15` has no target). Raises NoScenario."""
    kind, *target, amount = asked.split(":")
    return scenario_of(kind, ":".join(target), amount, ties)


def scenario_of(kind: str, target: str, amount: str | float, ties: Mapping[int, Tie]) -> Scenario:
    """What a person or a program asks: the supplier by its slug or its name. Raises NoScenario."""
    chosen = next((one for one in KINDS if one == kind), None)
    if chosen is None:
        raise NoScenario(t("« {word} » n’est pas une question connue : {kinds}.", word=kind, kinds=", ".join(KINDS)))  # fmt: skip
    try:
        scenario = Scenario(chosen, _number(amount), target.strip())
    except ValueError as error:
        raise NoScenario(t("Il faut un nombre de semaines entre 0 et 104, ou un pourcentage entre 0 et 300.")) from error  # fmt: skip
    if chosen == "supplier":
        return Scenario(chosen, scenario.amount, _supplier(scenario.target, ties))
    if chosen == "passage" and scenario.target not in PASSAGES:
        raise NoScenario(t("« {word} » n’est pas un passage connu : {known}.", word=target, known=", ".join(PASSAGES)))  # fmt: skip
    if chosen == "strike" and scenario.target and scenario.target not in ports():
        raise NoScenario(t("« {word} » n’est pas un port connu.", word=target))
    if chosen == "currency":
        scenario = Scenario(chosen, scenario.amount, scenario.target.upper())
        paid = sorted({tie.currency for tie in ties.values() if tie.currency})
        if scenario.target not in paid:
            raise NoScenario(
                t("Aucune commande n’est en « {word} ». Monnaies de vos commandes : {known}.", word=target, known=", ".join(paid))
                if paid
                else t("Vos commandes ne disent pas leur monnaie.")
            )  # fmt: skip
    return Scenario(chosen, scenario.amount) if chosen == "leadtimes" else scenario


def _number(amount: str | float) -> float:
    return amount if isinstance(amount, int | float) else float(amount.strip().replace(",", "."))


def _supplier(named: str, ties: Mapping[int, Tie]) -> str:
    """Slug of the supplier of that slug, of that name, or whose name alone holds these words."""
    word = named.casefold()
    for chosen in (
        [tie.slug for tie in ties.values() if tie.slug == named],
        [tie.slug for tie in ties.values() if tie.name.casefold() == word],
        [tie.slug for tie in ties.values() if word and word in tie.name.casefold()],
    ):
        if len(chosen) == 1:
            return chosen[0]
    raise NoScenario(t("« {word} » ne désigne pas un seul de vos fournisseurs.", word=named))


def answer(kept: Kept, scenarios: Sequence[Scenario], language: Language) -> dict[str, Any]:
    """What happens if all of these happen at once, from the last known day on (docs/stock.md)."""
    shock = together(shock_of(one, kept.ties) for one in scenarios)
    found = what_if(kept.paths, shock)

    def day(number: float) -> str:
        return (kept.known_until + timedelta(days=number)).isoformat()

    doubtful = sorted({number for one in scenarios for number in untold(one, kept.ties)})
    return {
        "scenarios": [
            {"kind": one.kind, "target": one.target, "amount": one.amount, "said": render(said(one, kept.ties), language)}
            for one in scenarios
        ],
        "currency": kept.currency,
        "known_until": kept.known_until.isoformat(),
        "loss_eur": round(found.loss, 2),
        "cost_eur_year": round(found.cost, 2),
        "suppliers": _reached(shock, kept.ties),
        "items": [
            {
                "item": lack.item,
                "slug": slug(lack.item),
                "name": lack.name,
                "supplier": kept.ties[lack.supplier].name,
                "supplier_slug": kept.ties[lack.supplier].slug,
                "out_on": day(lack.out_day),
                "back_on": day(lack.back_day),
                "lost_days": round(lack.lost_days, 1),
                "units": round(lack.units, 1),
                "loss_eur": None if lack.loss is None else round(lack.loss, 2),
            }
            for lack in found.out
        ],
        "followed": found.followed,
        "not_followed": found.unknown,
        "suppliers_unknown": [kept.ties[number].name for number in doubtful],
    }  # fmt: skip


def _reached(shock: Shock, ties: Mapping[int, Tie]) -> list[dict[str, Any]]:
    reached = {*shock.delays, *shock.stops, *shock.longer, *shock.dearer}
    return [
        {
            "name": ties[number].name,
            "slug": ties[number].slug,
            "delay_days": round(shock.delays.get(number, 0.0), 1),
            "stop_days": round(shock.stops.get(number, 0.0), 1),
            "longer_pct": round(100 * (shock.longer.get(number, 1.0) - 1), 1),
            "dearer_pct": round(100 * shock.dearer.get(number, 0.0), 1),
        }
        for number in sorted(reached)
    ]


def said(scenario: Scenario, ties: Mapping[int, Tie]) -> Text:
    """The scenario in words."""
    whole = scenario.amount == int(scenario.amount)
    amount = Number(scenario.amount, 0 if whole else 1)
    many = int(scenario.amount) if whole else 2
    name = next((tie.name for tie in ties.values() if tie.slug == scenario.target), scenario.target)
    if scenario.kind == "supplier":
        return tn("{name} s’arrête {n} semaine", "{name} s’arrête {n} semaines", many, name=name, n=amount)  # fmt: skip
    if scenario.kind == "passage":
        place = PASSAGES[scenario.target].label
        return tn("Passage fermé pendant {n} semaine : {place}", "Passage fermé pendant {n} semaines : {place}", many, place=place, n=amount)  # fmt: skip
    if scenario.kind == "strike":
        if not scenario.target:
            return tn("Grève de {n} semaine à votre port d’arrivée", "Grève de {n} semaines à votre port d’arrivée", many, n=amount)  # fmt: skip
        port = ports()[scenario.target].name
        return tn("Grève de {n} semaine au port : {port}", "Grève de {n} semaines au port : {port}", many, port=port, n=amount)  # fmt: skip
    if scenario.kind == "currency":
        return t("{currency} plus cher de {n} %", currency=scenario.target, n=amount)
    return t("Tous les délais plus longs de {n} %", n=amount)
