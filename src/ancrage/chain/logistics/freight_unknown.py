"""Freight that neither its account nor its words tell: shown as unknown, and asked."""

from __future__ import annotations

from ancrage.chain.logistics.actions import SPLIT_ACCOUNTS
from ancrage.chain.logistics.books import LogisticsBooks
from ancrage.chain.logistics.drift import share
from ancrage.chain.logistics.freight import MOVES
from ancrage.chain.logistics.questions import UNKNOWN_FREIGHT
from ancrage.findings import Confidence, Finding
from ancrage.money import Euros
from ancrage.text import t

# A tenth of freight, and 500 euros: less cannot hide a drift.
UNKNOWN_SHARE, UNKNOWN_CENTS = 0.10, 500_00


def freight_unknown(books: LogisticsBooks) -> Finding | None:
    """The freight of the year that could be for purchases or for sales."""
    year = books.firm.year
    unknown, total = books.freight("unknown").of(year), books.freight(*MOVES).of(year).cents
    if total <= 0 or unknown.cents < max(UNKNOWN_CENTS, UNKNOWN_SHARE * total):
        return None
    mixed = UNKNOWN_FREIGHT in books.firm.answers
    return Finding(
        code="freight_unknown",
        room="chain.logistics",
        kind="weakness",
        title=t(
            "{amount} de transport ({part}) ne disent pas s’ils servent vos achats ou vos ventes",
            amount=Euros(unknown.cents),
            part=share(unknown.cents / total),
        ),
        reason=t(
            "Tant qu’ils sont mêlés, une hausse d’un côté se cache derrière une baisse de l’autre."
        ),
        stake=None,
        confidence=Confidence(
            "high", t("Lu dans vos comptes : ni le compte ni le libellé ne tranchent.")
        ),
        evidence=unknown.evidence,
        actions=(SPLIT_ACCOUNTS,),
        questions=() if mixed else (UNKNOWN_FREIGHT,),
    )
