"""What shops sold, line by line, before tax.

Lines of orders show the price with tax in most shops, without in others, and rarely say their tax. The order does: where
lines and shipping make its total, the lines hold the tax, and where tax must be added, they do not. Either way what the
goods of the order are worth before tax is its total, less tax, less shipping before tax; it is shared out among its lines
by their amounts. Where the order says no tax, or lines and total cannot be brought together, it is unknown.

Tills, and programs that write invoices, list what was sold without any order: such a line is worth its amount where the
file says that it is before tax, its amount less its tax where it holds it, and is unknown otherwise.
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.counted import counts
from ancrage.firm.currency import in_currency
from ancrage.firm.model import Firm

MONTHS = 3  # last days of months, and no other day, by which sales are totals of months
_NEAR = 2  # cents: each line may be rounded
_KEYS = ("channel", "order")
SOLD = {
    "channel": pl.String, "order": pl.String, "date": pl.Date, "product": pl.String, "name": pl.String,
    "units": pl.Float64, "net": pl.Float64, "amount": pl.Int64, "currency": pl.String,
    "source": pl.UInt16, "sheet": pl.String, "line": pl.UInt32,
}  # fmt: skip


def sold(firm: Firm) -> pl.DataFrame:
    """Lines of orders that count as sold (`counted`), and of sales without orders: columns SOLD.

    `product` is the firm's reference; where the line has none, that of the only listed item of that very name, else the name.
    `units` and `net` (cents before tax, not rounded) are less what was given back, shared out by amount; `net` is unknown
    where tax is, or in another currency than the firm's; `amount` is as in the table, else quantity times price.
    """
    lines = firm.table("order_lines")
    if lines.is_empty():
        return pl.DataFrame(schema=SOLD)
    lines = lines.join(told_again(lines), on=["source", "sheet", "line", "date"], how="anti", nulls_equal=True)  # fmt: skip
    orders = firm.table("orders")
    # A list that says no amounts says prices.
    priced = (pl.col("quantity") * pl.col("unit_price") * 100).round().cast(pl.Int64, strict=False)
    lines = lines.with_columns(pl.coalesce("amount", priced).alias("amount"))
    rows = lines.with_row_index("rank")
    ordered = rows.join(
        _worth(orders, lines), on=_KEYS, how="inner", nulls_equal=True, maintain_order="left"
    )
    alone = rows.join(orders, on=_KEYS, how="anti", nulls_equal=True)
    joined = pl.concat([ordered, _by_itself(alone)]).sort("rank")
    listed = (
        firm.table("products")
        .drop_nulls(["product", "name"])
        .select("name", pl.col("product").alias("listed"))
        .unique(maintain_order=True)
    )
    joined = joined.join(
        listed.filter(pl.len().over("name") == 1), on="name", how="left", maintain_order="left"
    )
    left = 1 - pl.col("back")
    return (
        joined.with_columns(
            (pl.col("quantity") * left).alias("units"),
            pl.when(in_currency(firm.currency))
            .then(pl.col("amount") * pl.col("share") * left)
            .alias("net"),
            pl.coalesce("product", "listed", "name").alias("product"),
        )
        .select(*SOLD)
        .cast(SOLD)  # type: ignore[arg-type]
    )


def told_again(lines: pl.DataFrame) -> pl.DataFrame:
    """source, sheet, line, date of the totals of months of which another list tells the sales one by one.

    A list told by the month has nothing but last days of months (`mapping.months`), three or more.
    """
    ends = pl.col("date") == pl.col("date").dt.month_end()
    sheet = ["source", "sheet"]
    rows = lines.with_columns(
        item=pl.coalesce("product", "name"),
        month=pl.col("date").dt.truncate("1mo"),
        monthly=(ends.all() & (pl.col("date").n_unique() >= MONTHS)).over(sheet),
    ).drop_nulls(["item", "month"])
    told = rows.filter(~pl.col("monthly")).select("item", "month").unique(maintain_order=True)
    again = rows.filter(pl.col("monthly")).join(told, on=["item", "month"], how="semi")
    return again.select("source", "sheet", "line", "date")


def _by_itself(lines: pl.DataFrame) -> pl.DataFrame:
    """`share` and `back` of lines of which no order is told."""
    amount, tax = pl.col("amount"), pl.col("tax")
    share = (
        pl.when(~pl.col("taxed")).then(1.0)
        .when(pl.col("taxed") & (amount != 0)).then((amount - tax) / amount)
    )  # fmt: skip
    return lines.with_columns(share.alias("share"), pl.lit(0.0).alias("back"))


def _worth(orders: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """By order: `share` of the amount of its lines that is before tax, and `back`, the part given back."""
    goods = lines.group_by(_KEYS, maintain_order=True).agg(
        pl.col("amount").sum().alias("goods"),
        pl.col("amount").null_count().alias("unknown"),
        pl.len().alias("count"),
        (pl.col("quantity") < 0).any().alias("returns"),
    )
    gross, tax = pl.col("gross"), pl.col("tax")
    shipping, discount = pl.col("shipping").fill_null(0), pl.col("discount").fill_null(0).abs()
    near = _NEAR + pl.col("count")

    def makes(total: pl.Expr) -> pl.Expr:
        # The discount may have been taken off the lines already, or not, or in part.
        return gross.is_between(total - discount - near, total + near)

    within, on_top = makes(pl.col("goods") + shipping), makes(pl.col("goods") + shipping + tax)
    sure_within = (within & ~on_top).sum().over("channel")
    sure_on_top = (on_top & ~within).sum().over("channel")
    # Where a discount makes both possible, the order is as most others of its shop.
    within, on_top = (
        within & (~on_top | (tax == 0) | (sure_within > sure_on_top)),
        on_top & (~within | (sure_on_top > sure_within)),
    )
    # Shipping bears the rate of the goods that it carries.
    before_tax = (
        pl.when(within)
        .then((gross - shipping) * (gross - tax) / gross)
        .when(on_top)
        .then(gross - tax - shipping)
    )
    known = (gross > 0) & (pl.col("goods") > 0) & (pl.col("unknown") == 0) & (tax >= 0)
    back = (pl.col("refunded").fill_null(0) / gross).clip(0, 1)
    return (
        orders.filter(counts())
        .unique(_KEYS, keep="first", maintain_order=True)
        .join(goods, on=_KEYS, how="inner", nulls_equal=True, maintain_order="left")
        .select(
            *_KEYS,
            pl.when(known & (before_tax >= 0)).then(before_tax / pl.col("goods")).alias("share"),
            # Lines below zero say themselves what came back.
            pl.when(pl.col("returns") | (gross <= 0)).then(0.0).otherwise(back).alias("back"),
        )
    )
