"""Freight on purchases as a share of the goods and materials bought, and its drift.

Rate = freight in (6241, and what words tell of the rest of 624 and of 608) / goods and materials bought (601, 602,
607, less their rebates). The books do not tie a freight bill to the goods it carried: all goods bought are counted.
"""

from __future__ import annotations

from functools import partial

from ancrage.chain.logistics.actions import GROUP_ORDERS, LIST_SHIPMENTS_IN, QUOTES_IN
from ancrage.chain.logistics.books import LogisticsBooks
from ancrage.chain.logistics.drift import (
    MINIMUM_COST,
    Drift,
    Names,
    back_to_earlier,
    drift,
    drift_confidence,
    share,
)
from ancrage.chain.logistics.questions import UNKNOWN_FREIGHT
from ancrage.dates import FiscalYear
from ancrage.exhibits import Chart, Series
from ancrage.findings import Evidence, Finding
from ancrage.money import Euros
from ancrage.text import t


def freight_in_drift(books: LogisticsBooks) -> Drift | None:
    """Freight in against the goods bought, now and before."""
    cost = books.freight("in")
    if cost.of(books.firm.year).cents < MINIMUM_COST * 100:
        return None
    return drift(cost, books.bought, books.firm.year, books.earlier)


def freight_in_share(books: LogisticsBooks) -> Finding | None:
    """What coming back to the firm's own earlier freight rate would give; None where it did not rise."""
    of = freight_in_drift(books)
    if of is None or not of.rose:
        return None
    names = Names(
        t("Transport sur achats"), t("Marchandises et matières achetées, remises déduites")
    )
    stake = back_to_earlier(of, names)
    if stake is None:
        return None
    amount, now, before = Euros(of.cost.cents), share(of.now), share(of.before)
    title = t(
        "Le transport de vos achats coûte {now} des marchandises et matières achetées ({amount}), contre {before} auparavant",
        now=now,
        amount=amount,
        before=before,
    )
    by_account = bool(of.cost.rows["account"].str.starts_with("6241").all())
    return Finding(
        code="freight_in_share",
        room="chain.logistics",
        kind="opportunity",
        title=title,
        reason=t(
            "Ce que le transport prend en plus sort de votre marge, sans rien apporter à vos clients ; vous avez déjà payé moins."
        ),
        stake=stake,
        confidence=drift_confidence(of, by_account=by_account),
        evidence=of.cost.evidence,
        actions=(LIST_SHIPMENTS_IN, GROUP_ORDERS, QUOTES_IN),
        questions=(UNKNOWN_FREIGHT,) if _some_unknown(books) else (),
        pool="inbound",  # the same euros of freight, seen from another side
    )


def _some_unknown(books: LogisticsBooks) -> bool:
    return books.freight("unknown").of(books.firm.year).cents > 0


def freight_in_chart(books: LogisticsBooks) -> Chart | None:
    """Freight rate of the goods bought, quarter by quarter, where it rose."""
    of = freight_in_drift(books)
    if of is None or not of.rose:
        return None
    points, proofs = [], []
    for year in (*books.earlier, books.firm.year):
        cost = books.freight("in").by_quarter(year)
        base = books.bought.by_quarter(year)
        for quarter in range(4):
            if base.get(quarter, 0) > 0:
                points.append(
                    (f"T{quarter + 1} {year.end.year}", cost.get(quarter, 0) / base[quarter])
                )
                proofs.append(partial(_quarter, books, year, quarter))
    if len(points) < 4:
        return None
    return Chart(
        "freight_in_rate",
        t("Le transport de vos achats pèse-t-il plus lourd ?"),
        t(
            "Il coûte {now} de ce que vous achetez, contre {before} auparavant.",
            now=share(of.now),
            before=share(of.before),
        ),
        "lines",
        "ratio",
        (
            Series(
                t("Transport sur achats / marchandises et matières achetées"),
                tuple(points),
                tuple(proofs),
            ),
        ),
        t(
            "les lignes de transport sur achats du trimestre, divisées par celles des marchandises et matières achetées"
        ),
    )


def _quarter(books: LogisticsBooks, year: FiscalYear, quarter: int) -> tuple[Evidence, ...]:
    """Freight of a quarter, then the goods that it brought."""
    return (
        *books.freight("in").of_quarter(year, quarter).evidence,
        *books.bought.of_quarter(year, quarter).evidence,
    )
