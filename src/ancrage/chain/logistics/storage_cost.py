"""Storage rented or bought outside, as a share of the goods sold, and its drift."""

from __future__ import annotations

from ancrage.chain.logistics.actions import GIVE_BACK_SPACE, SORT_STORED
from ancrage.chain.logistics.books import LogisticsBooks
from ancrage.chain.logistics.drift import (
    MINIMUM_COST,
    Names,
    back_to_earlier,
    drift,
    drift_confidence,
    share,
)
from ancrage.findings import Finding
from ancrage.money import Euros
from ancrage.text import t


def storage_cost(books: LogisticsBooks) -> Finding | None:
    """Storage that grew faster than sales; None where it did not."""
    year = books.firm.year
    if books.storage.of(year).cents < MINIMUM_COST * 100:
        return None
    of = drift(books.storage, books.sold, year, books.earlier)
    if of is None or not of.rose:
        return None
    names = Names(t("Stockage loué ou acheté dehors"), t("Ventes de biens, remises déduites"))
    stake = back_to_earlier(of, names)
    if stake is None:
        return None
    return Finding(
        code="storage_cost",
        room="chain.logistics",
        kind="opportunity",
        title=t(
            "Le stockage que vous louez coûte {amount}, soit {now} de vos ventes, contre {before} auparavant",
            amount=Euros(of.cost.cents),
            now=share(of.now),
            before=share(of.before),
        ),
        reason=t(
            "La place louée a grandi plus vite que vos ventes : elle garde sans doute ce qui tourne le moins."
        ),
        stake=stake,
        confidence=drift_confidence(of, by_account=False),
        evidence=of.cost.evidence,
        actions=(SORT_STORED, GIVE_BACK_SPACE),
    )
