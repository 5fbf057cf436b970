"""What an interruption of the first supplier would cost a year, on average.

The reasoning is that of time to recover against time to survive (Simchi-Levi and others, Interfaces 45(5), 2015): the
margin is lost on the days that the stock does not cover. The books do not say which items the stock holds, so the
days lost lie between two bounds, the stock protecting wholly and not at all; the centre is their middle.
"""

from __future__ import annotations

from ancrage.chain.suppliers.basis import annual_input, goods_accounts, reference_input
from ancrage.chain.suppliers.questions import REPLACEMENT
from ancrage.dates import FiscalYear
from ancrage.findings import Input, Stake, evidence_cents
from ancrage.firm import Firm
from ancrage.text import t
from ancrage.world import World

_COST = ("601", "602", "603", "607", "608", "609")


def interruption(firm: Firm, world: World, year: FiscalYear, share: float) -> Stake | None:
    """Euros a year that interruptions of a supplier of this share of goods would cost; None without a margin.

    Interruptions strike the suppliers in proportion to their weight, so that all of them together make the observed
    frequency.
    """
    bought = ("604", "605") if {"604", "605"} & {n[:3] for n in goods_accounts(firm, year)} else ()
    prefixes = ("70", "713", *_COST, *bought)
    evidence = firm.prove_accounts(year, *prefixes, sign=-1)
    margin_cents = evidence_cents(evidence)
    cost = firm.amount(year, *_COST, *bought)
    if margin_cents <= 0 or cost <= 0:
        return None
    annual = annual_input(year)
    stock = _stock_days(firm, year, cost * annual.value)
    interval = reference_input(
        "interval_years",
        t("Années entre deux interruptions d’un mois ou plus, pour une entreprise"),
        world,
        "supply_disruption_interval_years",
        "count",
    )
    duration, low_days, high_days = _duration(firm, world)
    yearly = margin_cents / 100 * annual.value * share * share / interval.value / 365

    def lost(days: float) -> float:
        return (days + max(0.0, days - stock)) / 2

    low, high = max(0.0, low_days - stock), high_days
    margin = Input(
        "margin",
        t("Marge brute de l’exercice : ventes moins marchandises et matières consommées"),
        margin_cents / 100,
        "eur",
        "books",
        evidence=evidence,
    )
    inputs = (
        margin,
        annual,
        Input("share", t("Part du fournisseur dans vos achats"), share, "ratio", "books"),
        Input(
            "stock_days", t("Jours de ventes que couvre votre stock moyen"), stock, "days", "books"
        ),
        duration,
        interval,
    )
    formula = t(
        "margin × annualisation × share ÷ 365 × jours perdus × share ÷ interval_years. "
        "Jours perdus : le milieu entre duration (stock sans effet) et duration moins stock_days (stock qui protège "
        "tout, zéro au moins). Le second share est la part des interruptions qui touchent ce fournisseur."
    )
    return Stake(yearly * low, yearly * lost(duration.value), yearly * high, formula, inputs)


def _duration(firm: Firm, world: World) -> tuple[Input, float, float]:
    """Days without the supplier: what the owner says, else the observed range."""
    weeks = firm.answers.get(REPLACEMENT)
    if isinstance(weeks, int | float) and not isinstance(weeks, bool) and weeks >= 0:
        days = float(weeks) * 7
        label = t("Jours pour être livré par un autre fournisseur, d’après vous")
        return Input("duration", label, days, "days", "answer", REPLACEMENT), days, days
    reference = world["supply_disruption_days"]
    label = t("Jours que dure une interruption")
    duration = reference_input("duration", label, world, "supply_disruption_days", "days")
    return duration, reference.low, reference.high


def _stock_days(firm: Firm, year: FiscalYear, yearly_cost: float) -> float:
    closing = firm.amount(year, "3", balance=True)
    opening = closing - firm.amount(year, "3")
    return max(0.0, (opening + closing) / 2 * 365 / yearly_cost) if yearly_cost > 0 else 0.0
