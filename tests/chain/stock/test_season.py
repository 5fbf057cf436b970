"""A season that items share: what its days count for, by hand; how it is found, beside another program; what it changes."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats

from ancrage.chain.stock.advice import advise
from ancrage.chain.stock.counts import Months, counts_of, months_of_rows
from ancrage.chain.stock.demand import DemandLaw, PlainRecord, fit_demand
from ancrage.chain.stock.horizon import demand_chances, demand_quantile, moments, random_days
from ancrage.chain.stock.reorder import reorder_point, season_adds
from ancrage.chain.stock.season import Ahead, Season, even
from ancrage.chain.stock.season_fit import fit_season
from ancrage.chain.stock.season_said import season_said
from ancrage.firm.supply.positions import Supply
from ancrage.text import Language, render
from ancrage.world.references import world_on
from goods import END, TODAY, came, firm, of, ordered

Z95 = 1.6448536269514722
# December sells 1.8 times a mean day, the other months what leaves a mean of 1: (365.25 - 31 × 1.8) / 334.25.
REST = 309.45 / 334.25
CHRISTMAS = Season((REST,) * 11 + (1.8,), 3, 0.99)
AHEAD = Ahead(CHRISTMAS, date(2025, 11, 20))  # ten days of November are left
RECORD = PlainRecord(1.0, 1.0, 900.0, 900.0)
ONE_A_DAY = DemandLaw(1.0, 1.0, 0.0, RECORD, AHEAD)


def test_days_to_come_count_for_what_they_sell():
    found = AHEAD.even(np.array([0.0, 1.0, 10.0, 12.0, 41.0, 41.5]))
    by_hand = [0, REST, 10 * REST, 10 * REST + 3.6, 10 * REST + 55.8, 10 * REST + 55.8 + REST / 2]
    assert found == pytest.approx(by_hand)


def test_days_of_the_past_count_for_what_they_sold():
    # Up to 10 January: blocks of 20 days, the last of which holds 10 days of January and 10 of December, the first
    # 20 of December 21 to 2 less one: days 2 to 21. Item b was on sale on its last five days, item c never.
    units = np.array([[9.0, 9.0], [0.0, 4.0], [0.0, 0.0]])
    days = np.array([[20.0, 20.0], [0.0, 5.0], [0.0, 0.0]])
    counts = even(counts_of(units, 20.0), CHRISTMAS, date(2026, 1, 10))
    assert counts.even_days is not None
    assert counts.even_days[0] == pytest.approx([36.0, 18.0 + 10 * REST])
    known = even(
        counts_of(np.where(days > 0, units, np.nan), 20.0), CHRISTMAS, date(2026, 1, 10)
    ).even_days
    assert known is not None
    assert known[2].tolist() == [0.0, 0.0]


def test_a_year_without_season_varies_as_much_over_one_day_as_the_year_with_it():
    # Over a day: the squares of 1.8 - 1 on 31 days and of REST - 1 on 334, around their mean over 365 days.
    factors = np.array([1.8] * 31 + [REST] * 334)
    assert CHRISTMAS.spread(1) == pytest.approx(factors.var())
    assert CHRISTMAS.spread(365) == pytest.approx(0.0, abs=1e-12)
    # Ten days in a row: 10 × (variance of a day) + (10 × rate)² × spread must be 10 times what is given for a day.
    expected = 1.0 + 10 * CHRISTMAS.spread(10)
    assert ONE_A_DAY.variance_all_year(10) == pytest.approx(expected)
    assert DemandLaw(1.0, 1.0, 0.0, RECORD).variance_all_year(10) == 1.0


def test_the_demand_of_days_to_come_is_that_of_the_mean_days_they_count_for():
    # 41 days: 10 × 0.9258 + 31 × 1.8 = 65.06 mean days, one a day by chance alone.
    days = random_days([0.0] * 41 + [1.0])
    even_days = 10 * REST + 55.8
    assert even_days == pytest.approx(65.058, abs=1e-3)
    peer = stats.poisson(even_days)
    assert demand_quantile(ONE_A_DAY, days, 0.95) == peer.ppf(0.95) == 79
    assert moments(ONE_A_DAY, days) == pytest.approx((even_days, even_days))
    assert ONE_A_DAY.mean(41) == pytest.approx(even_days)
    assert ONE_A_DAY.sd(41) == pytest.approx(math.sqrt(even_days))
    units = np.arange(120)
    assert demand_chances(ONE_A_DAY, days, 119) == pytest.approx(peer.pmf(units), abs=1e-6)


def test_a_reorder_point_before_christmas_by_hand():
    found = reorder_point(ONE_A_DAY, [0.0] * 27 + [1.0], 14, 0.95)
    even_days = 10 * REST + 55.8
    assert found.units == 79
    assert found.season == pytest.approx(even_days / 41)  # 1.59
    assert found.usual_units == pytest.approx(41 + Z95 * math.sqrt(41))  # 51.5
    assert found.shares is not None
    gain = even_days - 41 + Z95 * (math.sqrt(even_days) - math.sqrt(41))  # 26.8
    assert found.shares.season == pytest.approx(gain)
    assert found.shares.pace == found.shares.doubt == 0
    assert found.shares.bursts == pytest.approx(0)
    assert found.shares.total == pytest.approx(79 - found.usual_units)
    assert "saison où vous vendez plus" in render(found.why, Language.FR)


def test_a_reorder_point_after_christmas_is_lower():
    law = DemandLaw(1.0, 1.0, 0.0, RECORD, Ahead(CHRISTMAS, date(2025, 12, 31)))
    found = reorder_point(law, [0.0] * 41 + [1.0], 0, 0.95)
    assert found.units == stats.poisson.ppf(0.95, 41 * REST) == 48
    assert "saison où vous vendez moins" in render(found.why, Language.FR)


def test_what_the_season_adds_to_a_level_kept_all_year():
    lead = [0.0] * 41 + [1.0]
    days = 10 * REST + 55.8
    # Alike days: mean 41, variance 41 + 41² × spread; negative binomial.
    varied = 41**2 * CHRISTMAS.spread(41)
    alike = stats.nbinom.ppf(0.95, 41**2 / varied, 41 / (41 + varied))
    assert season_adds(ONE_A_DAY, lead, 0, 0.95) == stats.poisson.ppf(0.95, days) - alike
    assert season_adds(DemandLaw(1.0, 1.0, 0.0, RECORD), lead, 0, 0.95) == 0


def test_without_a_season_nothing_changes():
    law = DemandLaw(1.0, 1.0, 0.0, RECORD)
    found = reorder_point(law, [0.0] * 41 + [1.0], 0, 0.95)
    assert found.season == 1.0
    assert found.shares is not None
    assert found.shares.season == 0.0


def said(days: float, season: Season = CHRISTMAS) -> str | None:
    law = DemandLaw(1.0, 1.0, 0.0, RECORD, Ahead(season, date(2025, 11, 20)))
    text = season_said(law, days)
    return None if text is None else render(text, Language.FR).replace("\u00a0", " ")


def test_what_is_said_is_the_month_that_makes_the_most_difference():
    assert said(41) == (
        "En décembre, vous vendez 1,8 fois ce que vous vendez en un mois moyen, d’après 3 ans de ventes de tous vos articles : "
        "ce niveau en tient compte."
    )
    assert said(8) is None  # November alone, 7 % under a mean month
    calm = Season((1.025,) * 10 + (0.7, 1.025), 3, 0.99)
    assert said(8, calm) == (
        "En novembre, vous vendez 30 % de moins qu’en un mois moyen, d’après 3 ans de ventes de tous vos articles : "
        "ce niveau en tient compte."
    )
    assert said(41, Season(CHRISTMAS.factors, 2, 0.6)) is None  # not sure
    assert season_said(DemandLaw(1.0, 1.0, 0.0, RECORD), 41) is None


def test_rows_become_calendar_months():
    last = date(2025, 3, 10)
    rows = pl.DataFrame(
        {
            "item": ["a", "a", "a", "a", "b", "b", None],
            "date": [
                date(2025, 1, 20), date(2025, 1, 31), date(2025, 2, 1), date(2025, 3, 11), date(2025, 3, 1), date(2025, 3, 9),
                date(2025, 3, 2),
            ],
            "units": [7.0, 2.0, 3.0, 9.0, 4.0, -6.0, 5.0],
        }
    )  # fmt: skip
    found = months_of_rows(rows, last)
    assert found.first == 0
    # a: on sale from the day after 20 January, 11 days of it; what is after the last day is not known.
    assert found.days.tolist() == [[11, 28, 10], [0, 0, 9]]
    assert found.units.tolist() == [[2, 3, 0], [0, 0, 0]]
    longer = months_of_rows(rows, last, {"b": date(2025, 2, 27)})
    assert longer.days.tolist() == [[11, 28, 10], [0, 2, 10]]


def monthly(units: np.ndarray, first: int = 0) -> Months:
    return Months(units.astype(float), np.full(units.shape, 30.0), first)


PEAK = np.array([0.85] * 10 + [1.2, 2.3])


def drawn(items: int, months: int, factors: np.ndarray, seed: int, rate: float = 8.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(
        rng.gamma(2.0, rate / 2, items)[:, None] * factors[np.arange(months) % 12][None]
    )


def test_a_season_that_all_items_share_is_found_as_it_is():
    found = fit_season(monthly(drawn(80, 36, PEAK, 1)))
    assert found is not None
    assert found.years == 3
    assert found.sure > 0.999
    assert found.told
    assert np.array(found.factors) == pytest.approx(PEAK / PEAK.mean(), rel=0.08)
    lengths = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    assert lengths @ np.array(found.factors) == pytest.approx(365.25)


def test_the_first_column_may_be_any_month():
    turned = np.roll(PEAK, -5)  # the first column is June
    found = fit_season(monthly(drawn(80, 36, turned, 1), first=5))
    assert found is not None
    assert np.argmax(found.factors) == 11
    assert found.factors[11] == pytest.approx(2.3 / PEAK.mean(), rel=0.06)


def test_under_two_years_nothing_is_known_of_seasons():
    units = drawn(80, 24, PEAK, 2)
    assert fit_season(monthly(units)) is not None
    assert fit_season(monthly(units[:, 1:])) is None
    days = np.full(units.shape, 30.0)
    days[:, 0] = 20.0  # a first month of twenty days is no month
    assert fit_season(Months(units.astype(float), days, 0)) is None


@pytest.mark.parametrize("seed", range(4))
def test_steady_sales_have_no_season(seed: int):
    found = fit_season(monthly(drawn(60, 36, np.ones(12), seed)))
    assert found is None or max(abs(factor - 1) for factor in found.factors) < 0.02


def test_a_peak_of_one_year_does_not_come_back():
    rng = np.random.default_rng(3)
    rate = np.full((60, 36), 8.0)
    rate[:, 20:22] *= 1.6
    rate[:, 25] *= 0.6
    rate[:, 33] *= 1.5
    found = fit_season(monthly(rng.poisson(rate)))
    assert found is None or not found.told


def test_seasons_of_single_items_are_no_season_of_the_firm():
    rng = np.random.default_rng(4)
    turn = 2 * np.pi * (np.arange(48)[None] + rng.uniform(0, 12, 15)[:, None]) / 12
    units = rng.poisson(200 * (1 + 0.7 * np.sin(turn)))
    total = units.sum(axis=0).reshape(4, 12)
    # The sum of fifteen does swing, and the same every year.
    assert total.mean(axis=0).max() / total.mean() > 1.1
    found = fit_season(monthly(units))
    assert found is None or max(abs(factor - 1) for factor in found.factors) < 0.05


def test_growth_is_no_season():
    rng = np.random.default_rng(5)
    units = rng.poisson(6 * np.exp(0.04 * np.arange(36))[None] * np.ones((60, 1)))
    found = fit_season(monthly(units))
    assert found is None or max(abs(factor - 1) for factor in found.factors) < 0.03


def test_nothing_sold_has_no_season():
    assert fit_season(monthly(np.zeros((3, 36)))) is None
    assert fit_season(Months(np.zeros((0, 0)), np.zeros((0, 0)), 0)) is None


def plainly(units: np.ndarray) -> tuple[np.ndarray, float]:
    """The season of one item, months of 30 days from January on, as the page says it, with SciPy's normal law."""
    count = len(units)
    month = np.arange(count) % 12
    lengths = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    now, before = units[12:], units[:-12]
    # The pairs of the other items weigh three; there is no other, so that the usual is its own.
    irregular = ((now - before) ** 2).sum() / (now + before).sum()
    centre = np.eye(12) - np.ones((12, 12)) / 12
    factors, sure = np.ones(12), 0.0
    for _ in range(3):
        due = units.sum() / (30 * factors[month]).sum() * 30 / irregular * np.ones(count) + 0.5
        log = np.log((units / irregular + 0.5) / due)
        chances, means, seasons = [], [], []
        grid = product(
            (0.0, 0.01, 0.03, 0.08, 0.16),
            (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8),
            (0.0, 0.15, 0.25, 0.4, 0.7, 1.1),
            (0.0, 0.7),
        )
        for wander, noise, size, near in grid:
            apart = [[min(abs(i - j), 12 - abs(i - j)) for j in range(12)] for i in range(12)]
            shape = (
                centre @ np.array([[near**k if k else 1.0 for k in row] for row in apart]) @ centre
            )
            prior = size**2 * shape / np.mean(np.diag(shape))
            cov = np.zeros((count, count))
            for i, j in product(range(count), repeat=2):
                cov[i, j] = 9 + 0.03**2 * (count - 1 - i) * (count - 1 - j) + wander**2 * min(i, j)
                cov[i, j] += prior[i % 12, j % 12] + (i == j) * (1 / due[i] + noise**2)
            # Nine in ten for none, told twice in this grid; the rest even among five sizes and two shapes.
            weight = 0.9 / 2 if size == 0 else 0.1 / 10
            chances.append(
                math.log(weight) + stats.multivariate_normal(np.zeros(count), cov).logpdf(log)
            )
            across = prior[:, month] @ np.linalg.inv(cov)
            left = prior - across @ prior[month, :]
            one = np.exp(across @ log + np.diag(left) / 2)
            means.append(one / (one @ lengths / 365.25))
            seasons.append(size > 0)
        share = np.exp(np.array(chances) - max(chances))
        share /= share.sum()
        factors, sure = share @ np.array(means), float(share @ np.array(seasons))
    return factors, sure


