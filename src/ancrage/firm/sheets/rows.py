"""Rows of cells with their own types, as a workbook gives them, to a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeAlias

import polars as pl

from ancrage.firm.sheets.grid import Grid
from ancrage.firm.sheets.oddities import Oddities
from ancrage.firm.sheets.shape import (
    MOST_COLUMNS,
    TOP,
    column_names,
    find_header,
    set_aside,
    tidy,
)

Cell: TypeAlias = "str | int | float | bool | date | datetime | time | timedelta"
Typed = Literal["number", "date"]
_SAMPLE = 200
_MOST_SPREAD = (
    2_000_000  # cells written for merged ones: hostile files merge the same ones again and again
)
_EXACT = 2.0**53


@dataclass(frozen=True, eq=False)
class Sheet:
    """Rows of a sheet, all as long as one another, "" where empty.

    Args:
        name: of the sheet.
        rows: cells.
        first_line: line of the first row, the first of the sheet being 1.
        merged: cells merged into one: first row, first column, last row, last column, ranks in `rows`.
        hidden: not shown in the workbook.
    """

    name: str
    rows: list[list[Cell]]
    first_line: int = 1
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden: bool = False


def grid_of(sheet: Sheet, log: Oddities) -> Grid | None:
    """The grid of a sheet; None when it has no cell."""
    rows = sheet.rows
    _spread(rows, sheet.merged)
    place = find_header([[text_of(cell) for cell in row] for row in rows[: TOP + _SAMPLE]])
    if place is None:
        return None
    if len(rows[place.row]) > MOST_COLUMNS:
        log.add("too_many_columns", sheet.first_line + place.row, found=len(rows[place.row]))
        return None
    header_line = sheet.first_line + place.row
    if sheet.hidden:
        log.add("hidden_sheet")
    if not place.named:
        log.add("no_header", header_line)
    titles = tuple(
        tuple(text_of(cell) for cell in row)
        for row in rows[: place.row]
        if any(c != "" for c in row)
    )
    if titles:
        log.add("late_header", header_line)
    header = [text_of(cell) for cell in rows[place.row]]
    body = rows[place.row + 1 :]
    names = column_names(header, len(header))
    columns = list(zip(*body, strict=True)) if body else [()] * len(names)
    kept = [at for at, name in enumerate(header) if name or any(cell != "" for cell in columns[at])]
    series, kinds = [], {}
    for at in kept:
        text, kind = _column(names[at], columns[at])
        series.append(text)
        kinds[names[at]] = kind
    lines = pl.Series("line", range(header_line + 1, header_line + 1 + len(body)), dtype=pl.UInt32)
    cells, left = tidy(pl.DataFrame(series), lines)
    cells, left, totals = set_aside(cells, left, log)
    if cells.is_empty():
        log.add("no_row", header_line)
    ranks = (left.cast(pl.Int64) - header_line - 1).to_list() if len(left) < len(body) else None
    typed: dict[str, Typed] = {}
    for at, name in zip(kept, cells.columns, strict=True):
        kind = kinds[name]
        if kind is None and ranks is not None:  # the word of a total may stand among dates
            kind = _kind({type(columns[at][rank]) for rank in ranks if columns[at][rank] != ""})
        if kind is not None:
            typed[name] = kind
    return Grid(sheet.name, header_line, cells, left, typed, titles, totals)


def _spread(rows: list[list[Cell]], merged: Sequence[tuple[int, int, int, int]]) -> None:
    """Write a text or a day merged over several rows in each of them. Not a number: it would count several times."""
    left_to_write = _MOST_SPREAD
    for top, left, bottom, right in merged:
        if left != right or top >= len(rows) or left >= len(rows[top]):
            continue
        cell = rows[top][left]
        if cell and isinstance(cell, (str, date)):
            spread = rows[top + 1 : bottom + 1]
            left_to_write -= len(spread)
            if left_to_write < 0:
                return
            for row in spread:
                row[left] = cell


def _column(name: str, cells: Sequence[Cell]) -> tuple[pl.Series, Typed | None]:
    """A column as text in plain form, and the type that all of its filled cells have."""
    filled = [None if cell == "" else cell for cell in cells]
    kinds = set(map(type, filled)) - {type(None)}
    kind = _kind(kinds)
    if kinds == {str}:
        return pl.Series(name, filled, dtype=pl.String), None
    if kind == "number" and kinds == {float}:
        return _plain(pl.Series(name, filled, dtype=pl.Float64)), kind
    if kind == "date" and kinds == {date}:
        return pl.Series(name, filled, dtype=pl.Date).dt.strftime("%Y-%m-%d"), kind
    text = [None if cell is None else text_of(cell) for cell in filled]
    return pl.Series(name, text, dtype=pl.String), kind


def _kind(kinds: set[type]) -> Typed | None:
    if kinds and kinds <= {int, float}:
        return "number"
    return "date" if kinds and kinds <= {date, datetime} else None


def _plain(numbers: pl.Series) -> pl.Series:
    """Numbers in plain form: 12, not 12.0."""
    whole = (numbers == numbers.floor()) & (numbers.abs() < _EXACT)
    if bool((whole | numbers.is_null()).all()):
        return numbers.cast(pl.Int64).cast(pl.String)
    frame = numbers.to_frame("n")
    some = pl.when(whole).then(pl.col("n"))
    return (
        frame.select(pl.coalesce(some.cast(pl.Int64).cast(pl.String), pl.col("n").cast(pl.String)))
        .to_series()
        .rename(numbers.name)
    )


def text_of(cell: Cell) -> str:
    """A cell in plain form: 12, 0.5, 2025-01-03, 2025-01-03 10:00:00, true."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, datetime):
        return (
            cell.strftime("%Y-%m-%d %H:%M:%S")
            if cell.time() != time()
            else cell.strftime("%Y-%m-%d")
        )
    return str(cell)
