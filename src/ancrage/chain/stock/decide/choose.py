"""The cheapest way to live with a supplier that may stop: each kind is searched on the simulator, then all are compared.

Three rounds, all on common random numbers with rare stops drawn more often and evenly: a coarse grid on few scenarios,
closer ways around the best of each kind on more, and the best of each kind on many more, with luck of their own, so that
what is told of a choice is not what made it win.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ancrage.chain.stock.decide.break_even import break_even
from ancrage.chain.stock.decide.candidates import Candidate, coarse, finer
from ancrage.chain.stock.decide.case import Choice, Decision, ItemCase, Kind, Order
from ancrage.chain.stock.simulate.arrays import Floats
from ancrage.chain.stock.simulate.items import Option, Run
from ancrage.chain.stock.simulate.outcome import outcome
from ancrage.chain.stock.simulate.pack import YEAR
from ancrage.chain.stock.simulate.run import Setting, Simulated, simulated

ROUNDS = (64, 128, 512)  # scenarios
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
    mixtures = [mixture(case) for case in cases]

    def run(tried: Sequence[Sequence[Candidate]], number: int) -> Simulated:
        runs = [
            Run(case.item, tuple(one.option for one in ways), mix)
            for case, ways, mix in zip(cases, tried, mixtures, strict=True)
        ]
        setting = Setting(
            days=YEAR,
            scenarios=ROUNDS[number],
            seed=len(ROUNDS) * seed + number,
            threads=threads,
            even=True,
        )
        return simulated(runs, setting)

    tried = [coarse(case) for case in cases]
    kept = _best_of_kinds(tried, run(tried, 0))
    tried = [
        [way for best in ways for way in finer(case, best)]
        for case, ways in zip(cases, kept, strict=True)
    ]
    kept = _best_of_kinds(tried, run(tried, 1))
    last = run(kept, 2)
    decisions, at = [], 0
    for rank, (case, ways) in enumerate(zip(cases, kept, strict=True)):
        weights = last.weights[rank]
        choices = []
        for way in ways:
            told = outcome(
                case.item.prices, way.option, last.totals[at], last.means[at], weights, 1.0
            )
            choices.append(Choice(way.kind, way.option, told))
            at += 1
        choices.sort(key=lambda choice: choice.outcome.euros.total)
        ordered = tuple(choices)
        decisions.append(
            Decision(
                case.item.name,
                ordered,
                break_even(case, ordered, weights, last.seen[rank]),
                next_order(case, ordered[0].option),
            )
        )
    return decisions


def _best_of_kinds(tried: Sequence[Sequence[Candidate]], found: Simulated) -> list[list[Candidate]]:
    """The cheapest candidate of each kind, by item."""
    kept, at = [], 0
    for rank, ways in enumerate(tried):
        costs: Floats = found.totals[at : at + len(ways)] @ found.weights[rank]
        at += len(ways)
        best: dict[Kind, int] = {}
        for place, way in enumerate(ways):
            if way.kind not in best or costs[place] < costs[best[way.kind]]:
                best[way.kind] = place
        kept.append([ways[place] for place in best.values()])
    return kept


def mixture(case: ItemCase) -> tuple[tuple[float, float], ...]:
    """Factors on the frequency and length of stops under which scenarios are drawn: as believed, and oftener and longer."""
    expected = 0.0
    for shock in case.item.shocks:
        until = YEAR if shock.until_day is None else min(shock.until_day, YEAR)
        expected += (shock.per_year * until + shock.per_year_after * (YEAR - until)) / YEAR
    often = max(_OFTEN_ENOUGH / expected, 1.0) if expected > 0 else 1.0
    return (1.0, 1.0), (often, 1.0), (often, 2.0), (2 * often, 1.0)


def next_order(case: ItemCase, option: Option) -> Order:
    """The next order of an option, should demand be its mean."""
    item, policy = case.item, case.policy
    position = item.on_hand + sum(units for _, units in item.due)
    reorder, up_to = policy.reorder + option.extra, policy.up_to + option.extra
    daily = item.demand.mean
    wait = max(position - reorder, 0) / daily if daily > 0 else 0.0
    reviews = max(np.ceil((wait - item.first_review_day) / item.review_days), 0)
    day = item.first_review_day + int(reviews) * item.review_days
    if option.until_day is not None and day >= option.until_day:
        option = replace(option, extra=0, until_day=None)
        return next_order(case, option)
    needed = max(round(up_to - position + daily * day), policy.least)
    return Order(day, -(-needed // policy.pack) * policy.pack, option.until_day)
