"""Countries: figures as published, with their year and source; unknown cells stay unknown; zones agree everywhere."""

from __future__ import annotations

from datetime import date

from ancrage.chain.sourcing.places import COUNTRIES
from ancrage.text import Language, Territory, from_data, render, t, to_data
from ancrage.world.countries import by_land, countries, indicators, zone
from ancrage.world.countries.facts import sources
from ancrage.world.countries.indicators import TRADE


def of(country: str) -> dict:
    return {indicator.code: indicator for indicator in indicators(country)}


def test_figures_are_those_published() -> None:
    china = of("CN")
    assert china["lpi_score"].value == 3.7
    assert china["lpi_score"].year == 2023
    assert china["wgi_stability"].value == -0.153
    assert china["wgi_stability"].error == 0.231
    assert china["wgi_stability"].year == 2024
    assert china["gpr"].value == 0.01118  # 1.118 % of articles
    assert china["gpr_ratio"].value == 2.02
    assert china["currency"].value == "CNY"
    assert china["holidays"].value == 13
    # Not in the survey of 2023: the last one that has it, with its own year.
    assert (of("MA")["lpi_score"].value, of("MA")["lpi_score"].year) == (2.54, 2018)


def test_what_nobody_publishes_is_unknown() -> None:
    assert of("RO")["gpr"].value is None
    assert of("RO")["gpr"].source
    assert indicators("ZZ") == ()


def test_every_figure_has_a_label_a_source_and_a_day() -> None:
    for country in countries():
        found = indicators(country)
        assert len({indicator.code for indicator in found}) == len(found)
        for indicator in found:
            assert render(indicator.label, Language.EN)
            assert len(indicator.source) > 3
            assert indicator.checked_on >= date(2026, 11, 23)
            if indicator.code != "currency":
                assert indicator.year


def test_old_look_ups_are_stale() -> None:
    (first, *_) = indicators("CN")
    assert not first.is_stale(date(2027, 5, 22))  # 180 days
    assert first.is_stale(date(2027, 5, 23))


def test_terms_of_trade_are_known_words() -> None:
    assert {known.trade for known in countries().values()} <= TRADE.keys()
    assert set(sources()) == {"trade", "currency", "lpi", "wgi", "gpr", "holidays"}


def test_zones_are_those_of_the_room_of_sourcing() -> None:
    words = {"nearshore": "near", "europe": "europe"}
    for code, place in COUNTRIES.items():
        assert words.get(zone(code), "far") == (
            place.zone if place.zone in words.values() else "far"
        ), code
    assert zone("FR") == "local"
    assert zone("CN") == zone("SN") == "far"


def test_goods_go_by_road_inside_a_continent() -> None:
    assert by_land("PL", "FR")
    assert by_land("GB", "FR")
    assert by_land("MX", "CA")
    assert by_land("CN", "CN")
    assert not by_land("MA", "FR")
    assert not by_land("FR", "CA")
    assert not by_land("CN", "FR")


def test_a_country_is_named_in_the_readers_language() -> None:
    said = t("Depuis ce pays : {country}", country=Territory("DE"))
    assert render(said, Language.FR).endswith("Allemagne")
    assert render(t("{c}", c=Territory("DE")), Language.EN) == "Germany"
    assert render(t("{c}", c=Territory("QQ")), Language.FR) == "QQ"
    assert from_data(to_data(said)) == said
