"""Run the simulation on as many threads as there are cores; what is found does not depend on them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from ancrage.chain.stock.simulate.arrays import MEASURES, YEAR, Floats
from ancrage.chain.stock.simulate.items import Run
from ancrage.chain.stock.simulate.kernel import run_tasks
from ancrage.chain.stock.simulate.outcome import Outcome, outcome
from ancrage.chain.stock.simulate.pack import packed

BLOCK = 64  # scenarios of a task


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """How to simulate.

    Args:
        days: that are counted.
        warm_days: that are run before and not counted.
        scenarios: of each item.
        seed: of all the random numbers.
        threads: None: as many as cores.
        even: whether first stops are drawn evenly over the scenarios; see `strata`. Less noise, but the standard errors
            of outcomes are then too large. The scenarios of each part of the mixtures must be a power of two.
    """

    days: int = 365
    warm_days: int = 0
    scenarios: int = 1024
    seed: int = 0
    threads: int | None = None
    even: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """What was simulated, before it is told.

    Args:
        totals: euros in all the days that count, (options, scenarios); options of all runs one after the other.
        means: means of the measures over scenarios, (options, measures).
        weights: of the scenarios of each item, mean one, (items, scenarios).
        seen: for `stops.likelihood`, (items, scenarios, 4).
    """

    totals: Floats
    means: Floats
    weights: Floats
    seen: Floats


def simulated(runs: Sequence[Run], setting: Setting) -> Simulated:
    """Simulate.

    Raises:
        ValueError: a number that no item can have; mixtures of different lengths; scenarios that cannot be even.
    """
    given = packed(runs)
    slices = setting.scenarios // given.mixture.shape[1] if setting.even else 0
    if slices & (slices - 1) or slices * given.mixture.shape[1] not in {0, setting.scenarios}:
        raise ValueError("even scenarios: a power of two of them for each part of the mixture")
    blocks = max(setting.scenarios // BLOCK, 1)
    count, items, scenarios = len(given.options), len(runs), setting.scenarios
    totals = np.empty((count, scenarios))
    sums = np.zeros((count, blocks, len(MEASURES)))
    weights = np.empty((items, scenarios))
    seen = np.zeros((items, scenarios, 4))

    def tasks(first: int, last: int) -> None:
        run_tasks(
            first, last, scenarios, slices, setting.warm_days, setting.warm_days + setting.days,
            np.uint64(setting.seed), given.items, given.paces, given.options, given.prices, given.shocks,
            given.table, given.due_day, given.due_units, given.mixture,
            totals, sums, weights, seen,
        )  # fmt: skip

    total = items * blocks
    threads = min(setting.threads or cores(), total)
    if threads <= 1:
        tasks(0, total)
    else:
        edges = np.linspace(0, total, min(8 * threads, total) + 1).astype(int).tolist()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(tasks, edges[:-1], edges[1:]))
    scale = weights.mean(axis=1)
    owner = np.repeat(np.arange(items), given.items["option_count"])
    means = sums.sum(axis=1) / scenarios / scale[owner, None]
    return Simulated(totals, means, weights / scale[:, None], seen)


def simulate(runs: Sequence[Run], setting: Setting | None = None) -> list[list[Outcome]]:
    """Simulate each option of each run.

    The same name, seed and scenario give the same demand, lead times and stops, whatever else is simulated.

    Raises:
        ValueError: a number that no item can have.
    """
    setting = setting or Setting()
    found = simulated(runs, setting)
    years = setting.days / YEAR
    outcomes, at = [], 0
    for run, weights in zip(runs, found.weights, strict=True):
        told = []
        for option in run.options:
            totals = found.totals[at] / years
            told.append(outcome(run.item.prices, option, totals, found.means[at], weights, years))
            at += 1
        outcomes.append(told)
    return outcomes


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
