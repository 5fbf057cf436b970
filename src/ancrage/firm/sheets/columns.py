"""What a column of text is: numbers, cents, dates, or codes that must stay text; decided for the column as a whole."""

from __future__ import annotations

import polars as pl
from stdnum import ean

from ancrage.firm.sheets.days import Dates, dates
from ancrage.firm.sheets.numbers import Numbers, cents, distinct, numbers

__all__ = ["Dates", "Numbers", "cents", "coded", "dates", "distinct", "is_code", "numbers", "texts"]
_SAMPLE = 500
_GTIN = {8, 12, 13, 14}
_CODED = r"^\[([^\]]+)\]\s*(.*)$"


def texts(values: pl.Series) -> pl.Series:
    """Cells without the spaces and the leading apostrophe with which spreadsheets keep a text a text; null when empty."""
    cells = values.cast(pl.String).to_frame("v")
    bare = pl.col("v").str.strip_chars().str.strip_prefix("'").str.strip_chars()
    return cells.select(pl.when(bare != "").then(bare)).to_series().rename(values.name)


def is_code(values: pl.Series) -> bool:
    """Whether the cells are references, barcodes, phones or postcodes: figures that must stay text.

    A leading zero or plus sign, figures mixed with letters ("2A"), or barcodes with a right check digit say so.
    """
    cells = texts(values).drop_nulls()
    if not len(cells):
        return False
    figures = cells.str.contains(r"^\d+$")
    if bool((cells.str.contains(r"^0\d+$") | cells.str.contains(r"^\+\d{6,}$")).any()):
        return True
    mixed = (
        cells.str.contains(r"^[\p{L}\d][\p{L}\d/_.-]*$")
        & cells.str.contains(r"\d")
        & cells.str.contains(r"\p{L}")
    )
    mixed &= ~cells.str.contains(r"^\d+(?:[.,]\d+)?(?:[eE][+-]?\d+|EUR|USD|CAD)$")
    if mixed.sum() > 0.2 * len(cells) or (mixed.any() and bool((mixed | figures).all())):
        return True
    lengths = cells.str.len_bytes()
    if bool(figures.all()) and len(cells) > 1 and lengths.n_unique() == 1 and int(lengths[0]) >= 8:
        return True
    some = cells.filter(figures).unique(maintain_order=True).head(_SAMPLE)
    return len(some) > 0 and figures.mean() == 1 and barcodes(some) > 0.9


def barcodes(cells: pl.Series) -> float:
    """Share of the filled cells that are a GTIN (EAN, UPC) with a right check digit."""
    some = texts(cells).drop_nulls().head(_SAMPLE)
    right = sum(len(cell) in _GTIN and bool(ean.is_valid(cell)) for cell in some.to_list())
    return right / len(some) if len(some) else 0


def coded(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Reference and name of items written "[REF] Name"; a name without brackets has no reference."""
    frame = cells.to_frame("t")
    bare = pl.coalesce(pl.col("t").str.extract(_CODED, 2), "t").replace("", None)
    split = frame.select(pl.col("t").str.extract(_CODED, 1).alias("code"), bare.alias("name"))
    return split["code"], split["name"]
