"""Units sold of each item, period by period, and the days in which it could have sold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from ancrage.chain.stock.counting import Floats

BLOCK_DAYS = 28  # whole weeks: a period then holds each day of the week as often as the others
_LONGEST = 65  # periods, five years: what is older says nothing of today
MOST_MONTHS = 60
_MONTH_DAYS = 365.25 / 12


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Sales of items by period, oldest first.

    Args:
        items: names, shape (items,).
        units: sold, zero or above, shape (items, periods).
        days: of the period in which the item was on sale and its sales are known, same shape; 0 for not known.
        period_days: length of a period.
        even_days: the same days, each counted for what its season sells beside a mean day (`season.even`); None where no
            season is known.
    """

    items: tuple[str, ...]
    units: Floats
    days: Floats
    period_days: float
    even_days: Floats | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Months:
    """Sales of items by calendar month, oldest first, without a month in between left out.

    Args:
        units: sold, zero or above, shape (items, months).
        days: of the month in which the item was on sale and its sales are known, same shape; 0 for not known.
        first: calendar month of the first column, 0 for January.
    """

    units: Floats
    days: Floats
    first: int


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
    sold, ages = _aged(rows, last, listed)
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


def counts_of_months(rows: pl.DataFrame, last: date) -> Counts:
    """Counts by calendar month, of sales that are told by the month; arguments as those of `counts_of_rows`."""
    found = months_of_rows(rows, last)
    _, ages = _aged(rows, last, None)
    return Counts(tuple(sorted(ages)), found.units, found.days, _MONTH_DAYS)


def months_of_rows(
    rows: pl.DataFrame, last: date, listed: Mapping[str, date] | None = None
) -> Months:
    """The same sales by calendar month, at most five years; arguments as those of `counts_of_rows`."""
    sold, ages = _aged(rows, last, listed)
    names = sorted(ages)
    oldest = last - timedelta(days=max(ages.values(), default=1) - 1)
    months = min(_month(last) - _month(oldest) + 1, MOST_MONTHS)
    begins = [_first_day(_month(last) - months + 1 + rank) for rank in range(months)]
    ends = [*(begin - timedelta(days=1) for begin in begins[1:]), last]
    age_of = np.array([ages[name] for name in names], dtype=np.float64)[:, None]
    # Of an item on sale for so many days, those that are over on the last and on the first day of each month.
    until = np.array([(last - end).days for end in ends], dtype=np.float64)
    since = np.array([(last - begin).days + 1 for begin in begins], dtype=np.float64)
    days = np.clip(age_of, until, since) - until
    units = np.zeros((len(names), months))
    rank_of = {name: rank for rank, name in enumerate(names)}
    monthly = (
        sold.join(
            pl.DataFrame({"item": names, "on_sale": age_of[:, 0]}, schema_overrides={"item": pl.String}), on="item", maintain_order="left"
        )
        .filter((pl.col("age") < pl.col("on_sale")) & (pl.col("date") >= begins[0]))
        .with_columns(month=pl.col("date").dt.year() * 12 + pl.col("date").dt.month() - 1)
        .group_by("item", "month", maintain_order=True).agg(pl.col("units").sum())
    )  # fmt: skip
    for name, month, total in monthly.iter_rows():
        units[rank_of[name], month - _month(begins[0])] = total
    return Months(np.maximum(units, 0.0), days, begins[0].month - 1)


def _aged(
    rows: pl.DataFrame, last: date, listed: Mapping[str, date] | None
) -> tuple[pl.DataFrame, dict[str, int]]:
    """Sales with their age in days, and the days that each item has been on sale."""
    sold = (
        rows.select("item", "date", "units")
        .drop_nulls()
        .filter(pl.col("date") <= last)
        .with_columns(age=(pl.lit(last) - pl.col("date")).dt.total_days())
    )
    first = (
        sold.filter(pl.col("units") > 0)
        .group_by("item", maintain_order=True)
        .agg(pl.col("age").max())
    )
    ages = {str(name): int(age) for name, age in first.rows()}  # days from the day after to `last`
    ages |= {name: (last - day).days + 1 for name, day in (listed or {}).items() if day <= last}
    return sold, ages


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


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

    def summed(values: Floats) -> Floats:
        total: Floats = values[:, periods - whole :].reshape(shape).sum(axis=2)
        return total

    return Counts(
        counts.items,
        summed(counts.units),
        summed(counts.days),
        counts.period_days * size,
        None if counts.even_days is None else summed(counts.even_days),
    )
