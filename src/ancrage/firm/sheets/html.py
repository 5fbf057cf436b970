"""Tables of a web page, as many portals serve under the name of a workbook."""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

from ancrage.firm.sheets.rows import Cell, Sheet

_WIDEST = 200  # columns that one cell may span


def read_tables(page: bytes) -> list[Sheet]:
    """The tables of a page in UTF-8 that hold no other table; lines are ranks of rows in their table."""
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(page, parser=parser)
    except (etree.LxmlError, ValueError):
        return []
    tables = [table for table in root.iter("table") if table.find(".//table") is None]
    found = [rows for table in tables if (rows := _rows(table))]
    named = len(found) > 1
    return [Sheet(f"table {rank}" if named else "", rows) for rank, rows in enumerate(found, 1)]


def _rows(table: lxml_html.HtmlElement) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for line in table.iter("tr"):
        row: list[Cell] = []
        for cell in line.iterchildren("td", "th"):
            row.append(" ".join(str(cell.text_content()).split()))
            row.extend([""] * (_span(cell.get("colspan")) - 1))
        rows.append(row)
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > 5_000_000:
        return []
    for row in rows:
        row.extend([""] * (width - len(row)))
    return rows if any(cell for row in rows for cell in row) else []


def _span(value: str | None) -> int:
    return (
        min(int(value), _WIDEST)
        if value and value.isascii() and value.isdigit() and value != "0"
        else 1
    )
