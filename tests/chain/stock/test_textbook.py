"""The textbook models: the published cases, and small ones worked out by hand in the comments."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from ancrage.chain.stock import textbook
from corpus import corpus


def published() -> list[dict[str, Any]]:
    """The cases of the shared data, each with its inputs, answers and tolerance."""
    path = corpus("textbook-stock", "textbook_stock.json")
    return list(json.loads(path.read_text(encoding="utf-8")))


def agrees(found: object, answers: dict[str, Any], tolerance: dict[str, float]) -> bool:
    """Whether each answer is a field of the result, equal within the tolerance."""
    margins = {"rel": tolerance.get("rel", 0.0), "abs": tolerance.get("abs", 0.0)}
    for name, answer in answers.items():
        value = getattr(found, name)
        value = list(value) if isinstance(value, tuple) else value
        if value != pytest.approx(answer, **margins):
            return False
    return True


@pytest.mark.corpus
def test_published_cases() -> None:
    """All but the two cases of the next two tests, whose answers are not what their names say."""
    cases = published()
    assert len(cases) == 38
    apart = {
        case["id"]
        for case in cases
        if not agrees(
            getattr(textbook, case["model"])(**case["inputs"]), case["answers"], case["tolerance"]
        )
    }
    assert apart == {"FoSCT example_3_8", "FoSCT example_6_1"}


@pytest.mark.corpus
def test_published_backorders_have_two_labels_exchanged() -> None:
    """Its cost is called stockout_fraction and the other way round: a fraction cannot be 66.9."""
    (case,) = (one for one in published() if one["id"] == "FoSCT example_3_8")
    answers = dict(case["answers"])
    assert answers["stockout_fraction"] > 1
    answers["cost"], answers["stockout_fraction"] = answers["stockout_fraction"], answers["cost"]
    assert agrees(textbook.eoq_backorders(**case["inputs"]), answers, case["tolerance"])


@pytest.mark.corpus
def test_published_serial_system_is_of_a_coarse_grid() -> None:
    """Cost and two levels agree; the level of stage 1, known by hand, is 1.7 % from the published one.

    Stage 1 alone is a newsvendor: P(D > S) = h1 / (p + h1 + h2 + h3) = 3 / 44.12 = 0.067996, z = 1.490881 from tables,
    S = 5 + 1.490881.
    """
    (case,) = (one for one in published() if one["id"] == "FoSCT example_6_1")
    found = textbook.serial_periodic_normal(**case["inputs"])
    published_levels = case["answers"]["S_star"]
    assert found.cost == pytest.approx(case["answers"]["cost"], rel=0.01)
    assert found.S_star[1:] == pytest.approx(published_levels[1:], rel=0.01)
    assert found.S_star[0] == pytest.approx(6.490881, abs=2e-5)
    assert found.S_star[0] == pytest.approx(published_levels[0], rel=0.02)


def test_steady_demand_by_hand() -> None:
    # √(2·10·100/5) = 20 units; 100/20 orders of 10 and 10 units held at 5: 50 + 50.
    found = textbook.eoq(fixed_cost=10, holding_cost=5, demand_rate=100)
    assert (found.Q, found.cost) == pytest.approx((20, 100))
    # p = 5 as h: Q √2 times as large, half of demand waits, cost √2 times as small.
    waits = textbook.eoq_backorders(fixed_cost=10, holding_cost=5, stockout_cost=5, demand_rate=100)
    assert (waits.Q, waits.cost, waits.stockout_fraction) == pytest.approx(
        (28.284271, 70.710678, 0.5)
    )
    # Made at 400/3 a year: a quarter of h, so twice the batch and half the cost.
    made = textbook.epq(fixed_cost=10, holding_cost=5, demand_rate=100, production_rate=400 / 3)
    assert (made.Q, made.cost) == pytest.approx((40, 50))


def test_discounts_by_hand() -> None:
    # At 1.00, holding 0.20: √(2·4·100/0.2) = 63.2, under 100. At 0.90 from 100 on, holding 0.18: 66.7 is too few, so
    # 100: 90 + 4 + 9 = 103, less than 100 + √(2·4·100·0.2) = 112.65.
    prices: dict[str, Any] = {"breakpoints": [0, 100], "unit_costs": [1.0, 0.9]}
    found = textbook.eoq_all_units_discount(
        fixed_cost=4, holding_cost_rate=0.2, demand_rate=100, **prices
    )
    assert (found.Q, found.region, found.cost) == pytest.approx((100, 1, 103))
    # Incremental: the first 100 cost 10 more, so K = 14: √(2·14·100/0.18) = 124.72; cost 90 + 0.2·10/2 +
    # √(2·14·100·0.18) = 90 + 1 + 22.45 = 113.45, more than 112.65.
    found = textbook.eoq_incremental_discount(
        fixed_cost=4, holding_cost_rate=0.2, demand_rate=100, **prices
    )
    assert (found.Q, found.region, found.cost) == pytest.approx((63.245553, 0, 112.649111))


def test_known_demand_by_hand() -> None:
    # One order for both costs 10 + 1·20 held = 30; two cost 20.
    assert textbook.wagner_whitin(1, 10, [5, 20]) == textbook.wagner_whitin(1, 10, [5, 20], 0)
    assert textbook.wagner_whitin(1, 10, [5, 20]).order_quantities == (5, 20)
    # Nothing is asked first: no order then, and 3 held once costs less than a second order.
    plan = textbook.wagner_whitin(1, 10, [0, 5, 3, 0])
    assert plan.order_quantities == (0, 8, 0, 0)
    assert plan.cost == pytest.approx(13)
    # Cheap now, dear later: 4 units bought at 1 and held at 2 beat 4 at 9, and a second order.
    plan = textbook.wagner_whitin([2, 0], [10, 10], [4, 4], [1, 9])
    assert plan.order_quantities == (8, 0)
    assert plan.cost == pytest.approx(10 + 8 + 8)


def test_one_period_by_hand() -> None:
    # Demand 1, 2 or 3, a third each; p/(p + h) = 3/4 asks for 3: left 2, 1, 0, so 1 on average, at 1.
    thirds = {1: 1 / 3, 2: 1 / 3, 3: 1 / 3}
    found = textbook.newsvendor_discrete(1, 3, thirds)
    assert (found.S, found.cost) == pytest.approx((3, 1))
    # At 2/3 exactly, 2 is enough: left 1/3, short 1/3, at 1 and 2.
    found = textbook.newsvendor_discrete(1, 2, thirds)
    assert (found.S, found.cost) == pytest.approx((2, 1))
    # Equal costs: the median. Normal: the mean, 2·1·0.398942·σ. Lognormal: exp(mu).
    found = textbook.newsvendor_normal(1, 1, 100, 10)
    assert (found.S, found.cost) == pytest.approx((100, 7.978846))
    assert pytest.approx(7.389056) == textbook.newsvendor_lognormal(1, 1, 2, 0.5).S
    # Poisson of mean 1: P(0) = 0.3679, P(<= 1) = 0.7358. At p/(p + h) = 0.7, S = 1: left 0.3679 and short as much.
    found = textbook.newsvendor_poisson(3, 7, 1)
    assert (found.S, found.cost) == pytest.approx((1, 3.678794))
    # Bought 4, sold 10, nothing got for what is left: h = 4, p = 6; z(0.6) = 0.253347, φ = 0.386343.
    told = textbook.newsvendor_normal_explicit(10, 4, 0, 50, 8)
    assert (told.S, told.profit) == pytest.approx((52.026776, 300 - 10 * 0.386343 * 8), rel=1e-6)
    assert textbook.newsvendor_poisson_explicit(7, 0.5, -2.5, 1, 0, 0.5).profit == pytest.approx(
        6.5 - 3.678794
    )


def test_suppliers_that_stop_by_hand() -> None:
    # α = β = 1/2: P(N = 0) = 1/2, 1/4, 1/8… At p/(p + h) = 3/4 one period is covered: S = 2·10. Left: 1 period with
    # chance 1/2; short: N - 1 beyond, 1·1/8 + 2·1/16 + … = 1/2. Cost 10 (1·1/2 + 3·1/2).
    found = textbook.newsvendor_disruptions(1, 3, 10, 0.5, 0.5)
    assert (found.S, found.cost) == pytest.approx((20, 20))
    # A supplier that never stops: the day's demand, no cost; the order is the economic one.
    calm = textbook.newsvendor_disruptions(1, 3, 10, 0, 0.5)
    assert (calm.S, calm.cost) == (10, 0)
    for model in (textbook.eoq_disruptions_approx, textbook.eoq_disruptions_exact):
        order = model(5, 9, 10, 100, disruption_rate=0, recovery_rate=3)
        assert (order.Q, order.cost) == pytest.approx((20, 100))


def test_yields_by_hand() -> None:
    # 5 units always missing: order 5 more than the economic 20. Half arrives: order twice as many.
    found = textbook.eoq_additive_yield(5, 10, 100, yield_mean=-5, yield_sd=0)
    assert (found.Q, found.cost) == pytest.approx((25, 100))
    found = textbook.eoq_multiplicative_yield(5, 10, 100, yield_mean=0.5, yield_sd=0)
    assert (found.Q, found.cost) == pytest.approx((40, 100))
    # Equal costs: on average as many arrive as are asked; 2·0.398942·σ.
    found = textbook.newsvendor_additive_yield(1, 1, 100, yield_mean=-5, yield_sd=10)
    assert (found.Q, found.cost) == pytest.approx((105, 7.978846))


def test_no_lead_time_by_hand() -> None:
    # No demand in no time: position y costs h·y or p·(-y). With h = 1, p = 1, Kλ = 4: positions -1, 0, 1 make
    # (4 + 1 + 0 + 1)/3 = 2, four make (4 + 1 + 0 + 1 + 2)/4 = 2 too: the smaller order is taken.
    found = textbook.r_Q_poisson_exact(1, 1, 1, 4, 0)
    assert (found.r, found.Q, found.cost) == pytest.approx((-2, 3, 2))


def test_two_items_together_by_hand() -> None:
    # Both in each order: K = 10 + 1 + 1, held 2·(1·100 + 1·1)/2: cost √(2·12·101) = 49.23. The slow one every other
    # order: √(2·11.5·102) = 48.43; every third √(2·11.333·103) = 48.32; every fourth √(2·11.25·104) = 48.37.
    found = textbook.joint_replenishment(10, [1, 1], [1, 1], [100, 1])
    assert found.order_multiples == (1, 3)
    assert found.cost == pytest.approx(48.318389)
    assert found.base_cycle_time == pytest.approx(0.469110, abs=1e-6)
    assert found.order_quantities == pytest.approx((46.9110, 1.40733), abs=1e-4)


@pytest.mark.parametrize(
    ("model", "inputs", "words"),
    [
        ("eoq", (8, -1, 10), "holding_cost must be above zero"),
        ("eoq", (8, 1, 0), "demand_rate must be above zero"),
        ("eoq", (-8, 1, 10), "fixed_cost must be zero or above"),
        ("eoq", (8, 1, float("nan")), "demand_rate must be above zero"),
        ("epq", (8, 1, 10, 10), "production_rate must be above demand_rate"),
        ("eoq_all_units_discount", (8, 1, 10, [5], [1]), "start at 0"),
        ("eoq_all_units_discount", (8, 1, 10, [0, 5, 5], [3, 2, 1]), "start at 0 and rise"),
        ("eoq_incremental_discount", (8, 1, 10, [0, 5], [1, 2]), "must not rise"),
        ("eoq_incremental_discount", (8, 1, 10, [0, 5], [1]), "as many"),
        ("wagner_whitin", (1, 1, []), "one period at least"),
        ("wagner_whitin", (1, 1, [3, -1]), "demand must be zero or above"),
        ("wagner_whitin", ([1], 1, [3, 1]), "one for each of the 2 periods"),
        ("newsvendor_normal", (1, 1, 10, 0), "demand_sd must be above zero"),
        ("newsvendor_normal", (1, 1, 10, 1, -1), "lead_time must be zero or above"),
        ("newsvendor_normal_explicit", (1, 2, 0, 10, 1), "revenue is too low"),
        ("newsvendor_normal_explicit", (3, 2, 2, 10, 1), "salvage_value is too high"),
        ("newsvendor_poisson", (1, 0, 10), "stockout_cost must be above zero"),
        ("newsvendor_discrete", (1, 1, {1: 0.5}), "add up to 1"),
        ("newsvendor_disruptions", (1, 1, 10, 0.5, 0), "recovery_prob must be above 0"),
        ("newsvendor_disruptions", (1, 1, 10, 1.5, 0.5), "disruption_prob must be between"),
        ("eoq_disruptions_exact", (1, 1, 1, 1, 1, 0), "recovery_rate must be above zero"),
        ("eoq_additive_yield", (1, 1, 1, 50, 1), "nothing to order"),
        ("s_S_poisson_exact", (1, 1, 1, 0), "demand_mean must be above zero"),
        ("s_S_power_approximation", (1, 1, 0, 5, 1), "fixed_cost must be above zero"),
        ("r_Q_eoqb", (1, 1, 1, 10, 1, 0), "lead_time must be above zero"),
        ("r_Q_expected_inventory_level", (1, 0.1, 500, 1000, 100, 0.1), "stockout_cost is too low"),
        ("serial_continuous_poisson", ([], [], 1, 1), "at least one"),
        ("serial_continuous_poisson", ([1, 0], [1, 1], 1, 1), "echelon_holding_cost must be above"),
        ("serial_periodic_normal", ([1], [0], 1, 1, 1), "for one stage at least"),
        ("joint_replenishment", (10, [1], [1, 1], [1, 1]), "as many"),
        # What would be no number, or take minutes and all the memory.
        ("eoq", (8, 1e300, 10), "holding_cost must be at most"),
        ("newsvendor_lognormal", (1, 2, 1000, 1), "give a demand beyond"),
        ("newsvendor_poisson", (1, 2, 1e50), "demand_mean must be at most"),
        ("r_Q_poisson_exact", (4, 28, 1e15, 12, 0.5), "use r_Q_normal_exact"),
        ("s_S_poisson_exact", (1e-9, 4, 5, 6), "use s_S_power_approximation"),
        ("s_S_poisson_exact", (1, 4, 0, 1e10), "demand_mean must be at most"),
        ("serial_continuous_poisson", ([1], [1], 9, 1e7), "must be at most 100000"),
    ],
)
def test_impossible_inputs_are_refused_in_plain_words(
    model: str, inputs: tuple[Any, ...], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        getattr(textbook, model)(*inputs)


def test_results_do_not_change() -> None:
    found = textbook.eoq(8, 1, 10)
    with pytest.raises(FrozenInstanceError):
        found.Q = 3  # type: ignore[misc]


def test_audits_do_not_load_the_models() -> None:
    code = (
        "import sys, ancrage.chain.stock.diagnose;"
        "print([m for m in sys.modules if 'textbook' in m or m.split('.')[0] == 'scipy'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
