"""Sales told by the month: cells that are months, and lists with a column a month.

A total of a month is dated on its last day, when all of it is known.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Literal

import polars as pl

from ancrage.firm.mapping.names import words
from ancrage.firm.mapping.signs import NOT_THE_LIST
from ancrage.firm.sheets.columns import is_code, numbers, texts
from ancrage.firm.sheets.days import FIRST_YEAR, LAST_YEAR, dates, month_of
from ancrage.firm.sheets.grid import Grid

MONTH, VALUE, UNITS = "Mois", "Valeur", "Quantité vendue"
_FIGURES = re.compile(r"(\d{4})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{4})")
_HEADED = re.compile(r"-01(?: 00:00:00)?$")  # of the first day that a workbook shows as a month
_NAMED = re.compile(r"([^\W\d_]{3,})\.?[-/. ']*(\d{4}|\d{2})?")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_COUNTED = frozenset(["quantite", "unite", "piece", "quantity", "unit"])
_SOLD = frozenset(["vente", "vendu", "vendue", "sale", "sold"])
_NOT_SOLD = NOT_THE_LIST | {
    "achat",
    "purchase",
    "fournisseur",
    "supplier",
    "reception",
    "stock",
    "commande",
}
_REFERENCES = frozenset(["reference", "code", "sku", "ean", "barre", "barcode", "article", "item", "product", "produit"])  # fmt: skip
_SUMS = frozenset(["total", "totaux", "cumul", "moyenne", "somme", "average", "sum", "mean", "ytd"])
MONTHS = frozenset(["mois", "month", "periode", "period"])  # words of a header of months
_FEWEST = 3  # columns of months that make a list by the month
_NUMERIC = 0.9
_MOST_ROWS = 2_000_000  # that are written for the months of a list: no small firm has more


def month_ends(cells: pl.Series, *, named: bool) -> pl.Series | None:
    """The last day of the month that each cell is; None where some filled cell is no month.

    Args:
        cells: as written ("01/2025", "2025-01", "janv. 2025").
        named: whether the header says that they are months: first days of months are then months too.
    """
    filled = texts(cells)
    once = {
        cell: _month(cell, None)
        for cell in filled.unique(maintain_order=True).drop_nulls().to_list()
    }
    if once and None not in once.values():
        first = filled.replace_strict(once, default=None, return_dtype=pl.Date)
        return first.dt.month_end().rename(cells.name)
    if not named or not once:
        return None
    days = dates(filled, "dmy").values
    if days.null_count() > filled.null_count() or not (days.drop_nulls().dt.day() == 1).all():
        return None
    return days.dt.month_end().rename(cells.name)


def by_rows(grid: Grid, called: str) -> Grid | None:
    """A list with a column a month as one with a row a month; None for any other list.

    What is told of the months is units sold only where a title, the name of the sheet or that of the file says so:
    else it may be euros, purchases or a forecast, and its column says nothing of it.

    Args:
        grid: cells under their header.
        called: name of the file.
    """
    written = " ".join([*(cell for title in grid.titles for cell in title), grid.sheet, called])
    years = set(_YEAR.findall(written))
    year = int(years.pop()) if len(years) == 1 else None
    headed = {name: _HEADED.sub("", name) if name.count("-") > 1 else name for name in grid.columns}
    months = {n: month for n in grid.columns if (month := _month(headed[n], year)) is not None}
    others = [name for name in grid.columns if name not in months and not words(name) & _SUMS]
    if len(months) < _FEWEST or len(set(months.values())) < len(months) or not others:
        return None
    if len(months) * grid.cells.height > _MOST_ROWS:
        return None
    if not all(_counts(grid.cells[name]) for name in months):
        return None
    # A stock or a price beside the months would be told again with each of them.
    if any(_counts(grid.cells[name]) and not _is_reference(name, grid) for name in others):
        return None
    told = words(written)
    sold = bool(told & _COUNTED and told & _SOLD) and not told & _NOT_SOLD
    value = UNITS if sold else VALUE
    if {MONTH, value} & set(others):
        return None
    rows = grid.cells.with_columns(_line=grid.lines).unpivot(
        list(months), index=[*others, "_line"], variable_name=MONTH, value_name=value
    )
    rows = rows.with_columns(
        pl.col(MONTH).replace_strict({name: f"{month:%Y-%m}" for name, month in months.items()})
    ).filter(pl.col(value).is_not_null())
    typed: dict[str, Literal["number", "date"]] = {
        name: kind for name, kind in grid.typed.items() if name in others
    }
    if all(grid.typed.get(name) == "number" for name in months):
        typed[value] = "number"
    return replace(grid, cells=rows.drop("_line"), lines=rows["_line"], typed=typed)


def _month(text: str, year: int | None) -> date | None:
    """First day of the month that a text is; of one without its year, in `year`."""
    figures = _FIGURES.fullmatch(text.strip())
    if figures:
        of, month = (figures[1], figures[2]) if figures[1] else (figures[4], figures[3])
        return _first(int(of), int(month))
    named = _NAMED.fullmatch(text.strip())
    number = month_of(named[1]) if named else None
    if named is None or number is None:
        return None
    if named[2] is None:
        return _first(year, number) if year is not None else None
    return _first(int(named[2]) + (2000 if len(named[2]) == 2 else 0), number)


def _first(year: int, month: int) -> date | None:
    sound = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
    return date(year, month, 1) if sound else None


def _is_reference(name: str, grid: Grid) -> bool:
    return bool(words(name) & _REFERENCES) or is_code(grid.cells[name])


def _counts(cells: pl.Series) -> bool:
    filled = texts(cells).drop_nulls()
    return len(filled) == 0 or len(numbers(filled).bad) <= (1 - _NUMERIC) * len(filled)
