"""How much of freight out customers pay back (7085), and what falling behind costs.

Stake = (share paid back before - share paid back now) x freight out of the year.
"""

from __future__ import annotations

from ancrage.chain.logistics.actions import CARRIAGE_TERMS, LIST_SHIPMENTS_OUT
from ancrage.chain.logistics.books import LogisticsBooks
from ancrage.chain.logistics.drift import (
    MINIMUM_COST,
    MINIMUM_STAKE,
    RISE,
    Drift,
    annual_input,
    annualisation,
    drift,
    ratio_input,
    share,
    where,
)
from ancrage.findings import Confidence, Finding, Stake
from ancrage.money import Euros
from ancrage.text import t

# Under a fiftieth paid back, carriage is in the price: that is a choice, not a drift.
RE_INVOICES = 0.02


def freight_out_absorbed(books: LogisticsBooks) -> Finding | None:
    """The part of freight out that the firm bears more than before; None where customers pay as much."""
    out = books.freight("out")
    if out.of(books.firm.year).cents < MINIMUM_COST * 100:
        return None
    of = drift(books.carriage, out, books.firm.year, books.earlier)
    if of is None or of.before < RE_INVOICES or of.rise > -RISE:
        return None
    stake = _stake(of)
    if stake.central < MINIMUM_STAKE:
        return None
    return Finding(
        code="freight_out_absorbed",
        room="chain.logistics",
        kind="weakness",
        title=t(
            "Vos clients remboursent {now} de ce que coûte l’expédition ({amount}), contre {before} auparavant",
            now=share(of.now),
            amount=Euros(of.base.cents),
            before=share(of.before),
        ),
        reason=t(
            "Le port que vous facturez n’a pas suivi le prix de vos envois : l’écart est pris sur votre marge."
        ),
        stake=stake,
        confidence=Confidence(
            "high" if of.year.complete and of.now < of.lowest else "medium",
            t(
                "Le port facturé (compte 7085) et l’expédition sont lus dans vos comptes ; un port compris dans vos prix n’y paraît pas."
            ),
        ),
        evidence=of.base.evidence,
        actions=(LIST_SHIPMENTS_OUT, CARRIAGE_TERMS),
    )


def _stake(of: Drift) -> Stake:
    freight = of.base.cents / 100 * annualisation(of.year)

    def lost(rate: float) -> float:
        return max(0.0, rate - of.now) * freight

    inputs = (
        of.cost.input("carriage_now", t("Port facturé aux clients, dernier exercice")),
        of.base.input("freight_now", t("Transport sur ventes et colis, dernier exercice")),
        of.cost_before.input("carriage_before", t("Port facturé aux clients, exercices d’avant")),
        of.base_before.input(
            "freight_before", t("Transport sur ventes et colis, exercices d’avant")
        ),
        annual_input(of.year),
        ratio_input("rate_lowest", t("Part remboursée la plus basse d’avant"), of.lowest),
        ratio_input("rate_highest", t("Part remboursée la plus haute d’avant"), of.highest),
    )
    formula = t(
        "(carriage_before ÷ freight_before − carriage_now ÷ freight_now) × freight_now × annualisation. En bas de la "
        "fourchette, rate_lowest remplace carriage_before ÷ freight_before ; en haut, rate_highest ({where}).",
        where=where(of.spread),
    )
    return Stake(lost(of.lowest), lost(of.before), lost(of.highest), formula, inputs)
