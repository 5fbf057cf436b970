"""The simulator of stock: item-days a second beside stockpyl's simulator, and how far it is from exact answers; decisions.

Speed is in processor seconds of one thread, taken in turn: 500 items with negative binomial demand of 1 to 5 units a day,
random lead times of 10 to 25 days, and a supplier that stops once a year for 20 days on average. stockpyl runs one such
item, with Poisson demand and a fixed lead time, which is what it offers.
"""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ancrage.chain.stock import textbook
from ancrage.chain.stock.simulate.items import (
    Item,
    Option,
    Policy,
    Prices,
    Run,
    Shock,
    base_stock,
    reorder_point,
)
from ancrage.chain.stock.simulate.laws import fixed, law, negative_binomial, poisson
from ancrage.chain.stock.simulate.outcome import Outcome
from ancrage.chain.stock.simulate.run import Setting, simulate, simulated
from benchmarks import decisions
from benchmarks.measure import Figure

ITEMS, SCENARIOS, DAYS, PEER_DAYS = 500, 400, 730, 3000
TIMES = 5
DAILY = Prices(365.0, 0.0, 1.0)  # one euro a unit left and a day


def _shop(policy: Callable[[int, float], Policy], seed: int = 1) -> list[Run]:
    rng = np.random.default_rng(seed)
    lead = law(range(10, 26), [math.exp(-6) * 6**k / math.factorial(k) for k in range(16)])
    runs = []
    for rank in range(ITEMS):
        mean = rng.uniform(1, 5)
        point = int(22 * mean)
        item = Item(
            f"item {rank}",
            negative_binomial(mean, mean * (1 + mean / 1.5)),
            lead,
            Prices(20.0, 10.0, 0.2, 10.0, 0.1),
            on_hand=point,
            waits=1.0,
            shocks=(Shock(f"supplier {rank}", 1.0, 20.0),),
        )
        runs.append(Run(item, (Option(policy(point, mean)),)))
    return runs


# stockpyl has an environment of its own: it brings packages that load themselves in every Python (see Makefile).
PEER_PYTHON = Path(sys.prefix) / "peers" / "bin" / "python"
PEER = f"""
import time
from stockpyl.disruption_process import DisruptionProcess
from stockpyl.sim import simulation
from stockpyl.supply_chain_network import single_stage_system
network = single_stage_system(
    holding_cost=0.01, stockout_cost=0.1, demand_type="P", mean=3,
    policy_type="rQ", reorder_point=66, order_quantity=45, shipment_lead_time=16,
)
network.nodes[0].disruption_process = DisruptionProcess(
    random_process_type="M", disruption_type="OP", disruption_probability=1 / 365, recovery_probability=1 / 20,
)
start = time.thread_time()
simulation(network, {PEER_DAYS}, rand_seed=1, progress_bar=False)
print({PEER_DAYS} / (time.thread_time() - start))
"""


def _peer() -> float:
    """Item-days a processor second of stockpyl."""
    told = subprocess.run([PEER_PYTHON, "-c", PEER], capture_output=True, text=True, check=True)
    return float(told.stdout.split()[-1])


def speed() -> list[Figure]:
    """Item-days a second of (r, Q) and of daily orders, beside stockpyl in turn; of each the quickest of TIMES.

    Other programs only ever slow a run down: the quickest says what the code does, as `timeit` advises.
    """
    kinds = {
        "stock_item_days_per_second_per_core": _shop(
            lambda point, mean: reorder_point(point, max(int(15 * mean), 1))
        ),
        "stock_item_days_per_second_daily_orders": _shop(lambda point, _: base_stock(point + 1)),
    }
    setting = Setting(days=DAYS, scenarios=SCENARIOS, threads=1)
    for runs in kinds.values():
        simulated(runs[:2], setting)  # compiled
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in kinds}
    for _ in range(TIMES):
        for name, runs in kinds.items():
            start = time.thread_time()
            simulated(runs, setting)
            ours = ITEMS * SCENARIOS * DAYS / (time.thread_time() - start)
            found[name].append((ours, _peer()))
    figures = []
    for name, pairs in found.items():
        ours, peer = (max(side) for side in zip(*pairs, strict=True))
        figures.append(Figure(name, round(ours), "/s", "stockpyl", round(peer), round(ours / peer)))
    return figures


