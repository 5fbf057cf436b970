"""The same data read twice, in another order, or over overlapping periods, adds each row once."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
from sheets_of import grid_of

from ancrage.firm.exports import read_export
from ancrage.firm.exports.importer import TABLES
from ancrage.firm.exports.keys import KEYS, RANK, keyed
from ancrage.firm.extract import Extract
from ancrage.firm.sheets import Grid

HEADER = "Name,Email,Financial Status,Fulfillment Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku"
# Two items of order 1 say the same thing: they are two.
FIRST = """
#1,a@example.com,paid,fulfilled,EUR,30.00,2025-01-02 10:00:00 +0100,1,Savon,10.00,S
#1,a@example.com,,,,,2025-01-02 10:00:00 +0100,1,Savon,10.00,S
#1,a@example.com,,,,,2025-01-02 10:00:00 +0100,1,Bougie,10.00,B
#2,b@example.com,paid,fulfilled,EUR,10.00,2025-01-03 10:00:00 +0100,1,Savon,10.00,S"""
LATER = """
#2,b@example.com,paid,fulfilled,EUR,10.00,2025-01-03 10:00:00 +0100,1,Savon,10.00,S
#3,b@example.com,paid,fulfilled,EUR,10.00,2025-01-04 10:00:00 +0100,1,Savon,10.00,S"""


def _read(grid: Grid) -> Extract:
    extract = read_export("orders.csv", grid)
    assert extract is not None
    return extract


def _together(table: str, *grids: Grid) -> int:
    frames = [keyed(table, _read(grid).tables[table]) for grid in grids]
    return pl.concat(frames).unique(list(KEYS[table])).height


def test_overlapping_periods_add_each_row_once() -> None:
    first, later = grid_of(HEADER + FIRST), grid_of(HEADER + LATER)
    assert _together("orders", first, later) == 3
    assert _together("order_lines", first, later) == 5


def test_the_same_data_in_another_order_adds_nothing() -> None:
    grid = grid_of(HEADER + FIRST)
    # The rows of an order may change places, but the first keeps the cells of the order.
    turned = replace(grid, cells=grid.cells[[3, 0, 2, 1]], lines=grid.lines)
    assert _together("order_lines", grid, turned) == 4


def test_keys_are_columns_of_their_tables() -> None:
    for table, columns in KEYS.items():
        assert set(columns) - {RANK} <= set(TABLES[table].schema), table
