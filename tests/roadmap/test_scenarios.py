"""Et si: what each scenario does to suppliers, by hand; the answer of a firm of two items; kept and read again."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pytest

from ancrage.chain.stock.whatif import Paths
from ancrage.roadmap.stock.answer import NoScenario, answer, scenario_of
from ancrage.roadmap.stock.kept import Kept, pack, unpack
from ancrage.roadmap.stock.scenarios import Scenario, Tie, shock_of, together, untold
from ancrage.roadmap.stock.slugs import slug
from ancrage.text import Language

FAR = Tie("ningbo-1", "Ningbo", True, {"suez": 10.0, "gibraltar": None}, "FRLEH", "USD")
NEAR = Tie("martin-2", "Martin & fils", True, {}, "", "EUR")
DARK = Tie("inconnu-3", "Inconnu", False, {}, "", "")
TIES = {1: FAR, 2: NEAR, 3: DARK}
DAY = date(2025, 12, 31)


def kept() -> Kept:
    """Two items of 1 a day: 30 in stock from far away (40 days), 30 from near (10 days); no open order; margin 5 and unknown."""
    none = np.full((2, 1), np.inf)
    paths = Paths(
        ("A", "B"), ("Lampe", "Clou"), np.array([5.0, np.nan]), np.array([10.0, np.nan]), np.array([1, 2]),
        np.array([1.0, 1.0]), np.array([50.0, 30.0]), np.array([40.0, 10.0]), none, np.zeros((2, 1)),
        np.zeros((2, 1), dtype=bool), {3: 4},
    )  # fmt: skip
    return Kept(paths, TIES, DAY, "EUR")


def test_each_scenario_reaches_the_suppliers_that_its_ties_tell() -> None:
    assert shock_of(Scenario("supplier", 4, "martin-2"), TIES).stops == {2: 28}
    assert shock_of(Scenario("leadtimes", 20), TIES).longer == {1: 1.2, 2: 1.2, 3: 1.2}
    assert shock_of(Scenario("currency", 10, "USD"), TIES).dearer == {1: 0.1}
    assert shock_of(Scenario("strike", 2), TIES).delays == {1: 14}
    assert shock_of(Scenario("strike", 2, "NLRTM"), TIES).delays == {}


def test_a_passage_that_closes_sends_ships_round_or_makes_them_wait() -> None:
    assert shock_of(Scenario("passage", 8, "suez"), TIES).delays == {1: 10.0}
    # Closed for a week, waiting is shorter than ten more days at sea.
    assert shock_of(Scenario("passage", 1, "suez"), TIES).delays == {1: 7.0}
    without_way = shock_of(Scenario("passage", 3, "gibraltar"), TIES)
    assert (without_way.delays, without_way.stops) == ({}, {1: 21})
    assert shock_of(Scenario("passage", 3, "panama"), TIES).delays == {}


def test_several_at_once() -> None:
    both = together(
        shock_of(one, TIES)
        for one in (
            Scenario("strike", 1), Scenario("passage", 8, "suez"), Scenario("supplier", 2, "ningbo-1"),
            Scenario("passage", 3, "gibraltar"), Scenario("currency", 10, "USD"), Scenario("currency", 10, "USD"),
        )
    )  # fmt: skip
    assert both.delays == {1: 17.0}
    assert both.stops == {1: 21.0}
    assert both.dearer[1] == pytest.approx(0.21)


def test_what_nobody_knows_is_said() -> None:
    assert untold(Scenario("passage", 1, "suez"), TIES) == [3]
    assert untold(Scenario("currency", 1, "USD"), TIES) == [3]
    assert untold(Scenario("leadtimes", 1), TIES) == []


def test_the_answer_by_hand() -> None:
    """50 lamps last 50 days; an order placed today comes in 40, or in 40 + 28 after four weeks without: 18 days lost at 5 €."""
    told = answer(kept(), [Scenario("supplier", 4, "ningbo-1")], Language.FR)
    (lamp,) = told["items"]
    assert lamp == {
        "item": "A", "slug": slug("A"), "name": "Lampe", "supplier": "Ningbo", "supplier_slug": "ningbo-1", "out_on": "2026-02-19",
        "back_on": "2026-03-09", "lost_days": 18.0, "units": 18.0, "loss_eur": 90.0,
    }  # fmt: skip
    assert (told["loss_eur"], told["cost_eur_year"]) == (90.0, 0.0)
    assert told["scenarios"][0]["said"] == "Ningbo s’arrête 4 semaines"
    assert told["suppliers"][0]["stop_days"] == 28.0


def test_a_currency_costs_what_a_year_of_use_costs_more() -> None:
    """365 lamps at 10 €, a tenth dearer."""
    told = answer(kept(), [Scenario("currency", 10, "USD")], Language.EN)
    assert told["cost_eur_year"] == 365.0
    assert told["items"] == []
    assert told["suppliers_unknown"] == ["Inconnu"]


def test_kept_as_plain_data_and_read_again_it_answers_the_same() -> None:
    before = kept()
    after = unpack(pack(before))
    for scenario in (Scenario("supplier", 4, "ningbo-1"), Scenario("leadtimes", 200)):
        assert answer(after, [scenario], Language.FR) == answer(before, [scenario], Language.FR)
    assert answer(after, [Scenario("leadtimes", 20)], Language.FR)["not_followed"] == 4


def test_a_supplier_is_found_by_its_slug_its_name_or_a_word_of_it() -> None:
    for named in ("martin-2", "MARTIN & FILS", "fils"):
        assert scenario_of("supplier", named, "4", TIES).target == "martin-2"
    assert scenario_of("leadtimes", "", "12,5", TIES).amount == 12.5
    assert scenario_of("currency", "usd", 3, TIES).target == "USD"


@pytest.mark.parametrize(
    ("kind", "target", "amount"),
    [
        ("supplier", "n", "4"),  # several hold it
        ("supplier", "", "4"),
        ("passage", "nowhere", "4"),
        ("strike", "XXXXX", "4"),
        ("currency", "GBP", "4"),
        ("war", "", "4"),
        ("leadtimes", "", "beaucoup"),
        ("leadtimes", "", "nan"),
        ("leadtimes", "", "301"),
        ("strike", "", "0"),
        ("strike", "", "105"),
    ],
)
def test_what_cannot_be_followed_is_refused_with_a_reason(
    kind: str, target: str, amount: str
) -> None:
    with pytest.raises(NoScenario):
        scenario_of(kind, target, amount, TIES)


def test_three_thousand_items_and_two_hundred_suppliers_in_less_than_a_second() -> None:
    """Kept, read and answered; processor time, since the machine may be shared."""
    rng = np.random.default_rng(1)
    count, orders = 3000, 3
    ties = {
        n: Tie(f"s-{n}", f"Supplier {n}", True, {"suez": 10.0}, "FRLEH", "USD") for n in range(200)
    }
    names = tuple(f"Item {n}" for n in range(count))
    paths = Paths(
        names, names, rng.uniform(1, 50, count), rng.uniform(1, 50, count), rng.integers(0, 200, count),
        rng.uniform(0.1, 9, count), rng.uniform(0, 200, count), rng.uniform(5, 90, count),
        rng.uniform(1, 90, (count, orders)), rng.uniform(0, 200, (count, orders)),
        rng.uniform(0, 1, (count, orders)) < 0.5, {},
    )  # fmt: skip
    data = pack(Kept(paths, ties, DAY, "EUR"))
    began = time.process_time()
    told = answer(unpack(data), [Scenario("passage", 8, "suez")], Language.FR)
    assert time.process_time() - began < 1.0
    assert len(told["suppliers"]) == 200
    assert len(told["items"]) > 100


def test_slugs_are_readable_and_tell_keys_apart() -> None:
    one, other = slug("parties:f1:été & fils"), slug("parties:f2:été & fils")
    assert one.startswith("ete-fils-")
    assert other.startswith("ete-fils-")
    assert one != other
    assert slug("suppliers:北京") == slug("suppliers:北京")
    assert set(slug("x:" + "a" * 300)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
