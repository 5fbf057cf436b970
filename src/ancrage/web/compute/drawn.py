"""Cells and pictures of a page, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ancrage.exhibits import Chart
from ancrage.roadmap.report import light, vega
from ancrage.roadmap.report.html import accessible
from ancrage.roadmap.report.shapes import CellKind, Grid, Picture
from ancrage.roadmap.report.view import picture
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Text
from ancrage.web.compute.exhibits import Keys

Page = dict[str, Any]
# What a cell says; with `key`, the proof on which it opens, or with `to`, the page of the firm to which it leads.
Shown = str | dict[str, str]


def cells(grid: Grid, keys: Keys) -> list[list[Shown]]:
    """The cells of a grid: their words, with the key of the proof on which some open."""
    return [
        [
            {"said": cell.said, "key": keys[row, column]} if (row, column) in keys else cell.said
            for column, cell in enumerate(cells)
        ]
        for row, cells in enumerate(grid.rows)
    ]


def drawn(shown: Picture, name: str, keys: Keys) -> Page:
    """A chart or a map: what it answers, its drawing, the table behind it. `name` is its own on the page."""
    return _page(shown, vega.draw(shown.spec), name, keys)


def sketched(chart: Chart, name: str, voice: Voice) -> Page:
    """A chart of columns as `drawn` gives it, without Vega's engine: for a page of each of hundreds of suppliers."""
    return _page(picture(chart, voice), light.columns(chart, voice), name, {})


def _page(shown: Picture, svg: str, name: str, keys: Keys) -> Page:
    return {
        "code": shown.code,
        "question": shown.question,
        "answer": shown.answer,
        "svg": accessible(svg, shown, name),
        "table": asdict(shown.table) | {"rows": cells(shown.table, keys)},
    }


def grid(
    title: Text, heads: Sequence[tuple[Text, CellKind]], rows: list[list[Shown]], voice: Voice
) -> Page:
    """A table whose cells are said already."""
    columns = [asdict(voice.heading(label, kind)) for label, kind in heads]
    return {"title": voice.say(title), "columns": columns, "rows": rows}
