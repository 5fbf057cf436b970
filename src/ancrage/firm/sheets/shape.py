"""Where the table lies in rows of cells: header below titles, names of columns, totals below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from ancrage.firm.sheets.oddities import Oddities

MOST_COLUMNS = 16_384  # of a spreadsheet
TOP = 60  # rows among which the header stands
_LAST = 5  # rows among which sentences below the table stand
_SAMPLE = 200
_LONGEST_VALUE = 60  # signs
_TITLES = 15  # rows of titles at most between two rows of words
_USUAL = 0.9
_Filled: TypeAlias = "Sequence[Sequence[str]]"
_FULL = 0.6  # of the usual number of filled cells: a header has at least so many
_WORDY = 0.75  # of the filled cells of a header are words
# A number or a date by its look: digits and signs, a currency or a unit at most.
_VALUE = re.compile(
    r"[\s'’(+\-−]*(?:[€$£]|EUR|USD|CAD|GBP|CHF)?\s*\d[\d\s.,'’/:\-+\u00a0\u202fTZ]*"
    r"(?:\s?(?:[€$£%]|EUR|USD|CAD|GBP|CHF|AM|PM))?[)\-]?\s*"
)
_YEAR = re.compile(r"(?:19|20)\d\d")  # years make columns too,
_MONTH = re.compile(r"(?:19|20)\d\d[-/]\d{1,2}(?:-01(?: 00:00:00)?)?|\d{1,2}[-/](?:19|20)\d\d")
_MONTHS = 3  # and months, where there are several
_SENTENCE = re.compile(r"(?=.{15,})\w+(?:\W+\w+){2,}\W*")  # three words or more
_TOTAL = r"(?i)^\W*(?:(?:grand|sous|sub)[ -]?)?(?:total|totaux|totals|gesamt|summe|gesamtsumme)\b"
_ONLY_TOTAL = (
    r"(?i)^\W*(?:(?:grand|sous|sub)[ -]?)?(?:total|totaux|totals|gesamt|summe|gesamtsumme)"
    r"(?: (?:g[ée]n[ée]ral|ht|ttc|tva|eur|cad|usd|€|stock|amount))*\W*$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Rank of the header among rows, and whether its cells look like names (else they look like data)."""

    row: int
    named: bool


def is_value(cell: str) -> bool:
    """Whether a cell looks like a number or a date rather than a word."""
    return len(cell) <= _LONGEST_VALUE and _VALUE.fullmatch(cell) is not None


def find_header(rows: Sequence[Sequence[str]]) -> Place | None:
    """The header among the first rows of a sheet; None when no row has a cell."""
    filled = [[cell.strip() for cell in row if cell.strip()] for row in rows[:_SAMPLE]]
    widths = Counter(len(row) for row in filled if row)
    if not widths:
        return None
    # The width of most rows; of two widths as common, the larger: titles are narrow.
    usual = max(widths.items(), key=lambda item: (item[1] * min(item[0], 3), item[0]))[0]
    least = max(1, _FULL * usual)
    full = [at for at, row in enumerate(filled[:TOP]) if len(row) >= least]
    if not full:
        return Place(next(at for at, row in enumerate(filled) if row), named=False)
    named = [at for at in full if _names(filled[at])]
    if not named:
        return Place(full[0], named=False)
    return Place(_deeper(_below_titles(named, filled, rows), filled), named=True)


def _below_titles(named: Sequence[int], filled: _Filled, rows: Sequence[Sequence[str]]) -> int:
    """The header among rows of words: the first, unless rows like "Période ; année" stand above the true one.

    The true one has words over columns of values, and comes after a blank row, or is fuller than all above it.
    """
    first = named[0]
    for at in named[1:]:
        if at - first > _TITLES or filled[at] == filled[first]:
            break
        apart = not filled[at - 1] or all(len(row) < len(filled[at]) for row in filled[first:at])
        if apart and _stands_over_values(rows[at], rows[at + 1 : _SAMPLE]):
            return at
    return first


