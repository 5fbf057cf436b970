"""Usual invoices that became dearer, and goods that take more of sales."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.chain.suppliers.diagnose import diagnose
from ancrage.exhibits import Diagnosis
from ancrage.findings import Finding
from ancrage.world import World
from ancrage.world.references import world_on
from ledgers import Entry, Line, bill, entry, firm_of, sale
from soundness import assert_sound

BOX, OTHER = ("FBOX", "CARTONNERIE VALLEE"), ("FAUT", "AUTRE FOURNISSEUR DE BOIS")


@pytest.fixture
def world() -> World:
    return world_on(date(2026, 3, 2))


def find(diagnosis: Diagnosis, code: str) -> Finding | None:
    return next((finding for finding in diagnosis.findings if finding.code == code), None)


def monthly(year: int, amounts: list[float], supplier: tuple[str, str] = BOX) -> list[Entry]:
    return [bill(f"{year}{m:02}08", supplier, a, "602600") for m, a in enumerate(amounts, 1)]


def sales(*years: int) -> list[Entry]:
    return [sale(f"{year}{day}", 20_000.0) for year in years for day in ("0103", "1229")]


def test_a_supplier_whose_monthly_bill_rises_by_nine_per_cent_is_seen(
    tmp_path: Path, world: World
) -> None:
    before, now = [500.0] * 12, [545.0] * 12
    firm = firm_of(tmp_path, [*sales(2024, 2025), *monthly(2024, before), *monthly(2025, now)])
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    weakness = find(diagnosis, "supplier_price_drift")
    assert weakness is not None
    assert weakness.stake is not None
    # 12 bills of 45 euros more; all alike, so that the range has no width.
    assert weakness.stake.central == pytest.approx(540.0)
    assert weakness.stake.low == pytest.approx(540.0)
    assert sum(piece.amount_cents for piece in weakness.evidence) == 12 * 545_00


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ([510.0] * 12, "two per cent is ordinary indexation"),
        ([700.0] * 12, "forty per cent is another contract"),
        ([545.0] * 7, "seven bills for twelve are another rhythm"),
        ([100.0, 900.0, 545.0] * 4, "bills that differ tell no price"),
    ],
)
def test_what_is_not_a_price_is_not_called_one(
    tmp_path: Path, world: World, now: list[float], why: str
) -> None:
    firm = firm_of(
        tmp_path, [*sales(2024, 2025), *monthly(2024, [500.0] * 12), *monthly(2025, now)]
    )
    assert find(diagnose(firm, world), "supplier_price_drift") is None, why


def stock(year: int, change: float) -> Entry:
    day = f"{year}1231"
    return entry(
        "OD", day, "STK", "Variation de stock", Line("370000", change), Line("603700", -change)
    )


def test_goods_that_take_more_of_sales_are_a_weakness(tmp_path: Path, world: World) -> None:
    # 2024: 16,000 bought, 2,000 of it kept: 14,000 of 40,000 = 35 %. 2025: 16,000 of 40,000 = 40 %.
    entries = [*sales(2024, 2025), bill("20240502", OTHER, 16_000.0), stock(2024, 2_000.0)]
    firm = firm_of(tmp_path, [*entries, bill("20250502", OTHER, 16_000.0)])
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    weakness = find(diagnosis, "margin_drift")
    assert weakness is not None
    assert weakness.stake is not None
    assert weakness.stake.central == pytest.approx(2_000.0)
    assert (weakness.stake.low, weakness.stake.high) == (
        pytest.approx(1_000.0),
        pytest.approx(2_000.0),
    )


def test_the_best_year_gives_the_high_end(tmp_path: Path, world: World) -> None:
    bought = [
        bill(f"{year}0502", OTHER, cost)
        for year, cost in ((2023, 12e3), (2024, 14e3), (2025, 16e3))
    ]
    diagnosis = diagnose(firm_of(tmp_path, [*sales(2023, 2024, 2025), *bought]), world)
    weakness = find(diagnosis, "margin_drift")
    assert weakness is not None
    assert weakness.stake is not None
    # 30 %, 35 %, 40 % of 40,000.
    assert (weakness.stake.central, weakness.stake.high) == (
        pytest.approx(2_000.0),
        pytest.approx(4_000.0),
    )


def test_goods_that_take_less_are_a_strength_and_half_a_point_is_nothing(
    tmp_path: Path, world: World
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    better = [bill("20240502", OTHER, 16_000.0), bill("20250502", OTHER, 14_000.0)]
    same = [bill("20240502", OTHER, 16_000.0), bill("20250502", OTHER, 16_200.0)]
    first = diagnose(firm_of(tmp_path / "a", [*sales(2024, 2025), *better]), world)
    second = diagnose(firm_of(tmp_path / "b", [*sales(2024, 2025), *same]), world)
    assert_sound(first)
    strength = find(first, "margin_improved")
    assert strength is not None
    assert strength.kind == "strength"
    assert not {"margin_drift", "margin_improved"} & {f.code for f in second.findings}
