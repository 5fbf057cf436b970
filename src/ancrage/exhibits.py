"""Tables, charts and maps of a room, as data: rendered late by the report and the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from ancrage.findings import Evidence, Finding
from ancrage.text import Param, Text

# The lines behind a figure. Asked for late: whoever only reads the figures does not pay for all their proofs.
Proof: TypeAlias = "Callable[[], Sequence[Evidence]]"
ColumnKind = Literal["text", "eur", "ratio", "days", "count", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exhibit; amounts are in euros, shares between 0 and 1.

    `how` says how its figures are made from their lines, where they are not simply the sum of them.
    """

    name: str
    label: Text
    kind: ColumnKind
    how: Text | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A small table to show (the ten first suppliers, the months of the year).

    Args:
        code: stable name.
        title: what it shows.
        columns, rows: its cells.
        proofs: for each row, the lines behind the figure of a column, by its name; "" stands for the other columns.
    """

    code: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Param | float | None, ...], ...]
    proofs: tuple[Mapping[str, Proof], ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one set of bars: labels on the x axis and their values, and the lines behind each."""

    label: Text
    points: tuple[tuple[str | Text, float], ...]
    proofs: tuple[Proof, ...] = ()


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
        how: how the figures are made from their lines, where they are not simply the sum of them.
    """

    code: str
    question: Text
    answer: Text
    form: Literal["bars", "columns", "lines"]
    unit: Literal["eur", "ratio", "days"]
    series: tuple[Series, ...]
    how: Text | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts, from a day up to another that is no longer in it; `value` in the unit of its timeline, None: unknown."""

    label: str | Text
    start: date
    end: date
    value: float | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing that answers when: bars along one calendar.

    Args:
        code: stable name.
        question, answer: as of a chart.
        first: day on which the calendar begins.
        unit: of the values, which are written beside their bars.
        spans: at least one, in the order in which they are drawn.
    """

    code: str
    question: Text
    answer: Text
    first: date
    unit: Literal["eur", "ratio", "days"]
    spans: tuple[Span, ...]


State = Literal["usual", "alarmed", "closed"]


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place on a map.

    Args:
        label: its name; what is written beside it, so a few words.
        lon, lat: degrees.
        value: what its size shows, zero or more, in the unit of the map; None where it has none.
        note: what the table says of it ("par Suez et Gibraltar").
        state: alarmed or closed where something is wrong there.
        home: whether it is the firm's own, to which the others lead.
        proof: the lines behind its value.
    """

    label: str | Text
    lon: float
    lat: float
    value: float | None = None
    note: str | Text = ""
    state: State = "usual"
    home: bool = False
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class MapPassage:
    """A strait or a canal on the way, by its name; `note` takes the place of its state in the table."""

    label: str | Text
    lon: float
    lat: float
    state: State = "usual"
    note: str | Text = ""


@dataclass(frozen=True, slots=True)
class MapLine:
    """A route: longitudes and latitudes in degrees, longitudes going on past 180; a detour is drawn in dashes."""

    points: tuple[tuple[float, float], ...]
    detour: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """A map that answers one question; the same data is shown as a table beside it.

    Args:
        code: stable name, unlike that of any chart of the room.
        question: what the map answers ("Par où viennent vos achats ?").
        answer: the answer in one sentence; also the text for those who do not see the map.
        value_label: what the sizes show ("Achats par an").
        unit: eur, ratio, days or count.
        points: at least one; two may not be told apart by their place alone.
        lines: routes between them.
        passages: those to show.
        how: how the values are made from their lines, where they are not simply the sum of them.
    """

    code: str
    question: Text
    answer: Text
    value_label: Text
    unit: Literal["eur", "ratio", "days", "count"]
    points: tuple[MapPoint, ...]
    lines: tuple[MapLine, ...] = ()
    passages: tuple[MapPassage, ...] = ()
    how: Text | None = None


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """All that one room says of a firm."""

    room: str
    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    maps: tuple[Map, ...] = ()
