"""A stock that peaks when little is consumed after: seen only where the books move the stock during the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial, reduce

import polars as pl

from ancrage.chain.stock.actions import MOVE_PEAK
from ancrage.chain.stock.levels import COST, STOCK, Levels
from ancrage.dates import FiscalYear, month_end
from ancrage.exhibits import Chart, Series
from ancrage.findings import Confidence, Evidence, Finding
from ancrage.firm import Firm
from ancrage.firm.evidence import starts
from ancrage.money import Euros, Percent
from ancrage.text import t

# Months with movements from which the months between are known too.
MONTHS_MOVED = 6
# A peak a third above the year's mean is more than the rhythm of deliveries.
PEAK = 4 / 3
SMALL_STOCK = 5_000
# Months after the peak whose consumption it should serve.
AFTER = 2


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its last day, the stock then and the goods consumed in it, in cents."""

    end: date
    stock: int
    cost: int


def months_of(levels: Levels) -> tuple[Month, ...]:
    """Month by month, stock and goods consumed; empty where the stock hardly moves during the year."""
    last = levels.last
    if last.months < MONTHS_MOVED:
        return ()
    moves = _by_month(levels.firm, last.year, (STOCK,))
    costs = _by_month(levels.firm, last.year, COST)
    found: list[Month] = []
    stock = last.opening
    for end in _ends(last.year):
        stock += moves.get(end, 0)
        found.append(Month(end, stock, costs.get(end, 0)))
    return tuple(found)


def _by_month(firm: Firm, year: FiscalYear, prefixes: tuple[str, ...]) -> dict[date, int]:
    lines = firm.ledger.filter(
        (pl.col("year_end") == year.end)
        & (pl.col("phase") == "flow")
        & starts(firm.ledger, prefixes)
    )
    by_month = lines.group_by(pl.col("date").dt.month_end(), maintain_order=True).agg(
        (pl.col("debit") - pl.col("credit")).sum()
    )
    return dict(by_month.iter_rows())


def _ends(year: FiscalYear) -> list[date]:
    ends, day = [], month_end(year.start)
    while day <= month_end(year.covered_until):
        ends.append(day)
        day = month_end(date(day.year + day.month // 12, day.month % 12 + 1, 1))
    return ends


def stock_seasonal_gap(levels: Levels) -> Finding | None:
    """A peak that the following months do not consume; None where it serves a season, or is not known."""
    months = months_of(levels)
    if len(months) <= AFTER + 1:
        return None
    peak_at = reduce(
        lambda best, n: n if months[n].stock > months[best].stock else best,
        range(len(months) - AFTER),
    )
    peak, after = months[peak_at], months[peak_at + 1 : peak_at + 1 + AFTER]
    mean_stock = sum(month.stock for month in months) / len(months)
    mean_cost = sum(month.cost for month in months) / len(months)
    if peak.stock < SMALL_STOCK * 100 or mean_stock <= 0 or peak.stock < PEAK * mean_stock:
        return None
    if sum(month.cost for month in after) > AFTER * mean_cost:
        return None
    return Finding(
        code="stock_seasonal_gap",
        room="chain.stock",
        kind="weakness",
        title=t(
            "Votre stock monte à {amount} le {day}, {more} de plus que sa moyenne, alors que les deux mois suivants n’en consomment pas plus que d’ordinaire",
            amount=Euros(peak.stock),
            day=peak.end,
            more=Percent(peak.stock / mean_stock - 1),
        ),
        reason=t("La trésorerie est prise avant que la saison n’en ait besoin."),
        stake=None,
        confidence=Confidence(
            "medium",
            t(
                "Les mouvements de stock de l’année sont dans vos comptes ; une seule année ne fait pas une habitude."
            ),
        ),
        evidence=_stock_lines(levels, peak),
        actions=(MOVE_PEAK,),
    )


def _stock_lines(levels: Levels, month: Month) -> tuple[Evidence, ...]:
    """The lines whose sum is the stock at the end of a month: the opening, and what moved since."""
    firm = levels.firm
    rows = firm.ledger.filter(
        (pl.col("year_end") == levels.last.year.end)
        & pl.col("phase").is_in(["opening", "flow"])
        & ((pl.col("phase") == "opening") | (pl.col("date") <= month.end))
        & starts(firm.ledger, (STOCK,))
    )
    return firm.prove(rows)


def _cost_lines(levels: Levels, month: Month) -> tuple[Evidence, ...]:
    """The lines of the goods consumed in a month."""
    firm = levels.firm
    rows = firm.ledger.filter(
        (pl.col("year_end") == levels.last.year.end)
        & (pl.col("phase") == "flow")
        & (pl.col("date").dt.month_end() == month.end)
        & starts(firm.ledger, COST)
    )
    return firm.prove(rows)


def months_chart(levels: Levels) -> Chart | None:
    """Stock and goods consumed, month by month."""
    months = months_of(levels)
    if len(months) < MONTHS_MOVED:
        return None
    highest = max(months, key=lambda month: month.stock)
    return Chart(
        "stock_months",
        t("Votre stock suit-il vos ventes au fil de l’année ?"),
        t("Il est au plus haut le {day}.", day=highest.end),
        "lines",
        "eur",
        (
            Series(
                t("Stock en fin de mois"),
                tuple((month.end.isoformat()[:7], month.stock / 100) for month in months),
                tuple(partial(_stock_lines, levels, month) for month in months),
            ),
            Series(
                t("Marchandises et matières consommées dans le mois"),
                tuple((month.end.isoformat()[:7], month.cost / 100) for month in months),
                tuple(partial(_cost_lines, levels, month) for month in months),
            ),
        ),
    )
