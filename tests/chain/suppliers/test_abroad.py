"""Signals of the world reach the suppliers that they concern, and nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ancrage.chain.suppliers.abroad import alarmed_passages, route_alarm, touched, world_table
from ancrage.chain.suppliers.ways import routes
from ancrage.chain.ways import exposures
from ancrage.world import World, world_on
from ancrage.world.signals.alarms import Alarm
from ancrage.world.signals.now import WorldSignal
from ancrage.world.signals.sources import SOURCES
from goods import TODAY, came, firm, of, ordered

ALARM = Alarm(date(2025, 5, 2), date(2025, 5, 9), None, -55.0, 60, "n_container", None)
QUIET = WorldSignal(
    series="Suez Canal", kind="traffic", source=SOURCES["passages"], passage="", countries=(), currency="", index="",
    alarm=ALARM, false_alarms=0.2, observed_until=date(2025, 6, 28), fetched_on=TODAY, stale=False,
)  # fmt: skip


def world(**signal: Any) -> World:
    return replace(world_on(TODAY), signals=(replace(QUIET, **signal),))


@pytest.fixture(scope="module")
def tables() -> dict[str, Any]:
    far = {"supplier": "Ningbo Lamps", "currency": "USD"}
    near = {"supplier": "Corderie Sainte-Barbe", "currency": "EUR"}
    return {
        "purchase_orders": [
            *(ordered(f"f{n}", f"2025-0{n}-01", 10, unit_price=3.0, **far) for n in range(1, 5)),
            *(ordered(f"n{n}", f"2025-0{n}-01", 10, "B", unit_price=2.0, **near) for n in range(1, 5)),
        ],
        "receipts": [
            *({**came(f"f{n}", f"2025-0{n}-28", 10), "supplier": "Ningbo Lamps"} for n in range(1, 5)),
            *({**came(f"n{n}", f"2025-0{n}-09", 10, "B"), "supplier": "Corderie Sainte-Barbe"} for n in range(1, 5)),
        ],
        "suppliers": [
            {"name": "Ningbo Lamps", "country": "CN", "mode": "mer", "port": "Ningbo"},
            {"name": "Corderie Sainte-Barbe", "country": "FR", "mode": "camion"},
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("signal", "concerned"),
    [
        ({"passage": "suez"}, ["Ningbo Lamps"]),
        ({"passage": "panama"}, []),
        ({"countries": ("CN",), "kind": "gpr"}, ["Ningbo Lamps"]),
        ({"countries": ("TR",), "kind": "gpr"}, []),
        ({"currency": "USD", "kind": "fx"}, ["Ningbo Lamps"]),
        ({"currency": "JPY", "kind": "fx"}, []),
        ({"index": "GSCPI", "kind": "gscpi"}, ["Ningbo Lamps"]),
        ({"passage": "suez", "stale": True}, []),
    ],
)
def test_a_signal_reaches_those_it_concerns(
    tables: dict[str, Any], signal: dict[str, Any], concerned: list[str]
) -> None:
    whole = firm(**tables)
    found, here = of(whole), world(**signal)
    reached = touched(whole, found, exposures(found, here), here)
    assert [found.partners[n].name for one in reached for n in one.suppliers] == concerned


def test_a_passage_in_alarm_shows_in_the_finding_the_table_and_the_score(
    tables: dict[str, Any],
) -> None:
    whole = firm(**tables)
    found, here = of(whole), world(passage="suez")
    ways = exposures(found, here)
    reached = touched(whole, found, ways, here)
    assert alarmed_passages(reached) == {"suez"}
    ((number, route),) = [(n, r) for n, r in routes(ways, {"suez"}).items() if r.alarms]
    assert found.partners[number].name == "Ningbo Lamps"
    assert route.alarms == ("suez",)
    finding = route_alarm(whole, found, reached)
    assert finding is not None
    # Its four orders are the proof; they say no amount in the column of money.
    assert [len(piece.lines) for piece in finding.evidence] == [4]
    table = world_table(whole, found, reached)
    assert table is not None
    assert table.rows[0][1:3] == (-0.55, date(2025, 5, 2))


def test_no_series_no_signal(tables: dict[str, Any]) -> None:
    whole, here = firm(**tables), world_on(TODAY)
    found = of(whole)
    assert touched(whole, found, exposures(found, here), here) == ()
    assert route_alarm(whole, found, ()) is None
    assert world_table(whole, found, ()) is None


def test_an_index_that_the_firm_pastes_speaks_to_those_who_ship(tables: dict[str, Any]) -> None:
    # Two years of a quiet weekly index, then half as much again for its last eight weeks.
    first = TODAY - timedelta(weeks=112)
    rows = [
        {"name": "WCI", "date": first + timedelta(weeks=n), "unit": "USD/40ft",
         "value": (2000 + (37 * n) % 90) * (1.6 if n >= 104 else 1.0)}
        for n in range(112)
    ]  # fmt: skip
    whole, here = firm(**tables, indices=rows), world_on(TODAY)
    found = of(whole)
    (one,) = touched(whole, found, exposures(found, here), here)
    assert [found.partners[n].name for n in one.suppliers] == ["Ningbo Lamps"]
    assert one.signal.source.publisher == "vos fichiers"
    assert one.signal.alarm.size_pct == pytest.approx(60, abs=12)


def test_goods_arrive_where_the_owner_says(tables: dict[str, Any]) -> None:
    whole = firm(**tables)
    ways = {
        home: next(
            one
            for one in exposures(of(replace(whole, answers=answers)), world_on(TODAY)).values()
            if one.country == "CN"
        )
        for home, answers in (("FRLEH", {}), ("FRFOS", {"suppliers_home_port": "FRFOS"}), ("CAVAN", {"suppliers_home_port": "CAVAN"}))
    }  # fmt: skip
    assert {home: one.destination.code for home, one in ways.items()} == {home: home for home in ways}  # fmt: skip
    # To Marseille nothing goes through Gibraltar; to Vancouver, through no canal.
    assert "gibraltar" in ways["FRLEH"].passages
    assert "gibraltar" not in ways["FRFOS"].passages
    assert not {"suez", "panama"} & set(ways["CAVAN"].passages)
