"""Decisions for generated items beside a brute-force search of the simulator, and the time that 200 of them take.

Brute force tries every way of a fine grid on thousands of scenarios, with luck of their own, and ranks them as decisions do.
A tie is another kind than its best that costs less than two standard errors of the difference, or half a percent, more.
"""

from __future__ import annotations

import math
import statistics
import time
from collections import Counter
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from ancrage.chain.stock.decide.candidates import (
    LOTS,
    Candidate,
    pooled,
    raised,
    rushed,
    shared,
    stop_units,
)
from ancrage.chain.stock.decide.case import Decision, ItemCase, Kind, standing
from ancrage.chain.stock.decide.choose import decide_all, mixture
from ancrage.chain.stock.simulate.arrays import Floats
from ancrage.chain.stock.simulate.items import (
    Item,
    Option,
    Pool,
    Prices,
    Run,
    Rush,
    Second,
    Shock,
    Source,
    reorder_point,
)
from ancrage.chain.stock.simulate.laws import fixed, law, negative_binomial
from ancrage.chain.stock.simulate.run import Setting, simulated
from benchmarks.measure import Figure

CASES, SEED, TIMES, BRUTE_SCENARIOS = 200, 3, 5, 4096
TIE_ERRORS, TIE_SHARE = 2.0, 0.005


def case(rank: int, seed: int) -> ItemCase:
    """A drawn item: slow or fast, near or far, with some of the ways out."""
    rng = np.random.default_rng([seed, rank])

    def between(low: float, high: float) -> float:
        return math.exp(rng.uniform(math.log(low), math.log(high)))

    mean, days = between(0.05, 20), round(between(3, 60))
    spread = rng.uniform(0.1, 0.5) * days
    near = np.arange(max(1, round(days - 2 * spread)), round(days + 3 * spread) + 2)
    lead = law(near, np.exp(-(((near - days) / (spread + 0.5)) ** 2) / 2))
    cost = between(2, 200)
    margin, holding, order = cost * between(0.2, 1), rng.uniform(0.12, 0.3), between(5, 50)
    demand = negative_binomial(mean, mean * (1 + between(0.1, 3)))
    review = int(rng.choice([1, 1, 7]))
    over = mean * (days + review)
    sd = math.sqrt((days + review) * demand.variance + (mean * spread) ** 2)
    point = max(round(over + rng.uniform(0.8, 2.2) * sd), 0)
    lot = max(round(math.sqrt(2 * order * 365 * mean / (holding * cost))), 1)
    often, long = between(0.05, 2), between(5, 90)
    until = int(rng.integers(60, 200)) if rng.random() < 0.4 else None
    shocks = [
        Shock(
            f"supplier {rank}", often, long, Source.MAIN | Source.RUSH if rank % 2 else Source.MAIN,
            until_day=until, per_year_after=often / 10,
        )
    ]  # fmt: skip
    if rng.random() < 0.5:
        shocks.append(
            Shock(f"country {rank % 5}", between(0.02, 0.3), between(10, 60), shared=True)
        )
    item = Item(
        f"item {rank}", demand, lead,
        Prices(cost, margin, holding, order, margin * between(0.002, 0.05)),
        on_hand=point + int(rng.integers(0, lot + 1)), review_days=review,
        waits=float(rng.choice([0.0, 0.0, 0.3, 0.8])), shocks=tuple(shocks),
    )  # fmt: skip
    yearly = 365 * mean
    second = Second(
        fixed(round(between(3, 40))), cost * between(0.02, 0.3), order_cost=order,
        yearly=between(0.001, 0.02) * cost * yearly,
    )  # fmt: skip
    rush = Rush(fixed(round(between(1, 8))), cost * between(0.1, 1.5), 0, 0, between(10, 150))
    units = max(round(mean * between(5, 90)), 1)
    pool = Pool(
        units, round(between(20, 120)), cost * between(0.02, 0.3),
        between(0.02, 0.15) * cost * units, rng.uniform(0.2, 1),
    )  # fmt: skip
    found = ItemCase(
        item,
        reorder_point(point, lot),
        second if rng.random() < 0.7 else None,
        int(rng.integers(0, 15)),
        rush if rng.random() < 0.7 else None,
        pool if rng.random() < 0.5 else None,
    )
    if rng.random() < 0.6:
        return found
    # A passage that closes now and then, or is closed today: goods go round.
    late = round(between(2, 25))
    closes = Shock(
        f"passage {rank % 3}", between(0.02, 0.5), between(20, 250), Source(0),
        slows=True, down=bool(rng.random() < 0.5), shared=True,
    )  # fmt: skip
    around = law(near + late, np.exp(-(((near - days) / (spread + 0.5)) ** 2) / 2))
    return replace(found, item=replace(item, shocks=(*shocks, closes), slow_lead=around))


