"""Freight that did not drift: a strength."""

from __future__ import annotations

from ancrage.chain.logistics.books import Flow, LogisticsBooks
from ancrage.chain.logistics.drift import MINIMUM_COST, RISE, drift, share
from ancrage.chain.logistics.freight import MOVES
from ancrage.findings import Confidence, Finding
from ancrage.money import Euros
from ancrage.text import t

# Of the rate: half of what counts as a drift, so that « steady » leaves no doubt.
STEADY = RISE / 2


def freight_steady(books: LogisticsBooks) -> Finding | None:
    """Freight whose share of sales held or fell, in and out alike, over complete years."""
    year = books.firm.year
    freight = books.freight(*MOVES)
    if not books.earlier or not year.complete or freight.of(year).cents < MINIMUM_COST * 100:
        return None
    whole = drift(freight, books.sold, year, books.earlier)
    if whole is None or whole.rise > STEADY:
        return None
    pairs: tuple[tuple[Flow, Flow], ...] = (
        (books.freight("in"), books.bought),
        (books.freight("out"), books.sold),
    )
    if any((of := drift(cost, base, year, books.earlier)) and of.rose for cost, base in pairs):
        return None
    return Finding(
        code="freight_steady",
        room="chain.logistics",
        kind="strength",
        title=t(
            "Votre transport est tenu : {amount}, soit {now} de vos ventes, contre {before} auparavant",
            amount=Euros(whole.cost.cents),
            now=share(whole.now),
            before=share(whole.before),
        ),
        reason=t("Vos prix de transport suivent vos volumes : c’est une base saine pour grandir."),
        stake=None,
        confidence=Confidence("high", t("Lu dans vos comptes, sur des exercices complets.")),
        evidence=whole.cost.evidence,
    )
