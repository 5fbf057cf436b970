"""Monthly indices, by hand: ten months of 100 and two of 400; the mean month is 150."""

from __future__ import annotations

from pathlib import Path

import pytest
from customers_told import COUNTER, check_proofs, invoice, said

from ancrage.local.clients.seasonality import season_chart, season_of, seasonality
from ancrage.text import Language, render
from ledgers import firm_of


def year_of(year: int, months: dict[int, float]) -> list:
    return [invoice(f"{year}{m:02}15", COUNTER, months.get(m, 100)) for m in range(1, 13)]


CHRISTMAS = {11: 400.0, 12: 400.0}


def test_the_same_peak_two_years_running(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [*year_of(2024, CHRISTMAS), *year_of(2025, CHRISTMAS)])
    season = season_of(firm)
    assert season is not None
    assert season.peaks == (11, 12)
    assert season.slack == tuple(range(1, 11))
    assert season.indices[10] == pytest.approx(400 / 150)
    found = seasonality(firm, season)
    assert found is not None
    assert (found.kind, found.confidence.level) == ("risk", "high")
    assert said(found) == "En novembre et décembre, vous faites 44 % de vos ventes de l’année"
    check_proofs(found)
    chart = season_chart(firm, season)
    assert chart is not None
    assert [value for _, value in chart.series[0].points] == pytest.approx(
        [100 / 150] * 10 + [400 / 150] * 2
    )
    assert "novembre (2,7 fois un mois moyen)" in render(chart.answer, Language.FR)


def test_a_peak_of_one_year_only_is_not_a_season(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [*year_of(2024, {6: 400.0}), *year_of(2025, CHRISTMAS)])
    season = season_of(firm)
    assert season is not None
    assert season.peaks == ()
    assert seasonality(firm, season) is None


def test_regular_months_are_a_strength(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, year_of(2025, {3: 110.0, 8: 90.0}))
    found = seasonality(firm, season_of(firm))
    assert found is not None
    assert (found.kind, found.confidence.level) == ("strength", "low")
    check_proofs(found)


def test_sales_booked_once_a_year_say_nothing(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [invoice("20250131", COUNTER, 10), invoice("20251231", COUNTER, 9000)])
    assert season_of(firm) is None
    assert season_chart(firm, None) is None
