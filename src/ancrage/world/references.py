"""Dated facts from outside the firm: laws, rates, observed ranges; each with its source and the day it was checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ancrage.world.signals.now import Indicator, WorldSignal


@dataclass(frozen=True, slots=True)
class Reference:
    """A number that the firm's files do not hold.

    Args:
        code: stable name.
        label: what it is, in French, in words for the reader of a report.
        label_en: the same in English.
        low, central, high: its range; equal when it is one number (a legal limit).
        unit: ratio, days, weeks, eur, count.
        source: who says so, where, and when, so that anyone can look it up.
        valid_from: day from which it holds.
        checked_on: day on which somebody last looked it up.
        valid_to: last day on which it holds, if known.
    """

    code: str
    label: str
    label_en: str
    low: float
    central: float
    high: float
    unit: str
    source: str
    valid_from: date
    checked_on: date
    valid_to: date | None = None


STALE_DAYS = 180  # after which a reference is shown with a warning


@dataclass(frozen=True, slots=True)
class World:
    """What is true outside the firm, on a given day.

    Args:
        references: dated facts, by code.
        today: the day.
        signals: series of the world in alarm.
        series: how many publishers' series are kept; 0 where none was ever read.
        indicators: last published risk index of countries, by ISO 3166-1 alpha-2; empty where its series is not kept.
    """

    references: Mapping[str, Reference]
    today: date
    signals: tuple[WorldSignal, ...] = ()
    series: int = 0
    indicators: Mapping[str, Indicator] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Reference:
        """The reference of that code."""
        return self.references[code]

    def is_stale(self, code: str) -> bool:
        """Whether the reference should be looked up again."""
        reference = self.references[code]
        return (self.today - reference.checked_on).days > STALE_DAYS or (
            reference.valid_to is not None and reference.valid_to < self.today
        )


@lru_cache(maxsize=1)
def _references() -> Mapping[str, Reference]:
    found: dict[str, Reference] = {}
    folder = resources.files("ancrage.world") / "data"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".toml"):
            continue
        for code, fields in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            if code in found:
                msg = f"reference {code} is declared twice"
                raise ValueError(msg)
            found[code] = Reference(code=code, **fields)
    return found


def world_on(today: date, kept: Path | None = None) -> World:
    """The world as known on a day; `kept` is the folder of its series (`signals.fetch`), if there is one."""
    if kept is None or not kept.is_dir():
        return World(_references(), today)
    # Nobody pays for series that are not there.
    from ancrage.world.signals.kept import kept_in  # noqa: PLC0415
    from ancrage.world.signals.now import alarms_now, indicators_on  # noqa: PLC0415

    signals, series = alarms_now(kept, today), len(kept_in(kept))
    return World(_references(), today, signals, series, indicators_on(kept, today))
