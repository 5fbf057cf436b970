"""Spreadsheets to fill, one a table, written from the declarations; a filled one is recognised by its headers."""

from __future__ import annotations

import io

import xlsxwriter

from ancrage.firm.mapping.names import plain
from ancrage.firm.mapping.rules import DECLARED, PLACE
from ancrage.firm.sheets.grid import Grid
from ancrage.firm.tables.declaration import Column, TableDeclaration
from ancrage.firm.tables.trade import INVOICE_LINES, INVOICES, TRADE_TABLES
from ancrage.text import Language, render

# Electronic invoices come as such, never typed by hand.
TEMPLATES = tuple(table for table in TRADE_TABLES if table not in {INVOICES, INVOICE_LINES})


def headers(table: TableDeclaration, language: Language) -> dict[str, str]:
    """Header cells of a template by column, in order; a unit where there is one, a star where a cell is needed."""
    return {column.name: _header(column, language) for column in _columns(table)}


def _columns(table: TableDeclaration) -> list[Column]:
    return [column for column in table.columns if column.name not in PLACE]


def _header(column: Column, language: Language) -> str:
    unit = f" ({column.unit})" if column.unit in {"kg", "%"} else ""
    return render(column.label, language) + unit


def xlsx_template(table: str, language: Language) -> bytes:
    """A template as a workbook: one sheet named as the table, its header frozen, codes kept as text, days as days."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    declaration = DECLARED[table]
    sheet = book.add_worksheet(render(declaration.label, language)[:31])
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    needed = book.add_format(
        {"bold": True, "bottom": 1, "bg_color": "#FFF2CC", "text_wrap": True, "valign": "top"}
    )
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for rank, column in enumerate(_columns(declaration)):
        kind = str(column.kind)
        cells = day if kind == "Date" else text if kind == "String" else None
        sheet.set_column(rank, rank, 18, cells)
        sheet.write_string(0, rank, _header(column, language), needed if column.required else bold)
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def template_table(grid: Grid) -> tuple[str, dict[str, str]] | None:
    """The table whose template the grid is, filled, with the header by column; None when it is none.

    Every header of the template is there, and no other that is named.
    """
    names = {plain(name): name for name in grid.columns if not name.startswith("?")}
    for table in TEMPLATES:
        for language in (Language.FR, Language.EN):
            expected = {
                column: plain(header) for column, header in headers(table, language).items()
            }
            if set(expected.values()) == set(names):
                return table.name, {column: names[header] for column, header in expected.items()}
    return None
