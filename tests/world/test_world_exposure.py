"""What a supplier's goods go through: said, or taken by default and shown as such."""

from __future__ import annotations

from datetime import date

import pytest

from ancrage.world import world_on
from ancrage.world.exposure import exposure, extra_days

WORLD = world_on(date(2026, 11, 26))


def test_from_shanghai_by_sea() -> None:
    found = exposure("S1", "CN", "FRLEH", WORLD)
    assert (found.mode, found.mode_assumed, found.port_assumed) == ("sea", True, True)
    assert found.origin is not None
    assert found.origin.name == "Shanghai"
    assert found.passages == ("taiwan", "malacca", "babalmandab", "suez", "gibraltar")
    assert [d.passage for d in found.detours] == list(found.passages)
    assert found.days is not None
    assert found.days.central == pytest.approx(10_366.3 / 336 + 8.8)
    suez = found.when_closed(frozenset({"suez", "bering"}))
    assert suez is not None
    added = extra_days(suez, WORLD)
    assert added is not None
    assert added.central == pytest.approx(9.9, abs=0.05)
    assert found.when_closed(frozenset({"panama"})) is None


def test_the_port_and_the_mode_that_are_said_are_taken() -> None:
    found = exposure("S1", "CN", "FRFOS", WORLD, mode="sea", port="CNNGB")
    assert found.origin is not None
    assert (found.origin.code, found.port_assumed, found.mode_assumed) == ("CNNGB", False, False)
    flown = exposure("S1", "CN", "FRFOS", WORLD, mode="air")
    assert (flown.route, flown.passages, flown.days, flown.origin) == (None, (), None, None)


def test_by_road_there_is_no_passage_and_days_come_from_the_table() -> None:
    found = exposure("S2", "PL", "FRLEH", WORLD)
    assert (found.mode, found.passages, found.route) == ("road", (), None)
    assert found.days is not None
    assert (found.days.low, found.days.high) == (7, 15)
    assert found.days.sources == ("zone_near_days",)
    german = exposure("S2", "DE", "FRLEH", WORLD).days
    assert german is not None
    assert (german.low, german.high) == (1, 7)
    # The table is that of a firm in France.
    assert exposure("S2", "US", "CAMTR", WORLD).days is None


def test_what_cannot_be_known_is_unknown() -> None:
    inland = exposure("S3", "CZ", "CAMTR", WORLD)
    assert (inland.mode, inland.origin, inland.route, inland.days) == ("sea", None, None, None)


def test_a_way_that_is_shut_has_no_detour() -> None:
    found = exposure("S4", "RO", "FRLEH", WORLD, mode="sea")
    shut = found.when_closed(frozenset({"bosporus"}))
    assert shut is not None
    assert (shut.route, shut.extra_miles, extra_days(shut, WORLD)) == (None, None, None)


def test_ports_that_nobody_knows_are_refused() -> None:
    with pytest.raises(ValueError, match="Shanghai"):
        exposure("S1", "CN", "FRLEH", WORLD, port="Shanghai")
