"""The report as data: every word already in the reader's language, every figure said, exact and as a number.

HTML, PDF, Excel and the terminal read nothing else, so that the four cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from ancrage.findings import Kind, Level, Unit
from ancrage.problems import Severity
from ancrage.text import Language

if TYPE_CHECKING:
    import polars as pl

CellKind = Literal["text", "eur", "ratio", "days", "count", "date"]
Scalar: TypeAlias = "str | float | date | None"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a person would say it, exactly, and as a number in `unit`."""

    said: str
    exact: str
    value: float
    unit: Unit


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words, and its value for a spreadsheet (None where it is unknown)."""

    said: str
    value: Scalar


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column; the unit of euros and days is in its label."""

    label: str
    kind: CellKind


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to show."""

    title: str
    columns: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A long table of suppliers or customers: values as they are, euros to the cent.

    `parties` holds the key of each row in the firm's parties, None for the row of those that nobody names.
    """

    title: str
    columns: tuple[Heading, ...]
    rows: tuple[tuple[Scalar, ...], ...]
    parties: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of one file that prove an amount.

    Args:
        file: its short name.
        count: how many lines.
        number: the same as the locale writes it.
        counted: the same in words ("412 lignes").
        first: numbers of the first lines, in words.
        amount: their sum, to the cent.
        lines: the first lines themselves.
    """

    file: str
    count: int
    number: str
    counted: str
    first: str
    amount: Figure
    lines: Grid


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A number of a formula: what it is, its value, where it comes from, and a warning when that is old."""

    name: str
    label: str
    value: Figure
    origin: str
    source: str
    warning: str | None


@dataclass(frozen=True, slots=True)
class Worth:
    """The stake of a finding: `said` is the central amount a year, `between` its range, `exact` the three."""

    low: Figure
    central: Figure
    high: Figure
    said: str
    between: str
    exact: str
    formula: str
    inputs: tuple[Ingredient, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A finding. `number` ("C3") names it everywhere in the report.

    `brief` is its kind and stake, `proof` its evidence, `sure` its confidence with the reason: each in a few words.
    """

    number: str
    code: str
    room: str
    kind: Kind
    kind_label: str
    title: str
    reason: str
    worth: Worth | None
    worth_said: str
    brief: str
    level: Level
    confidence: str
    dots: str
    confidence_reason: str
    sure: str
    proof: str
    pieces: tuple[Piece, ...]
    actions: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A finding named elsewhere in the report."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the roadmap; `effort` sums up who, hours and cost in a few words."""

    number: int
    title: str
    nature: str
    who: str
    hours: Figure
    cost: Figure
    effort: str
    start: date
    end: date
    when: str
    gain: Figure
    gain_low: Figure
    gain_high: Figure
    gain_said: str
    success: str
    check_on: date
    check_said: str
    answers: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The steps to finish within 30, 90 or 180 days; `load` says their hours and cost together."""

    days: int
    label: str
    load: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """What the plan leaves out, and why."""

    title: str
    reason: str
    answers: tuple[Ref, ...]


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart or a map: its Vega-Lite spec, what it answers, and the table behind it."""

    code: str
    question: str
    answer: str
    spec: Mapping[str, object]
    table: Grid


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the owner: `how` says what kind of answer is expected, `key` where to write it."""

    key: str
    room: str
    ask: str
    why: str
    how: str


@dataclass(frozen=True, eq=False)
class RoomView:
    """One of the nine rooms. `known` is false where nothing can be said yet; `status` says so in words."""

    anchor: str
    label: str
    known: bool
    status: str
    points: tuple[Point, ...]
    pictures: tuple[Picture, ...]
    tables: tuple[Grid, ...]
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Oddity:
    """A problem of a file."""

    severity: Severity
    severity_label: str
    file: str
    line: int | None
    place: str
    message: str
    repair: str
    count: int
    counted: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """The problems of one file, the gravest first; `more` says how many are left to the spreadsheet."""

    file: str
    shown: tuple[Oddity, ...]
    more: str | None


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: one sentence, the files, all problems, and the same file by file, shortened."""

    said: str
    files: Grid
    problems: tuple[Oddity, ...]
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """The first opportunity on page one."""

    point: Point
    title: str
    todo: str
    reason: str
    draws: str
    rivals: Grid | None


@dataclass(frozen=True, slots=True)
class Cover:
    """Page one. `lead` is None where the books alone show no opportunity: `asked` are then the questions to answer."""

    lead: Lead | None
    none_said: str
    asked: tuple[Asked, ...]
    strengths: tuple[Point, ...]
    weaknesses: tuple[Point, ...]
    stages: tuple[Stage, ...]
    sureness: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Proofs:
    """Evidence line by line: columns finding, file, line, date, account, label, debit, credit (cents).

    `note` says that it was cut, where it was; `total` counts all the lines.
    """

    frame: pl.DataFrame
    total: int
    note: str | None


@dataclass(frozen=True, eq=False)
class ReportView:
    """The whole report of an audit in one language; `words` are its fixed labels by key."""

    language: Language
    day: date
    title: str
    firm: str
    period: str
    made_on: str
    words: Mapping[str, str]
    cover: Cover
    means: str
    windows: tuple[Window, ...]
    left_out: tuple[Dropped, ...]
    left_out_said: str
    rooms: tuple[RoomView, ...]
    points: tuple[Point, ...]
    questions: tuple[Asked, ...]
    unread: Unread
    suppliers: Listing
    customers: Listing
    proofs: Proofs
    glossary: tuple[tuple[str, str], ...]
