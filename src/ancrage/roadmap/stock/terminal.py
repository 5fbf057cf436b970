"""The stock question told in the terminal: first what to look at, then why, then what could not be known."""

from __future__ import annotations

from collections.abc import Callable

from ancrage.chain.suppliers.risk import Risk
from ancrage.chain.suppliers.slower import slower, slower_said
from ancrage.money import Euros, Number
from ancrage.roadmap.stock.view import StockView
from ancrage.text import Language, Text, render, t, tn

SHOWN = 8


def tell_stock(view: StockView, language: Language, out: Callable[[str], object]) -> None:
    """Say it, a line at a time."""

    def say(text: Text) -> None:
        out(render(text, language))

    of = view.supply
    say(view.known)
    slow = slower(of)
    say(slower_said(of))
    for number, law in slow[:SHOWN]:
        say(
            t(
                "• {name} : environ {now} jours au lieu de {usual}, depuis les commandes du {since}.",
                name=of.partners[number].name,
                now=Number(round(law.now_days)),
                usual=Number(round(law.usual_days)),
                since=law.since or of.known_until,
            )
        )
    for risk in [one for one in view.risks if one.loss > 0][:SHOWN]:
        say(_stop(view, risk))
    if view.advice.purchases:
        total = sum(one.units * one.unit_cost for one in view.advice.purchases)
        say(tn("À commander dans le mois : {count} article, {amount}.", "À commander dans le mois : {count} articles, {amount}.", len(view.advice.purchases), amount=Euros.of(total)))  # fmt: skip
    for one in view.advice.purchases[:SHOWN]:
        say(
            t(
                "• {item}, {units} unités chez {supplier} avant le {day}. {why}",
                item=one.name,
                units=Number(one.units),
                supplier=of.partners[one.supplier].name,
                day=one.by,
                why=one.why,
            )
        )
    unknown = of.positions.explode("unknown")["unknown"].drop_nulls().value_counts(sort=True)
    for name, count in unknown.iter_rows():
        say(_unknown(str(name), int(count)))
    for problem in view.problems:
        place = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
        out(f"{place} : {render(problem.message, language)} {render(problem.repair, language)}")


def _stop(view: StockView, risk: Risk) -> Text:
    return t(
        "• Si {name} s’arrêtait {days} jours : {loss} de marge perdue (note {score} sur 100).",
        name=view.supply.partners[risk.supplier].name,
        days=Number(round(risk.recovery.central)),
        loss=Euros.of(risk.loss),
        score=Number(round(risk.score)),
    )


def _unknown(name: str, count: int) -> Text:
    said = {
        "usage": tn("{count} article : consommation inconnue.", "{count} articles : consommation inconnue.", count),
        "stock": tn("{count} article : stock inconnu.", "{count} articles : stock inconnu.", count),
        "cost": tn("{count} article : coût inconnu.", "{count} articles : coût inconnu.", count),
        "price": tn("{count} article : prix de vente hors taxes inconnu.", "{count} articles : prix de vente hors taxes inconnu.", count),
        "supplier": tn("{count} article : fournisseur inconnu.", "{count} articles : fournisseur inconnu.", count),
        "lead_time": tn("{count} article : délai du fournisseur inconnu.", "{count} articles : délai du fournisseur inconnu.", count),
        "units": tn("{count} article : commandé et reçu dans des unités différentes.", "{count} articles : commandés et reçus dans des unités différentes.", count),
    }  # fmt: skip
    return said[name]