def fine(one: ItemCase) -> list[Candidate]:
    """Every way that is tried by brute force."""
    found = [Candidate(Kind.ACCEPT, Option(one.policy))]
    extras = {max(round(x * stop_units(one)), 1) for x in np.geomspace(0.03, 8, 40).tolist()}
    ends = {shock.until_day for shock in one.item.shocks if shock.until_day is not None}
    ends |= {round(shock.mean_days) for shock in one.item.shocks if shock.down}
    for until in [None, *ends]:
        found += [raised(one, extra, until) for extra in sorted(extras)]
    if one.second:
        for eighths, switch in product(range(9), (False, True)):
            if eighths or switch:
                found.append(shared(one, eighths / 8, switch=switch))
    if one.rush:
        near = one.rush.lead.mean * one.item.demand.mean
        unders = {round(cover * near) for cover in (0, 0.3, 0.6, 0.9, 1.2, 1.6, 2, 2.5, 3, 4)}
        found += [rushed(one, under, days) for under in sorted(unders) for days in (*LOTS, 60)]
    return found + pooled(one)


@dataclass(frozen=True, slots=True)
class Judged:
    """A choice beside that of brute force.

    Args:
        chosen: kind.
        best: kind that the rule of decisions takes when brute force knows the costs.
        above: euros a year that the choice ranks above it.
        noise: standard errors of that, TIE_ERRORS of them.
        lost: euros a year above the cheapest way of all.
        cost: euros a year of the cheapest.
    """

    chosen: Kind
    best: Kind
    above: float
    noise: float
    lost: float
    cost: float

    @property
    def same(self) -> bool:
        """The same kind."""
        return self.chosen is self.best

    @property
    def tied(self) -> bool:
        """Another kind that is no dearer than can be told, or than matters."""
        return not self.same and self.above <= max(self.noise, TIE_SHARE * self.cost)


def judged(one: ItemCase, decision: Decision, seed: int) -> Judged:
    """Try everything."""
    ways = [Candidate(decision.best.kind, decision.best.option), *fine(one)]
    run = Run(one.item, tuple(way.option for way in ways), mixture(one))
    found = simulated([run], Setting(scenarios=BRUTE_SCENARIOS, seed=seed))
    costs: Floats = found.totals @ found.weights[0] / BRUTE_SCENARIOS
    ranked = costs * [standing(way.kind) for way in ways]
    best = int(ranked.argmin())
    apart = found.totals[0] - found.totals[best] - (costs[0] - costs[best])
    noise = float(np.sqrt(np.mean((found.weights[0] * apart) ** 2) / BRUTE_SCENARIOS))
    return Judged(
        ways[0].kind,
        ways[best].kind,
        float(ranked[0] - ranked[best]),
        TIE_ERRORS * noise,
        float(costs[0] - costs.min()),
        float(costs.min()),
    )


def measure() -> list[Figure]:
    """Agreement, what is lost, and time."""
    cases = [case(rank, SEED) for rank in range(CASES)]
    decide_all(cases)  # compiled
    times, busy = [], []
    for _ in range(TIMES):
        start, processor = time.perf_counter(), time.process_time()
        decisions = decide_all(cases)
        times.append(time.perf_counter() - start)
        busy.append(time.process_time() - processor)
    start = time.perf_counter()
    found = [judged(one, told, 77) for one, told in zip(cases, decisions, strict=True)]
    brute = time.perf_counter() - start
    same = 100 * sum(one.same for one in found) / CASES
    ties = 100 * sum(one.tied for one in found) / CASES
    lost = 100 * sum(one.lost for one in found) / sum(one.cost for one in found)
    print(f"{CASES} decisions; brute force best: {dict(Counter(one.best.value for one in found))}")
    print(f"same kind {same:.1f} %, another at a tie {ties:.1f} %; the others:")
    for rank, one in enumerate(found):
        if not one.same and not one.tied:
            print(
                f"  item {rank}: {one.chosen.value} costs {one.above:.1f} (noise {one.noise:.1f}) "
                f"more than {one.best.value}, {one.cost:.1f} a year"
            )
    print(f"euros above the cheapest of all that brute force tried: {lost:.2f} %")
    seconds, processor = statistics.median(times), statistics.median(busy)
    return [
        Figure("decision_agreement_pct", round(same, 1), "%", "aim", 95.0, round(same / 95, 3)),
        Figure("decision_ties_pct", round(ties, 1), "%", "all the others", round(100 - same, 1),
               round(ties / (100 - same), 3) if same < 100 else 1.0),
        Figure("decision_seconds_200_items", round(seconds, 2), "s", "brute force",
               round(brute, 1), round(seconds / brute, 4)),
        Figure("decision_processor_seconds_200_items", round(processor, 2), "s", "aim", 1.0,
               round(processor, 3)),
    ]  # fmt: skip
