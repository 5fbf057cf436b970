"""What suppliers were paid for, line by line: invoices received, and orders to suppliers."""

from __future__ import annotations

import polars as pl

from ancrage.firm.currency import BOOKS, in_currency
from ancrage.firm.identities.identifiers import gtin
from ancrage.firm.identities.names import plain
from ancrage.firm.invoices.received import ways
from ancrage.firm.items.standing import VOID, standings
from ancrage.firm.items.units import PIECE, in_pieces, mixed, sold_so
from ancrage.firm.items.who import Suppliers
from ancrage.firm.model import Firm

# Units of UN/ECE recommendation 20 that count things one by one.
PIECES = ("C62", "H87", "EA", "PCE", "NAR", "XPP", "E48", "")
# Days within the name of a line: « LOYER 03/2025 » and « LOYER 04/2025 » are one item.
_DAYS = r"\b(?:\d{1,2}\s*[-/.]\s*)*\d{1,2}\s*[-/.]\s*(?:19|20)\d{2}\b|\b[TS][1-4]\s*[-/.]?\s*(?:19|20)\d{2}\b|\b(?:19|20)\d{2}-\d{2}(?:-\d{2})?\b"
_MONTHS = (
    r"(?i)\b(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\s+(?:19|20)\d{2}\b"
)
BOUGHT = {
    "table": pl.String, "supplier": pl.UInt32, "reference": pl.String, "referenced": pl.Boolean,
    "product": pl.String, "name": pl.String, "date": pl.Date, "quantity": pl.Float64,
    "pieces": pl.Boolean, "unit": pl.String, "price": pl.Float64, "amount": pl.Int64,
    "currency": pl.String, "source": pl.UInt16, "sheet": pl.String, "line": pl.UInt32,
}  # fmt: skip


def bought(firm: Firm, who: Suppliers) -> pl.DataFrame:
    """Lines of invoices received and of orders to suppliers: columns BOUGHT, by day.

    `reference` tells the item at its supplier (its reference or barcode, else the words of its name without days);
    `product` is the firm's own reference where it is known; `price` is that of a unit before tax, in `currency`. Credit
    notes are below zero.
    """
    parts = [_of_invoices(firm, who), _of_orders(firm, who)]
    return pl.concat(parts).sort("date", "source", "line", nulls_last=True)


def _of_invoices(firm: Firm, who: Suppliers) -> pl.DataFrame:
    invoices, lines = firm.table("invoices"), firm.table("invoice_lines")
    if lines.is_empty():
        return pl.DataFrame(schema=BOUGHT)
    received = who.of_invoices(ways(invoices, firm.siren).filter(pl.col("way") == "received"))
    kept = lines.join(
        received.select("source", "sheet", "supplier").unique(
            ["source", "sheet"], keep="first", maintain_order=True
        ),
        on=["source", "sheet"],
        nulls_equal=True,
        maintain_order="left",
    )
    named = _own_references(firm, _with_words(kept))
    told = pl.coalesce("product_told", "gtin", "buyer_product")
    return (
        named.with_columns(
            pl.lit("invoice_lines").alias("table"),
            pl.coalesce(told, "words").alias("reference"),
            told.is_not_null().alias("referenced"),
            pl.col("unit").fill_null("").is_in(PIECES).alias("pieces"),
            pl.col("unit").fill_null(""),
            pl.col("unit_price").alias("price"),
            pl.col("own").alias("product"),
        )
        .select(*BOUGHT)
        .cast(BOUGHT)  # type: ignore[arg-type]
    )


def _of_orders(firm: Firm, who: Suppliers) -> pl.DataFrame:
    orders = firm.table("purchase_orders")
    if orders.is_empty():
        return pl.DataFrame(schema=BOUGHT)
    written = firm.tables["purchase_orders"]["product"].is_not_null()
    told = in_pieces(firm, orders.with_columns(written.alias("written")))
    told = told.filter(~standings(told["status"]).is_in(VOID))
    rows = _with_words(who.of_names("purchase_orders", told))
    # Where the price is not written, it is what was ordered over how much; a list may also write only the price.
    price = pl.coalesce("unit_price", pl.col("amount") / 100 / pl.col("quantity"))
    return (
        rows.with_columns(
            pl.lit("purchase_orders").alias("table"),
            pl.coalesce("product", "words").alias("reference"),
            pl.col("written").alias("referenced"),
            (
                sold_so(pl.col("unit")) & ~pl.coalesce("product", "name").is_in(list(mixed(firm)))
            ).alias("pieces"),
            pl.col("unit").fill_null(PIECE).replace(PIECE, ""),
            pl.col("ordered").alias("date"),
            price.alias("price"),
        )
        .select(*BOUGHT)
        .cast(BOUGHT)  # type: ignore[arg-type]
    )


def _with_words(rows: pl.DataFrame) -> pl.DataFrame:
    """`words`: those of the name, days left out; null where nothing is left."""
    names = rows["name"].unique(maintain_order=True).drop_nulls()
    bare = names.str.replace_all(_DAYS, " ").str.replace_all(_MONTHS, " ")
    known = pl.DataFrame(
        {"name": names, "words": [plain(text) or None for text in bare]},
        schema={"name": pl.String, "words": pl.String},
    )
    return rows.join(known, on="name", how="left", maintain_order="left")


def with_gtin(rows: pl.DataFrame) -> pl.DataFrame:
    """`gtin`: the barcode in one spelling, null where it is none."""
    codes = rows["barcode"].unique(maintain_order=True).drop_nulls()
    known = pl.DataFrame(
        {"barcode": codes, "gtin": [gtin(code) or None for code in codes]},
        schema={"barcode": pl.String, "gtin": pl.String},
    )
    return rows.join(known, on="barcode", how="left", maintain_order="left")


def _own_references(firm: Firm, lines: pl.DataFrame) -> pl.DataFrame:
    """`own`, the reference by which the firm counts the item (`Firm.one_reference`); `product_told`, the supplier's own."""
    ours = pl.concat(
        [
            firm.table(name).select("product")
            for name in ("products", "order_lines", "purchase_orders", "stock", "receipts")
        ]
    )["product"]
    own = pl.col("buyer_product")
    return with_gtin(lines.rename({"product": "product_told"})).with_columns(
        pl.when(own.is_in(ours.drop_nulls().unique(maintain_order=True).implode()))
        .then(own)
        .alias("own")
    )


def counted(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of BOUGHT that tell a price in the currency of the books."""
    return rows.filter(
        in_currency(BOOKS)
        & (pl.col("price") > 0)
        & (pl.col("quantity") > 0)
        & pl.col("date").is_not_null()
    )
