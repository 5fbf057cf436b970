"""The rows of a table: `{% rows grid %}`.

A cell costs a template five lookups and three conditions, and a page of fifty rows has hundreds of cells: written in
code, and escaped all at once, they take a tenth of the time (docs/benchmarks.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
BETWEEN = "\x00"


@register.simple_tag(takes_context=True)
def rows(context: Mapping[str, Any], grid: Mapping[str, Any]) -> SafeString:
    """Each row as `<tr>`, headed by its first cell; what a cell says is escaped, and opens on its proof if it has one."""
    heads = ['<th scope="row"', *["<td"] * (len(grid["columns"]) - 1)]
    closing = ["</th>", *["</td>"] * (len(grid["columns"]) - 1)]
    kinds = [">" if column["kind"] == "text" else ' class="num">' for column in grid["columns"]]
    cells = "".join(f"{h}{k}%s{c}" for h, k, c in zip(heads, kinds, closing, strict=True))
    line = f"<tr>{cells}</tr>\n"
    said = _said([cell for row in grid["rows"] for cell in row], context)
    width = len(kinds)
    lines = [line % tuple(said[at : at + width]) for at in range(0, len(said), width)]
    return mark_safe("".join(lines))  # noqa: S308 (escaped)


def _said(cells: Sequence[str | Mapping[str, str]], context: Mapping[str, Any]) -> list[str]:
    """The words of each cell, escaped, in a link where it has a proof or leads to a page of the firm (`to`)."""
    said = _escaped([cell if isinstance(cell, str) else cell["said"] for cell in cells])
    ends = {
        at: cell["to"] if "to" in cell else f"proofs/{cell['key']}/"
        for at, cell in enumerate(cells)
        if not isinstance(cell, str) and ("key" in cell or "to" in cell) and said[at]
    }
    if ends:
        base = context["request"].base
        for at, end in zip(ends, _escaped(list(ends.values())), strict=True):
            said[at] = f'<a href="{base}{end}">{said[at]}</a>'
    return said


def _escaped(texts: Sequence[str]) -> list[str]:
    """Each text escaped, all in one go."""
    escaped = escape(BETWEEN.join(texts)).split(BETWEEN) if texts else []
    return (
        escaped if len(escaped) == len(texts) else [escape(text) for text in texts]
    )  # one holds it
