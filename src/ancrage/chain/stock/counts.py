"""Units sold of each item, period by period, and the days in which it could have sold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from ancrage.chain.stock.counting import Floats

BLOCK_DAYS = 28  # whole weeks: a period then holds each day of the week as often as the others
_LONGEST = 65  # periods, five years: what is older says nothing of today


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Sales of items by period, oldest first.

    Args:
        items: names, shape (items,).
        units: sold, zero or above, shape (items, periods).
        days: of the period in which the item was on sale and its sales are known, same shape; 0 for not known.
        period_days: length of a period.
    """

    items: tuple[str, ...]
    units: Floats
    days: Floats
    period_days: float


def counts_of(units: Floats, period_days: float, items: tuple[str, ...] | None = None) -> Counts:
    """Counts of a matrix in which NaN stands for a period in which the item was not on sale, or not known.

    Args:
        units: shape (items, periods), oldest first; below zero (more given back than sold) counts as none.
        period_days: length of a period: 1, 7, 30.4…
        items: names; ranks where none are given.
    """
    known = ~np.isnan(units)
    names = items if items is not None else tuple(str(i) for i in range(len(units)))
    sold = np.maximum(np.where(known, units, 0.0), 0.0)
    return Counts(names, sold, np.where(known, period_days, 0.0), period_days)


def counts_of_rows(
    rows: pl.DataFrame, last: date, listed: Mapping[str, date] | None = None
) -> Counts:
    """Counts by blocks of four weeks that end on the last known day, so that no block is cut short.

    Where nobody says since when an item is on sale, its days count from the day after its first sale: that sale tells
    that it is on sale, not how often it sells, and counting it would make every new item look fast.

    Args:
        rows: columns item (text), date, units, as the history of `firm.supply.usage`; negative units are given back. Rows
            after `last`, or without item, day or units, are left out.
        last: last day whose sales are all known.
        listed: day since which an item is on sale, by item.

    Returns:
        Items by name; at most five years.
    """
    sold = (
        rows.select("item", "date", "units")
        .drop_nulls()
        .filter(pl.col("date") <= last)
        .with_columns(age=(pl.lit(last) - pl.col("date")).dt.total_days())
    )
    first = sold.filter(pl.col("units") > 0).group_by("item").agg(pl.col("age").max())
    ages = {str(name): int(age) for name, age in first.rows()}  # days from the day after to `last`
    ages |= {name: (last - day).days + 1 for name, day in (listed or {}).items() if day <= last}
    names = tuple(sorted(ages))
    periods = min(max((-(-age // BLOCK_DAYS) for age in ages.values()), default=0), _LONGEST)
    age_of = np.array([ages[name] for name in names], dtype=np.float64)
    begins = np.arange(periods - 1, -1, -1) * BLOCK_DAYS  # youngest age of each block
    days = np.clip(age_of[:, None] - begins, 0, BLOCK_DAYS)
    units = np.zeros((len(names), periods))
    rank = {name: i for i, name in enumerate(names)}
    within = sold.filter(pl.col("age") < periods * BLOCK_DAYS)
    for name, age, sold_units in within.select("item", "age", "units").iter_rows():
        if name in rank and age < age_of[rank[name]]:
            units[rank[name], periods - 1 - age // BLOCK_DAYS] += sold_units
    return Counts(names, np.maximum(units, 0.0), days, float(BLOCK_DAYS))


def by_month(counts: Counts) -> Counts:
    """The same sales by periods of about a month, where they are shorter: from the last period backwards.

    Days and weeks are summed as long as six periods remain; a history too short for that keeps finer ones.
    """
    periods = counts.units.shape[1]
    size = min(round(BLOCK_DAYS / counts.period_days), periods // 6)
    if size <= 1:
        return counts
    whole = periods - periods % size
    shape = (len(counts.units), whole // size, size)
    return Counts(
        counts.items,
        counts.units[:, periods - whole :].reshape(shape).sum(axis=2),
        counts.days[:, periods - whole :].reshape(shape).sum(axis=2),
        counts.period_days * size,
    )