def test_a_season_is_that_of_a_plain_program():
    units = drawn(1, 30, PEAK, 6, rate=60.0)[0].astype(float)
    found = fit_season(monthly(units[None]))
    assert found is not None
    factors, sure = plainly(units)
    assert np.array(found.factors) == pytest.approx(factors, rel=1e-6)
    assert found.sure == pytest.approx(sure, abs=1e-6)
    assert 0.2 < sure < 1.0


def test_a_pace_learned_in_december_is_not_taken_into_january():
    units = drawn(80, 36, PEAK, 7).astype(float)
    season = fit_season(monthly(units))
    assert season is not None
    last = date(2025, 12, 31)
    plain = fit_demand(counts_of(units, 30.4375))
    known = fit_demand(counts_of(units, 30.4375), ahead=Ahead(season, last))
    pace = units.mean() / 30.4375  # of three whole years
    assert known.mean_per_day.mean() == pytest.approx(pace, rel=0.05)
    winter = pace * 0.85 / PEAK.mean() * 90  # what January to March sell
    assert sum(law.mean(90) for law in known) / 80 == pytest.approx(winter, rel=0.08)
    assert sum(law.mean(90) for law in plain) / 80 > 1.15 * winter
    assert known[3].record == plain[3].record  # the usual formula knows no season


