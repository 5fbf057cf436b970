"""What one file gave, whatever its kind: tables of the common model, and how it was recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

import polars as pl

from ancrage.problems import Problem
from ancrage.text import Text

Confidence = Literal["high", "medium", "low"]
Figure: TypeAlias = "int | float | Mapping[str, float]"


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A sheet as a person must see it to say, or to correct, what its columns are.

    Args:
        sheet: its name, empty for a text file.
        shape: `mapping.names.signature`: files of the same shape are read by the same rule.
        columns: header cells.
        samples: the first rows, as written.
        rule: what the columns are taken for (`mapping.rules.to_toml`).
        sure: whether it was read by this rule; otherwise a person must be asked.
        doubts: columns whose numbers or days can be read in two ways, with what decides: "decimal" or "order".
    """

    sheet: str
    shape: str
    columns: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    rule: str
    sure: bool
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Extract:
    """What one file gave.

    Args:
        name: as the payload names it.
        kind: stable name of the kind ("shopify_orders", "invoice", "spreadsheet").
        confidence: how sure the recognition is; "low" means that a person must be asked before anything is used.
        reason: why it was recognised so, for people.
        status: ok, warning (read, but look), partial (some lines set aside) or refused.
        rows: data rows or documents read, sound or not.
        tables: frames of `firm.tables.trade` by name, with every column but `source` and `copy`.
        problems: what was odd.
        control: the figures that a person would check against the origin (docs/command-line.md).
        period_start, period_end: days that its rows cover, where they have days.
        sheets: for spreadsheets that are no known export, how each sheet was taken.
        label: what the kind is called, for people.
    """

    name: str
    kind: str
    confidence: Confidence
    reason: Text
    status: Literal["ok", "warning", "partial", "refused"]
    rows: int
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    control: Mapping[str, Figure] = field(default_factory=dict)
    period_start: date | None = None
    period_end: date | None = None
    sheets: tuple[SheetShown, ...] = ()
    label: Text | str = ""
