"""The cheapest way to live with a supplier that may stop: each kind is searched on the simulator, then all are compared.

Rounds, all on common random numbers with rare stops drawn more often and evenly: a coarse grid on few scenarios, closer ways
around the best of each kind on more, then the best of each kind with luck of their own, so that what is told of a choice is
not what made it win; where two are close, once more on many scenarios.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ancrage.chain.stock.decide.break_even import break_even
from ancrage.chain.stock.decide.candidates import Candidate, coarse, finer
from ancrage.chain.stock.decide.case import (
    Choice,
    Decision,
    ItemCase,
    Kind,
    Order,
    standing,
)
from ancrage.chain.stock.simulate.arrays import YEAR, Floats
from ancrage.chain.stock.simulate.items import Option, Run, Source
from ancrage.chain.stock.simulate.outcome import outcome
from ancrage.chain.stock.simulate.run import Setting, Simulated, simulated

ROUNDS = (64, 128, 256, 1024)  # scenarios
# Standard errors, and share of the cost: where two are nearer than either, the last round decides.
_ERRORS, _NEAR = 1.0, 0.005
_OFTEN_ENOUGH = 1.0  # stops in the year to come, in the scenarios that are drawn for them


def decide(case: ItemCase, seed: int = 0) -> Decision:
    """The choices for one item; see `decide_all`."""
    return decide_all([case], seed)[0]


def decide_all(
    cases: Sequence[ItemCase], seed: int = 0, threads: int | None = None
) -> list[Decision]:
    """The choices for each item, in the year to come, from today's stock and open orders.

    A decision depends on its own case and the seed alone.

    Raises:
        ValueError: a number that no item can have.
    """

    def run(
        cases: Sequence[ItemCase], tried: Sequence[Sequence[Candidate]], number: int
    ) -> Simulated:
        runs = [
            Run(case.item, tuple(one.option for one in ways), mixture(case))
            for case, ways in zip(cases, tried, strict=True)
        ]
        setting = Setting(
            days=YEAR,
            scenarios=ROUNDS[number],
            seed=len(ROUNDS) * seed + number,
            threads=threads,
            even=True,
        )
        return simulated(runs, setting)

    if not cases:
        return []
    tried = [coarse(case) for case in cases]
    kept = _best(tried, run(cases, tried, 0))
    tried = [
        [way for best in ways for way in finer(case, best)]
        for case, ways in zip(cases, kept, strict=True)
    ]
    kept = _best(tried, run(cases, tried, 1))
    last = _by_item(kept, run(cases, kept, 2))
    near = [rank for rank, ways in enumerate(kept) if _close(ways, last[rank])]
    if near:
        again = [kept[rank] for rank in near]
        more = run([cases[rank] for rank in near], again, 3)
        last.update(zip(near, _by_item(again, more).values(), strict=True))
    return [
        _decision(case, ways, last[rank])
        for rank, (case, ways) in enumerate(zip(cases, kept, strict=True))
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What was simulated for one item: see `Simulated`."""

    totals: Floats
    means: Floats
    weights: Floats
    seen: Floats


def _by_item(tried: Sequence[Sequence[Candidate]], found: Simulated) -> dict[int, _Seen]:
    ends = np.cumsum([len(ways) for ways in tried]).tolist()
    return {
        rank: _Seen(
            found.totals[end - len(ways) : end],
            found.means[end - len(ways) : end],
            found.weights[rank],
            found.seen[rank],
        )
        for rank, (ways, end) in enumerate(zip(tried, ends, strict=True))
    }


def _best(tried: Sequence[Sequence[Candidate]], found: Simulated) -> list[list[Candidate]]:
    """The cheapest candidate of each group, by item."""
    kept = []
    for rank, one in _by_item(tried, found).items():
        costs: list[float] = (one.totals @ one.weights).tolist()
        best: dict[tuple[Kind, int | None], int] = {}
        for place, way in enumerate(tried[rank]):
            known = best.setdefault(way.group(), place)
            if costs[place] < costs[known]:
                best[way.group()] = place
        kept.append([tried[rank][place] for place in best.values()])
    return kept


def _close(ways: Sequence[Candidate], one: _Seen) -> bool:
    """Whether more scenarios might make another kind the cheapest."""
    costs = one.totals @ one.weights / len(one.weights)
    costs *= [standing(way.kind) for way in ways]
    first = int(costs.argmin())
    errors = (one.totals - one.totals[first]).std(axis=1) / len(one.weights) ** 0.5
    near = costs - costs[first] < np.maximum(_ERRORS * errors, _NEAR * costs[first])
    return any(
        close and way.kind is not ways[first].kind for way, close in zip(ways, near, strict=True)
    )


def _decision(case: ItemCase, ways: Sequence[Candidate], one: _Seen) -> Decision:
    prices = case.item.prices
    told = [
        outcome(prices, way.option, totals, means, one.weights, 1.0)
        for way, totals, means in zip(ways, one.totals, one.means, strict=True)
    ]
    ranked = sorted(
        (Choice(way.kind, way.option, found) for way, found in zip(ways, told, strict=True)),
        key=Choice.weighed,
    )
    firsts: dict[Kind, Choice] = {}
    for choice in ranked:
        firsts.setdefault(choice.kind, choice)
    choices = tuple(firsts.values())
    turns = break_even(case, choices, one.weights, one.seen)
    return Decision(case.item.name, choices, turns, next_order(case, choices[0].option))


def mixture(case: ItemCase) -> tuple[tuple[float, float], ...]:
    """Factors on the frequency and length of stops under which scenarios are drawn: as believed, and oftener and longer."""
    expected = 0.0
    for shock in case.item.shocks:
        if not shock.stops & Source.MAIN:
            continue
        until = YEAR if shock.until_day is None else min(shock.until_day, YEAR)
        expected += (shock.per_year * until + shock.per_year_after * (YEAR - until)) / YEAR
    often = max(_OFTEN_ENOUGH / expected, 1.0) if expected > 0 else 1.0
    return (1.0, 1.0), (1.0, 1.0), (often, 1.0), (often, 2.0)


def next_order(case: ItemCase, option: Option) -> Order:
    """The next order of an option, should demand be its mean."""
    item, policy = case.item, case.policy
    position = item.on_hand + sum(units for _, units in item.due)
    reorder, up_to = policy.reorder + option.extra, policy.up_to + option.extra
    daily = item.demand.mean
    wait = max(position - reorder, 0) / daily if daily > 0 else 0.0
    reviews = max(np.ceil((wait - item.first_review_day) / item.review_days - 1e-6), 0)
    day = item.first_review_day + int(reviews) * item.review_days
    if option.until_day is not None and day >= option.until_day:
        option = replace(option, extra=0, until_day=None)
        return next_order(case, option)
    needed = max(round(up_to - position + daily * day), policy.least)
    return Order(day, -(-needed // policy.pack) * policy.pack, option.until_day)
