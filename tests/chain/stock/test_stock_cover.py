"""Cover against the firm's own earlier cover, write-downs and what the owner says; figures worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.chain.stock.diagnose import diagnose
from ancrage.chain.stock.levels import levels_of
from ancrage.exhibits import Diagnosis
from ancrage.findings import Finding, Stake
from ancrage.firm import Firm
from ancrage.text import Language, Text, render
from ancrage.world import world_on
from ledgers import Entry, Line, bill, entry, firm_of, sale
from soundness import assert_sound

GOODS = ("FGOO", "GROSSISTE DU LAC")


def opening(year: int, stock: float, down: float = 0, account: str = "370000") -> Entry:
    """Balances brought forward: stock, its write-down, and the capital that makes the balance."""
    lines = [Line(account, stock), Line("101300", down - stock)]
    if down:
        lines.append(Line("397000", -down))
    return entry("AN", f"{year}0101", "AN", "A NOUVEAU", *lines)


def count(
    year: int, before: float, after: float, account: str = "370000", variation: str = "603700"
) -> list[Entry]:
    """The stock of a year's end replaces that of its start."""
    day = f"{year}1231"
    undone = (Line(variation, before), Line(account, -before))
    counted = (Line(account, after), Line(variation, -after))
    return [
        entry("OD", day, "STK1", "Annulation stock initial", *undone),
        entry("OD", day, "STK2", "Stock final", *counted),
    ]


def write_down(year: int, more: float) -> Entry:
    lines = (Line("681730", more), Line("397000", -more))
    return entry("OD", f"{year}1231", "DEP", "Dépréciation du stock", *lines)


def trading(year: int, bought: float, sold: float = 100_000) -> list[Entry]:
    return [
        sale(f"{year}0115", sold / 2),
        bill(f"{year}0301", GOODS, bought),
        sale(f"{year}1220", sold / 2),
    ]


def shop(*years: tuple[int, float, float, float]) -> list[Entry]:
    """Years of a shop: (year, opening stock, purchases, closing stock)."""
    found: list[Entry] = []
    for year, before, bought, after in years:
        found += [opening(year, before), *trading(year, bought), *count(year, before, after)]
    return found


def diagnosed(firm: Firm) -> Diagnosis:
    diagnosis = diagnose(firm, world_on(date(2026, 3, 2)))
    assert_sound(diagnosis)
    return diagnosis


def find(diagnosis: Diagnosis, code: str) -> Finding | None:
    return next((finding for finding in diagnosis.findings if finding.code == code), None)


def stake_of(diagnosis: Diagnosis, code: str) -> Stake:
    finding = find(diagnosis, code)
    assert finding is not None
    assert finding.stake is not None
    return finding.stake


def said(text: Text) -> str:
    return render(text, Language.FR).replace("\u202f", " ").replace("\xa0", " ")


def test_cover_counts_stock_at_the_end_against_the_cost_of_goods(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, shop((2025, 10_000, 70_000, 15_000)))
    (level,) = levels_of(firm).all
    # 70,000 bought less 5,000 that went into stock.
    assert (level.opening, level.closing, level.cost) == (1_000_000, 1_500_000, 6_500_000)
    assert level.days == pytest.approx(15 / 65 * 365)
    assert level.rotations == pytest.approx(65 / 12.5)


def test_what_a_maker_makes_and_keeps_counts(tmp_path: Path) -> None:
    made = count(2025, 2_000, 6_000, account="355000", variation="713550")
    firm = firm_of(
        tmp_path, [opening(2025, 2_000, account="355000"), *trading(2025, 30_000), *made]
    )
    (level,) = levels_of(firm).all
    assert (level.closing, level.cost) == (600_000, 2_600_000)


def test_more_days_than_before_cost_what_holding_the_excess_costs(tmp_path: Path) -> None:
    firm = firm_of(
        tmp_path,
        shop(
            (2023, 20_000, 100_000, 20_000),  # a fifth of a year
            (2024, 20_000, 110_000, 30_000),  # three tenths
            (2025, 30_000, 120_000, 50_000),  # a half
        ),
    )
    diagnosis = diagnosed(firm)
    # 50,000 - 100,000 x 50,000 / 200,000 = 25,000, at 12 %; (50,000 - 30,000) x 3.65 %; 30,000 x 25 %.
    stake = stake_of(diagnosis, "stock_cover")
    assert (stake.low, stake.central, stake.high) == (
        pytest.approx(730),
        pytest.approx(3_000),
        pytest.approx(7_500),
    )
    finding = find(diagnosis, "stock_cover")
    assert finding is not None
    assert finding.confidence.level == "high"
    # 182.5 days and 91.25.
    assert (
        said(finding.title)
        == "Votre stock immobilise 50 000 € de trésorerie, soit 182 jours de ventes au prix d’achat, contre 91 auparavant"
    )
    given = {one.name: one.value for one in stake.inputs}
    assert given["holding"] * (
        given["stock_now"] - given["cost_now"] * given["stock_before"] / given["cost_before"]
    ) == pytest.approx(3_000)
    (table,) = diagnosis.tables
    assert table.rows[-1] == (date(2025, 12, 31), 50_000, 40_000, 100_000, 182, 2.5)
    (chart,) = diagnosis.charts
    assert [value for _, value in chart.series[0].points] == [73, 109.5, 182.5]


