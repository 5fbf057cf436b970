"""The watch of a series: nothing of the future, one alarm for what lasts, none for what comes every year."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import polars as pl
import pytest

from ancrage.cli.dated import read_dated
from ancrage.world.signals.alarms import alarms_of
from ancrage.world.signals.lunar import NEW_YEARS
from ancrage.world.signals.nature import NATURES
from ancrage.world.signals.rhythm import DAY, MONTH, QUARTER, WEEK, WORKING_DAY, rhythm_of
from ancrage.world.signals.series import series_of
from ancrage.world.signals.threshold import threshold
from ancrage.world.signals.watch import watch
from corpus import corpus

START = int(np.datetime64("2016-01-04").astype(np.int64))  # a Monday


def traffic(years: float = 4, ships: float = 60, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Days, and the mean number of ships of each: fewer at the weekend."""
    days = START + np.arange(int(365 * years))
    return days, ships * np.where((days + 3) % 7 >= 5, 0.8, 1.08)


def seen(days: np.ndarray, means: np.ndarray, seed: int = 1):
    ships = np.random.default_rng(seed).poisson(means).astype(float)
    return watch(days, ships[None], DAY, NATURES["traffic"])


def test_nothing_happens() -> None:
    days, means = traffic(8)
    found = [seen(days, means, seed) for seed in range(4)]
    assert sum(len(episodes) for episodes, _ in found) <= 4  # 32 years: half of one in four years
    assert all(rate is not None and 0 < rate <= 0.25 for _, rate in found)


def test_a_lasting_fall_is_announced_once_then_is_the_base() -> None:
    days, means = traffic(5)
    means[1000:] *= 0.5
    means[1500:1520] *= 0.4
    episodes, _ = seen(days, means)
    assert [e.alarm >= 1500 for e in episodes] == [False, True]
    lasting, later = episodes
    assert abs(lasting.onset - 1000) <= 2
    assert lasting.alarm - 1000 <= 6
    assert lasting.adopted is not None
    assert lasting.returned is None
    assert abs(later.onset - 1500) <= 2
    assert later.returned is not None
    assert abs(later.returned - 1520) <= 3
    assert later.base[0] == pytest.approx(30, rel=0.1)


def test_a_fall_that_ends_has_its_length() -> None:
    days, means = traffic()
    means[900:914] = 0
    (episode,), _ = seen(days, means)
    assert (episode.onset, episode.returned) == (900, 914)
    assert episode.alarm <= 903


def test_two_days_of_storm_are_noise() -> None:
    days, means = traffic()
    for start in range(500, 1400, 170):
        means[start : start + 2] = 1
    assert (
        len(seen(days, means)[0]) <= 1
    )  # of six: what was taken for an episode once is then known for noise


def test_the_lunar_new_year_is_no_news_once_seen() -> None:
    days, means = traffic(8)
    for start in NEW_YEARS:
        means[(days >= start) & (days < start + 10)] *= 0.6
    episodes, _ = seen(days, means)
    assert len(episodes) <= 1
    assert all(e.alarm < 2 * 365 for e in episodes)


@pytest.mark.parametrize(
    ("rhythm", "kind"), [(DAY, "traffic"), (WEEK, "freight"), (MONTH, "gpr"), (WORKING_DAY, "fx")]
)
def test_what_is_said_of_a_day_never_changes_later(rhythm, kind) -> None:
    rng = np.random.default_rng(5)
    count = {DAY: 1300, WEEK: 400, MONTH: 300, WORKING_DAY: 1500}[rhythm]
    step = {DAY: 1, WEEK: 7, MONTH: 30, WORKING_DAY: 1}[rhythm]
    days = START + step * np.arange(count)
    noise = rng.standard_t(4, count) * (0.004 if kind == "fx" else 0.1)
    logs = np.cumsum(noise) if kind == "fx" else noise
    at, sign = int(count * 0.6), -1 if kind == "traffic" else 1
    logs[at : at + 40] += 0.8 * sign
    logs[at + 150 :] += 0.6 * sign
    values = 100 * np.exp(logs)
    whole = [(e.onset, e.alarm) for e in watch(days, values[None], rhythm, NATURES[kind])[0]]
    assert whole
    for cut in (at - 20, at + 3, at + 20, at + 60, count - 10):
        part = [
            (e.onset, e.alarm)
            for e in watch(days[:cut], values[None, :cut], rhythm, NATURES[kind])[0]
        ]
        assert part == [pair for pair in whole if pair[1] < cut]


