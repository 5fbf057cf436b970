"""What a quantity of one is: a piece, or something that holds several; quantities brought to pieces where that is known.

A unit says how many pieces it holds ("carton de 24", "lot de 6", "douzaine"), or is what the supplier packs ("carton",
"colis") and the list of items says how many pieces that is. Anything else ("boîte", "kg") stays as it is written: it may
be what is sold.
"""

from __future__ import annotations

import re

import polars as pl

from ancrage.firm.mapping.names import plain, singular
from ancrage.firm.model import Firm

PIECE = "piece"
_PIECES = frozenset(singular(word) for word in [
    "piece", "pce", "pc", "pcs", "u", "un", "unite", "unit", "each", "ea", "ud", "unidad", "stk", "stuck", "stuk",
    "exemplaire", "ex", "c62", "h87", "nar", "nos", "article", "pieza", "produit", "uvc",
])  # fmt: skip
_PACKED = frozenset(singular(word) for word in [
    "carton", "ctn", "ct", "crt", "crtn", "colis", "caisse", "case", "cs", "packet", "karton", "kolli", "ktn", "caja",
    "pcb", "parcel", "cartonnage", "xct", "xcs",
])  # fmt: skip
_DOZENS = {"douzaine": 12, "dz": 12, "dzn": 12, "dozen": 12, "dutzend": 12, "docena": 12, "grosse": 144, "cent": 100, "mille": 1000}  # fmt: skip
# "Carton de 24", "boîte 12 pièces", "lot x6", "CT24", "pack of 6"; a measure ("sac de 25 kg") is no count.
_COUNT = re.compile(
    r"^([a-z]{2,})(?: de| of| a| von)? ?x? ?(\d{1,4})(?: (?:pieces?|pcs?|pces?|unites?|units?|u|ex|stk|stuck))?$"
)
_SIZES = frozenset(["kg", "cl", "ml", "cm", "mm", "dl", "hl", "dm", "gr", "oz", "lb", "no"])


def key(cells: pl.Series) -> pl.Series:
    """Each unit in one writing: PIECE, the word in plain form and the singular, null where nothing is written."""
    found = {
        cell: _key(str(cell)) for cell in cells.unique(maintain_order=True).drop_nulls().to_list()
    }
    return cells.replace_strict(found, default=None, return_dtype=pl.String)


def _key(written: str) -> str | None:
    words = " ".join(singular(word) for word in plain(written).split())
    return PIECE if words in _PIECES else words or None


def held(unit: str) -> float | None:
    """Pieces that a unit of `key` holds by its own words; None where they do not say."""
    if unit == PIECE:
        return 1.0
    if unit in _DOZENS:
        return float(_DOZENS[unit])
    found = _COUNT.match(unit)
    return None if found is None or found[1] in _SIZES else float(found[2]) or None


def packs(firm: Firm) -> pl.DataFrame:
    """item, pack: units that the supplier packs together, as lists of items say."""
    return (
        firm.table("products").with_columns(item=pl.coalesce("product", "name")).filter(pl.col("pack") > 0)
        .group_by("item", maintain_order=True).agg(pl.col("pack").last())
    )  # fmt: skip


def sold_by(firm: Firm) -> pl.DataFrame:
    """item, pack: pieces that the supplier sells together, as lists of items say, else as the unit of its last order does."""
    orders = firm.table("purchase_orders")
    units = key(orders["unit"])
    told = {unit: held(unit) for unit in units.unique(maintain_order=True).drop_nulls().to_list()}
    by_order = (
        orders.select(
            pl.coalesce("product", "name").alias("item"), "ordered",
            units.replace_strict(told, default=None, return_dtype=pl.Float64).alias("pack"),
        )
        .drop_nulls(["item", "pack"]).sort("ordered", nulls_last=False).group_by("item", maintain_order=True).agg(pl.col("pack").last())
    )  # fmt: skip
    listed = packs(firm)
    return pl.concat([listed, by_order.join(listed, on="item", how="anti")])


def in_pieces(firm: Firm, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of a table of items with `quantity`, and `unit_price` or `unit_cost`, brought to pieces where their unit says how.

    Args:
        firm: whose lists of items say how much is packed together.
        rows: product, name, quantity, unit and any price of one unit.

    Returns:
        The same rows; `unit` in the writing of `key`, PIECE for what was brought to pieces, null where unsaid.
    """
    units = key(rows["unit"])
    if not units.drop_nulls().len() or (units.drop_nulls() == PIECE).all():
        return rows.with_columns(unit=units)
    told = {unit: held(unit) for unit in units.unique(maintain_order=True).drop_nulls().to_list()}
    by_word = units.replace_strict(told, default=None, return_dtype=pl.Float64)
    item = rows.select(item=pl.coalesce("product", "name"))
    packed = item.join(packs(firm), on="item", how="left", maintain_order="left")["pack"]
    each = pl.DataFrame({"u": units, "w": by_word, "p": packed}).select(
        pl.coalesce("w", pl.when(pl.col("u").is_in(list(_PACKED)) & (pl.col("p") > 1)).then("p"))
    ).to_series()  # fmt: skip
    factor = each.fill_null(1.0)
    prices = [name for name in ("unit_price", "unit_cost") if name in rows.columns]
    return rows.with_columns(
        pl.Series("quantity", rows["quantity"] * factor),
        *(pl.Series(name, rows[name] / factor) for name in prices),
        pl.select(pl.when(each.is_null()).then(units).otherwise(pl.lit(PIECE))).to_series().alias("unit"),
    )  # fmt: skip


def mixed(firm: Firm) -> frozenset[str]:
    """Items of which lists of orders, receipts and stock count different things that nothing brings to one another."""
    told = pl.concat(
        in_pieces(firm, firm.table(name)).select(pl.coalesce("product", "name").alias("item"), "unit").drop_nulls().unique(maintain_order=True)
        for name in ("purchase_orders", "receipts", "stock")
    )  # fmt: skip
    found = (
        told.unique(maintain_order=True)
        .group_by("item", maintain_order=True)
        .len()
        .filter(pl.col("len") > 1)
    )
    return frozenset(found["item"].to_list())


def sold_so(unit: pl.Expr) -> pl.Expr:
    """Whether a unit may be what is sold: a piece, a box, a kilogram; not the carton of a supplier."""
    return unit.is_null() | ~unit.is_in(list(_PACKED))
