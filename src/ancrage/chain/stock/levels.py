"""Stock and cost of goods of a firm, year by year, as its books show them.

Stock = balance of class 3, write-downs (39) deducted; finished goods and work in progress are in it. Cost of goods =
601 + 602 + 607 + 608 - 609, corrected for what went in or out of stock (603, and 713 for makers). Class 3 is taken
whole: farms and wine makers use numbers (30) that the general chart does not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.findings import Evidence, Input
from ancrage.firm import Firm
from ancrage.firm.evidence import starts
from ancrage.text import Text, t

STOCK, WRITE_DOWN = "3", "39"
COST = ("601", "602", "603", "607", "608", "609", "713")
BOUGHT = ("601", "602", "607")


@dataclass(frozen=True, eq=False)
class Level:
    """Stock and cost of goods of one year, in cents.

    Args:
        firm: the firm.
        year: the fiscal year.
        opening, closing: stock at both ends, write-downs deducted.
        cost: cost of goods of the year.
        months: months in which the stock moved; zero when it was not counted.
    """

    firm: Firm
    year: FiscalYear
    opening: int
    closing: int
    cost: int
    months: int

    @property
    def counted(self) -> bool:
        """Whether the closing stock is one of this year, and not the opening one carried along."""
        return self.months > 0

    @property
    def measured(self) -> bool:
        """Whether a cover can be said: a stock that was counted, and a cost of goods."""
        return self.counted and self.closing > 0 and self.cost > 0

    @property
    def yearly_cost(self) -> float:
        """Cost of goods brought to twelve months, in cents."""
        return float(self.cost) if self.year.complete else self.year.per_year(self.cost)

    @property
    def ratio(self) -> float:
        """Closing stock in years of cost of goods."""
        return self.closing / self.yearly_cost

    @property
    def days(self) -> float:
        """Closing stock in days of cost of goods."""
        return self.ratio * 365

    @property
    def average(self) -> float:
        """Mean of opening and closing stock, in cents."""
        return (self.opening + self.closing) / 2

    @property
    def rotations(self) -> float | None:
        """Times a year that the average stock is renewed; None without stock."""
        return self.yearly_cost / self.average if self.average > 0 else None

    @cached_property
    def stock_evidence(self) -> tuple[Evidence, ...]:
        """Lines of the closing stock."""
        return self.firm.prove_accounts(self.year, STOCK, balance=True)

    @cached_property
    def cost_evidence(self) -> tuple[Evidence, ...]:
        """Lines of the cost of goods."""
        return self.firm.prove_accounts(self.year, *COST)


@dataclass(frozen=True, eq=False)
class Levels:
    """Levels of a firm, oldest year first."""

    firm: Firm
    all: tuple[Level, ...]

    @property
    def last(self) -> Level:
        """That of the last year."""
        return self.all[-1]

    @property
    def earlier(self) -> tuple[Level, ...]:
        """Those of the complete years just before the last one whose cover can be said, oldest first."""
        found: list[Level] = []
        follower = self.last.year
        for level in reversed(self.all[:-1]):
            gap = (follower.start - level.year.end).days
            if not (level.measured and level.year.complete) or gap > 45:
                break
            found.append(level)
            follower = level.year
        return tuple(reversed(found))


def levels_of(firm: Firm) -> Levels:
    """Stock and cost of goods of every year."""
    moves = (
        firm.ledger.filter(starts(firm.ledger, [STOCK]) & (pl.col("phase") == "flow"))
        .group_by("year_end", maintain_order=True)
        .agg(pl.col("date").dt.month_start().n_unique().alias("months"))
    )
    months = dict(moves.select("year_end", "months").iter_rows())
    return Levels(
        firm,
        tuple(
            Level(
                firm,
                year,
                firm.amount(year, STOCK, balance=True) - firm.amount(year, STOCK),
                firm.amount(year, STOCK, balance=True),
                firm.amount(year, *COST),
                int(months.get(year.end, 0)),
            )
            for year in firm.years
        ),
    )


def stock_input(name: str, label: Text, levels: Sequence[Level]) -> Input:
    """Closing stock of some years together, as an input."""
    evidence = tuple(piece for level in levels for piece in level.stock_evidence)
    cents = sum(level.closing for level in levels)
    return Input(name, label, cents / 100, "eur", "books", evidence=evidence)


def cost_input(name: str, label: Text, levels: Sequence[Level]) -> Input:
    """Cost of goods of some years together, as an input."""
    evidence = tuple(piece for level in levels for piece in level.cost_evidence)
    return Input(
        name, label, sum(level.cost for level in levels) / 100, "eur", "books", evidence=evidence
    )


def annual_input(year: FiscalYear) -> Input:
    """What brings the amounts of a year to twelve months: 1 for a complete year."""
    label = t("Coefficient pour ramener l’exercice à douze mois")
    factor = 1.0 if year.complete else year.per_year(1.0)
    return Input("annualisation", label, factor, "ratio", "books")
