"""Reorder points beside the usual formula: by hand, and where the difference comes from."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from scipy import stats

from ancrage.chain.stock.demand import DemandLaw, PlainRecord
from ancrage.chain.stock.reorder import reorder_point
from ancrage.text import Language, render

Z95 = 1.6448536269514722
SURE = [0.0] * 16 + [1.0]  # sixteen days
STEADY = DemandLaw(
    1.0, 1.0, 0.0, PlainRecord(1.0, 1.0, 900.0, 900.0)
)  # Poisson, one a day, and known


def why(law, lead=SURE, review=0, service=0.95):
    return render(reorder_point(law, lead, review, service).why, Language.FR)


def test_the_usual_formula_by_hand():
    # 0.25 a day, sd 1 for a day: 25 days of lead time and 11 between reviews make 9 + z × 6.
    law = DemandLaw(0.25, 1.0, 0.0, PlainRecord(0.25, 1.0, 900.0, 225.0))
    found = reorder_point(law, [0.0] * 25 + [1.0], 11, 0.95)
    assert found.usual_units == pytest.approx(9 + Z95 * 6)
    assert found.usual_varied_units == pytest.approx(found.usual_units)
    assert found.mean == pytest.approx(9)
    assert found.units == stats.nbinom.ppf(0.95, 81 / 27, 1 / 4)


def test_the_usual_formula_with_lead_times_that_vary_by_hand():
    # 10 or 22 days: mean 16, variance 36; one a day: √(16 × 1² + 1² × 36).
    lead = [0.0] * 10 + [0.5] + [0.0] * 11 + [0.5]
    found = reorder_point(STEADY, lead, 0, 0.95)
    assert found.usual_units == pytest.approx(16 + Z95 * 4)
    assert found.usual_varied_units == pytest.approx(16 + Z95 * math.sqrt(52))
    below = [0.5 * (stats.poisson.cdf(k, 10) + stats.poisson.cdf(k, 22)) for k in range(60)]
    assert found.units == next(k for k, chance in enumerate(below) if chance >= 0.95)
    assert "délai de livraison varie" in render(found.why, Language.FR)


def test_a_poisson_item_at_a_fixed_lead_time_needs_what_the_formula_says():
    found = reorder_point(STEADY, SURE, 0, 0.95)
    assert found.units == stats.poisson.ppf(0.95, 16) == 23
    assert found.usual_units == pytest.approx(16 + Z95 * 4)  # 22.6
    assert "même nombre" in render(found.why, Language.FR)


@pytest.mark.parametrize("service", [0.3, 0.8, 0.95, 0.99])
def test_shares_add_up_to_the_difference(service):
    law = DemandLaw(0.3, 1.4, 0.1, PlainRecord(0.5, 1.1, 400.0, 200.0))
    lead = [0.0] * 10 + [0.2, 0.3, 0.1] + [0.0] * 20 + [0.4]
    found = reorder_point(law, lead, 7, service)
    assert found.shares is not None
    assert found.usual_units is not None
    assert found.shares.total == pytest.approx(found.units - found.usual_units)
    assert found.shares.lead_time * (service - 0.5) > 0


def test_each_cause_is_said_where_it_is_the_greatest():
    slower = replace(STEADY, record=PlainRecord(2.0, 1.0, 900.0, 1800.0))
    assert "récentes sont sous la moyenne" in why(slower)
    faster = replace(STEADY, record=PlainRecord(0.4, 1.0, 900.0, 360.0))
    assert "récentes dépassent" in why(faster)
    assert "par à-coups" in why(replace(STEADY, variance_per_day=6.0))
    assert "mal connu" in why(replace(STEADY, rate_sd_per_day=0.7))
    calmer = replace(STEADY, record=PlainRecord(1.0, 3.0, 900.0, 900.0))
    assert "trop prudente" in why(calmer)
    # One sale of about 20 now and then: at 99.5 % the bell curve is too short, at 80 % it holds what never sells.
    rare = DemandLaw(0.05, 2.0, 0.0, PlainRecord(0.05, math.sqrt(2.0), 900.0, 45.0))
    assert "courbe en cloche" in why(rare, service=0.995)
    assert "petits nombres" in why(rare, service=0.8)


def test_a_past_too_short_for_the_usual_formula_says_so():
    found = reorder_point(replace(STEADY, record=PlainRecord(0.0, None, 0.0, 0.0)), SURE, 0, 0.95)
    assert found.units == 23
    assert found.usual_units is None
    assert found.shares is None
    assert "trop court" in render(found.why, Language.FR)


@pytest.mark.parametrize("service", [0.0, 1.0])
def test_a_service_that_is_no_chance_is_refused(service):
    with pytest.raises(ValueError, match="share"):
        reorder_point(STEADY, SURE, 0, service)
