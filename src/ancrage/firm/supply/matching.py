"""Each line ordered from a supplier, followed to what came in.

Receipts are given to the lines of their order and item, the oldest line first; receipts that name no order, to the lines
of their supplier and item in the same way. A line is complete on the first day on which all but `TOLERANCE` of it is in:
what is a little short is not waited for. A line part of which came, and nothing since `SHORT_DAYS` (`HABIT_DAYS` at a supplier
that hardly ever sends the rest), is closed short; one of which nothing is heard `FORGOTTEN_DAYS` after the day it was due is not
waited for either. Where a supplier's receipts are nowhere, its orders are neither open nor complete: their state is unknown.

What the list says of a line goes before: a draft or a cancelled line was not asked, unless some of it came; a line said to
be closed, or cancelled after some came, is not waited for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from ancrage.firm.items.standing import VOID, standings
from ancrage.firm.items.units import in_pieces, mixed, sold_so
from ancrage.firm.items.who import Suppliers
from ancrage.firm.leadtimes.lognormal import LONGEST
from ancrage.firm.model import Firm
from ancrage.firm.supply.oddities import (
    cartons,
    problems_of,
    problems_of_standing,
    problems_of_writing,
)
from ancrage.firm.supply.repeated import once
from ancrage.problems import Problem

TOLERANCE = 0.02  # part of a line that may be missing
SHORT_DAYS = 90
# Where the rest of what came short hardly ever came: times as many lines ended short as were completed later, of so many at least.
HABIT, HABIT_LINES, HABIT_DAYS = 3, 3, 14
FORGOTTEN_DAYS = 365
STATE = pl.Enum(["open", "complete", "short", "closed", "forgotten", "unknown"])
LINES = {
    "row": pl.UInt32, "supplier": pl.UInt32, "order": pl.String, "item": pl.String, "name": pl.String,
    "ordered": pl.Date, "expected": pl.Date, "quantity": pl.Float64, "price": pl.Float64, "currency": pl.String,
    "mode": pl.String, "destination": pl.String, "came": pl.Float64, "first": pl.Date, "last": pl.Date, "received": pl.Date,
    "left": pl.Float64, "state": STATE, "lead_days": pl.Int32,
    "source": pl.UInt16, "sheet": pl.String, "line": pl.UInt32,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Followed:
    """Orders to suppliers, each line with what came of it.

    Args:
        lines: columns LINES: number of the supplier (`items.who`); key of the item; units ordered, in so far, still to come
            (0 unless open); first and last day on which some came; day on which it was complete or closed short; days
            from order to then (null where unknown or absurd); price of a unit as written.
        receipts: supplier, item, order, received, quantity and place of each receipt above zero.
        cartons: items whose orders and receipts do not count the same thing.
        packed: items ordered or received by the carton, of which nobody says how much a carton holds.
        problems: what is wrong with the lists.
    """

    lines: pl.DataFrame
    receipts: pl.DataFrame
    cartons: frozenset[str]
    packed: frozenset[str]
    problems: tuple[Problem, ...]


def item_key() -> pl.Expr:
    """What tells an item: its reference, else its name."""
    return pl.coalesce("product", "name")


def follow(firm: Firm, who: Suppliers, known_until: date) -> Followed:
    """Lines ordered, as known at the end of the day `known_until`."""
    every_order, every_receipt = _asked(firm, who), _came(firm, who)
    every_order, void = _standing(every_order, every_receipt)
    asked, ahead = _until(every_order, "ordered", known_until)
    came, came_ahead = _until(every_receipt, "received", known_until)
    written = once(
        asked.filter(pl.col("quantity") > 0),
        came.filter((pl.col("quantity") > 0) & pl.col("received").is_not_null()),
        TOLERANCE,
    )
    sound, usable = written.orders, written.receipts
    other_unit = sorted({*cartons(sound, usable), *mixed(firm)})
    by_order = _given(sound, usable, "order", "item")
    told = sound.join(by_order, on="row", how="left", maintain_order="left")
    # Receipts that name no order go to the lines of their supplier that no numbered receipt reached.
    bare = usable.filter(pl.col("order").is_null())
    waiting = sound.filter(pl.Series(told["came"].is_null()) & ~pl.col("standing").is_in(VOID))
    by_supplier = _given(waiting, bare, "supplier", "item")
    both = pl.concat([by_order, by_supplier])
    lines = _stated(
        sound.join(both, on="row", how="left", maintain_order="left"),
        usable,
        other_unit,
        known_until,
    )
    problems = (
        *problems_of(firm, asked, came, lines, other_unit),
        *problems_of_standing(firm, void, lines),
        *problems_of_writing(firm, written, ahead, came_ahead, other_unit, known_until),
    )
    return Followed(
        lines.select(*LINES).cast(LINES),  # type: ignore[arg-type]
        usable,
        frozenset(other_unit),
        _packed(sound, usable),
        problems,
    )


def _until(rows: pl.DataFrame, column: str, known_until: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows up to a day, those without a day among them, and rows after it."""
    after = (pl.col(column) > known_until).fill_null(value=False)
    return rows.filter(~after), rows.filter(after)


