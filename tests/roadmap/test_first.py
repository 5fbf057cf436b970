"""The first opportunity: who can be it, which one is, how it is said."""

from __future__ import annotations

import itertools

import pytest
from plan_cases import action, finding, measure, said, stake

from ancrage.findings import Finding, Kind
from ancrage.roadmap.first import first_opportunity

DO = action("do")


def chosen(*findings: Finding) -> str:
    first = first_opportunity(findings)
    assert first is not None
    return first.finding.code


def test_without_findings_there_is_none() -> None:
    assert first_opportunity(()) is None


@pytest.mark.parametrize(
    "not_one",
    [
        finding("a strength", 1000, DO, kind="strength"),
        finding("of another room", 1000, DO, room="local.clients"),
        finding("without stake", None, DO),
        finding("with a stake of nothing", stake(0, 0, 900), DO),
        finding("not worth an hour", stake(100, 299, 900), DO),
        finding("that can only be measured", 1000, measure("count")),
        finding("about which nothing is proposed", 1000),
    ],
)
def test_what_cannot_be_the_first_opportunity(not_one: Finding) -> None:
    assert first_opportunity([not_one]) is None
    first = first_opportunity([not_one, finding("other", 300, DO)])
    assert first is not None
    assert first.finding.code == "other"
    assert first.rivals == ()


@pytest.mark.parametrize("kind", ["opportunity", "weakness", "risk"])
def test_the_only_candidate_is_first_in_every_draw(kind: Kind) -> None:
    only = finding("only", stake(100, 12_345, 20_000), DO, kind=kind)
    first = first_opportunity([only])
    assert first is not None
    assert (first.finding, first.first_in_draws, first.draws) == (only, 1.0, 10_000)
    assert "12 300 €" in said(first.reason)
    assert "seule piste" in said(first.reason)


def test_the_largest_is_first_within_the_promised_rooms_and_outside() -> None:
    small = finding("small", 900, DO, room="chain.sourcing")
    large = finding("large", 1000, DO, room="chain.logistics")
    assert chosen(small, large) == "large"
    assert chosen(finding("s", 900, DO), finding("l", 1000, DO, room="chain.suppliers")) == "l"


def test_sourcing_and_logistics_go_first_from_half_of_the_largest_stake() -> None:
    stock = finding("stock", 1000, DO, room="chain.stock")
    for room in ("chain.sourcing", "chain.logistics"):
        assert chosen(stock, finding("half", 500, DO, room=room)) == "half"
        assert chosen(stock, finding("less", 499, DO, room=room)) == "stock"
    assert chosen(stock, finding("supplier", 900, DO, room="chain.suppliers")) == "stock"


def test_low_confidence_stands_back_when_a_surer_one_weighs_half_as_much() -> None:
    unsure = finding("unsure", 1000, DO, level="low")
    assert chosen(unsure, finding("sure", 500, DO)) == "sure"
    assert chosen(unsure, finding("sure", 500, DO, level="high")) == "sure"
    assert chosen(unsure, finding("sure", 499, DO)) == "unsure"
    assert chosen(unsure, finding("as unsure", 900, DO, level="low")) == "unsure"


def test_low_confidence_in_a_promised_room_does_not_pass_a_surer_stake() -> None:
    """The unsure 600 of sourcing is more than half of 1000, but the sure 1000 is more than half of it."""
    unsure = finding("unsure", 600, DO, room="chain.sourcing", level="low")
    assert chosen(unsure, finding("sure", 1000, DO)) == "sure"


def test_half_is_half_of_the_largest_that_can_be_trusted() -> None:
    """The unsure 2000 stands back for 1000; 500 of logistics is half of that 1000."""
    unsure = finding("unsure", 2000, DO, level="low")
    sure = finding("sure", 1000, DO)
    assert chosen(unsure, sure, finding("freight", 500, DO, room="chain.logistics")) == "freight"


def test_equal_stakes_are_told_apart_by_room_and_code_whatever_their_order() -> None:
    same = [
        finding("b", 1000, DO, room="chain.sourcing"),
        finding("a", 1000, DO, room="chain.sourcing"),
        finding("0", 1000, DO, room="chain.stock"),
    ]
    for order in itertools.permutations(same):
        first = first_opportunity(order)
        assert first is not None
        assert first.finding.code == "a"
        assert first.first_in_draws == pytest.approx(1 / 3)


def test_the_answer_does_not_depend_on_the_order_of_the_findings() -> None:
    findings = [
        finding("a", stake(500, 2000, 4000), DO, room="chain.sourcing"),
        finding("b", stake(100, 2100, 9000), DO, room="chain.logistics"),
        finding("c", stake(1000, 1500, 2500), DO),
    ]
    told = set()
    for order in itertools.permutations(findings):
        first = first_opportunity(order)
        assert first is not None
        shares = tuple((rival.code, share) for rival, share in first.rivals)
        told.add((first.finding.code, first.first_in_draws, shares, said(first.reason)))
    assert len(told) == 1


def test_rivals_come_with_their_shares_the_largest_first_and_all_add_up() -> None:
    first = first_opportunity(
        [
            finding("a", stake(500, 2000, 4000), DO),
            finding("b", stake(100, 1900, 2500), DO),
            finding("c", stake(1000, 1800, 3900), DO),
            finding("never", 300, DO),
        ]
    )
    assert first is not None
    shares = [share for _, share in first.rivals]
    assert shares == sorted(shares, reverse=True)
    assert first.first_in_draws + sum(shares) == pytest.approx(1)
    assert first.rivals[-1] == (first.rivals[-1][0], 0.0)
    assert first.rivals[-1][0].code == "never"


def test_a_clear_call_and_a_close_call_are_said_apart() -> None:
    large = finding("large", stake(4000, 5000, 6000), DO)
    clear = first_opportunity([large, finding("far", stake(1000, 2000, 3000), DO)])
    close = first_opportunity([large, finding("near", stake(3900, 4900, 5900), DO)])
    assert clear is not None
    assert close is not None
    assert clear.first_in_draws == 1
    assert 0.5 < close.first_in_draws < 0.75
    assert "5 000 €" in said(clear.reason)
    assert "5 000 €" in said(close.reason)
    assert "nettement" in said(clear.reason)
    assert "de peu" in said(close.reason)


def test_one_that_goes_before_a_larger_one_says_so() -> None:
    first = first_opportunity(
        [finding("freight", 600, DO, room="chain.logistics"), finding("stock", 1000, DO)]
    )
    assert first is not None
    assert first.finding.code == "freight"
    assert first.first_in_draws == 0
    assert "une autre piste pèse davantage" in said(first.reason)


def test_one_that_goes_before_a_larger_but_unsure_one_says_so() -> None:
    first = first_opportunity(
        [
            finding("sure", 600, DO, room="chain.stock"),
            finding("unsure", 1000, DO, room="chain.sourcing", level="low"),
        ]
    )
    assert first is not None
    assert first.finding.code == "sure"
    assert said(first.reason) == (
        "Environ 600 € par an ; une autre piste pèserait davantage, mais avec moins de certitude."
    )