def test_freight_that_jumps_and_freight_that_falls() -> None:
    rng = np.random.default_rng(2)
    days = START + 7 * np.arange(400)
    logs = np.cumsum(rng.standard_normal(400)) * 0.02
    up, down = logs.copy(), logs.copy()
    up[300:] += math.log(1.6)
    down[300:] -= math.log(1.6)
    (episode,), _ = watch(days, 1000 * np.exp(up)[None], WEEK, NATURES["freight"])
    assert episode.onset == 300
    assert episode.alarm <= 301
    assert watch(days, 1000 * np.exp(down)[None], WEEK, NATURES["freight"])[0] == []


@pytest.mark.parametrize(
    ("days", "rhythm"),
    [
        (np.arange(400), DAY),
        (np.array([d for d in range(400) if (d + 3) % 7 < 5]), WORKING_DAY),
        (np.array([7 * w for w in range(100) if w % 50 not in {5, 6}]), WEEK),
        (np.array([30.4375 * m for m in range(40)]).astype(int), MONTH),
        (np.array([91.3 * q for q in range(20)]).astype(int), QUARTER),
        (np.array([0, 3, 13, 17, 40, 44, 60, 61, 90]), None),
        (np.array([0, 1]), None),
    ],
    ids=[
        "days",
        "working days",
        "weeks, holidays missing",
        "months",
        "quarters",
        "none",
        "too few",
    ],
)
def test_rhythms(days, rhythm) -> None:
    assert rhythm_of(days.astype(np.int64)) is rhythm


def test_the_threshold_is_passed_as_often_as_it_says() -> None:
    # Records of a known Gumbel law: the level of rate r a year has exp(-(level - place) / spread) = r / records a year.
    rng = np.random.default_rng(0)
    past = rng.gumbel(3.0, 0.5, 4000)
    found = threshold(past, block=1, year=10, rate=0.1, floor=1.0, first=0.0)
    assert found.level == pytest.approx(3.0 + 0.5 * math.log(10 / 0.1), rel=0.03)
    assert found.per_year == pytest.approx(0.1, rel=0.05)
    heavy = 3 * rng.pareto(2, 4000) + 3
    assert threshold(heavy, 1, 10, 0.1, 1.0, 0.0).level > np.quantile(heavy, 0.97)
    assert threshold(past[:3], 1, 10, 0.1, 4.0, 1.5).level == 5.5


def test_new_years_are_new_moons_after_the_winter_solstice() -> None:
    # Mean new moons (Meeus, Astronomical Algorithms, chapter 49): the true one is within 0.6 day of it.
    for day in NEW_YEARS:
        julian = int(day) + 2440587.5 + 0.5 - 8 / 24  # noon in Beijing
        lunations = (julian - 2451550.09766) / 29.530588861
        assert abs(lunations - round(lunations)) * 29.530588861 < 1.2
        when = date(1970, 1, 1).toordinal() + int(day)
        assert (1, 21) <= (date.fromordinal(when).month, date.fromordinal(when).day) <= (2, 20)


def test_tables_of_one_name_a_row() -> None:
    days = pl.date_range(pl.date(2022, 1, 7), pl.date(2024, 1, 5), "1w", eager=True)
    rows = [
        pl.DataFrame(
            {
                "date": days,
                "name": [name] * len(days),
                "value": [float(100 + i % 5) for i in range(len(days))],
            }
        )
        for name in ("WCI", "coton")
    ]
    table = pl.concat(rows).with_row_index("line", 2)
    series, problems = series_of(table, "indices")
    assert [(s.name, s.nature.kind, s.rhythm.name) for s in series] == [
        ("WCI", "freight", "week"),
        ("coton", "other", "week"),
    ]
    assert problems == []


@pytest.mark.corpus
def test_the_back_test_of_the_docs() -> None:
    table = read_dated(corpus("chokepoints", "portwatch_chokepoints_daily.csv.gz")).table
    found = {one.name: alarms_of(one).alarms for one in series_of(table, "x")[0]}
    suez, bab = found["Suez Canal"], found["Bab el-Mandeb Strait"]
    assert len(suez) == len(bab) == 2
    for name, blocked, red_sea in (("Suez", *suez), ("Bab", *bab)):
        assert date(2021, 3, 23) <= blocked.alarm <= date(2021, 3, 30), name
        assert blocked.end is not None
        assert date(2023, 12, 1) <= red_sea.alarm <= date(2023, 12, 31), name
        assert red_sea.end is None
    assert (
        sum(len(alarms) for name, alarms in found.items() if name[:4] not in {"Suez", "Bab "}) <= 3
    )
