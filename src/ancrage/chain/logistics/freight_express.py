"""What urgency costs, where labels show it: express, urgent, by air, within the day.

No stake: the books do not say what the same shipment would have cost by the ordinary way.
"""

from __future__ import annotations

import polars as pl

from ancrage.chain.logistics.actions import TRACE_URGENT
from ancrage.chain.logistics.books import Flow, LogisticsBooks
from ancrage.chain.logistics.drift import share
from ancrage.chain.logistics.freight import MOVES
from ancrage.chain.logistics.words import any_word
from ancrage.findings import Confidence, Finding
from ancrage.money import Euros
from ancrage.text import Text, t

# Names of carriers hold the word without any urgency.
_NAMES = r"(?i)\b(dhl|tnt|fedex|gls|ups|dpd|geodis|calberson|ciblex|heppner|transports?) express\b"
_URGENT = any_word(
    "express",
    r"urgent\w*",
    r"urgence\w*",
    "avion",
    "a[ée]rien(ne)?s?",
    "fret air",
    "air ?freight",
    "air cargo",
    r"chrono\w*",
    r"j ?\+ ?1",
    "24 ?h",
    "avant (8|9|10|12|13) ?h",
)
# Under a twentieth of freight and 500 euros, urgency is the ordinary life of a firm.
URGENT_SHARE, URGENT_CENTS = 0.05, 500_00


def freight_express(books: LogisticsBooks) -> Finding | None:
    """Freight whose label names urgency, as a share of all freight of the year."""
    freight = books.freight(*MOVES)
    label = pl.col("label")
    # Names are taken out of the few labels that hold such a word, not of all.
    rows = freight.rows.filter(label.str.contains(_URGENT)).filter(
        label.str.replace_all(_NAMES, " ").str.contains(_URGENT)
    )
    urgent = Flow(books.firm, rows)
    year = books.firm.year
    now, total = urgent.of(year), freight.of(year).cents
    if total <= 0 or now.cents < max(URGENT_CENTS, URGENT_SHARE * total):
        return None
    return Finding(
        code="freight_express",
        room="chain.logistics",
        kind="weakness",
        title=_title(books, urgent, freight),
        reason=t(
            "Un envoi urgent coûte plus qu’un envoi ordinaire et suit souvent un retard en amont ; les comptes ne disent pas de combien."
        ),
        stake=None,
        confidence=Confidence(
            "medium", t("Reconnu aux libellés : une urgence que rien ne nomme n’est pas comptée.")
        ),
        evidence=now.evidence,
        actions=(TRACE_URGENT,),
    )


def _title(books: LogisticsBooks, urgent: Flow, freight: Flow) -> Text:
    year = books.firm.year
    amount, total = urgent.of(year).cents, freight.of(year).cents
    now = share(amount / total)
    if not books.earlier:
        return t(
            "{amount} de transport portent un mot d’urgence (express, avion…) : {now} de votre transport",
            amount=Euros(amount),
            now=now,
        )
    past = books.earlier[-1]
    before, whole = urgent.of(past).cents, freight.of(past).cents
    if before <= 0 or whole <= 0:
        return t(
            "{amount} de transport portent un mot d’urgence (express, avion…) : {now} de votre transport, et rien l’exercice d’avant",
            amount=Euros(amount),
            now=now,
        )
    return t(
        "{amount} de transport portent un mot d’urgence (express, avion…) : {now} de votre transport, contre {before} l’exercice d’avant",
        amount=Euros(amount),
        now=now,
        before=share(before / whole),
    )
