"""The rows that one file gave to one table, as a page shows them."""

from __future__ import annotations

from datetime import date
from typing import Any

from ancrage.firm.blocks import table_of
from ancrage.firm.tables.declaration import Column
from ancrage.firm.tables.trade import DECLARED
from ancrage.money import Number
from ancrage.text import Language, t
from ancrage.web.imports.models import Source
from ancrage.web.saying import say, short_day

ROWS = 50


def grid_of(source: Source, table: str, page: int, language: Language) -> dict[str, Any] | None:
    """Fifty rows of a table of a source, in the order of the file; None where it gave none to that table."""
    found = (
        table_of(bytes(source.block), table) if table in DECLARED and source.kind != "fec" else None
    )
    if found is None:
        return None
    rows = found.slice((page - 1) * ROWS, ROWS)
    told = [
        column
        for column in DECLARED[table].columns
        if column.name in found.columns and found[column.name].null_count() < found.height
    ]
    place = [column for column in told if column.name in {"line", "sheet"}]
    shown = [*sorted(place, key=lambda c: c.name), *(c for c in told if c not in place)]
    return {
        "title": say(DECLARED[table].label, language),
        "columns": [
            {"label": say(column.label, language), "kind": "eur" if _is_number(column) else "text"}
            for column in shown
        ],
        "rows": [
            [_cell(row[column.name], column, language) for column in shown]
            for row in rows.iter_rows(named=True)
        ],
    }


def _is_number(column: Column) -> bool:
    return column.kind.is_numeric()


def _cell(value: object, column: Column, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return say(t("oui") if value else t("non"), language)
    if isinstance(value, date):
        return short_day(value, language)
    if isinstance(value, int | float):
        if column.name == "line":
            return str(value)
        number = value / 100 if column.unit == "cents" else value
        whole = column.unit != "cents" and float(number).is_integer()
        return say(t("{n}", n=Number(number, 0 if whole else 2)), language)
    return str(value)