def _stands_over_values(header: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether some columns hold hardly anything but values, and all of those have a word in the header."""
    found = False
    for rank, name in enumerate(header):
        cells = [row[rank].strip() for row in below if rank < len(row) and row[rank].strip()]
        if cells and sum(map(is_value, cells)) >= _USUAL * len(cells):
            found = True
            if is_value(name):
                return False
    return found


def _deeper(at: int, filled: _Filled) -> int:
    """The header under a row of groups: "Stock", "Prix" over narrower names."""
    below = at + 1
    deeper = (
        below < len(filled)
        and len(filled[below]) > len(filled[at])
        and len(filled[below]) >= 2
        and all(not is_value(cell) for cell in filled[below])
        and len(set(filled[below])) == len(filled[below])
        and any(is_value(cell) for row in filled[below + 1 : below + 4] for cell in row)
    )
    return below if deeper else at


def _names(cells: Sequence[str]) -> bool:
    months = {cell for cell in cells if _MONTH.fullmatch(cell)}
    words = sum(
        not is_value(cell)
        or _YEAR.fullmatch(cell) is not None
        or (cell in months and len(months) >= _MONTHS)
        for cell in cells
    )
    return words >= _WORDY * len(cells) and len(set(cells)) > len(cells) / 2


def column_names(header: Sequence[str], width: int) -> list[str]:
    """Names of `width` columns: as written, trimmed; "?3" for an empty third, "Prix (2)" for a second "Prix"."""
    names: list[str] = []
    seen: set[str] = set()
    counts: Counter[str] = Counter()
    for rank in range(width):
        cell = header[rank].strip() if rank < len(header) else ""
        base = name = cell or f"?{rank + 1}"
        while name in seen:
            counts[base] += 1
            name = f"{base} ({counts[base] + 1})"
        seen.add(name)
        names.append(name)
    return names


def without_totals(
    cells: pl.DataFrame, lines: pl.Series
) -> tuple[pl.DataFrame, pl.Series, tuple[int, ...]]:
    """Rows that are no total, their lines, and the lines of the totals.

    A total says so in a cell and fills fewer cells than other rows; or it is among the last rows. Words after "Total" may
    be those of a group or of an article: such a row is a total when most of its cells are empty.
    """
    if cells.height < 2:
        return cells, lines, ()
    filled = cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
    usual = float(filled.median() or 0)  # type: ignore[arg-type]
    odd = _saying(cells, (filled < usual).arg_true(), _ONLY_TOTAL)
    odd |= _saying(cells, (filled <= max(1, usual / 2)).arg_true(), _TOTAL)
    last = pl.Series(range(max(1, cells.height - 3), cells.height), dtype=pl.UInt32)
    odd |= _saying(cells, last, _ONLY_TOTAL)
    if not odd:
        return cells, lines, ()
    mask = pl.Series(lines.is_not_null())
    mask = mask.scatter(sorted(odd), False)
    return cells.filter(mask), lines.filter(mask), tuple(lines.filter(~mask).to_list())


def _saying(cells: pl.DataFrame, ranks: pl.Series, pattern: str) -> set[int]:
    some = cells[ranks]
    said = some.select(pl.any_horizontal(pl.all().str.contains(pattern).fill_null(value=False)))
    return set(ranks.filter(said.to_series()).to_list())


def without_repeats(
    cells: pl.DataFrame, lines: pl.Series
) -> tuple[pl.DataFrame, pl.Series, tuple[int, ...]]:
    """Rows that do not repeat the header, as printed pages do, nor are a sentence below the table; lines of the others."""
    if cells.is_empty():
        return cells, lines, ()
    names = pl.all_horizontal(
        pl.col(name) == name if not name.startswith("?") else pl.col(name).is_null()
        for name in cells.columns
    )
    odd = cells.select(names.fill_null(value=False)).to_series()
    usual = cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series().median()
    tail = cells.tail(_LAST)
    filled = tail.select(pl.sum_horizontal(pl.all().is_not_null())).to_series().to_list()
    first = tail.to_series(0).fill_null("").to_list()
    rank = len(filled)
    if float(usual or 0) >= 3:  # type: ignore[arg-type]
        while rank and filled[rank - 1] == 1 and _SENTENCE.fullmatch(first[rank - 1]):
            rank -= 1
    below = range(cells.height - len(filled) + rank, cells.height)
    if below and len(below) < cells.height:
        odd = odd.scatter(list(below), True)
    if not odd.any():
        return cells, lines, ()
    return cells.filter(~odd), lines.filter(~odd), tuple(lines.filter(odd).to_list())


def tidy(cells: pl.DataFrame, lines: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """Cells without spaces around them, null where nothing is left; rows of nothing left out."""
    text = pl.all().str.strip_chars(" \t\r\n\u00a0\u202f\x1a")
    cells = cells.select(pl.when(text != "").then(text))
    some = cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    return (cells, lines) if some.all() else (cells.filter(some), lines.filter(some))


def set_aside(
    cells: pl.DataFrame, lines: pl.Series, log: Oddities
) -> tuple[pl.DataFrame, pl.Series, tuple[int, ...]]:
    """Rows of data, their lines, and the lines of the totals; what else is left out is told."""
    cells, lines, others = without_repeats(cells, lines)
    if others:
        log.add("other_rows", others[0], len(others))
    cells, lines, totals = without_totals(cells, lines)
    if totals:
        log.add("total_rows", totals[0], len(totals))
    return cells, lines, totals
