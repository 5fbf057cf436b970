"""Items, scenarios, options: what a scenario holds is drawn once, then each option is run through it."""

from __future__ import annotations

import numpy as np

from ancrage.chain.stock.compiled import compiled
from ancrage.chain.stock.simulate.arrays import (
    MEASURES,
    NO_STOP,
    SOURCES,
    Days,
    Flags,
    Floats,
    Ints,
    Longs,
    Records,
    Words,
)
from ancrage.chain.stock.simulate.history import history
from ancrage.chain.stock.simulate.stops import likelihood, merge, stops_of
from ancrage.chain.stock.simulate.streams import fill, pace_of, signed, stream

_COUNTED = len(MEASURES)


@compiled
def run_tasks(
    first_task: int,
    last_task: int,
    scenarios: int,
    slices: int,
    warm_days: int,
    days: int,
    seed: np.uint64,
    items: Records,
    paces: Records,
    options: Records,
    prices: Floats,
    shocks: Records,
    table: Longs,
    due_day: Days,
    due_units: Days,
    mixture: Floats,
    totals: Floats,
    sums: Floats,
    weights: Floats,
    seen: Floats,
) -> None:
    """Simulate tasks `first_task` to `last_task` (excluded); a task is a block of the scenarios of an item.

    Args:
        first_task: item × blocks + block.
        last_task: the same.
        scenarios: of each item.
        slices: 0, or the scenarios of a part of the mixture, over which first stops are drawn evenly; see `strata`.
        warm_days: days that are run but not counted.
        days: all the days that are run.
        seed: of the run.
        items: records of ITEM.
        paces: records of PACE, (items, PACES): the laws that the demand of each may follow.
        options: records of OPTION.
        prices: euros of each measure, (options, measures).
        shocks: records of SHOCK.
        table: columns of all the laws.
        due_day: days of open orders.
        due_units: their units.
        mixture: (items, parts, 2): factors on the hazard and on the length of stops of the main source. Scenarios take
            the parts in turn.
        totals: filled with euros, (options, scenarios).
        sums: filled with weighted sums of measures over the scenarios of a block, (options, blocks, measures).
        weights: filled with the weight of each scenario, (items, scenarios): its likelihood with factors of one, over that
            under the mixture.
        seen: filled with what the likelihood takes, (items, scenarios, 4); see `stops_of`.
    """
    blocks, parts = sums.shape[1], mixture.shape[1]
    words = np.empty(days + days % 2, np.uint32)
    demand = np.empty(days, np.uint32)
    due = np.empty(days + 1, np.int32)
    out = np.empty(_COUNTED)
    most = 1
    for item in items:
        most = max(most, item["shock_count"])
    room = days // 2 + 2  # stops, each of a day and followed by a day
    cause_begins, cause_ends = np.empty((most, room), np.int32), np.empty((most, room), np.int32)
    cause_counts = np.zeros(most, np.int64)
    unweighed = np.zeros(4)
    chosen = np.empty(most, np.bool_)
    begins = np.empty((SOURCES, most * room + 1), np.int32)
    ends = np.empty((SOURCES, most * room + 1), np.int32)
    for task in range(first_task, last_task):
        number, block = task // blocks, task % blocks
        item = items[number]
        first_shock, last_shock = item["shock_at"], item["shock_at"] + item["shock_count"]
        first_option, last_option = item["option_at"], item["option_at"] + item["option_count"]
        for scenario in range(block * scenarios // blocks, (block + 1) * scenarios // blocks):
            start = stream(seed, item["key"], scenario)
            part, rank_there = scenario % parts, scenario // parts
            law = paces[number, pace_of(seed, item["key"], rank_there)]
            fill(start, words, table, law["at"], law["size_log2"], demand)
            out[2] = _scale(demand, law["step"], warm_days)
            often, long = mixture[number, part]
            history_seen = seen[number, scenario]
            for rank in range(first_shock, last_shock):
                cause = rank - first_shock
                main = shocks[rank]["sources"] & 1 != 0
                cause_counts[cause] = stops_of(
                    shocks[rank],
                    seed,
                    scenario,
                    days,
                    often if main else 1.0,
                    long if main else 1.0,
                    part,
                    rank_there,
                    slices,
                    cause_begins[cause],
                    cause_ends[cause],
                    history_seen if main else unweighed,
                )
            _by_source(
                shocks,
                first_shock,
                last_shock,
                cause_begins,
                cause_ends,
                cause_counts,
                chosen,
                begins,
                ends,
            )
            weight = 0.0
            for other in range(parts):
                weight += likelihood(
                    history_seen, mixture[number, other, 0], mixture[number, other, 1]
                )
            weight = parts / weight
            weights[number, scenario] = weight
            for rank in range(first_option, last_option):
                history(
                    item,
                    options[rank],
                    table,
                    start,
                    demand,
                    due,
                    due_day,
                    due_units,
                    begins,
                    ends,
                    warm_days,
                    out,
                )
                total = options[rank]["fixed"] * (days - warm_days)
                for what in range(_COUNTED):
                    sums[rank, block, what] += weight * out[what]
                    total += out[what] * prices[rank, what]
                totals[rank, scenario] = total


@compiled
def _scale(demand: Words, step: int, warm_days: int) -> int:
    """Turn steps into units; the units of the days that count."""
    asked = 0
    for day in range(len(demand)):
        demand[day] *= np.uint32(step)
        if day >= warm_days:
            asked += signed(demand[day])
    return asked


@compiled
def _by_source(
    shocks: Records,
    first_shock: int,
    last_shock: int,
    cause_begins: Days,
    cause_ends: Days,
    cause_counts: Ints,
    chosen: Flags,
    begins: Days,
    ends: Days,
) -> None:
    """Stops of each source from those of the causes; `chosen` is room for as many flags."""
    causes = last_shock - first_shock
    for source in range(SOURCES):
        some = False
        for cause in range(causes):
            chosen[cause] = (shocks[first_shock + cause]["sources"] >> source) & 1
            some |= chosen[cause]
        count = 0
        if some:
            count = merge(
                cause_begins,
                cause_ends,
                cause_counts,
                chosen[:causes],
                begins[source],
                ends[source],
            )
        begins[source, count] = ends[source, count] = NO_STOP
