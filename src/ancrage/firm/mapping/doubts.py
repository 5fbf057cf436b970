"""What only a person can say of the cells of a mapped grid, and what the file says once for all its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from typing import Literal

import polars as pl

from ancrage.firm.mapping.names import plain
from ancrage.firm.mapping.rules import DECLARED
from ancrage.firm.mapping.taxes import canadian
from ancrage.firm.sheets.columns import cents, dates, distinct, numbers
from ancrage.firm.sheets.grid import Grid
from ancrage.text import Text

_CURRENCY_WORDS = {
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "usd": "USD",
    "cad": "CAD",
    "gbp": "GBP",
    "chf": "CHF",
}


@dataclass(frozen=True)
class Doubt:
    """What only a person can say: the decimal mark, or the day, of a column; `samples`: cells as written."""

    header: str
    asks: Literal["decimal", "order"]
    samples: tuple[str, ...]
    reason: Text


def doubts_of(grid: Grid, tables: Dict[str, Dict[str, str]]) -> tuple[Doubt, ...]:
    """Columns of figures, and of dates, of which nothing says how to read some cells."""
    found: dict[str, Doubt] = {}
    for table, columns in tables.items():
        for column, header in columns.items():
            kind = DECLARED[table].schema[column]
            typed = grid.typed.get(header)
            if header in found or typed is not None:
                continue
            if kind in {pl.Float64, pl.Int64}:
                number = numbers(grid.cells[header])
                if number.undecided:
                    found[header] = Doubt(header, "decimal", number.samples, number.reason)
            elif kind == pl.Date:
                day = dates(grid.cells[header])
                if day.undecided:
                    found[header] = Doubt(header, "order", day.samples, day.reason)
    return tuple(found.values())


_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}")


def constants_of(grid: Grid, tables: Dict[str, Dict[str, str]]) -> dict[str, str]:
    """What headers, titles and cells say once for every row: a currency, the day of a stock list."""
    constants: dict[str, str] = {}
    amounts = [
        header
        for table, columns in tables.items()
        for column, header in columns.items()
        if DECLARED[table].schema[column] == pl.Int64
        or column in {"price", "unit_cost", "unit_price"}
    ]
    if amounts and not any("currency" in columns for columns in tables.values()):
        codes = {
            code
            for header in amounts
            for word in _currency_words(header)
            if (code := _CURRENCY_WORDS.get(word))
        }
        codes |= {
            code
            for header in amounts
            if header not in grid.typed  # a number of a workbook has no sign in its cell
            for code in distinct(cents(grid.cells[header]).currency)
        }
        if codes <= {"$"} and canadian(grid):
            codes = {"CAD"}
        if len(codes) == 1 and "$" not in codes:
            constants["currency"] = codes.pop()
    if "stock" in tables and "date" not in tables["stock"]:
        written = [cell for title in grid.titles for cell in title] + [
            grid.sheet,
            tables["stock"]["quantity"],
        ]
        days = dates(
            pl.Series([day for text in written for day in _DAY.findall(text)], dtype=pl.String)
        )
        known = days.values.drop_nulls().unique(maintain_order=True)
        if len(known) == 1 and not days.undecided:
            constants["date"] = known[0].isoformat()
    return constants


def _currency_words(header: str) -> list[str]:
    return plain(header.replace("€", " eur ").replace("£", " gbp ")).split()
