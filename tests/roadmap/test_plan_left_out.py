"""Why an action is left out: every reason by hand, and its figures checked against what the plan left."""

from __future__ import annotations

import pytest
from plan_cases import PLENTY, TODAY, action, finding, measure, said, stake

from ancrage.findings import Finding
from ancrage.roadmap.model import Means
from ancrage.roadmap.plan import plan


def reasons(findings: list[Finding], means: Means) -> dict[str, str]:
    return {left.action.code: said(left.reason) for left in plan(findings, means, TODAY).left_out}


def test_the_budget_is_spent_on_better_steps() -> None:
    findings = [
        finding("f", 9000, action("better", cost=800)),
        finding("g", 2000, action("dear", cost=500)),
    ]
    assert reasons(findings, Means(60, 1000)) == {
        "dear": "Elle coûte 500 €, et il reste 200 € une fois les étapes retenues payées."
    }


def test_the_hours_go_to_better_steps() -> None:
    findings = [
        finding("f", 9000, action("better", hours=58)),
        finding("g", 900, action("long", hours=3)),
    ]
    assert reasons(findings, Means(10, 0)) == {
        "long": "Elle demande 3 h de votre temps : les étapes retenues n’en laissent pas assez d’affilée d’ici 180 jours."
    }


def test_more_hours_than_there_are() -> None:
    assert reasons([finding("g", 9000, action("long", hours=24.5))], Means(4, 0)) == {
        "long": "Elle demande 24,5 h de votre temps, et vous en avez 24 d’ici 180 jours."
    }


def test_neither_hours_nor_budget() -> None:
    assert reasons([finding("g", 9000, action("both", hours=70, cost=300))], Means(10, 200)) == {
        "both": "Elle demande 70 h et 300 € : ni le temps ni le budget qui restent n’y suffisent."
    }


def test_it_costs_more_than_it_wins_in_the_year() -> None:
    """1000 a year from day 15: 1000 x 350 / 365 = 959 for 1000, said as 960."""
    findings = [finding("g", 2000, action("dear", share=0.5, cost=1000))]
    assert reasons(findings, Means(10, 1500)) == {
        "dear": "Elle rapporterait 960 € dans les douze mois à venir, pour 1 000 € à dépenser."
    }


def test_it_does_not_pay_with_what_it_needs_first() -> None:
    """500 a year from day 30: 500 x 335 / 365 = 459, said as 460, for 200 and 300."""
    findings = [
        finding("g", 1000, action("do", cost=200, needs=("study",)), measure("study", cost=300))
    ]
    assert reasons(findings, PLENTY) == {
        "do": "Avec ce qu’elle demande d’abord, elle rapporterait 460 € dans les douze mois à venir, "
        "pour 500 € à dépenser.",
        "study": "Elle prépare « Faire do », que le plan ne retient pas.",
    }


def test_poverty_is_not_blamed_for_what_would_not_pay_anyway() -> None:
    findings = [finding("g", 100, action("dear", cost=5000, hours=500))]
    assert "5 000 € à dépenser" in reasons(findings, Means(10, 0))["dear"]


def test_its_effect_comes_after_the_year() -> None:
    assert reasons([finding("g", 9000, action("slow", delay=360))], PLENTY) == {
        "slow": "Elle ne rapporterait rien, ou presque, dans les douze mois à venir."
    }


def test_another_step_wins_the_same_stake() -> None:
    findings = [finding("g", 9000, action("a", share=0.7), action("b", share=0.4, cost=10))]
    assert reasons(findings, PLENTY) == {
        "b": "« Faire a » vise déjà le même gain : les deux ne s’ajoutent pas."
    }


def test_what_it_needs_does_not_fit() -> None:
    findings = [
        finding("g", 9000, action("do", share=1, needs=("study",)), measure("study", cost=5000))
    ]
    found = reasons(findings, Means(10, 1000))
    assert found == {
        "do": "Elle demande d’abord « Faire study » : les deux ne tiennent pas dans le temps et le budget qui restent.",
        "study": "Elle coûte 5 000 €, et votre budget est de 1 000 €.",
    }


def test_what_it_needs_ends_too_late() -> None:
    """`wait` wins by itself and fills the 180 days."""
    findings = [
        finding(
            "g",
            9000,
            action("wait", share=0.5, hours=60),
            action("then", hours=0, share=0.4, needs=("wait",)),
        )
    ]
    assert reasons(findings, Means(10, 0)) == {
        "then": "Elle ne peut commencer qu’après « Faire wait », trop tard pour finir en 180 jours."
    }


def test_two_that_wait_for_each_other_are_both_left_out() -> None:
    findings = [
        finding(
            "g", 9000, action("a", share=0.4, needs=("b",)), action("b", share=0.4, needs=("a",))
        )
    ]
    found = reasons(findings, PLENTY)
    assert set(found) == {"a", "b"}
    assert found["a"].startswith("Elle demande d’abord « Faire b »")


def test_it_would_come_too_late_to_pay() -> None:
    """The other fills the first 165 days; what is left ends on day 180: 600 x 185 / 365 = 304, said as 300, for 400.

    At once it would have paid: 600 x 350 / 365 = 575.
    """
    findings = [
        finding("f", 90_000, action("better", hours=55)),
        finding("g", 600, action("late", share=1, hours=5, cost=400)),
    ]
    assert reasons(findings, Means(10, 1000)) == {
        "late": "Avec le temps qui reste, elle viendrait trop tard : 300 € gagnés dans les douze mois à venir, "
        "pour 400 € à dépenser."
    }


def test_the_most_hopeful_comes_first_among_what_is_left_out() -> None:
    findings = [
        finding("f", 1000, action("a", cost=5000)),
        finding("g", stake(1000, 4000, 5000), action("b", cost=5000)),
        finding("h", None, action("c")),
    ]
    assert list(reasons(findings, Means(10, 0))) == ["b", "a", "c"]


@pytest.mark.parametrize("budget", [0, 100])
def test_every_action_is_in_the_plan_or_left_out_once(budget: float) -> None:
    findings = [
        finding("f", 1000, measure("m"), action("a", needs=("m",))),
        finding("g", 2000, measure("m"), action("b", cost=100, needs=("m",))),
    ]
    result = plan(findings, Means(10, budget), TODAY)
    codes = [step.action.code for step in result.steps] + [
        left.action.code for left in result.left_out
    ]
    assert sorted(codes) == ["a", "b", "m"]
