"""What may stop a supplier or make it late: how often, with whom, and what a passage in alarm changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from ancrage.chain.stock.advice import advise
from ancrage.chain.stock.cases import complete, demand_laws, told
from ancrage.chain.stock.causes import Cause, causes, put_off, slow_law
from ancrage.chain.stock.decide.case import Kind
from ancrage.chain.stock.simulate.items import Shock, Source
from ancrage.chain.ways import falls
from ancrage.firm.leadtimes.laws import LeadLaw
from ancrage.world.exposure import Exposure, exposure
from ancrage.world.references import World, world_on
from ancrage.world.signals.alarms import Alarm
from ancrage.world.signals.now import WorldSignal
from ancrage.world.signals.sources import SOURCES
from goods import TODAY, one_item

WORLD = world_on(TODAY)
YEARLY = 1 / 3.7  # stops of some supplier, as the survey says


def signal(passage: str, size: float, since: date, *, stale: bool = False) -> WorldSignal:
    alarm = Alarm(since, since, None, size, 30, "n_container", None)
    return WorldSignal(
        series=passage, kind="traffic", source=SOURCES["passages"], passage=passage, countries=(), currency="", index="",
        alarm=alarm, false_alarms=0.1, observed_until=TODAY, fetched_on=TODAY, stale=stale,
    )  # fmt: skip


def alarmed(*signals: WorldSignal) -> World:
    return replace(WORLD, signals=signals)


def by_sea(country: str = "CN") -> Exposure:
    return exposure("1", country, "FRLEH", WORLD, mode="sea")


def test_stops_of_a_country_are_common_and_no_more_is_lost_than_apart() -> None:
    found = causes({1: 60.0, 2: 20.0, 3: 20.0}, {1: "CN", 2: "CN", 3: "FR"}, {}, {}, WORLD)
    # Of China, weighted by margin: (60 × 0.6 + 20 × 0.2) / 80 = 0.5 of all stops; 38 % of that strikes both.
    common = 0.38 * 0.5 * YEARLY
    rates = {n: {one.kind: one.shock.per_year for one in mine} for n, mine in found.items()}
    assert rates[1] == pytest.approx({"supplier": 0.6 * YEARLY - common, "country": common})
    assert rates[2] == pytest.approx({"supplier": 0.2 * YEARLY - common, "country": common})
    assert rates[3] == pytest.approx({"supplier": 0.62 * 0.2 * YEARLY, "country": 0.38 * 0.2 * YEARLY})  # fmt: skip
    names = [one.shock.name for n in (1, 2, 3) for one in found[n] if one.kind == "country"]
    assert names == ["country CN", "country CN", "country FR"]
    assert 60 * sum(rates[1].values()) + 20 * sum(rates[2].values()) == pytest.approx(40 * YEARLY)


def test_a_small_supplier_stops_with_its_country_at_least() -> None:
    found = causes({1: 99.0, 2: 1.0}, {1: "CN", 2: "CN"}, {}, {}, WORLD)
    own, common = (one.shock.per_year for one in found[2])
    assert own == 0
    assert common == pytest.approx(0.38 * (99 * 0.99 + 0.01) / 100 * YEARLY)


def test_passages_make_late_and_the_two_ends_of_the_red_sea_are_one() -> None:
    found = causes({1: 1.0}, {1: "CN"}, {1: by_sea()}, {}, WORLD)[1]
    passages = {one.place: one for one in found if one.kind == "passage"}
    assert "suez" in passages
    assert "babalmandab" not in passages
    suez = passages["suez"]
    # Round the Cape: some 3,300 nautical miles more, at 14 to 18 knots.
    assert suez.late_days is not None
    assert 7 < suez.late_days < 12
    assert (suez.shock.per_year, suez.shock.mean_days) == pytest.approx((1 / 2.75, 100))
    assert suez.shock.slows
    assert not suez.shock.down
    assert suez.shock.stops == Source(0)
    assert all(one.shock.per_year == pytest.approx(1 / 44) for place, one in passages.items() if place != "suez")  # fmt: skip


def test_where_no_way_is_left_nothing_is_sent() -> None:
    # Out of the Black Sea there is the Bosporus alone.
    way = exposure("1", "RO", "FRLEH", WORLD, mode="sea")
    found = causes({1: 1.0}, {1: "RO"}, {1: way}, {}, WORLD)[1]
    (bosporus,) = [one for one in found if one.place == "bosporus"]
    assert bosporus.late_days is None
    assert bosporus.shock.stops == Source.MAIN
    assert not bosporus.shock.slows


def test_a_passage_in_alarm_is_closed_now_for_as_long_as_it_has_been() -> None:
    long_ago = date(2025, 1, 31)
    world = alarmed(
        signal("suez", -52.0, date(2025, 6, 1)), signal("babalmandab", -78.0, long_ago),
        signal("malacca", 30.0, long_ago), signal("gibraltar", -60.0, long_ago, stale=True),
    )  # fmt: skip
    assert set(falls(world)) == {"suez", "babalmandab"}  # more traffic is no fall, old news is none
    found = causes({1: 1.0}, {1: "CN"}, {1: by_sea()}, falls(world), world)[1]
    now = [one for one in found if one.signal is not None]
    assert [(one.place, one.diverted) for one in now] == [("suez", 0.78)]
    assert now[0].shock.down
    assert now[0].shock.mean_days == max(100, (TODAY - long_ago).days)


LAW = LeadLaw(np.array([0, 0.5, 0.5]), 1.0, 20, ())


def closed(late: float, share: float, *, now: bool = True, per_year: float = 1.0) -> Cause:
    shock = Shock("x", per_year, 100, Source(0), slows=True, down=now)
    return Cause("passage", "suez", shock, late, share, signal("suez", -50.0, TODAY) if now else None)  # fmt: skip


def test_what_leaves_meanwhile_goes_round_in_part() -> None:
    found = slow_law((closed(3, 0.5),), LAW)
    assert found is not None
    assert found.tolist() == [0, 0.25, 0.25, 0, 0.25, 0.25]
    # Two that may close, the one three times as often: mixed by their days.
    both = slow_law((closed(1, 1.0, now=False, per_year=3.0), closed(2, 1.0, now=False)), LAW)
    assert both is not None
    assert both == pytest.approx([0, 0, 0.375, 0.375 + 0.125, 0.125])
    assert slow_law((Cause("supplier", "1", Shock("s", 1.0, 45)),), LAW) is None


def test_a_detour_that_orders_show_already_is_not_added_again() -> None:
    usual = np.zeros(41)
    usual[40] = 1
    law = LeadLaw(usual, 1.15, 20, ())  # 46 days instead of 40
    found = slow_law((closed(10, 1.0),), law)
    assert found is not None
    assert float(np.arange(len(found)) @ found) == pytest.approx(46 + 4)


def test_an_order_past_the_middle_of_its_way_is_not_put_off() -> None:
    way = by_sea()
    assert way.days is not None
    half = way.days.central / 2
    assert put_off((closed(10, 0.6),), LAW, way, half + 1) == pytest.approx(6)
    assert put_off((closed(10, 0.6),), LAW, way, half - 1) == 0
    assert put_off((closed(10, 0.6),), LAW, None, 99) == 0
    assert put_off((closed(10, 0.6, now=False),), LAW, way, 99) == 0


def far(on_hand: float, **supplier: Any) -> Any:
    return one_item(on_hand, 45, country="CN", mode="mer", **supplier)


def test_a_closed_passage_asks_for_more_until_a_day() -> None:
    quiet, world = far(60), alarmed(signal("suez", -80.0, date(2025, 6, 1)))
    before, after = advise(quiet, WORLD).cards[0], advise(quiet, world).cards[0]
    slow = after.told.case.item.slow_lead
    assert slow is not None
    assert slow.mean > after.told.case.item.lead.mean + 5
    # What the same way costs is more, for the same luck.
    assert after.accepted.outcome.euros.stockout > before.accepted.outcome.euros.stockout
    assert after.saving > before.saving
    raised = next(one for one in after.decision.choices if one.kind is Kind.STOCK_MORE)
    assert raised.option.extra > 0
    assert [one.place for one in after.told.causes if one.signal] == ["suez"]


def test_terms_of_a_common_stock_make_a_choice_and_its_crowd_is_counted() -> None:
    found = far(60, pool_days=30.0, pool_pct=10.0, pool_eur=120.0, pool_firms=3.0)
    (one,) = told(found, complete(found), demand_laws(found), WORLD)
    pool = one.case.pool
    assert pool is not None
    assert pool.units == round(30 * one.demand.mean_per_day)
    assert pool.unit_fee == pytest.approx(0.8)  # a tenth of 8 euros
    assert pool.yearly == 120  # its only item
    assert pool.crowded == pytest.approx(1 / 3)
    assert not any("commun" in str(text.message) for text in one.assumptions)
    card = advise(found, WORLD).cards[0]
    assert Kind.POOL in {choice.kind for choice in card.decision.choices}


def test_a_second_source_of_the_same_country_stops_with_it() -> None:
    two: dict[str, Any] = {"second_source": "Corderie", "second_days": 9.0, "second_pct": 5.0}
    shocks = {
        country: next(s for s in causes_of(far(60, **{**two, "second_country": country})) if s.name == "country CN")
        for country in ("CN", "FR")
    }  # fmt: skip
    assert shocks["CN"].stops == Source.MAIN | Source.RUSH | Source.SECOND
    assert shocks["FR"].stops == Source.MAIN | Source.RUSH


def causes_of(found: Any) -> tuple[Shock, ...]:
    (one,) = told(found, complete(found), demand_laws(found), WORLD)
    shocks: tuple[Shock, ...] = one.case.item.shocks
    return shocks
