"""Signals of the world: false alarms of quiet series, delay of changes put in, and a back-test, beside the usual rules.

Rules: for days, the mean of seven against the median of the 91 that ended a fortnight before, -30 %; and the same as a robust
z of 4 (180 days). For weeks, +50 % in eight weeks. For months, three standard deviations over 60. An alarm of a rule is a day
on which it begins to cry after a month (a quarter of weeks or months) without.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ancrage.cli.dated import read_dated
from ancrage.world.signals.alarms import alarms_of
from ancrage.world.signals.arrays import Floats, later, trailing_mean, trailing_medians
from ancrage.world.signals.nature import NATURES, Kind
from ancrage.world.signals.rhythm import DAY, MONTH, WEEK, Rhythm
from ancrage.world.signals.series import Series, series_of
from ancrage.world.signals.watch import watch
from benchmarks.measure import Figure
from benchmarks.quiet import KINDS, SHAPES, Change, Drawn, drawn

SERIES = 24  # of a kind
RHYTHMS: dict[str, tuple[Rhythm, Kind]] = {
    "day": (DAY, "traffic"), "week": (WEEK, "freight"), "month": (MONTH, "gpr"),
}  # fmt: skip
TRIED = {
    "day": (("ar 0.3", "ar 0.6", "all of it"), (-0.2, -0.3, -0.5)),
    "week": (("ar 0.9", "random walk"), (0.3, 0.5, 1.0)),
    "month": (("ar 0.7",), (1.0, 2.0)),
}
DATA = Path("../shared/data")
EVER_GIVEN, RED_SEA = np.datetime64("2021-03-23"), np.datetime64("2023-11-19")
Rule = Callable[[Floats], np.ndarray[tuple[int], np.dtype[np.bool_]]]


def rule_30(x: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The mean of seven days 30 % below the median of 91 that ended 14 days before."""
    out: np.ndarray[tuple[int], np.dtype[np.bool_]] = trailing_mean(x, 7) < 0.7 * later(
        trailing_medians(x, 91), 14
    )
    out[:200] = False
    return out


