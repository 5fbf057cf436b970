"""Demand of items: counts from rows, fitted laws, and their quantiles over random days, against other code."""

from __future__ import annotations

import csv
import gzip
import math
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from scipy import special, stats
from tests.corpus import corpus

from ancrage.chain.stock.counting import chances_at_most
from ancrage.chain.stock.counts import by_month, counts_of, counts_of_rows
from ancrage.chain.stock.demand import DemandLaw, DemandLaws, PlainRecord, fit_demand
from ancrage.chain.stock.horizon import (
    demand_chances,
    demand_quantile,
    demand_quantiles,
    moments,
    random_days,
)
from ancrage.chain.stock.rates import habits, log_chance, rates

NO_RECORD = PlainRecord(0.0, None, 0.0, 0.0)


def law(mean: float, variance: float, rate_sd: float = 0.0) -> DemandLaw:
    return DemandLaw(mean, variance, rate_sd, NO_RECORD)


@pytest.mark.parametrize(
    ("mean", "variance", "peer"),
    [
        (0.4, 1.0, stats.nbinom(0.4 / 1.5, 0.4)),
        (900.0, 90_000.0, stats.nbinom(900 / 99, 0.01)),
        (3.0, 3.0, stats.poisson(3.0)),
        (1200.0, 1200.0, stats.poisson(1200.0)),
        (6.0, 2.4, stats.binom(10, 0.6)),
    ],
)
def test_the_family_of_laws_is_that_of_scipy(mean, variance, peer):
    units = np.array([0, 1, 2, 5, 9, 23, 24, 800, 1100, 2000], dtype=float)
    found = chances_at_most(units, np.array(mean), np.array(variance))
    assert found == pytest.approx(peer.cdf(units), rel=1e-5, abs=1e-9)
    for k in (0, 1, 5, 9, 30, 1000):
        expected = peer.logpmf(k)
        if expected > -600:
            assert log_chance(float(k), mean, variance) == pytest.approx(
                expected, rel=1e-4, abs=1e-5
            )


def test_no_unit_is_below_zero_and_no_sale_needs_none():
    found = chances_at_most(np.array([-1.0, 0.0]), np.array(2.0), np.array(4.0))
    assert found[0] == 0.0
    assert chances_at_most(np.array([0.0]), np.array(0.0), np.array(0.0))[0] == 1.0


def test_too_regular_for_a_law_of_whole_units_is_raised_to_the_nearest_one():
    # Mean 0.5 and no variance: impossible in whole units; half of the time 0, half of the time 1 has 0.25.
    found = chances_at_most(np.arange(6.0), np.array(0.5), np.array(0.0))
    assert (np.diff(found) >= 0).all()
    assert found[-1] == pytest.approx(1.0, abs=1e-6)


def convolved(day: np.ndarray, lead: list[float], review: int, length: int) -> np.ndarray:
    """Demand over lead + review days by adding up single days."""
    total, power = np.zeros(length), np.zeros(length)
    power[0] = 1.0
    for _ in range(review):
        power = np.convolve(power, day)[:length]
    for chance in lead:
        total += chance * power
        power = np.convolve(power, day)[:length]
    return total


def test_demand_over_random_days_is_the_sum_of_days_mixed_by_their_chances():
    mean, ratio = 0.3, 2.5  # a day: negative binomial of variance 0.75
    day = stats.nbinom.pmf(np.arange(400), mean / (ratio - 1), 1 / ratio)
    lead = [0.0, 0.0, 0.1, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.4]
    expected = convolved(day, lead, 7, 400)
    days = random_days(lead, 7)
    one = law(mean, mean * ratio)
    assert demand_chances(one, days, 399) == pytest.approx(expected, abs=1e-12)
    found = moments(one, days)
    units = np.arange(400)
    by_hand = float(expected @ units)
    assert found[0] == pytest.approx(by_hand)
    assert found[1] == pytest.approx(float(expected @ units**2) - by_hand**2)
    for share in (0.05, 0.5, 0.9, 0.95, 0.98, 0.999):
        assert demand_quantile(one, days, share) == np.searchsorted(np.cumsum(expected), share)