def test_a_stock_that_follows_sales_is_no_finding(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, shop((2024, 20_000, 100_000, 20_000), (2025, 20_000, 125_000, 25_000)))
    # A fifth of 100,000, then a quarter... of 120,000: 73 days against 76.
    assert find(diagnosed(firm), "stock_cover") is None


def test_one_year_alone_says_its_growth_with_a_range_from_zero(tmp_path: Path) -> None:
    diagnosis = diagnosed(firm_of(tmp_path, shop((2025, 20_000, 110_000, 30_000))))
    stake = stake_of(diagnosis, "stock_cover")
    # 10,000 more, at 12 % and 25 %.
    assert (stake.low, stake.central, stake.high) == (0, pytest.approx(1_200), pytest.approx(2_500))
    finding = find(diagnosis, "stock_cover")
    assert finding is not None
    assert finding.confidence.level == "low"


def test_a_stock_not_counted_this_year_has_no_cover(tmp_path: Path) -> None:
    firm = firm_of(
        tmp_path,
        [*shop((2024, 20_000, 100_000, 20_000)), opening(2025, 20_000), *trading(2025, 30_000)],
    )
    assert find(diagnosed(firm), "stock_cover") is None


def test_shortages_change_the_reason(tmp_path: Path) -> None:
    entries = shop((2024, 20_000, 100_000, 20_000), (2025, 20_000, 120_000, 40_000))
    firm = firm_of(tmp_path, entries, answers={"stock_shortages": "often"})
    finding = find(diagnosed(firm), "stock_cover")
    assert finding is not None
    assert "Vous manquez pourtant d’articles" in said(finding.reason)
    assert finding.questions == ("stock_dormant_share",)


def test_less_stock_for_the_same_sales_is_a_strength(tmp_path: Path) -> None:
    entries = shop((2024, 40_000, 100_000, 40_000), (2025, 40_000, 80_000, 20_000))
    diagnosis = diagnosed(firm_of(tmp_path, entries))
    finding = find(diagnosis, "stock_lean")
    assert finding is not None
    assert finding.kind == "strength"
    # 20,000 and 40,000 of 100,000.
    assert (
        said(finding.title)
        == "Votre stock (20 000 €) couvre 73 jours de ventes au prix d’achat, contre 146 auparavant, et vos ventes tiennent"
    )


def test_less_stock_is_no_strength_when_sales_fell_or_articles_are_missing(tmp_path: Path) -> None:
    fell = [
        *shop((2024, 40_000, 100_000, 40_000)),
        opening(2025, 40_000),
        *trading(2025, 80_000, sold=90_000),
        *count(2025, 40_000, 20_000),
    ]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert find(diagnosed(firm_of(tmp_path / "a", fell)), "stock_lean") is None
    entries = shop((2024, 40_000, 100_000, 40_000), (2025, 40_000, 80_000, 20_000))
    firm = firm_of(tmp_path / "b", entries, answers={"stock_shortages": "often"})
    assert find(diagnosed(firm), "stock_lean") is None


def test_dormant_stock_costs_what_the_owner_says_of_it(tmp_path: Path) -> None:
    entries = shop((2025, 50_000, 100_000, 50_000))
    firm = firm_of(tmp_path, entries, answers={"stock_dormant_share": 20})
    diagnosis = diagnosed(firm)
    stake = stake_of(diagnosis, "stock_dormant")
    # A fifth of 50,000, at 3.65, 12 and 25 %.
    assert (stake.low, stake.central, stake.high) == (
        pytest.approx(365),
        pytest.approx(1_200),
        pytest.approx(2_500),
    )
    finding = find(diagnosis, "stock_dormant")
    assert finding is not None
    assert (
        said(finding.title)
        == "D’après vous, 20 % de votre stock (50 000 € dans vos comptes) ne s’est pas vendu depuis un an"
    )


def test_write_downs_that_grow(tmp_path: Path) -> None:
    entries = [
        opening(2025, 40_000, down=1_000),
        *trading(2025, 80_000),
        *count(2025, 40_000, 50_000),
        write_down(2025, 4_000),
    ]
    diagnosis = diagnosed(firm_of(tmp_path, entries))
    stake = stake_of(diagnosis, "stock_writedown")
    assert (stake.low, stake.central, stake.high) == (0, 4_000, 4_000)
    finding = find(diagnosis, "stock_writedown")
    assert finding is not None
    # 5,000 of 50,000, and 1,000 of 40,000.
    assert (
        said(finding.title)
        == "Vos comptes tiennent pour perdus 5 000 € de stock, soit 10 % de sa valeur, contre 2,5 % un an plus tôt"
    )


def test_write_downs_that_fall_are_no_finding(tmp_path: Path) -> None:
    entries = [
        opening(2025, 40_000, down=5_000),
        *trading(2025, 80_000),
        *count(2025, 40_000, 50_000),
        entry("OD", "20251231", "REP", "Reprise", Line("397000", 4_000), Line("781730", -4_000)),
    ]
    assert find(diagnosed(firm_of(tmp_path, entries)), "stock_writedown") is None