def robust_z(x: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The mean of seven days four robust standard deviations below its median of 180 days that ended 14 days before."""
    mean = trailing_mean(x, 7)
    middle = trailing_medians(mean, 180)
    spread = 1.4826 * later(trailing_medians(np.abs(mean - middle), 180), 14)
    gap = (mean - later(middle, 14)) / np.maximum(spread, 1e-9)
    out: np.ndarray[tuple[int], np.dtype[np.bool_]] = gap < -4
    out[:400] = False
    return out


def rise_50(x: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Half as much again as eight weeks before."""
    return x > 1.5 * later(x, 8)


def z_3(x: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Three standard deviations above the mean of the 60 months before."""
    mean = later(trailing_mean(x, 60), 1)
    spread = np.sqrt(np.maximum(later(trailing_mean(x**2, 60), 1) - mean**2, 1e-12))
    return x > mean + 3 * spread


RULES: dict[str, dict[str, Rule]] = {
    "day": {"-30 %": rule_30, "z 4": robust_z}, "week": {"+50 %": rise_50}, "month": {"z 3": z_3},
}  # fmt: skip


def begins(cries: np.ndarray[tuple[int], np.dtype[np.bool_]], quiet: int) -> list[int]:
    """Ranks at which a rule begins to cry after some quiet."""
    found, last = [], -quiet - 1
    for rank in np.flatnonzero(cries):
        if rank - last > quiet:
            found.append(int(rank))
        last = int(rank)
    return found


@dataclass(frozen=True)
class Task:
    """One series to draw and watch."""

    rhythm: str
    kind: str
    seed: int
    change: Change | None = None


@dataclass(frozen=True)
class Result:
    """Years; alarms (rank, onset) of the product; alarms by rule; where the change is."""

    years: float
    ours: list[tuple[int, int]]
    rules: dict[str, list[int]]
    at: int | None


def tried(task: Task) -> Result:
    """Draw one series and watch it."""
    rhythm, kind = RHYTHMS[task.rhythm]
    one: Drawn = drawn(task.rhythm, task.kind, task.seed, task.change)
    episodes, _ = watch(one.days, one.values[None], rhythm, NATURES[kind])
    return Result(
        float(one.days[-1] - one.days[0]) / 365.25,
        [(e.alarm, e.onset) for e in episodes],
        {name: begins(rule(one.values), 30 if task.rhythm == "day" else rhythm.year // 4)
         for name, rule in RULES[task.rhythm].items()},
        one.at,
    )  # fmt: skip


def false_alarms(pool: ProcessPoolExecutor) -> list[Figure]:
    """Alarms a series-year of quiet series, by kind."""
    figures = []
    for rhythm, kinds in KINDS.items():
        print(
            f"quiet series, by {rhythm}: false alarms a series-year; series with more than one in four years"
        )
        worst = 0.0
        for kind in kinds:
            found = list(
                pool.map(tried, [Task(rhythm, kind, s) for s in range(SERIES)], chunksize=2)
            )
            years = sum(r.years for r in found)
            mine = sum(len(r.ours) for r in found) / years
            over = sum(len(r.ours) > r.years / 4 for r in found)
            peers = {n: sum(len(r.rules[n]) for r in found) / years for n in RULES[rhythm]}
            print(
                f"{kind:>20} ours {mine:.3f} ({over}/{SERIES}); "
                + "; ".join(f"{n} {v:.3f}" for n, v in peers.items()),
                flush=True,
            )
            worst = max(worst, mine)
        figures.append(
            Figure(f"world_{rhythm}_worst_false_alarms", round(worst, 3), "", "one in four years", 0.25, round(worst / 0.25, 3))
        )  # fmt: skip
    return figures


def delays(pool: ProcessPoolExecutor) -> None:
    """How soon changes are found, within half a year."""
    for rhythm, (kinds, shares) in TRIED.items():
        half = RHYTHMS[rhythm][0].year // 2
        first = next(iter(RULES[rhythm]))
        print(
            f"changes, by {rhythm}: found, median delay, nine in ten; onset error (median); alarms after; rule {first}: found, delay"
        )
        for kind in kinds:
            for shape in SHAPES:
                for share in shares:
                    tasks = [Task(rhythm, kind, s, Change(share, shape)) for s in range(SERIES)]
                    found = list(pool.map(tried, tasks, chunksize=2))
                    mine = [_first([a for a, _ in r.ours], r.at, half) for r in found]
                    told = [d for d in mine if d is not None]
                    onsets = [
                        o - (r.at or 0)
                        for r in found
                        for a, o in r.ours
                        if r.at is not None and 0 <= a - r.at < half
                    ][:]
                    again = [
                        max(0, sum(0 <= a - (r.at or 0) < half for a, _ in r.ours) - 1)
                        for r in found
                    ]
                    rule = [
                        d for r in found if (d := _first(r.rules[first], r.at, half)) is not None
                    ]
                    print(f"{kind:>12} {shape:>6} {share:+.0%} {len(told) / SERIES:.2f} {_middle(told)} {_middle(told, 0.9)} "
                          f"{_middle(onsets)} {np.mean(again):.2f}; {len(rule) / SERIES:.2f} {_middle(rule)}", flush=True)  # fmt: skip


def _first(alarms: list[int], at: int | None, within: int) -> int | None:
    if at is None:
        return None
    return next((a - at for a in alarms if 0 <= a - at < within), None)


def _middle(values: list[int], share: float = 0.5) -> str:
    return f"{np.quantile(values, share):.0f}" if values else "-"


def back_test() -> None:
    """The data given: what is found, when, and what the rules say."""
    file = DATA / "chokepoints" / "portwatch_chokepoints_daily.csv.gz"
    if not file.exists():
        print("no data to go back to")
        return
    series, _ = series_of(read_dated(file).table, "passages")
    mine, theirs, years = 0, dict.fromkeys(RULES["day"], 0), 0.0
    for one in series:
        years += (len(one.days) - 400) / 365.25
        alarms = alarms_of(one).alarms
        told = [
            (str(a.onset), str(a.alarm), f"{a.size_pct:+.0f} %", a.duration, a.measure)
            for a in alarms
        ]
        print(f"{one.name}: {told}")
        mine += sum(not _labelled(one.name, np.datetime64(a.alarm)) for a in alarms)
        capacity = one.values[one.measures.index("capacity")]
        for name, rule in RULES["day"].items():
            days = [one.days[r].astype("datetime64[D]") for r in begins(rule(capacity), 30)]
            print(f"    capacity {name}: {[str(d) for d in days]}")
            theirs[name] += sum(not _labelled(one.name, d) for d in days)
    print(f"outside the episodes, in {years:.1f} strait-years: ours {mine}, {theirs}")
    for path in ("scfi_weekly.csv", "gscpi_monthly_vintage_2026-04.csv", "gpr_monthly.csv.gz"):
        series, _ = series_of(read_dated(DATA / "freight-gscpi-gpr" / path).table, path)
        for one in series:
            _told(one)


def _told(one: Series) -> None:
    watched = alarms_of(one)
    years = (one.days[-1] - one.days[0]) / 365.25
    days = [f"{a.alarm} ({a.size_pct:+.0f} %)" for a in watched.alarms]
    if not one.name.startswith("GPRC_"):
        print(f"{one.name}: {len(days)} in {years:.0f} years: {days}")
    else:
        print(f"{one.name}: {len(days)} in {years:.0f} years")


def _labelled(name: str, day: np.datetime64) -> bool:
    """Whether the day is within Ever Given or the Red Sea crisis (Suez, Bab el-Mandeb), or the first Covid quarter."""
    if np.datetime64("2020-01-23") <= day < np.datetime64("2020-04-01"):
        return True
    if not name.startswith(("Suez", "Bab")):
        return False
    return EVER_GIVEN <= day <= EVER_GIVEN + np.timedelta64(21, "D") or day >= RED_SEA


def measure(_folder: Path) -> list[Figure]:
    """Figures of quiet series; the rest is printed."""
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        figures = false_alarms(pool)
        delays(pool)
    back_test()
    return figures
