"""Workbooks of Excel 2003 in XML (SpreadsheetML), which business software still writes under the name .xls."""

from __future__ import annotations

import io
from datetime import datetime

from lxml import etree

from ancrage.firm.sheets.rows import Cell, Sheet

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MARK = b"urn:schemas-microsoft-com:office:spreadsheet"
_WIDEST = 16_384
_MOST_CELLS = 5_000_000


def is_spreadsheetml(start: bytes) -> bool:
    """Whether the first bytes are those of such a workbook."""
    return _MARK in start and start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def read_sheets(content: bytes) -> list[Sheet] | None:
    """Its sheets; None when the XML is damaged, declares a document type, or names cells too far away."""
    if b"<!DOCTYPE" in content[: 1 << 16].upper() or b"<!ENTITY" in content[: 1 << 16].upper():
        return None
    sheets: list[Sheet] = []
    rows: list[list[Cell]] = []
    cells = 0
    events = etree.iterparse(
        io.BytesIO(content), tag=(f"{_SS}Row", f"{_SS}Worksheet"), resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False,
    )  # fmt: skip
    try:
        for _, element in events:
            if element.tag == f"{_SS}Row":
                at = _index(element, len(rows))
                row = _row(element)
                cells += len(row) + at - len(rows)
                if cells > _MOST_CELLS:
                    return None
                rows.extend([] for _ in range(at - len(rows)))
                rows.append(row)
                element.clear()
            else:
                width = max((len(row) for row in rows), default=0)
                if width * len(rows) > _MOST_CELLS:
                    return None
                padded = [row + [""] * (width - len(row)) for row in rows]
                sheets.append(Sheet(str(element.get(f"{_SS}Name", "")), padded))
                rows = []
    except (etree.LxmlError, ValueError):
        return None
    return sheets


def _index(element: etree._Element, expected: int) -> int:
    """Rank at which a row or a cell stands: where it says, else after the one before."""
    said = element.get(f"{_SS}Index", "")
    return max(expected, int(said) - 1) if said.isascii() and said.isdigit() else expected


def _row(element: etree._Element) -> list[Cell]:
    row: list[Cell] = []
    for cell in element.iterchildren(f"{_SS}Cell"):
        at = min(_index(cell, len(row)), _WIDEST)
        row.extend([""] * (at - len(row)))
        data = cell.find(f"{_SS}Data")
        row.append(
            ""
            if data is None
            else _value(data.get(f"{_SS}Type", ""), "".join(map(str, data.itertext())))
        )
        across = cell.get(f"{_SS}MergeAcross", "")
        if across.isascii() and across.isdigit():
            row.extend([""] * min(int(across), _WIDEST))
    return row


def _value(kind: str, text: str) -> Cell:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text)
    except ValueError:
        return text
    return "" if kind == "Error" else text