@dataclass(frozen=True, slots=True)
class Check:
    """A run whose exact answer is known; `told` picks it from the outcome, per day, with its standard error."""

    name: str
    run: Run
    exact: float
    told: Callable[[Outcome], float]


def _cost(outcome: Outcome) -> float:
    return outcome.euros.total / 365


def checks(count: int, seed: int) -> Iterator[Check]:
    """So many drawn cases of each model that is known exactly."""
    rng = np.random.default_rng(seed)
    for rank in range(count):
        mean, short = rng.uniform(0.3, 8), rng.uniform(2, 20)
        days = int(rng.integers(0, 12))
        wait = Prices(365.0, 0.0, 1.0, 0.0, short)
        name = f"{rank}"

        order = rng.uniform(2, 60)
        known = textbook.s_S_poisson_exact(1, short, order, mean, days)
        item = Item(
            f"sS {name}", poisson(mean), fixed(days), Prices(365.0, 0.0, 1.0, order, short),
            on_hand=int(known.S), waits=1.0,
        )  # fmt: skip
        policy = Policy(int(known.s), int(known.S))
        yield Check("(s, S)", Run(item, (Option(policy),)), known.cost, _cost)

        # The continuous model with one day more of lead time: costs are those of the end of days. Its fixed cost is apart.
        lots = textbook.r_Q_poisson_exact(1, short, order, mean, days + 1)
        item = Item(
            f"rQ {name}", poisson(mean), fixed(days), wait, on_hand=int(lots.r + lots.Q), waits=1.0
        )
        policy = reorder_point(int(lots.r), int(lots.Q))
        exact = lots.cost - order * mean / lots.Q
        yield Check("(r, Q)", Run(item, (Option(policy),)), exact, _cost)

        level = textbook.newsvendor_poisson(1, short, mean * (days + 1))
        item = Item(
            f"base {name}", poisson(mean), fixed(days), wait, on_hand=int(level.S), waits=1.0
        )
        yield Check("base stock", Run(item, (Option(base_stock(int(level.S))),)), level.cost, _cost)

        stops, recovers = rng.uniform(0.005, 0.1), rng.uniform(0.05, 0.6)
        units = int(rng.integers(1, 30))
        held = textbook.newsvendor_disruptions(1, short, units, stops, recovers)
        shock = Shock(f"stops {name}", -365 * math.log1p(-stops), 1 / recovers)
        item = Item(
            f"stops {name}", fixed(units), fixed(0), wait, on_hand=int(held.S), waits=1.0,
            shocks=(shock,),
        )  # fmt: skip
        yield Check(
            "supplier that stops",
            Run(item, (Option(base_stock(int(held.S))),)),
            held.cost,
            _cost,
        )


def validate() -> list[Figure]:
    """How many standard errors the simulator is from exact answers."""
    chosen = list(checks(25, 6))
    setting = Setting(days=3650, warm_days=400, scenarios=400, seed=11)
    start = time.perf_counter()
    outcomes = simulate([check.run for check in chosen], setting)
    seconds = time.perf_counter() - start
    away: dict[str, list[float]] = {}
    for check, (outcome,) in zip(chosen, outcomes, strict=True):
        z = (check.told(outcome) - check.exact) * 365 / outcome.error
        away.setdefault(check.name, []).append(z)
    print(f"{len(chosen)} runs with an exact answer in {seconds:.1f} s: standard errors from it")
    for name, zs in away.items():
        print(
            f"{name:>20} {len(zs)} runs: mean {statistics.mean(zs):+.2f}, "
            f"spread {statistics.pstdev(zs):.2f}, farthest {max(zs, key=abs):+.2f}"
        )
    every = [z for zs in away.values() for z in zs]
    within = 100 * statistics.mean(abs(z) <= 3 for z in every)
    expected = 100 * math.erf(3 / math.sqrt(2))
    return [
        Figure("stock_within_3_errors_pct", round(within, 1), "%", "chance alone",
               round(expected, 1), round(within / expected, 3)),
    ]  # fmt: skip


def measure(_folder: Path) -> list[Figure]:
    """Figures of the simulator, then of decisions."""
    return speed() + validate() + decisions.measure()
