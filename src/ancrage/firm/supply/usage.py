"""How many units of each item leave a day, and from which files that is known.

Where the sales of an item are in the files, they say it. Files often hold only part of the sales (the shop on line, not the
till): what came in over the years tells what left, since stock neither grows nor shrinks for ever. Both are set side by side
over the items that have both; where the sales seen are clearly less than what was consumed, receipts decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from ancrage.firm.items.sold import MONTHS

WINDOW = 365  # days of sales that make a rate
RECEIPTS_WINDOW = 1095  # days of receipts that make one: they come in few and large lots
SEEN = 0.8  # part of what is consumed that sales must show, to be taken for all of it
FEWEST = 3  # receipts of an item from which a rate is read
USAGE = {
    "item": pl.String, "per_day": pl.Float64, "usage_from": pl.String, "sold": pl.Float64, "sold_days": pl.Int32,
    "came": pl.Float64, "came_days": pl.Int32,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Usage:
    """Units that leave.

    Args:
        table: columns USAGE, one row an item: units a day; "sales" or "receipts", what they are read from; units sold over
            how many days; units that came in over how many days, from the first receipt to the last.
        history: item, date, units: what left each day on which something did, for the items read from sales.
        since: first day of the sales, None for none.
        seen: units sold over units consumed, at what they cost, over the items that have both; None where none has.
        monthly: items of the history whose sales are told by the month, on its last day.
    """

    table: pl.DataFrame
    history: pl.DataFrame
    since: date | None
    seen: float | None
    monthly: frozenset[str] = frozenset()


def usage(
    sales: pl.DataFrame, receipts: pl.DataFrame, costs: pl.DataFrame, known_until: date
) -> Usage:
    """Units that leave, by item.

    Args:
        sales: product, date, units: lines of `items.sold`.
        receipts: item, received, quantity: of `matching`, other units than pieces left out.
        costs: item, cost (euros a unit, null where unknown): weighs the comparison of sales and receipts.
        known_until: last day whose events are known.
    """
    history = (
        sales.filter(pl.col("date").is_not_null() & (pl.col("date") <= known_until))
        .rename({"product": "item"})
        .drop_nulls("item")
        .group_by("item", "date", maintain_order=True)
        .agg(pl.col("units").sum())
        .sort("item", "date")
    )
    monthly = _monthly(history)
    begun = _begun(history, monthly)
    since = begun["begun"].min()
    first = since if isinstance(since, date) else None
    sold = _sold(history, begun, first, known_until)
    came = _came(receipts, known_until)
    both = sold.join(came, on="item", how="full", coalesce=True, maintain_order="left_right").join(
        costs, on="item", how="left"
    )
    sales_rate = pl.col("sold") / pl.col("sold_days")
    receipts_rate = pl.col("came") / pl.col("came_days")
    pair = both.filter(sales_rate.is_not_null() & receipts_rate.is_not_null()).select(
        s=(sales_rate * pl.col("cost").fill_null(1.0)).sum(), r=(receipts_rate * pl.col("cost").fill_null(1.0)).sum()
    )  # fmt: skip
    s, r = pair.row(0)
    seen = s / r if r else None
    whole = seen is None or seen >= SEEN
    by_receipts = receipts_rate.is_not_null() & (
        sales_rate.is_null() | (pl.lit(not whole) & (receipts_rate > sales_rate))
    )
    table = both.with_columns(
        per_day=pl.when(by_receipts).then(receipts_rate).otherwise(sales_rate).clip(lower_bound=0),
        usage_from=pl.when(by_receipts).then(pl.lit("receipts")).when(sales_rate.is_not_null()).then(pl.lit("sales")),
    )  # fmt: skip
    read = table.filter(pl.col("usage_from") == "sales").select("item")
    history = history.join(read, on="item", how="semi")
    return Usage(
        table.select(*USAGE).cast(USAGE),  # type: ignore[arg-type]
        history,
        first,
        seen,
        monthly & set(read["item"]),
    )


def _monthly(history: pl.DataFrame) -> frozenset[str]:
    """Items that only ever sell on last days of months, which is how totals of months are dated (`mapping.months`)."""
    ends = (pl.col("date") == pl.col("date").dt.month_end()).all()
    found = history.group_by("item", maintain_order=True).agg(
        ends.alias("ends"), pl.len().alias("months")
    )
    return frozenset(found.filter(pl.col("ends") & (pl.col("months") >= MONTHS))["item"])


def _begun(history: pl.DataFrame, monthly: frozenset[str]) -> pl.DataFrame:
    """item, begun: first day of sales; that of the month, where it is told by the month."""
    first = pl.col("date").min()
    by_month = pl.col("item").is_in(list(monthly))
    return (
        history.group_by("item", maintain_order=True)
        .agg(first.alias("begun"))
        .with_columns(
            begun=pl.when(by_month).then(pl.col("begun").dt.month_start()).otherwise("begun")
        )
    )


def _sold(
    history: pl.DataFrame, begun: pl.DataFrame, since: date | None, known_until: date
) -> pl.DataFrame:
    """Units of the last WINDOW days, and how many of them the item could have been sold on."""
    start = max(since or known_until, known_until - timedelta(days=WINDOW - 1))
    recent = (
        history.filter(pl.col("date") >= start)
        .group_by("item", maintain_order=True)
        .agg(pl.col("units").sum())
    )
    # An item that sold nothing for a year is at zero, not unknown; a new one is counted from its first sale on.
    return begun.join(recent, on="item", how="left").select(
        "item",
        sold=pl.col("units").fill_null(0.0),
        sold_days=(pl.lit(known_until) - pl.max_horizontal("begun", pl.lit(start))).dt.total_days()
        + 1,
    )


def _came(receipts: pl.DataFrame, known_until: date) -> pl.DataFrame:
    """Units received after the first receipt up to the last, and the days between: what came in between was used."""
    start = known_until - timedelta(days=RECEIPTS_WINDOW)
    by_day = (
        receipts.filter(pl.col("received") >= start)
        .drop_nulls("item")
        .group_by("item", "received", maintain_order=True)
        .agg(pl.col("quantity").sum())
        .sort("received")
    )
    # The last lot is still on the shelves: what was used between two receipts is the lot that began the interval.
    return (
        by_day.group_by("item", maintain_order=True)
        .agg(
            came=pl.col("quantity").sum() - pl.col("quantity").last(),
            came_days=(pl.col("received").max() - pl.col("received").min()).dt.total_days(),
            times=pl.len(),
        )
        .filter((pl.col("times") >= FEWEST) & (pl.col("came_days") > 0))
        .drop("times")
    )
