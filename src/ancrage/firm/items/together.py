"""One row an item: what it sold, at what price before tax, what it costs, at whose, and what is in stock."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.firm.currency import in_currency
from ancrage.firm.items.bought import bought
from ancrage.firm.items.sold import sold
from ancrage.firm.items.units import in_pieces
from ancrage.firm.items.who import Suppliers, suppliers
from ancrage.firm.model import Firm

ORDER_LATER = 180  # days by which an order is later than the last invoice, to be trusted rather
UNLIKE = 2.0  # times between two costs of one item beyond which one of them is that of a box, or of another item
ITEMS = {
    "product": pl.String, "name": pl.String, "category": pl.String, "supplier": pl.UInt32,
    "units": pl.Float64, "net": pl.Float64, "price": pl.Float64, "unknown": pl.Float64,
    "cost": pl.Float64, "cost_from": pl.String, "cost_day": pl.Date, "cost_before": pl.Float64,
    "margin": pl.Float64, "rate": pl.Float64, "stock": pl.Float64, "listed": pl.Float64,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Items:
    """The firm's items over a year.

    Args:
        year: the fiscal year of the sales.
        table: columns ITEMS, one row an item, those that sold most first: firm's reference; units sold and net sales
            of the year (cents); price and cost of a unit before tax (euros); part of its lines whose worth before tax is unknown; where
            the cost was read (a table) and when, the cost before it; margin of the year (cents) and as a share of sales;
            units in stock; price of sale of a unit before tax as the list of items says it (euros). Null where unknown.
        sold: lines of `sold` of the year.
        bought: lines of `bought`, of all years.
        suppliers: who is who.
    """

    year: FiscalYear
    table: pl.DataFrame
    sold: pl.DataFrame
    bought: pl.DataFrame
    suppliers: Suppliers

    def supplier_name(self, number: int | None) -> str:
        """Name of a supplier by its number, empty where unknown."""
        return "" if number is None else self.suppliers.names[number]


def items(firm: Firm) -> Items:
    """What the firm sells and buys, item by item, over its last fiscal year."""
    year = firm.year
    who = suppliers(firm)
    lines = sold(firm).filter(pl.col("date").is_between(year.start, year.covered_until))
    paid = bought(firm, who)
    return Items(year, item_table(firm, who, lines, paid), lines, paid, who)


def item_table(firm: Firm, who: Suppliers, lines: pl.DataFrame, paid: pl.DataFrame) -> pl.DataFrame:
    """Columns ITEMS: one row an item of `lines` sold (of `sold`), of `paid` (of `bought`), or of the lists."""
    listed = _listed(firm, who)
    table = (
        _sales(lines)
        .join(listed, on="product", how="full", coalesce=True, maintain_order="left_right")
        .join(
            _costs(paid, firm.currency),
            on="product",
            how="full",
            coalesce=True,
            maintain_order="left_right",
        )
        .join(_stock(firm), on="product", how="full", coalesce=True, maintain_order="left_right")
    )
    for name in ("name", "category"):
        table = table.with_columns(
            pl.coalesce(c for c in (name, f"{name}_listed", f"{name}_bought", f"{name}_stock") if c in table.columns).alias(name)
            if name in table.columns
            else pl.lit(None, dtype=pl.String).alias(name)
        )  # fmt: skip
    return _judged(table)


def _sales(lines: pl.DataFrame) -> pl.DataFrame:
    known = pl.col("net").is_not_null()
    # Units whose worth is unknown would lower the price: both sums are of the same lines.
    return (
        lines.filter(pl.col("product").is_not_null())
        .group_by("product", maintain_order=True)
        .agg(
            pl.col("name").drop_nulls().last(),
            pl.col("units").filter(known).sum(),
            pl.col("net").sum(),
            (~known).mean().alias("unknown"),
            known.any().alias("told"),
        )
        .with_columns(
            pl.when("told").then(pl.col(n)).alias(n) for n in ("units", "net")
        )
        .drop("told")
    )  # fmt: skip


def _listed(firm: Firm, who: Suppliers) -> pl.DataFrame:
    """What lists of items say: name, family, supplier, cost, and the price of sale where it is said to be before tax."""
    rows = who.of_names("products", firm.table("products")).filter(pl.col("product").is_not_null())
    own = in_currency(firm.currency)
    cost = pl.when(own & (pl.col("unit_cost") > 0)).then(pl.col("unit_cost"))
    before_tax = pl.when(own & (pl.col("price") > 0) & ~pl.col("taxed")).then(pl.col("price"))
    return rows.group_by("product", maintain_order=True).agg(
        before_tax.drop_nulls().last().alias("listed"),
        pl.col("name").drop_nulls().last().alias("name_listed"),
        pl.col("category").drop_nulls().last(),
        pl.col("supplier").drop_nulls().last().alias("supplier_listed"),
        cost.drop_nulls().last().alias("cost_listed"),
    )


def _costs(paid: pl.DataFrame, currency: str) -> pl.DataFrame:
    """Last price paid and the one before, by item, from invoices rather than from orders; its supplier.

    The last row decides: where it is in another currency, or counts something else than pieces, the cost is unknown here.
    """
    rows = paid.filter(
        pl.col("product").is_not_null()
        & pl.col("date").is_not_null()
        & (pl.col("quantity") > 0)
        & (pl.col("price") > 0)
    )
    usable = in_currency(currency) & pl.col("pieces")
    last = (
        rows.with_columns(pl.when(usable).then(pl.col("price")).alias("price"))
        .group_by("table", "product", maintain_order=True)
        .agg(
            pl.col("name").last(),
            pl.col("supplier").last(),
            pl.col("date").last(),
            pl.col("price").last(),
            # The price before is the last one that differs: the same price paid again says nothing new.
            pl.col("price").filter(pl.col("price") != pl.col("price").last()).last().alias("before"),
        )
    )  # fmt: skip
    trusted = pl.col("date") + pl.when(pl.col("table") == "invoice_lines").then(
        pl.duration(days=ORDER_LATER)
    ).otherwise(pl.duration(days=0))
    return (
        last.sort(trusted, pl.col("table"), descending=[True, False])
        .unique("product", keep="first", maintain_order=True)
        .select(
            "product",
            pl.col("name").alias("name_bought"),
            pl.col("supplier").alias("supplier_bought"),
            pl.col("date").alias("day_bought"),
            pl.col("price").alias("cost_bought"),
            pl.col("before").alias("cost_before"),
            pl.col("table").alias("bought_from"),
        )
    )


def _stock(firm: Firm) -> pl.DataFrame:
    """Units in stock as the list dated last says; unknown where lists of one day, or of no day, differ."""
    rows = in_pieces(firm, firm.table("stock")).filter(pl.col("product").is_not_null())
    cost = pl.when(in_currency(firm.currency) & (pl.col("unit_cost") > 0)).then(pl.col("unit_cost"))
    by_list = rows.group_by("product", "source", "sheet", maintain_order=True).agg(
        pl.col("date").max(),
        pl.col("quantity").sum(),
        cost.drop_nulls().last().alias("cost_stock"),
        pl.col("name").drop_nulls().last().alias("name_stock"),
    )
    latest = (pl.col("date") == pl.col("date").max().over("product")) | pl.col("date").max().over(
        "product"
    ).is_null()
    one = pl.col("quantity").n_unique() == 1
    return (
        by_list.filter(latest)
        .group_by("product", maintain_order=True)
        .agg(
            pl.when(one).then(pl.col("quantity").first()).alias("stock"),
            pl.col("cost_stock").drop_nulls().last(),
            pl.col("name_stock").drop_nulls().last(),
        )
    )


def _judged(rows: pl.DataFrame) -> pl.DataFrame:
    listed = pl.coalesce("cost_listed", "cost_stock")
    unlike = (pl.col("cost_bought") / listed > UNLIKE) | (listed / pl.col("cost_bought") > UNLIKE)
    paid = pl.col("cost_bought").is_not_null()
    from_list = pl.when(pl.col("cost_listed").is_not_null()).then(pl.lit("products"))
    from_stock = pl.when(pl.col("cost_stock").is_not_null()).then(pl.lit("stock"))
    costed = rows.with_columns(
        pl.when(unlike.fill_null(value=False)).then(None).otherwise(pl.coalesce("cost_bought", listed)).alias("cost"),
        pl.when(paid).then("bought_from").otherwise(pl.coalesce(from_list, from_stock)).alias("cost_from"),
        pl.when(paid).then("day_bought").alias("cost_day"),
        pl.coalesce("supplier_bought", "supplier_listed").alias("supplier"),
        pl.when(pl.col("units") > 0).then(pl.col("net") / pl.col("units") / 100).alias("price"),
    )  # fmt: skip
    margin = pl.col("net") - pl.col("units") * pl.col("cost") * 100
    return (
        costed.with_columns(margin.alias("margin"))
        .with_columns(
            pl.when(pl.col("net") > 0).then(pl.col("margin") / pl.col("net")).alias("rate")
        )
        .select(*ITEMS)
        .cast(ITEMS)  # type: ignore[arg-type]
        .sort("net", "product", descending=[True, False], nulls_last=True)
    )
