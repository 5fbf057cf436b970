"""Shares of the first suppliers, the interruption that they make fear, and the natures with one supplier."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.chain.suppliers.basis import basis
from ancrage.chain.suppliers.diagnose import diagnose
from ancrage.exhibits import Diagnosis
from ancrage.findings import Finding
from ancrage.text import Language, render
from ancrage.world import World
from ancrage.world.references import world_on
from ledgers import Line, bill, entry, firm_of, sale
from soundness import assert_sound

OAK, PINE, ASH = ("FOAK", "SCIERIE DES CHENES"), ("FPIN", "PINS DES LANDES"), ("FASH", "FRENAIE")
LANDLORD = ("FLOY", "SCI DU PORT")
YEAR_OF_SALES = [sale("20250110", 10_000.0), sale("20251220", 14_000.0)]


@pytest.fixture
def world() -> World:
    return world_on(date(2026, 3, 2))


def find(diagnosis: Diagnosis, code: str) -> Finding | None:
    return next((finding for finding in diagnosis.findings if finding.code == code), None)


def test_the_first_supplier_is_a_risk_from_a_third_of_goods_and_a_rent_is_none(
    tmp_path: Path, world: World
) -> None:
    firm = firm_of(
        tmp_path,
        [
            *YEAR_OF_SALES,
            bill("20250115", OAK, 4_000.0),
            bill("20250315", OAK, 2_500.0),
            bill("20250401", OAK, -500.0),
            bill("20250601", PINE, 3_000.0),
            bill("20251201", ASH, 1_000.0),
            bill("20250105", LANDLORD, 90_000.0, "613200"),
        ],
    )
    of = basis(firm, firm.year)
    # 6,000, 3,000 and 1,000 out of 10,000.
    assert (of.top_share(1), of.top_share(3)) == (pytest.approx(0.6), pytest.approx(1.0))
    assert of.hhi == pytest.approx(0.36 + 0.09 + 0.01)
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    risk = find(diagnosis, "supplier_concentration")
    assert risk is not None
    assert risk.kind == "risk"
    assert (
        render(risk.title, Language.FR).replace("\u202f", " ").replace("\xa0", " ")
        == "SCIERIE DES CHENES fournit 60 % de vos marchandises et matières (6 000 €)"
    )
    assert [piece.amount_cents for piece in risk.evidence] == [6_000_00]
    assert len(risk.evidence[0].lines) == 3


def test_the_stake_is_the_margin_of_the_days_that_the_stock_does_not_cover(
    tmp_path: Path, world: World
) -> None:
    stocked = entry(
        "OD", "20251231", "STK", "Stock final", Line("370000", 2_000.0), Line("603700", -2_000.0)
    )
    bought = [bill("20250115", OAK, 6_000.0), bill("20250601", PINE, 4_000.0)]
    firm = firm_of(tmp_path, [*YEAR_OF_SALES, *bought, stocked])
    risk = find(diagnose(firm, world), "supplier_concentration")
    assert risk is not None
    assert risk.stake is not None
    # Margin 24,000 - (10,000 - 2,000) = 16,000; stock of 1,000 on average for 8,000 a year: 45.625 days.
    yearly = 16_000 * 0.6 * 0.6 / 3.7 / 365
    assert risk.stake.central == pytest.approx(yearly * (45 + 0) / 2)
    assert risk.stake.low == 0
    assert risk.stake.high == pytest.approx(yearly * 60)


def test_the_owner_s_weeks_replace_the_observed_duration(tmp_path: Path, world: World) -> None:
    entries = [*YEAR_OF_SALES, bill("20250115", OAK, 6_000.0), bill("20250601", PINE, 4_000.0)]
    firm = firm_of(tmp_path, entries, answers={"suppliers_replacement_weeks": 10})
    risk = find(diagnose(firm, world), "supplier_concentration")
    assert risk is not None
    assert risk.stake is not None
    # 70 days, no stock; margin 24,000 - 10,000.
    expected = 14_000 * 0.6 * 0.6 / 3.7 / 365 * 70
    assert (risk.stake.low, risk.stake.central, risk.stake.high) == (
        pytest.approx(expected),
        pytest.approx(expected),
        pytest.approx(expected),
    )


def test_eight_alike_suppliers_are_a_strength(tmp_path: Path, world: World) -> None:
    # An index of 1 / 8 = 0.125.
    names = ("AULNE", "BOULEAU", "CEDRE", "ERABLE", "FRENE", "HETRE", "LILAS", "ORME")
    bought = [bill(f"2025{m:02}15", (f"F{n}", n), 1_000.0) for m, n in enumerate(names, 2)]
    diagnosis = diagnose(firm_of(tmp_path, [*YEAR_OF_SALES, *bought]), world)
    assert_sound(diagnosis)
    strength = find(diagnosis, "supplier_portfolio_balanced")
    assert strength is not None
    assert strength.kind == "strength"
    assert sum(piece.amount_cents for piece in strength.evidence) == 8_000_00
    assert find(diagnosis, "supplier_concentration") is None


def test_between_the_two_nothing_is_said(tmp_path: Path, world: World) -> None:
    # Five suppliers of 3, 2, 2, 2 and 1 thousand: first 30 %, index 0.22.
    sizes = {"AULNE": 3, "BOULEAU": 2, "CEDRE": 2, "ERABLE": 2, "FRENE": 1}
    bought = [
        bill(f"2025{m:02}15", (f"F{n}", n), 1_000.0 * s)
        for m, (n, s) in enumerate(sizes.items(), 2)
    ]
    diagnosis = diagnose(firm_of(tmp_path, [*YEAR_OF_SALES, *bought]), world)
    assert find(diagnosis, "supplier_concentration") is None
    assert find(diagnosis, "supplier_portfolio_balanced") is None


def test_a_firm_of_services_is_seen_on_all_its_purchases_but_rents(
    tmp_path: Path, world: World
) -> None:
    host = ("FWEB", "HEBERGEUR BLEU")
    firm = firm_of(
        tmp_path,
        [
            *YEAR_OF_SALES,
            *(
                bill(f"2025{m:02}05", host, 500.0, "651000" if m == 1 else "611000")
                for m in range(1, 13)
            ),
            bill("20250301", ("FCOM", "CABINET ROY"), 1_500.0, "622600"),
            bill("20250105", LANDLORD, 9_000.0, "613200"),
        ],
    )
    risk = find(diagnose(firm, world), "supplier_concentration")
    assert risk is not None
    assert risk.stake is None
    assert "hors loyers" in render(risk.title, Language.FR)
    # 11 months on 611; 651 is neither 60, 61 nor 62.
    assert sum(piece.amount_cents for piece in risk.evidence) == 5_500_00


def test_sundry_suppliers_are_nobody(tmp_path: Path, world: World) -> None:
    sundry = ("FDIV", "FOURNISSEURS DIVERS")
    firm = firm_of(tmp_path, [*YEAR_OF_SALES, bill("20250115", sundry, 9_000.0)])
    assert basis(firm, firm.year).spend.height == 0
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    unnamed = find(diagnosis, "spend_unassigned")
    assert unnamed is not None
    assert sum(piece.amount_cents for piece in unnamed.evidence) == 9_000_00


def test_a_nature_bought_from_one_supplier_is_named(tmp_path: Path, world: World) -> None:
    firm = firm_of(
        tmp_path,
        [
            *YEAR_OF_SALES,
            *(bill(f"2025{m:02}10", OAK, 1_000.0, "607100") for m in (2, 5, 8)),
            *(bill(f"2025{m:02}12", OAK, 1_000.0, "607200") for m in (2, 5, 8)),
            *(bill(f"2025{m:02}14", PINE, 1_000.0, "607200") for m in (2, 5, 8)),
            # Bought twice only: a purchase, not a dependence.
            *(bill(f"2025{m:02}16", ASH, 2_000.0, "601000") for m in (3, 9)),
        ],
        labels={"607100": "Parquets de chêne", "607200": "Lambris"},
    )
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    risk = find(diagnosis, "nature_single_source")
    assert risk is not None
    assert "Parquets de chêne" in render(risk.title, Language.FR)
    assert sum(piece.amount_cents for piece in risk.evidence) == 3_000_00
    table = next(t for t in diagnosis.tables if t.code == "suppliers_sole_natures")
    assert [row[0] for row in table.rows] == ["607100"]


def test_a_nature_half_bought_from_sundry_suppliers_has_no_single_one(
    tmp_path: Path, world: World
) -> None:
    sundry = ("FDIV", "FOURNISSEURS DIVERS")
    bought = [bill(f"2025{m:02}10", OAK, 1_000.0, "607100") for m in (2, 5, 8)]
    others = [bill(f"2025{m:02}11", sundry, 1_000.0, "607100") for m in (2, 5, 8)]
    wood = [bill("20250601", PINE, 500.0, "601000")]
    firm = firm_of(tmp_path, [*YEAR_OF_SALES, *bought, *others, *wood])
    assert find(diagnose(firm, world), "nature_single_source") is None


def test_a_single_nature_in_all_says_nothing_more_than_concentration(
    tmp_path: Path, world: World
) -> None:
    bought = [bill(f"2025{m:02}10", OAK, 1_000.0) for m in (2, 5, 8)]
    assert (
        find(diagnose(firm_of(tmp_path, [*YEAR_OF_SALES, *bought]), world), "nature_single_source")
        is None
    )


def test_a_firm_without_a_purchase_is_diagnosed_without_a_word(
    tmp_path: Path, world: World
) -> None:
    diagnosis = diagnose(firm_of(tmp_path, YEAR_OF_SALES), world)
    assert diagnosis.findings == ()
    assert diagnosis.tables == ()
    assert diagnosis.charts == ()
