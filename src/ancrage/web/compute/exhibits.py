"""The exhibits of the rooms, cell by cell: which figure opens on which lines, and how it was made of them.

The key of a figure is `table.CODE.ROW` or `table.CODE.ROW.COLUMN` (`chart.` and the rank of the series for a chart,
`map.` and the row alone for a map), so that cells of a row made of the same lines share one proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ancrage.exhibits import Chart, Map, Proof, Table
from ancrage.findings import Evidence
from ancrage.roadmap.model import Audit
from ancrage.roadmap.report import vega
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Param, Text, t

DAY = re.compile(r"\d{4}-\d\d-\d\d")
Keys = Mapping[tuple[int, int], str]  # of the cells of a grid, by row and column


@dataclass(frozen=True, slots=True)
class Proven:
    """A figure, or the figures of a row that are made of the same lines.

    Args:
        room: where it is shown.
        key: of its proof.
        cells: row and column of each.
        head: what the row is.
        of: what the figure is: the label of its column, or the title of the table for several columns.
        hows: for each column that is not simply the sum of its lines, its label and how it is made.
        summed: whether the sum of the lines is a figure that is shown.
        evidence: the lines, at least one.
    """

    room: str
    key: str
    cells: Sequence[tuple[int, int]]
    head: Param | float | None
    of: Text
    hows: Sequence[tuple[Text, Text]]
    summed: bool
    evidence: Sequence[Evidence]


@dataclass(slots=True)
class _Shared:
    """Columns of one row that have one proof."""

    proof: Proof
    columns: list[int] = field(default_factory=list)


def proven(audit: Audit) -> tuple[Proven, ...]:
    """Every figure of the rooms' exhibits that has lines; a zero may have none."""
    found = [
        one
        for diagnosis in audit.diagnoses
        for part in (
            *(_of_table(diagnosis.room, table) for table in diagnosis.tables),
            *(_of_chart(diagnosis.room, chart) for chart in diagnosis.charts),
            *(_of_map(diagnosis.room, shown) for shown in diagnosis.maps),
        )
        for one in part
    ]
    return tuple(one for one in found if any(len(piece.lines) for piece in one.evidence))


def keys_of(found: Sequence[Proven]) -> dict[str, Keys]:
    """Keys of the cells, by exhibit: `table.CODE`, `chart.CODE` or `map.CODE`."""
    keys: dict[str, dict[tuple[int, int], str]] = {}
    for one in found:
        exhibit = ".".join(one.key.split(".")[:2])
        keys.setdefault(exhibit, {}).update(dict.fromkeys(one.cells, one.key))
    return dict(keys)


def said(found: Sequence[Proven], voice: Voice) -> dict[str, Any]:
    """What each proof proves, in the reader's words, by key."""
    return {
        one.key: {
            "title": voice.say(t("{head} · {figure}", head=_head(one, voice), figure=one.of)),
            "hows": [
                voice.say(t("{label} : {how}.", label=label, how=how)) for label, how in one.hows
            ],
            "summed": one.summed,
            "room": one.room,
        }
        for one in found
    }


def _head(one: Proven, voice: Voice) -> str:
    if isinstance(one.head, str) and DAY.fullmatch(one.head):  # how charts name years
        return voice.cell(date.fromisoformat(one.head), "date").said
    if isinstance(one.head, Text | str):
        return voice.say(one.head)
    return voice.cell(one.head, "date").said


def _of_table(room: str, table: Table) -> Iterator[Proven]:
    for row, proofs in enumerate(table.proofs):
        by_name: dict[str, _Shared] = {}
        for place, column in enumerate(table.columns):
            name = column.name if column.name in proofs else ""
            shown = place > 0 and column.kind != "text" and table.rows[row][place] is not None
            if shown and name in proofs:
                by_name.setdefault(name, _Shared(proofs[name])).columns.append(place)
        for name, shared in by_name.items():
            columns = [table.columns[place] for place in shared.columns]
            yield Proven(
                room,
                f"table.{table.code}.{row}" + (f".{name}" if name else ""),
                [(row, place) for place in shared.columns],
                table.rows[row][0],
                columns[0].label if len(columns) == 1 else table.title,
                [(column.label, column.how) for column in columns if column.how],
                any(column.kind == "eur" and not column.how for column in columns),
                shared.proof(),
            )


def _of_chart(room: str, chart: Chart) -> Iterator[Proven]:
    for rank, (series, rows) in enumerate(
        zip(chart.series, vega.rows_by_series(chart), strict=True)
    ):
        for (head, _), row, proof in zip(series.points, rows, series.proofs, strict=False):
            yield Proven(
                room,
                f"chart.{chart.code}.{row}.{rank}",
                [(row, rank + 1)],
                head,
                series.label,
                [(series.label, chart.how)] if chart.how else [],
                chart.how is None,
                proof(),
            )


def _of_map(room: str, shown: Map) -> Iterator[Proven]:
    for row, point in enumerate(shown.points):
        if point.proof is not None and point.value is not None:
            yield Proven(
                room,
                f"map.{shown.code}.{row}",
                [(row, 1)],
                point.label,
                shown.value_label,
                [(shown.value_label, shown.how)] if shown.how else [],
                shown.unit == "eur" and shown.how is None,
                point.proof(),
            )
