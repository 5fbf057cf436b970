"""Orders of customers from exports of shops, whatever the shop: one row an order, one row an item, and what they add up to."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ancrage.firm.counted import not_unpaid
from ancrage.firm.exports.importer import Found, conform
from ancrage.firm.exports.oddities import Log
from ancrage.firm.extract import Figure


def euros(cents: int) -> float:
    """Currency units of whole cents."""
    return cents / 100


def first_rows(order: pl.Series, marked: pl.Series, lines: pl.Series, log: Log) -> pl.Series:
    """Ranks of the row of each order that carries its total, for exports that write it on the first row or on each.

    Args:
        order: number of the order by row.
        marked: whether the row has the cells of the order.
        lines: line of each row.
        log: where orders without such a row are noted.
    """
    rows = pl.DataFrame({"order": order, "marked": marked, "line": lines}).with_row_index("rank")
    rows = rows.filter(pl.col("order").is_not_null())
    heads = rows.filter("marked").unique("order", keep="first", maintain_order=True)
    if heads.height < rows["order"].n_unique():
        without = rows.join(heads, on="order", how="anti")
        first = without.unique("order", keep="first", maintain_order=True)["line"].sort()
        log.add("export_no_order", int(first[0]), len(first))
    return heads["rank"]


def once(lines: pl.DataFrame, same: Sequence[str], log: Log) -> pl.DataFrame:
    """Items of orders that stand twice in a file, as where two exports were put end to end, kept once.

    An order whose rows are together is as the shop wrote it. Where it comes again further down, the items that say the same
    as its first ones, each as often, are those again.

    Args:
        lines: one row an item in the order of the file, with `order` and `line`.
        same: columns that say the same of the same item.
        log: where orders that come again are noted.
    """
    block = (pl.col("order") != pl.col("order").shift()).fill_null(value=True).cum_sum()
    blocks = lines.with_columns(block.alias("_block"))
    if blocks.is_empty() or blocks["_block"][-1] == lines["order"].n_unique():
        return lines
    keys = ["order", *same]
    ranked = blocks.with_columns(pl.int_range(pl.len()).over([*keys, "_block"]).alias("_rank"))
    kept = ranked.unique([*keys, "_rank"], keep="first", maintain_order=True)
    again = ranked.join(kept.select("line"), on="line", how="anti")
    if again.height:
        first = again.unique("order", keep="first", maintain_order=True)["line"]
        log.add("export_order_twice", int(first[0]), len(first))
    return kept.drop("_block", "_rank")


def note_missing_orders(order: pl.Series, lines: pl.Series, log: Log) -> None:
    """Note the rows that hold something but no number of order."""
    if order.null_count():
        without = lines.filter(order.is_null())
        log.add("export_no_key", int(without[0]), len(without))


def summed(lines: pl.DataFrame, sums: Sequence[str], firsts: Sequence[str]) -> pl.DataFrame:
    """One row an order from its items: amounts added up, the other cells those of its first row.

    Args:
        lines: one row an item, with `order` and `line`.
        sums: columns to add up.
        firsts: columns to take from the first row where they are filled.
    """
    return lines.group_by("order", maintain_order=True).agg(
        pl.col("line").first(),
        *(pl.col(n).sum() for n in sums),
        *(pl.col(n).drop_nulls().first() for n in firsts),
    )


def shop(
    orders: pl.DataFrame, lines: pl.DataFrame, log: Log, *, channel: str, sheet: str = ""
) -> Found:
    """Tables `orders` and `order_lines` and their control figures.

    Args:
        orders: one row an order, with the columns of the table that the export tells.
        lines: one row an item; empty where the export has none.
        log: where several currencies, or payments unknown, are noted.
        channel: shop of the rows.
        sheet: name of the sheet.
    """
    unknown = orders.filter(pl.col("paid").is_null())["line"]
    if len(unknown):
        log.add("export_unpaid_unknown", int(unknown[0]), len(unknown))
    named = pl.lit(channel).alias("channel")
    orders = orders.with_columns(named, pl.col("cancelled").fill_null(value=False))
    tables = {"orders": conform("orders", orders, sheet)}
    if lines.height:
        tables["order_lines"] = conform("order_lines", lines.with_columns(named), sheet)
    return Found(tables, _control(tables, log))


def _control(tables: dict[str, pl.DataFrame], log: Log) -> dict[str, Figure]:
    orders, lines = tables["orders"], tables.get("order_lines")
    counted = orders.filter(not_unpaid())
    net = pl.col("gross") - pl.col("refunded").fill_null(0)
    currencies = sorted(c for c in orders["currency"].unique(maintain_order=True).to_list() if c)
    figures: dict[str, Figure] = {"orders": orders.height}
    if lines is not None:
        figures["lines"] = lines.height
    if len(currencies) > 1:
        log.add("export_currencies", None, orders.height, currencies=", ".join(currencies))
        by = counted.group_by("currency", maintain_order=True).agg(net.sum().alias("net"))
        back = orders.group_by("currency", maintain_order=True).agg(
            pl.col("refunded").sum().alias("back")
        )
        figures["net_total_by_currency"] = _figures(by, "currency", "net")
        figures["refunded_by_currency"] = _figures(back, "currency", "back")
    else:
        figures["net_total"] = euros(int(counted.select(net.sum()).item()))
        if orders["refunded"].null_count() < orders.height:
            figures["refunded"] = euros(int(orders["refunded"].sum()))
    figures["cancelled"] = int(orders["cancelled"].sum())
    if orders["customer"].null_count() < orders.height:
        figures["customers"] = orders["customer"].drop_nulls().n_unique()
    if lines is not None:
        units = float(lines["quantity"].sum())
        figures["units"] = int(units) if units.is_integer() else units
    if len(currencies) <= 1 and orders["country"].null_count() < orders.height:
        named = counted.filter(pl.col("country").is_not_null())
        by = named.group_by("country", maintain_order=True).agg(net.sum().alias("net"))
        figures["by_country"] = _figures(by, "country", "net")
    return figures


def _figures(frame: pl.DataFrame, key: str, value: str) -> dict[str, float]:
    ordered = frame.sort([value, key], descending=[True, False])
    return {
        k: euros(v) for k, v in zip(ordered[key].to_list(), ordered[value].to_list(), strict=True)
    }
