"""Long tables of the last study, as their pages are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from ninja import Schema

from ancrage.roadmap.report.shapes import CellKind
from ancrage.web.api.access import Call, Calls
from ancrage.web.api.given import Code, Page, Speaks, spoken
from ancrage.web.people.roles import Permission
from ancrage.web.studies.pages import some_pages
from ancrage.web.tables import TABLES

calls = Calls(tags=["tables"])


class Column(Schema):
    """The head of a column, with its unit where there is one."""

    label: str
    kind: CellKind


class Cell(Schema):
    """A cell: its words, and its value (euros, ratio, days, count, ISO date or text; null where it is unknown)."""

    said: str
    value: float | str | None


class Row(Schema):
    """The cells of a row, in the order of the columns, and the key of the proof of its amounts, null for none."""

    cells: list[Cell]
    proof: str | None


class Table(Schema):
    """A table: how many rows, on how many pages."""

    name: str
    title: str
    columns: list[Column]
    pages: int
    count: int


class TablePage(Table):
    """One page of a table, 50 rows at most."""

    page: int
    rows: list[Row]


@calls.call("GET", "/tables", Permission.READ, list[Table])
def list_tables(request: Call, language: Speaks = None) -> list[Table]:
    """The tables of the last study: suppliers, customers, problems; none before the first study."""
    keys = {f"table:{name}:1": name for name in TABLES}
    found = some_pages(list(keys), spoken(request, language))
    return [Table(**_table(keys[key], found[key])) for key in keys if key in found]


@calls.call("GET", "/tables/{name}", Permission.READ, TablePage)
def get_table(request: Call, name: Code, page: Page = 1, language: Speaks = None) -> TablePage:
    """One page of a table; a page beyond the last is not found."""
    lang = spoken(request, language)
    keys = [f"{kind}:{name}:{page}" for kind in ("table", "values")]
    both = some_pages(keys, lang) if name in TABLES else {}
    if len(both) < len(keys):
        raise Http404
    found, values = (both[key] for key in keys)
    return TablePage(
        **_table(name, found),
        page=page,
        rows=[
            _row(row, row_values)
            for row, row_values in zip(found["grid"]["rows"], values["rows"], strict=True)
        ],
    )


def _row(row: Sequence[str | dict[str, str]], values: Sequence[float | str | None]) -> Row:
    proof = next((cell["key"] for cell in row if not isinstance(cell, str)), None)
    words = [cell if isinstance(cell, str) else cell["said"] for cell in row]
    cells = [Cell(said=said, value=value) for said, value in zip(words, values, strict=True)]
    return Row(cells=cells, proof=proof)


def _table(name: str, found: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "title": found["grid"]["title"],
        "columns": [Column.model_validate(column) for column in found["grid"]["columns"]],
        "pages": found["pages"],
        "count": found["count"],
    }