def test_doubt_about_the_rate_grows_with_the_square_of_time():
    one = law(0.2, 0.5, 0.05)
    # Ten days: 10 × 0.5 + (10 × 0.05)² = 5.25; forty: 20 + 4 = 24.
    assert one.variance(10) == pytest.approx(5.25)
    assert one.sd(40) == pytest.approx(math.sqrt(24))
    size = 8.0**2 / (24 - 8)
    peer = stats.nbinom(size, size / (size + 8))
    assert demand_quantile(one, random_days([0.0] * 40 + [1.0]), 0.95) == peer.ppf(0.95)


def test_quantiles_of_many_items_are_those_of_each():
    rng = np.random.default_rng(1)
    count = 60
    mean = np.exp(rng.uniform(-8, 6, count))
    zero = np.zeros(count)
    variance = mean * rng.uniform(0.3, 30, count)
    doubt = mean * rng.uniform(0, 1, count)
    names = tuple(map(str, range(count)))
    laws = DemandLaws(names, mean, variance, doubt, zero, zero, zero, zero)
    leads = [random_days(rng.dirichlet(np.ones(20)), 3), random_days([0, 0, 0, 1.0])]
    spans = [leads[i % 2] for i in range(count)]
    found = demand_quantiles(laws, spans, 0.95)
    assert [
        demand_quantile(one, span, 0.95) for one, span in zip(laws, spans, strict=True)
    ] == list(found)
    for i in range(0, count, 2):  # the smallest that covers, item by item
        below = demand_chances(laws[i], spans[i], int(found[i])).cumsum()
        assert below[-1] >= 0.95 - 1e-9
        assert found[i] == 0 or below[-2] < 0.95
    same = demand_quantiles(laws, leads[1], 0.95)
    assert (same[1::2] == found[1::2]).all()


def test_a_lead_time_of_no_day_needs_no_stock():
    assert demand_quantile(law(5.0, 9.0), random_days([1.0]), 0.99) == 0


@pytest.mark.parametrize(
    ("lead", "review", "share"),
    [
        ([0.5, 0.4], 0, 0.9),
        ([1.2, -0.2], 0, 0.9),
        ([1.0], -1, 0.9),
        ([1.0], 0, 1.0),
        ([1.0], 0, 0.0),
    ],
)
def test_what_is_no_chance_is_refused(lead, review, share):
    with pytest.raises(ValueError, match="must"):
        demand_quantile(law(1.0, 2.0), random_days(lead, review), share)


def walked(units, months, habit, first_shape, first_inverse, span):
    """The filter of one item and one habit, as its page says it, in plain Python with SciPy's laws."""
    kept, drift, irregular, swing = habit

    def faded(shape, inverse, power):
        keep = kept**power
        shape = keep * shape + (1 - keep) * first_shape
        inverse = (keep * inverse + (1 - keep) * first_inverse) / math.exp(drift * power)
        return shape, inverse

    shape, inverse, evidence, known = first_shape, first_inverse, 0.0, False
    for at in range(len(units)):
        time = sum(months[at : at + span])
        if at + span <= len(units) and time > 0:
            s, i = faded(shape, inverse, (span + 1) / 2) if known else (shape, inverse)
            mean, rate = time * s / i, s / i
            variance = mean * (1 + irregular + swing * rate) + time**2 * s / i**2
            size = mean**2 / (variance - mean)
            chance = stats.nbinom.logpmf(sum(units[at : at + span]), size, size / (size + mean))
            evidence = 0.97 * evidence + max(chance, -60) / span
        if known:
            shape, inverse = faded(shape, inverse, 1)
        if months[at] > 0:
            weight = 1 / (1 + irregular + swing * shape / inverse)
            known, shape, inverse = True, shape + weight * units[at], inverse + weight * months[at]
    return *faded(shape, inverse, (span + 1) / 2), evidence


