"""Lists whose order is written once, on its first line, and left empty on the lines that follow."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import replace

import polars as pl

from ancrage.firm.sheets.columns import texts
from ancrage.firm.sheets.grid import Grid

# What is said of a whole order, by table; the first two found name it.
_HEADS: Dict[str, tuple[str, ...]] = {
    "purchase_orders": ("order", "supplier", "ordered", "expected", "received", "currency", "status", "destination", "mode"),
    "receipts": ("order", "supplier", "received"),
    "order_lines": ("order", "date", "currency", "channel"),
}  # fmt: skip
_KEYS = ("order", "supplier", "ordered", "date")
_FEWEST = 5  # lines that follow: fewer may be slips


def continued(grid: Grid, tables: Dict[str, Dict[str, str]]) -> tuple[Grid, int]:
    """The grid with the cells of each order carried to the lines that follow it, and how many lines those are.

    Only where every line without its order lacks all that names one (number, supplier, day), and has an item and a
    quantity: a cell that is empty by a slip is left empty. What some of these lines say themselves is of the line.

    Args:
        grid: cells under their header.
        tables: the header of each column of each table.
    """
    heads = {
        h
        for name, columns in tables.items()
        for c, h in columns.items()
        if c in _HEADS.get(name, ())
    }
    keys = {
        h for columns in tables.values() for c, h in columns.items() if c in _KEYS and h in heads
    }
    own = {
        h
        for columns in tables.values()
        for c, h in columns.items()
        if c in {"product", "name", "quantity"}
    } - keys
    if len(keys) < 2 or len(own) < 2 or not grid.cells.height:
        return grid, 0
    filled = pl.DataFrame(
        [texts(grid.cells[h]).is_not_null().alias(h) for h in sorted(heads | own)]
    )
    follows = filled.select(~pl.any_horizontal(*keys)).to_series()
    count = int(follows.sum())
    named = filled.select(pl.all_horizontal(*keys)).to_series()
    if count < _FEWEST or follows[0] or not (follows | named).all():
        return grid, 0
    if not filled.filter(follows).select(pl.all_horizontal(*own).all()).item():
        return grid, 0
    of_the_order = [h for h in heads if not filled.filter(follows)[h].any()]
    block = (~follows).cum_sum().alias("_block")
    cells = grid.cells.with_columns(block).with_columns(
        pl.col(h).first().over("_block").alias(h) for h in of_the_order
    )
    return replace(grid, cells=cells.drop("_block")), count
