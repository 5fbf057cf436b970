"""Slower suppliers found among 4,000 generated ones, beside an oracle and the rule of thumb, at the same false alarms.

Half of the suppliers change once, by a factor on the median lead time, at once or over 60 days. Days 0 to 364 are the
baseline; found means an alarm within so many days after the change, among suppliers without an earlier alarm. The oracle is
told the true law of each supplier, and has the same evidence, open orders and simulated threshold at 10 % false alarms.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ancrage.firm.leadtimes.calibrate import PATHS, yearly_highs
from ancrage.firm.leadtimes.lognormal import Days
from ancrage.firm.leadtimes.orders import NEVER, Orders
from ancrage.firm.leadtimes.pool import Belief
from ancrage.firm.leadtimes.rule import cries
from ancrage.firm.leadtimes.statistic import evidence, odds
from ancrage.firm.leadtimes.watch import watch
from benchmarks.measure import Figure

SERIES, AT_ONCE = 4000, 400  # suppliers in all, and in one file
BASELINE, LAST, SCORED = 365, 800, 730
SHARE = 0.1  # healthy suppliers alarmed in days 365 to 730


@dataclass(frozen=True, slots=True)
class Supplier:
    """Orders, the true law, and the day of the change (None: none)."""

    orders: Orders
    median: float
    spread: float
    change: int | None


@dataclass(frozen=True, slots=True)
class Kind:
    """From what suppliers are drawn; `smooth`: anywhere between the least and the greatest mean and variation."""

    means: Sequence[float] = (7, 12, 35, 45)
    monthly: Sequence[float] = (1, 2, 4, 8)
    variations: Sequence[float] = (0.15, 0.25, 0.4)
    factors: Sequence[float] = (1.15, 1.3, 1.5, 2.0)
    smooth: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Share of healthy suppliers alarmed in a year; shares of changes found within 90 and 180 days."""

    false_alarms: float
    in_90: float
    in_180: float


def suppliers(count: int, seed: int, kind: Kind) -> list[Supplier]:
    """Generated suppliers: even ranks never change."""
    rng = np.random.default_rng(seed)
    return [_supplier(rng, kind, changes=bool(rank % 2)) for rank in range(count)]


def _supplier(rng: np.random.Generator, kind: Kind, *, changes: bool) -> Supplier:
    mean, variation = float(rng.choice(kind.means)), float(rng.choice(kind.variations))
    if kind.smooth:
        mean = math.exp(rng.uniform(math.log(min(kind.means)), math.log(max(kind.means))))
        variation = rng.uniform(min(kind.variations), max(kind.variations))
    gap = 30.4 / float(rng.choice(kind.monthly))
    change = int(rng.integers(425, 600)) if changes else None
    factor, ramp = float(rng.choice(kind.factors)), 60 if rng.random() < 0.2 else 0
    spread = math.sqrt(math.log(1 + variation**2))
    median = mean / math.sqrt(1 + variation**2)
    ordered = np.cumsum(rng.uniform(0.5, 1.5, int(2 * LAST / gap) + 5) * gap).astype(np.int64)
    ordered = ordered[ordered <= LAST]
    slowed = np.zeros(len(ordered))
    if change is not None:
        since = ordered - change
        slowed = np.where(since >= 0, np.clip(since / ramp, 0, 1) if ramp else 1.0, 0.0)
    noise = np.exp(spread * rng.standard_normal(len(ordered)))
    took = np.maximum(np.rint(median * (1 + (factor - 1) * slowed) * noise), 1).astype(np.int64)
    received = ordered + took
    return Supplier(
        Orders(ordered, np.where(received > LAST, NEVER, received)), median, spread, change
    )


def score(found: Sequence[Supplier], alarms: Sequence[int | None]) -> Score:
    """What first alarms are worth."""
    pairs = list(zip(found, alarms, strict=True))
    healthy = [a is not None and a <= SCORED for s, a in pairs if s.change is None]
    delays = [
        math.inf if a is None else a - s.change
        for s, a in pairs
        if s.change is not None and (a is None or a >= s.change)
    ]
    return Score(
        float(np.mean(healthy)),
        float(np.mean([d <= 90 for d in delays])),
        float(np.mean([d <= 180 for d in delays])),
    )


