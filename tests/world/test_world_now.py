"""What is in alarm on a day: told of the passage, the country or the currency that it concerns, with its age."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import polars as pl
from test_world_fetch import TODAY, fetched

from ancrage.world.signals.kept import keep
from ancrage.world.signals.now import alarms_now, indicators_on
from ancrage.world.signals.sources import SOURCES
from publishers import DAYS, START, publishers


def test_nothing_is_kept(tmp_path: Path) -> None:
    assert alarms_now(tmp_path / "none", TODAY) == ()
    assert indicators_on(tmp_path / "none", TODAY) == {}


def test_a_passage_by_the_name_that_routes_use(tmp_path: Path) -> None:
    with publishers() as address:
        fetched(tmp_path, address, "passages")
    (signal,) = alarms_now(tmp_path, TODAY)
    assert (signal.series, signal.passage, signal.countries) == ("Suez Canal", "suez", ())
    assert abs((signal.alarm.onset - (START + timedelta(days=600))).days) <= 1
    assert signal.alarm.size_pct < -40
    assert 0 < signal.false_alarms <= 0.25
    assert signal.source.publisher == "IMF PortWatch"
    assert signal.observed_until == START + timedelta(days=DAYS - 1)
    assert not signal.stale
    assert alarms_now(tmp_path, TODAY + timedelta(days=60))[0].stale


def test_of_an_earlier_day_only_what_was_published_counts(tmp_path: Path) -> None:
    with publishers() as address:
        fetched(tmp_path, address, "passages")
    fell = START + timedelta(days=600)
    assert alarms_now(tmp_path, fell + timedelta(days=SOURCES["passages"].lag_days)) == ()
    assert len(alarms_now(tmp_path, fell + timedelta(days=SOURCES["passages"].lag_days + 10))) == 1


def test_a_level_that_lasts_is_no_news_after_a_year(tmp_path: Path) -> None:
    with publishers() as address:
        fetched(tmp_path, address, "passages")
    assert alarms_now(tmp_path, START + timedelta(days=600 + 380)) == ()


def test_countries_of_the_risk_index(tmp_path: Path) -> None:
    months = [date(2005 + m // 12, m % 12 + 1, 1) for m in range(240)]
    calm = [100.0 + m % 7 for m in range(240)]
    table = pl.DataFrame(
        {
            "date": months,
            "GPR": calm,
            "GPRC_TUN": [0.1 + m % 5 / 50 for m in range(238)] + [4.0, 4.0],
        }
    )
    keep(tmp_path, SOURCES["gpr"], table, date(2025, 1, 10))
    (signal,) = alarms_now(tmp_path, date(2025, 1, 10))
    assert (signal.countries, signal.passage, signal.index) == (("TN",), "", "")
    assert signal.alarm.onset == date(2024, 11, 1)
    # The highest of its last ten years, with its date and source: an indicator, not a verdict.
    one = indicators_on(tmp_path, date(2025, 1, 10))["TN"]
    assert (one.value, one.day, one.source.code) == (4.0, date(2024, 12, 1), "gpr")
    assert one.rank == 1.0


def test_a_file_that_was_cut_or_changed_by_hand_is_left_out(tmp_path: Path) -> None:
    with publishers() as address:
        fetched(tmp_path, address, "passages")
    (tmp_path / "passages.csv").write_bytes(b"\x00\xff\x00,,\n")
    assert alarms_now(tmp_path, TODAY) == ()