def test_rates_are_those_of_a_plain_filter():
    units = np.array(
        [[0, 0, 2, 0, 31, 1, 0, 4], [1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 3, 2, 5.0]]
    )
    months = np.ones((3, 8))
    months[2, :4] = 0.0
    months[2, 4] = 0.5
    found = rates(units, months, 1.0, 3)
    # First six known months: rates 34/6, 1/6 and 10/3.5 (of 3.5 months).
    early = np.array([34 / 6, 1 / 6, 10 / 3.5])
    chance = 2 * early.mean() * np.mean([1 / 6, 1 / 6, 1 / 3.5])
    spread = max(early.var() - chance, early.mean() ** 2 / 8)
    shape = max(early.mean() ** 2 / spread, 0.1)
    kinds = habits()
    table = np.stack([kinds.kept, kinds.drift, kinds.irregular, kinds.swing], axis=1)
    for item in range(3):
        for rank in np.flatnonzero(kinds.irregular >= 0)[::7]:
            expected = walked(
                units[item], months[item], table[rank], shape, shape / early.mean(), 3
            )
            one = (
                found.shape[item, rank],
                found.scale_inverse[item, rank],
                found.evidence[item, rank],
            )
            assert one == pytest.approx(expected, rel=1e-9)


def test_a_steady_portfolio_is_found_as_it_is():
    rng = np.random.default_rng(2)
    truth = rng.gamma(1.5, 2.0, 400)
    units = rng.negative_binomial(truth[:, None] / 1.5, 1 / 2.5, (400, 48)).astype(float)
    laws = fit_demand(counts_of(units, 30.0))
    assert laws.mean_per_day.sum() * 30 == pytest.approx(truth.sum(), rel=0.05)
    error = laws.mean_per_day * 30 - truth
    assert np.sqrt(np.mean(error**2)) < 1.3 * np.sqrt(np.mean(2.5 * truth / 48))
    assert laws.variance_per_day.sum() / laws.mean_per_day.sum() == pytest.approx(2.5, rel=0.2)


def test_a_new_item_borrows_from_the_others_and_an_old_one_does_not():
    rng = np.random.default_rng(3)
    units = rng.poisson(4.0, (60, 36)).astype(float)
    units[0] = 0.0  # never sold, three years on sale
    units[1, :35] = np.nan  # on sale for a month, nothing sold yet
    units[1, 35] = 0.0
    units[2] = np.nan  # nothing known
    laws = fit_demand(counts_of(units, 30.0))
    month = laws.mean_per_day * 30
    assert month[0] < 0.3
    assert 1.0 < month[1] < 4.0
    assert month[2] == pytest.approx(4.0, rel=0.1)
    assert laws[2].record.days == 0
    assert laws[2].record.sd_per_root_day is None
    assert laws.rate_sd_per_day[1] > 2 * laws.rate_sd_per_day[5]


def test_a_month_off_sale_is_not_a_month_without_sales():
    rng = np.random.default_rng(4)
    units = rng.poisson(2.0, (50, 30)).astype(float)
    gone = units.copy()
    units[0, 18:28] = 0.0
    gone[0, 18:28] = np.nan
    zero, absent = fit_demand(counts_of(units, 30.0)), fit_demand(counts_of(gone, 30.0))
    assert absent.mean_per_day[0] > 1.3 * zero.mean_per_day[0]
    assert absent[0].record.days == 20 * 30


def test_sales_that_fall_are_expected_to_go_on_lower_than_their_average():
    rng = np.random.default_rng(5)
    fall = np.exp(-0.06 * np.arange(40))
    units = rng.poisson(6 * fall, (80, 40)).astype(float)
    laws = fit_demand(counts_of(units, 30.0))
    truth = 6 * math.exp(-0.06 * 41) / 30  # middle of the three months to come
    assert laws.mean_per_day.mean() == pytest.approx(truth, rel=0.35)
    assert laws.average_per_day.mean() > 3 * truth