def summer(on_hand: float) -> Supply:
    """Three years of four items to the end of June, four a day but ten in July and August; twenty days to be delivered, ordered
    every 14 days."""
    start = date(2022, 7, 1)
    rng = np.random.default_rng(8)
    sales: list[dict[str, Any]] = []
    orders: list[dict[str, Any]] = []
    for n in range((END - start).days + 1):
        day = start + timedelta(days=n)
        for item in "ABCD":
            units, name = int(rng.poisson(10 if day.month in {7, 8} else 4)), f"{item}{n}"
            if not units:
                continue
            orders.append(
                {"channel": "s", "order": name, "date": day, "paid": True, "cancelled": False, "gross": units * 2000, "tax": 0,
                 "shipping": 0, "discount": 0, "refunded": 0, "currency": "EUR"}
            )  # fmt: skip
            sales.append(
                {"channel": "s", "order": name, "product": item, "date": day, "quantity": float(units), "amount": units * 2000,
                 "currency": "EUR"}
            )  # fmt: skip
    asked, in_ = [], []
    for n in range(0, 1092, 14):
        day = start + timedelta(days=n)
        took = 20 + (n // 14) % 3 - 1
        for item in "ABCD":
            name = f"{item}{n}"
            asked.append(ordered(name, day.isoformat(), 70, item, unit_price=8.0, currency="EUR"))
            if day + timedelta(days=took) <= END:
                in_.append(came(name, (day + timedelta(days=took)).isoformat(), 70, item))
    tables: dict[str, Any] = {
        "order_lines": sales, "orders": orders, "purchase_orders": asked, "receipts": in_,
        "stock": [
            {"product": item, "quantity": on_hand, "date": END, "unit_cost": 8.0, "currency": "EUR"} for item in "ABCD"
        ],
        "suppliers": [{"name": "Filature du Ponant"}],
    }  # fmt: skip
    return of(firm(**tables))


def test_what_is_ordered_before_the_season_lasts_over_it():
    # On 30 June 90 are there and 70 to come, 160 in all: enough for 34 days of spring, four a day, in 95 cases of 100
    # (Poisson, 136: 155). 34 days of summer need 340.
    assert stats.poisson.ppf(0.95, 34 * 4) == 155
    found = advise(summer(90), world_on(TODAY))
    assert len(found.cards) == 4
    for card in found.cards:
        assert card.reorder.units > 340
        assert card.reorder.season > 1.6  # ten a day beside a mean of five
        assert card.told.demand.seasonal
    assert {one.item for one in found.purchases} == set("ABCD")
    assert all(one.units > 340 - 160 for one in found.purchases)
    assert any("vous vendez plus" in render(one.why, Language.FR) for one in found.purchases)