def oracle(supplier: Supplier, seed: int) -> int | None:
    """First alarm of the test that is told the true law."""
    law = np.array([[math.log(supplier.median), supplier.spread]])
    one = np.ones(1)
    belief = Belief(law[:, 0], law[:, 1], one, one, np.repeat(law, PATHS, axis=0))
    ordered, received = supplier.orders.ordered, supplier.orders.received
    before = ordered < BASELINE
    waiting = BASELINE - 1 - ordered[before & (received >= BASELINE)]
    table = odds(belief, int(20 * supplier.median) + 30)
    rng = np.random.default_rng(seed)
    highs = yearly_highs(table, belief, np.diff(ordered[before]), waiting, rng)
    level = highs[-round(SHARE * (len(highs) + 1))]
    days = np.arange(BASELINE, LAST + 1)
    watched = received >= BASELINE
    seen = evidence(table, ordered[watched][None], received[watched][None], days[None])[0]
    return _first(seen > level, days)


def ours(found: Sequence[Supplier]) -> list[int | None]:
    """First alarms of the product, a file of AT_ONCE suppliers at a time."""
    alarms: list[int | None] = []
    for at in range(0, len(found), AT_ONCE):
        file = {f"s{at + i}": s.orders for i, s in enumerate(found[at : at + AT_ONCE])}
        watched = watch(file, BASELINE, LAST, with_rule=False)
        alarms += [w.alarms[0].day if w.alarms else None for w in watched.values()]
    return alarms


def rule(found: Sequence[Supplier], rise: float) -> list[int | None]:
    """First alarms of the rule of thumb for a rise."""
    days = np.arange(BASELINE, LAST + 1)
    return [
        _first(
            cries(s.orders.ordered[None], s.orders.received[None], LAST + 1, rise)[0, BASELINE:],
            days,
        )
        for s in found
    ]


def calibrated_rule(found: Sequence[Supplier]) -> tuple[float, Score]:
    """The rule with the least rise that keeps to SHARE on these very suppliers, which flatters it."""
    low, high = 1.0, 8.0
    for _ in range(9):
        middle = (low + high) / 2
        if score(found, rule(found, middle)).false_alarms > SHARE:
            low = middle
        else:
            high = middle
    return high, score(found, rule(found, high))


def _first(alarmed: np.ndarray[tuple[int], np.dtype[np.bool_]], days: Days) -> int | None:
    hits = np.flatnonzero(alarmed)
    return int(days[hits[0]]) if len(hits) else None


KINDS: dict[str, tuple[int, Kind]] = {
    "": (SERIES, Kind()),
    "_other": (1200, Kind((5, 10, 20, 30, 60), (1, 2, 3, 6), (0.1, 0.2, 0.3, 0.45))),
    "_smooth": (1200, Kind(smooth=True)),
}


def measure(_folder: Path) -> list[Figure]:
    """Figures of each kind of suppliers."""
    figures: list[Figure] = []
    for name, (count, kind) in KINDS.items():
        found = suppliers(count, 20, kind)
        start = time.perf_counter()
        mine = score(found, ours(found))
        seconds = (time.perf_counter() - start) * AT_ONCE / count
        told = score(found, [oracle(s, i) for i, s in enumerate(found)])
        rise, thumb = calibrated_rule(found)
        literal = score(found, rule(found, 1.15))
        print(f"{count} suppliers{name}: false alarms, found in 90 days, in 180 days")
        for who, line in (
            ("oracle", told),
            ("ours", mine),
            (f"rule +{rise - 1:.0%}", thumb),
            ("rule +15%", literal),
        ):
            print(f"{who:>12} {line.false_alarms:.3f} {line.in_90:.3f} {line.in_180:.3f}")
        value: Callable[[Score, str], float] = getattr
        for what in ("false_alarms", "in_90", "in_180"):
            for peer, line in (("oracle", told), ("rule at the same false alarms", thumb)):
                one, other = value(mine, what), value(line, what)
                figures.append(
                    Figure(f"signals{name}_{what}", round(one, 3), "", peer, round(other, 3),
                           round(one / other, 3))
                )  # fmt: skip
        figures.append(
            Figure(f"signals{name}_400_seconds", round(seconds, 1), "s", "limit", 30.0,
                   round(seconds / 30, 3))
        )  # fmt: skip
    return figures