def test_one_item_alone_and_nothing_ever_sold_have_laws():
    alone = fit_demand(counts_of(np.array([[2.0, 0, 1, 3, 0, 1]]), 30.0))
    assert 0.5 < alone.mean_per_day[0] * 30 < 2.5
    never = fit_demand(counts_of(np.zeros((3, 24)), 30.0))
    assert (never.mean_per_day * 30 < 0.1).all()
    assert (demand_quantiles(never, random_days([0.0] * 30 + [1.0]), 0.95) == 0).all()
    unknown = fit_demand(counts_of(np.full((2, 4), np.nan), 30.0))
    assert np.isfinite(unknown.mean_per_day).all()


def test_the_plain_record_is_the_average_and_the_spread_of_known_periods():
    laws = fit_demand(counts_of(np.array([[np.nan, 0.0, 2.0, 1.0]]), 25.0))
    record = laws[0].record
    assert record.average_per_day == pytest.approx(3 / 75)
    # Periods 0, 2, 1: sample variance 1 in 25 days.
    assert record.sd_per_root_day == pytest.approx(1 / 5)
    assert (record.days, record.units) == (75, 3)


def test_days_and_weeks_become_months_from_the_last_one_backwards():
    daily = counts_of(np.arange(200.0)[None], 1.0)
    monthly = by_month(daily)
    assert monthly.period_days == 28
    assert monthly.units.shape == (1, 7)
    assert monthly.units[0, -1] == sum(range(172, 200))
    assert monthly.days.sum() == 196
    weeks = by_month(counts_of(np.ones((1, 9)), 7.0))  # too short for months
    assert weeks.units.shape == (1, 9)


def test_rows_become_blocks_of_four_weeks_that_end_on_the_last_known_day():
    last = date(2026, 6, 30)

    def ago(days: int) -> date:
        return last - timedelta(days=days)

    rows = pl.DataFrame(
        {
            "item": ["a", "a", "a", "a", "b", "b", "c", None, "a", "d"],
            "date": [
                ago(60),
                ago(60),
                ago(27),
                ago(28),
                ago(10),
                ago(2),
                ago(0),
                ago(3),
                ago(-1),
                ago(5),
            ],
            "units": [5.0, 1.0, 2.0, 4.0, 3.0, -5.0, 1.0, 9.0, 9.0, -1.0],
        }
    )
    counts = counts_of_rows(rows, last, {"c": ago(29), "e": ago(39)})
    assert counts.items == ("a", "b", "c", "e")  # d was never sold, only given back
    assert counts.units.tolist() == [[0, 4, 2], [0, 0, 0], [0, 0, 1], [0, 0, 0]]
    # a: on sale since the day after its first sale, sixty days with today; c and e since they are listed.
    assert counts.days.tolist() == [[4, 28, 28], [0, 0, 10], [0, 2, 28], [0, 12, 28]]


def test_no_row_is_no_item():
    rows = pl.DataFrame(schema={"item": pl.String, "date": pl.Date, "units": pl.Float64})
    counts = counts_of_rows(rows, date(2026, 1, 1))
    assert counts.items == ()
    laws = fit_demand(counts)
    assert len(laws) == 0
    assert len(demand_quantiles(laws, random_days([0.0, 1.0]), 0.95)) == 0


@pytest.mark.corpus
def test_car_parts_need_less_loss_than_the_usual_formula_at_the_same_stock():
    with gzip.open(corpus("carparts-monthly", "carparts.csv.gz"), "rt") as text:
        rows = [row[1:] for row in list(csv.reader(text))[1:] if all(row)]
    units = np.array(rows, dtype=float)
    for origin in (30, 45):
        past, came = units[:, :origin], units[:, origin : origin + 3].sum(axis=1)
        days = random_days([0.0] * 91 + [1.0])
        stock = demand_quantiles(fit_demand(counts_of(past, 30.4)), days, 0.95)
        mean, sd = past.mean(axis=1) * 3, past.std(axis=1, ddof=1) * math.sqrt(3)
        usual = mean + special.ndtri(0.95) * sd
        same = mean + (stock.mean() - mean.mean()) / sd.mean() * sd

        def loss(stocked, came=came):
            short = came - stocked
            return np.maximum(0.95 * short, -0.05 * short).mean()

        assert loss(stock) < 0.85 * loss(same)
        assert loss(stock) < 0.85 * loss(usual)
