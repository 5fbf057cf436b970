"""Suppliers that stop: up and down in turn, for times drawn from geometric laws; several causes may overlap.

A cause (a supplier, a country, a passage) has its own stream in each scenario, so that all the items that it touches stop
on the same days. Working days before a stop are ceil(E), E exponential: geometric with a chance 1 - exp(-hazard) a day.
"""

from __future__ import annotations

import numpy as np

from ancrage.chain.stock.compiled import compiled
from ancrage.chain.stock.simulate.arrays import Days, Flags, Floats, Ints, Records
from ancrage.chain.stock.simulate.strata import even_pair
from ancrage.chain.stock.simulate.streams import chance, stream, word


@compiled
def stops_of(
    shock: Records,
    seed: np.uint64,
    scenario: int,
    days: int,
    often: float,
    long: float,
    part: int,
    rank: int,
    slices: int,
    begins: Days,
    ends: Days,
    seen: Floats,
) -> int:
    """Write the stops of one cause before `days`, as first day and day after the last; add what happened to `seen`.

    Args:
        shock: one record of SHOCK.
        seed: of the run.
        scenario: rank.
        days: length of the run.
        often: factor on the hazard.
        long: factor on the length of stops.
        part: rank of the factors in the mixture.
        rank: of the scenario among those with the same factors.
        slices: 0, or the number of those scenarios, a power of two, over which first stops are drawn evenly.
        begins: room for the first days.
        ends: room for the days after the last.
        seen: stops, hazard gone through, recoveries, recovery gone through, all with factors of 1: what the likelihood
            of this history under other factors takes.

    Returns:
        How many.
    """
    start = stream(seed, shock["key"], scenario)
    hazard, after, until = shock["hazard"], shock["hazard_after"], shock["until"]
    recovery = shock["recovery"]
    order = stream(seed, shock["key"], -1 - part)
    count, day = 0, 0
    down = shock["down"] != 0
    while count < len(begins):
        when, lasting = chance(word(start, 2 * count)), chance(word(start, 2 * count + 1))
        if slices > 0 and count == 0:
            when, lasting = even_pair(start, order, rank, slices)
        # Hazard until the next stop; what lasts already began for no reason that a likelihood could weigh.
        works = 0.0 if down else -np.log(1.0 - when) / often
        before = max(until - day, 0.0) * hazard
        if down:
            begin = 0.0
        elif hazard > 0.0 and works <= before:
            begin = day + works / hazard
        elif after > 0.0:
            begin = max(until, day) + (works - before) / after
        else:
            begin = np.inf
        if begin >= days:
            early = max(min(until, days) - day, 0.0)
            seen[1] += early * hazard + max(days - max(until, day), 0.0) * after
            return count
        seen[0] += 0.0 if down else 1.0
        seen[1] += works
        down = False
        first = int(np.ceil(begin))
        lasts = -np.log(1.0 - lasting) * long  # recovery until the end
        begins[count] = first
        if first + lasts / recovery >= days:
            seen[3] += max(days - first, 0) * recovery
            ends[count] = days
            return count + 1
        seen[2] += 1.0
        seen[3] += lasts
        day = first + max(int(np.ceil(lasts / recovery)), 1)
        ends[count] = day
        count += 1
    return count


@compiled
def merge(
    begins: Days, ends: Days, counts: Ints, chosen: Flags, out_begins: Days, out_ends: Days
) -> int:
    """Put the stops of several causes together: sorted and apart.

    Args:
        begins: by cause (rows), sorted.
        ends: the same.
        counts: stops of each cause.
        chosen: whether each cause counts; of the number of causes.
        out_begins: room for the result.
        out_ends: the same.

    Returns:
        How many.
    """
    total = 0
    for cause in range(len(chosen)):
        if not chosen[cause]:
            continue
        for rank in range(counts[cause]):
            begin, end = begins[cause, rank], ends[cause, rank]
            place = total
            while place > 0 and out_begins[place - 1] > begin:
                out_begins[place], out_ends[place] = out_begins[place - 1], out_ends[place - 1]
                place -= 1
            out_begins[place], out_ends[place] = begin, end
            total += 1
    count = 0
    for rank in range(total):
        if count > 0 and out_begins[rank] <= out_ends[count - 1]:
            out_ends[count - 1] = max(out_ends[count - 1], out_ends[rank])
        else:
            out_begins[count], out_ends[count] = out_begins[rank], out_ends[rank]
            count += 1
    return count


@compiled
def likelihood(seen: Floats, often: float, long: float) -> float:
    """How many times likelier a history is with stops `often` times as frequent and `long` times as long.

    Args:
        seen: as `stops_of` leaves it.
        often: factor on the hazard.
        long: factor on the length of stops.
    """
    if often == 1.0 and long == 1.0:
        return 1.0
    return float(
        np.exp(
            seen[0] * np.log(often)
            - (often - 1.0) * seen[1]
            - seen[2] * np.log(long)
            - (1.0 / long - 1.0) * seen[3]
        )
    )
