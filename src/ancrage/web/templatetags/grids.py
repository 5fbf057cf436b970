"""The rows of a table: `{% rows grid %}`.

A cell costs a template five lookups and three conditions, and a page of fifty rows has hundreds of cells: written in
code they take a tenth of the time (docs/benchmarks.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def rows(grid: Mapping[str, Any]) -> SafeString:
    """Each row as `<tr>`, headed by its first cell; what a cell says is escaped, and linked where it has `url`."""
    heads = ['<th scope="row"', *["<td"] * (len(grid["columns"]) - 1)]
    opening = [
        head + (">" if column["kind"] == "text" else ' class="num">')
        for head, column in zip(heads, grid["columns"], strict=False)
    ]
    return mark_safe("".join(_row(row, opening) for row in grid["rows"]))  # noqa: S308 (escaped)


def _row(row: Sequence[Mapping[str, Any]], opening: Sequence[str]) -> str:
    head, *cells = [opened + _said(cell) for opened, cell in zip(opening, row, strict=False)] or [
        ""
    ]
    return f"<tr>{head}</th>{''.join(f'{cell}</td>' for cell in cells)}</tr>\n"


def _said(cell: Mapping[str, Any]) -> str:
    said = escape(cell["said"])
    url = cell.get("url")
    return f'<a href="{escape(url)}">{said}</a>' if url else said
