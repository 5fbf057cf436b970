"""Tables and charts of a room, as data: rendered late by the report and the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ancrage.findings import Finding
from ancrage.text import Param, Text

ColumnKind = Literal["text", "eur", "ratio", "days", "count", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exhibit; amounts are in euros, shares between 0 and 1."""

    name: str
    label: Text
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class Table:
    """A small table to show (the ten first suppliers, the months of the year)."""

    code: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Param | float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one set of bars: labels on the x axis and their values."""

    label: Text
    points: tuple[tuple[str | Text, float], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that answers one question; the same data is shown as a table beside it.

    Args:
        code: stable name.
        question: what the chart answers ("Où partent vos achats ?").
        answer: the answer in one sentence; also the text for those who do not see the chart.
        form: bars (categories, horizontal), columns (time, vertical) or lines (time).
        unit: eur, ratio or days.
        series: one or more.
    """

    code: str
    question: Text
    answer: Text
    form: Literal["bars", "columns", "lines"]
    unit: Literal["eur", "ratio", "days"]
    series: tuple[Series, ...]


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """All that one room says of a firm."""

    room: str
    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