def _asked(firm: Firm, who: Suppliers) -> pl.DataFrame:
    rows = who.of_names("purchase_orders", in_pieces(firm, firm.table("purchase_orders")))
    price = pl.coalesce("unit_price", pl.col("amount") / 100 / pl.col("quantity"))
    return (
        rows.with_columns(item=item_key(), price=price, standing=standings(rows["status"]))
        .sort("ordered", "expected", "source", "line", nulls_last=True)
        .with_row_index("row")
    )


def _standing(orders: pl.DataFrame, receipts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines that were asked for, and drafts and cancelled lines; one of these of which some came was asked for."""
    void = pl.col("standing").is_in(VOID)
    keys = ["order", "item"]
    came = (
        receipts.filter(pl.col("quantity") > 0)
        .select(keys)
        .drop_nulls()
        .unique(maintain_order=True)
    )
    # The line that takes the place of the cancelled one is what came.
    alone = came.join(orders.filter(~void), on=keys, how="anti")
    so = orders.join(alone.with_columns(_came=True), on=keys, how="left", maintain_order="left")
    asked = (~void | pl.col("_came")).fill_null(value=False)
    return so.filter(asked).drop("_came"), so.filter(~asked).drop("_came")


def _came(firm: Firm, who: Suppliers) -> pl.DataFrame:
    rows = who.of_names("receipts", in_pieces(firm, firm.table("receipts")))
    orders = firm.table("purchase_orders")
    # A receipt that says no item is of the only item of its order.
    sole = (
        orders.with_columns(item=item_key())
        .filter(pl.col("item").n_unique().over("order") == 1)
        .select("order", sole="item")
        .unique(maintain_order=True)
        .drop_nulls()
    )
    return (
        rows.join(sole, on="order", how="left", maintain_order="left")
        .with_columns(item=pl.coalesce("product", "name", "sole"))
        .select(
            "supplier", "item", "order", "received", "quantity", "unit", "source", "sheet", "line"
        )
    )


def _packed(orders: pl.DataFrame, receipts: pl.DataFrame) -> frozenset[str]:
    both = pl.concat([orders.select("item", "unit"), receipts.select("item", "unit")])
    return frozenset(both.filter(~sold_so(pl.col("unit")))["item"].drop_nulls().to_list())


def _given(lines: pl.DataFrame, receipts: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """row, came, first, last, received of the lines that some receipt of the same keys reaches, oldest first."""
    asked = lines.drop_nulls(list(keys)).select("row", *keys, "quantity").sort("row")
    asked = asked.with_columns(end=pl.col("quantity").cum_sum().over(keys)).with_columns(
        start=pl.col("end") - pl.col("quantity")
    )
    came = (
        receipts.drop_nulls(list(keys))
        .group_by(*keys, "received", maintain_order=True)
        .agg(pl.col("quantity").sum())
        .sort("received")
        .with_columns(total=pl.col("quantity").cum_sum().over(keys))
    )
    whole = came.group_by(keys, maintain_order=True).agg(pl.col("total").max().alias("whole"))
    near = pl.col("quantity") * TOLERANCE

    def first_day(target: pl.Expr, name: str) -> pl.DataFrame:
        wanted = asked.with_columns(target=target).sort("target")
        found = came.select(*keys, "total", pl.col("received").alias(name)).sort("total")
        return wanted.join_asof(
            found, left_on="target", right_on="total", by=list(keys), strategy="forward", check_sortedness=False
        ).select("row", name)  # fmt: skip

    # The last receipt of a line that is not complete is the last of its keys; of a complete one, the day it was complete.
    last = came.group_by(keys, maintain_order=True).agg(pl.col("received").max().alias("latest"))
    return (
        asked.join(whole, on=keys, how="inner", maintain_order="left")
        .filter(pl.col("whole") > pl.col("start"))
        .join(
            first_day(pl.col("start") + near.clip(upper_bound=1e-6), "first"), on="row", how="left"
        )
        .join(first_day(pl.col("end") - near, "received"), on="row", how="left")
        .join(last, on=keys, how="left")
        .select(
            "row",
            came=(pl.col("whole") - pl.col("start")).clip(upper_bound=pl.col("quantity")),
            first="first",
            last=pl.coalesce("received", "latest"),
            received="received",
        )
    )


def _rest_never_comes(quiet: pl.Expr, came: pl.Expr) -> pl.Expr:
    """Whether the supplier of a line sends short and leaves it at that, by the lines that it has had the time to complete."""
    ended_short = (came > 0) & pl.col("received").is_null() & (quiet > SHORT_DAYS)
    later = pl.col("received").is_not_null() & (pl.col("first") < pl.col("received"))
    ended, completed = ended_short.sum().over("supplier"), later.sum().over("supplier")
    return (ended >= HABIT_LINES) & (ended >= HABIT * completed)


def _stated(
    lines: pl.DataFrame, receipts: pl.DataFrame, other_unit: list[str], known_until: date
) -> pl.DataFrame:
    heard = receipts["supplier"].drop_nulls().unique(maintain_order=True)
    day = pl.lit(known_until)
    due = pl.coalesce(pl.max_horizontal("ordered", "expected"), "ordered", "expected")
    # Cartons ordered and pieces received: the first receipt is all that can be said.
    odd = pl.col("item").is_in(other_unit) & pl.col("first").is_not_null()
    done = pl.when(odd).then(pl.col("first")).otherwise(pl.col("received"))
    came = pl.col("came").fill_null(0)
    stale = (day - due).dt.total_days() > FORGOTTEN_DAYS
    over = pl.col("standing") != "open"
    quiet = (day - pl.col("last")).dt.total_days()
    short = (came > 0) & (
        over
        | (quiet > pl.when(_rest_never_comes(quiet, came)).then(HABIT_DAYS).otherwise(SHORT_DAYS))
    )
    silent = ~pl.col("supplier").is_in(heard.implode()) | pl.col("supplier").is_null()
    return (
        lines.with_columns(received=done, came=came)
        .with_columns(
            state=pl.when(pl.col("received").is_not_null()).then(pl.lit("complete"))
            .when(short).then(pl.lit("short"))
            .when(over).then(pl.lit("closed"))
            .when(silent & (came == 0)).then(pl.lit("unknown"))
            .when(stale.fill_null(value=True)).then(pl.lit("forgotten"))
            .otherwise(pl.lit("open"))
        )
        .with_columns(
            received=pl.when(pl.col("state") == "short").then("last").otherwise("received"),
            left=pl.when(pl.col("state") == "open").then(pl.col("quantity") - pl.col("came")).otherwise(0.0),
        )
        .with_columns(took=(pl.col("received") - pl.col("ordered")).dt.total_days())
        .with_columns(lead_days=pl.when(pl.col("took").is_between(0, LONGEST)).then(pl.col("took")))
    )  # fmt: skip
