"""Routes already computed, shipped with the project: the usual questions ask nothing of the sea network.

`data/routes.csv` is written by `scripts/routes.py`: for each port and each of the ports of arrival below, the shortest
route, then the next best as passages close, two at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from ancrage.world.lines import Point, decoded

ARRIVALS = ("FRLEH", "FRFOS", "CAMTR")
CLOSED_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """The shortest route between two ports when `closed` is; `miles` is None where there is none."""

    closed: frozenset[str]
    miles: float | None
    passages: tuple[str, ...]
    line: tuple[Point, ...]


def look_up(origin: str, destination: str, closed: frozenset[str]) -> Entry | None:
    """The entry that answers, in the direction asked for; None where only the network can tell.

    What is shortest when some passages are closed stays so when more close, as long as it crosses none of these.
    """
    entry = answering(_entries(origin, destination), closed)
    if entry is not None:
        return entry
    back = answering(_entries(destination, origin), closed)
    return back and Entry(back.closed, back.miles, back.passages[::-1], back.line[::-1])


def answering(entries: Sequence[Entry], closed: frozenset[str]) -> Entry | None:
    """The first of the entries of two ports that holds for these closed passages."""
    return next(
        (e for e in entries if e.closed <= closed and closed.isdisjoint(e.passages)),
        None,
    )


@lru_cache(maxsize=4096)
def _entries(origin: str, destination: str) -> Sequence[Entry]:
    return [_entry(row) for row in _rows().get(f"{origin},{destination}", ())]


def _entry(row: str) -> Entry:
    closed, miles, passages, line = row.split(",")
    return Entry(
        frozenset(closed.split()),
        float(miles) if miles else None,
        tuple(passages.split()),
        decoded(line),
    )


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, Sequence[str]]:
    """The rest of each row by its two ports, read only when they are asked for."""
    path = resources.files("ancrage.world") / "data" / "routes.csv"
    found: dict[str, list[str]] = {}
    for row in path.read_text(encoding="utf-8").splitlines()[1:]:
        found.setdefault(row[:11], []).append(row[12:])
    return found
