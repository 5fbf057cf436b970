"""The plan by hand: small cases whose best plan can be found with a pencil."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from plan_cases import PLENTY, TODAY, action, finding, measure, said, stake

from ancrage.roadmap.means import DEFAULT_MEANS, means_of
from ancrage.roadmap.model import Means, Plan
from ancrage.roadmap.plan import plan
from ancrage.roadmap.proposals import problem_of, proposals
from ancrage.roadmap.schedule import Job, Schedule, Win, worth
from ancrage.roadmap.whatif import extend


def placed(result: Plan) -> dict[str, tuple[int, int]]:
    return {step.action.code: (step.start_day, step.end_day) for step in result.steps}


def reasons(result: Plan) -> dict[str, str]:
    return {left.action.code: said(left.reason) for left in result.left_out}


def test_without_findings_or_actions_the_plan_is_empty() -> None:
    for findings in ([], [finding("nothing to do", 1000)]):
        result = plan(findings, PLENTY, TODAY)
        assert (result.steps, result.left_out, result.means) == ((), (), PLENTY)


def test_one_action_is_done_at_once() -> None:
    """6 hours at 5 hours a half-month take two half-months."""
    result = plan(
        [finding("f", stake(600, 1000, 2000), action("do", share=0.5, hours=6, check_days=45))],
        Means(10, 1500),
        TODAY,
    )
    (step,) = result.steps
    assert (step.start_day, step.end_day, step.horizon) == (0, 30, 30)
    assert (step.gain_low, step.gain_central, step.gain_high) == (300, 500, 1000)
    assert step.check_on == date(2026, 5, 16)  # 2 March + 30 + 45 days
    assert [found.code for found in step.findings] == ["f"]
    assert result.left_out == ()


@pytest.mark.parametrize(
    ("hours", "end_day", "horizon"),
    [
        (0, 15, 30),
        (5, 15, 30),
        (5.01, 30, 30),
        (10, 30, 30),
        (11, 45, 90),
        (30, 90, 90),
        (31, 105, 180),
        (60, 180, 180),
    ],
)
def test_an_action_lasts_as_long_as_its_hours_take(
    hours: float, end_day: int, horizon: int
) -> None:
    (step,) = plan([finding("f", 9000, action("do", hours=hours))], Means(10, 0), TODAY).steps
    assert (step.start_day, step.end_day, step.horizon) == (0, end_day, horizon)


def test_what_wins_more_an_hour_comes_first() -> None:
    """Each fills a half-month (5 hours): the larger gain first, whatever the order of the codes."""
    findings = [
        finding("f1", 1000, action("a", hours=5)),
        finding("f2", 3000, action("b", hours=5)),
        finding("f3", 2000, action("c", hours=5)),
    ]
    assert placed(plan(findings, Means(10, 0), TODAY)) == {
        "b": (0, 15),
        "c": (15, 30),
        "a": (30, 45),
    }


def test_it_is_an_optimisation_not_a_sort() -> None:
    """Budget 1000: the action with the best return (900 of 1500) shuts out two that win more together."""
    findings = [
        finding("f1", 3000, action("big", share=1, cost=900)),
        finding("f2", 1800, action("x", share=1, cost=500)),
        finding("f3", 1800, action("y", share=1, cost=500)),
    ]
    assert set(placed(plan(findings, Means(60, 1000), TODAY))) == {"x", "y"}


def test_the_worked_example_of_the_documentation() -> None:
    """docs/rooms/roadmap.md, "Worked example"."""
    findings = [
        finding(
            "freight_out",
            stake(1200, 2400, 4200),
            measure("weigh"),
            action("quotes", share=0.6, hours=8, delay=30, needs=("weigh",)),
        ),
        finding(
            "stock_cover",
            stake(600, 1500, 3000),
            action("clear", share=0.5, hours=5, cost=300),
            action("order_less", share=0.6, hours=4, delay=60),
        ),
    ]
    result = plan(findings, Means(10, 1000), TODAY)
    assert placed(result) == {"order_less": (0, 15), "weigh": (15, 30), "quotes": (30, 60)}
    gains = [(step.gain_low, step.gain_central, step.gain_high) for step in result.steps]
    assert gains == [
        pytest.approx(gain) for gain in ((360, 900, 1800), (0, 0, 0), (720, 1440, 2520))
    ]
    assert [step.horizon for step in result.steps] == [30, 30, 90]
    assert reasons(result) == {
        "clear": "« Faire order_less » vise déjà le même gain : les deux ne s’ajoutent pas."
    }


def test_measure_before_changing() -> None:
    findings = [finding("f", 5000, action("change", needs=("weigh",)), measure("weigh"))]
    assert placed(plan(findings, PLENTY, TODAY)) == {"weigh": (0, 15), "change": (15, 30)}


def test_a_need_that_nobody_proposes_is_no_need() -> None:
    findings = [finding("f", 5000, action("change", needs=("elsewhere",)))]
    assert placed(plan(findings, PLENTY, TODAY)) == {"change": (0, 15)}


def test_a_measure_asked_for_by_two_findings_is_done_once_for_both() -> None:
    findings = [
        finding("small", 1000, measure("weigh"), action("a", needs=("weigh",))),
        finding("large", 2000, measure("weigh", hours=3), action("b", needs=("weigh",))),
    ]
    result = plan(findings, PLENTY, TODAY)
    assert placed(result) == {"weigh": (0, 15), "a": (15, 30), "b": (15, 30)}
    weigh = result.steps[0]
    assert [found.code for found in weigh.findings] == ["large", "small"]
    assert weigh.action.hours == 3


def test_an_action_that_answers_two_findings_wins_from_both_and_has_the_needs_of_both() -> None:
    findings = [
        finding("f", stake(100, 200, 300), action("do", share=0.5, needs=("m1",)), measure("m1")),
        finding(
            "g", stake(1000, 2000, 3000), action("do", share=0.1, needs=("m2",)), measure("m2")
        ),
    ]
    step = plan(findings, PLENTY, TODAY).steps[-1]
    assert step.action.code == "do"
    assert step.action.needs == ("m1", "m2")
    assert (step.gain_low, step.gain_central, step.gain_high) == pytest.approx((150, 300, 450))


def test_a_stake_is_won_once() -> None:
    """0.6 + 0.5 is more than one: the better is kept, the other is said to aim at the same gain."""
    findings = [finding("f", 5000, action("a", share=0.6), action("b", share=0.5))]
    result = plan(findings, PLENTY, TODAY)
    assert set(placed(result)) == {"a"}
    assert reasons(result) == {
        "b": "« Faire a » vise déjà le même gain : les deux ne s’ajoutent pas."
    }


def test_shares_that_make_one_are_all_won() -> None:
    findings = [finding("f", 5000, *(action(f"a{n}", share=0.1) for n in range(10)))]
    result = plan(findings, PLENTY, TODAY)
    assert len(result.steps) == 10
    assert sum(step.gain_central for step in result.steps) == pytest.approx(5000)


def test_a_step_needed_by_another_is_done_even_when_its_own_gain_is_taken() -> None:
    """`prepare` would win 0.4 of what `act` wins whole: it is done, and credited with nothing."""
    findings = [
        finding("f", 5000, action("act", share=1, needs=("prepare",)), action("prepare", share=0.4))
    ]
    result = plan(findings, PLENTY, TODAY)
    assert placed(result) == {"prepare": (0, 15), "act": (15, 30)}
    assert [step.gain_central for step in result.steps] == [0, 5000]


def test_stakes_of_one_pool_are_won_once() -> None:
    """Both findings are euros of the same lines: 0.8 of 1000 and 0.8 of 900 do not add up."""
    findings = [
        finding("f", stake(500, 1000, 1500), action("a", share=0.8), pool="freight"),
        finding("g", stake(400, 900, 1400), action("b", share=0.8), pool="freight"),
    ]
    result = plan(findings, PLENTY, TODAY)
    assert set(placed(result)) == {"a"}
    assert result.steps[0].gain_central == pytest.approx(800)
    assert "vise déjà le même gain" in reasons(result)["b"]


def test_an_action_on_two_findings_of_one_pool_wins_the_larger_part_only() -> None:
    findings = [
        finding("f", stake(500, 1000, 1500), action("a", share=0.2), pool="freight"),
        finding("g", stake(400, 900, 1400), action("a", share=0.8), pool="freight"),
    ]
    (step,) = plan(findings, PLENTY, TODAY).steps
    assert (step.gain_low, step.gain_central, step.gain_high) == pytest.approx((320, 720, 1120))


def test_the_smaller_stake_of_a_pool_may_be_the_more_hopeful_one() -> None:
    """Central 900 against 1000, but expected 1600 against 1000: its whole can still be won."""
    findings = [
        finding("f", 1000, pool="freight"),
        finding("g", stake(600, 900, 5400), action("a", share=1), pool="freight"),
    ]
    (step,) = plan(findings, PLENTY, TODAY).steps
    assert step.gain_central == 900


def test_without_hours_only_what_takes_none_is_done() -> None:
    findings = [finding("f", 5000, action("mine", hours=1), action("theirs", hours=0, cost=100))]
    result = plan(findings, Means(0, 1000), TODAY)
    assert placed(result) == {"theirs": (0, 15)}
    assert reasons(result) == {
        "mine": "Elle demande 1 h de votre temps, et vous en avez 0 d’ici 180 jours."
    }


def test_without_budget_only_what_costs_nothing_is_done() -> None:
    findings = [finding("f", 5000, action("free"), action("paid", cost=1))]
    result = plan(findings, Means(10, 0), TODAY)
    assert set(placed(result)) == {"free"}
    assert reasons(result) == {"paid": "Elle coûte 1 €, et votre budget est de 0 €."}


def test_few_hours_that_settle_a_question_are_used_when_nothing_else_wants_them() -> None:
    unknown = finding("unknown", None, measure("count", hours=4))
    asked = finding("asked", 100, measure("ask", hours=4), questions=("how_many",))
    result = plan([unknown, asked], Means(10, 0), TODAY)
    assert set(placed(result)) == {"count", "ask"}


def test_a_question_never_takes_the_hours_of_a_gain() -> None:
    """60 hours in all: the gain takes them."""
    unknown = finding("unknown", None, measure("count", hours=4))
    assert set(
        placed(plan([unknown, finding("f", 500, action("do", hours=60))], Means(10, 0), TODAY))
    ) == {"do"}


def test_measures_that_settle_nothing_or_take_long_are_not_done_for_themselves() -> None:
    findings = [
        finding("known", 1000, measure("again", hours=1)),
        finding("unknown", None, measure("long", hours=5), action("blind", share=1)),
    ]
    result = plan(findings, PLENTY, TODAY)
    assert result.steps == ()
    assert reasons(result) == {
        "again": "Elle ne rapporte rien par elle-même, et aucune étape retenue n’en a besoin.",
        "long": "Rien dans vos fichiers ne permet encore de dire ce qu’elle rapporterait.",
        "blind": "Rien dans vos fichiers ne permet encore de dire ce qu’elle rapporterait.",
    }


def test_the_plan_starts_on_the_first_opportunity_within_a_month_and_acts_on_it() -> None:
    """Left to itself the plan gives all its 10 hours a month to the larger gains."""
    others = [finding(f"f{n}", 9000, action(f"a{n}", hours=5)) for n in range(12)]
    first = finding(
        "first", 900, measure("weigh", hours=5), action("do", hours=5, needs=("weigh",))
    )
    alone = placed(plan([*others, first], Means(10, 0), TODAY))
    assert not {"weigh", "do"} & set(alone)
    kept = placed(plan([*others, first], Means(10, 0), TODAY, first))
    assert kept["weigh"][0] < 30
    assert kept["do"][0] >= kept["weigh"][1]
    assert len(kept) == 12


def test_a_first_opportunity_out_of_reach_leaves_the_plan_as_it_is() -> None:
    first = finding("first", 900, action("do", hours=2, cost=5000))
    result = plan([first, finding("f", 9000, action("a"))], Means(10, 100), TODAY, first)
    assert set(placed(result)) == {"a"}


def test_what_a_job_is_worth() -> None:
    """From day 45 + 20 on, 300 of 365 days of 1000 euros and of the one euro of its answer; 100; two periods late."""
    job = Job(hours=2, cost_eur=100, delay_days=20, settles=True)
    assert worth(job, (Win(0, 0.5, 1000),), 2, 1) == pytest.approx(1001 * 300 / 365 - 100 - 0.02)


def test_what_could_wait_does_not() -> None:
    """`weigh` is only needed on day 60, when `long` has ended and `then` can start; it costs nobody to do it now."""
    findings = [
        finding("f1", 9000, action("long", share=1, hours=20)),
        finding("f2", 1000, action("then", hours=5, needs=("weigh",)), measure("weigh", hours=0)),
    ]
    expected = {"weigh": (0, 15), "long": (0, 60), "then": (60, 75)}
    assert placed(plan(findings, Means(10, 0), TODAY)) == expected


def test_what_a_near_best_plan_left_is_filled_with_what_pays_most_first() -> None:
    """Budget 500 pays one of the two at 400; `free` needs `before`, which comes along."""
    findings = [
        finding(
            "f",
            2000,
            action("good", cost=400),
            action("free", needs=("before",)),
            measure("before"),
        ),
        finding("g", 9000, action("better", cost=400)),
        finding("h", 100, action("poor", cost=90)),
    ]
    offers = proposals(findings)
    problem = problem_of(offers, Means(60, 500))
    nothing = Schedule((None,) * 5, ((),) * 5, 0.0)
    filled = extend(problem, nothing)
    codes = [offer.action.code for offer in offers]
    assert codes == ["before", "better", "free", "good", "poor"]
    assert filled.starts == (0, 0, 1, None, None)
    assert extend(problem, filled) == filled


def test_steps_come_by_start_then_by_gain() -> None:
    findings = [
        finding("f1", 1000, action("a", hours=1)),
        finding("f2", 3000, action("b", hours=1)),
        finding("f3", 2000, action("c", hours=1, needs=("a",))),
    ]
    assert [step.action.code for step in plan(findings, PLENTY, TODAY).steps] == ["b", "a", "c"]


def test_any_order_of_the_findings_gives_the_same_plan() -> None:
    findings = [
        finding("f1", 3000, measure("m", hours=3), action("a", hours=7, cost=300, needs=("m",))),
        finding("f2", 3000, action("b", hours=7, cost=300), action("m2", hours=3)),
        finding("f3", 3000, action("c", hours=9, cost=900, needs=("m", "m2"))),
        finding("f4", 3000, action("d", hours=30, cost=900)),
    ]
    told = set()
    for order in itertools.permutations(findings):
        result = plan(order, Means(10, 1000), TODAY)
        told.add((str(placed(result)), tuple(reasons(result).items())))
    assert len(told) == 1


def test_means_are_the_owners_or_our_stated_default() -> None:
    assert Means(10, 1500, assumed=True) == DEFAULT_MEANS
    assert means_of(None, None) == DEFAULT_MEANS
    assert means_of(4, 0) == Means(4, 0, assumed=False)
    assert means_of(4, None) == Means(4, 1500, assumed=True)
    assert means_of(None, 300) == Means(10, 300, assumed=True)
