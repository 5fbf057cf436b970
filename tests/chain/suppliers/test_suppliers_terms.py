"""Payment delays of suppliers, against last year and against the law."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from ancrage.chain.suppliers.diagnose import diagnose
from ancrage.exhibits import Diagnosis
from ancrage.findings import Finding
from ancrage.firm import Firm
from ancrage.text import Language, render
from ancrage.world import World
from ancrage.world.references import world_on
from ledgers import Entry, bill, firm_of, payment, sale
from soundness import assert_sound

SUPPLIERS = (("FALP", "ALPAGES"), ("FBRU", "BRUYERES"), ("FCOL", "COLLINES"))


@pytest.fixture
def world() -> World:
    return world_on(date(2026, 3, 2))


def find(diagnosis: Diagnosis, code: str) -> Finding | None:
    return next((finding for finding in diagnosis.findings if finding.code == code), None)


def settled(year: int, days: tuple[int, int, int], months: range = range(1, 10)) -> list[Entry]:
    """Bills of 1,000 before tax each month from each supplier, each settled after its days."""
    found = []
    for supplier, delay in zip(SUPPLIERS, days, strict=True):
        for month in months:
            day, letter = date(year, month, 5), f"{year % 100}{month:02}"
            found.append(bill(f"{day:%Y%m%d}", supplier, 1_000.0, letter=letter))
            paid = day + timedelta(days=delay)
            found.append(payment(f"{paid:%Y%m%d}", supplier, 1_200.0, letter=letter))
    return found


def books(tmp_path: Path, before: list[Entry], now: list[Entry], **more: object) -> Firm:
    ends = [sale(f"{year}{end}", 9_000.0) for year in (2024, 2025) for end in ("0102", "1230")]
    return firm_of(tmp_path, [*before, *now, *ends], **more)  # type: ignore[arg-type]


def test_paying_ten_days_earlier_is_cash_that_left(tmp_path: Path, world: World) -> None:
    firm = books(tmp_path, settled(2024, (40, 40, 40)), settled(2025, (30, 30, 30)))
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    weakness = find(diagnosis, "supplier_terms_shortened")
    assert weakness is not None
    assert weakness.stake is not None
    # 27 bills of 1,200, ten days earlier, at 3.39 %, 3.65 % and 14.01 % a year.
    held = 27 * 1_200 * 10 / 365
    assert weakness.stake.central == pytest.approx(held * 0.0365)
    assert weakness.stake.low == pytest.approx(held * 0.0339)
    assert weakness.stake.high == pytest.approx(held * 0.1401)
    assert "10 jours plus tôt" in render(weakness.title, Language.FR).replace("\xa0", " ")
    assert sum(piece.amount_cents for piece in weakness.evidence) == 27 * 1_200_00


def test_a_discount_settles_it(tmp_path: Path, world: World) -> None:
    before, now = settled(2024, (40, 40, 40)), settled(2025, (30, 30, 30))
    firm = books(tmp_path, before, now, answers={"suppliers_terms_reason": "discount"})
    assert find(diagnose(firm, world), "supplier_terms_shortened") is None


def test_a_few_days_are_the_calendar(tmp_path: Path, world: World) -> None:
    firm = books(tmp_path, settled(2024, (40, 40, 40)), settled(2025, (37, 36, 37)))
    assert find(diagnose(firm, world), "supplier_terms_shortened") is None


def test_one_supplier_alone_does_not_make_a_habit(tmp_path: Path, world: World) -> None:
    firm = books(tmp_path, settled(2024, (40, 40, 40)), settled(2025, (10, 42, 42)))
    assert find(diagnose(firm, world), "supplier_terms_shortened") is None


def test_late_bills_are_told_against_the_law_with_what_they_could_cost(
    tmp_path: Path, world: World
) -> None:
    firm = books(tmp_path, settled(2024, (40, 40, 40)), settled(2025, (40, 40, 80)))
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    risk = find(diagnosis, "supplier_paid_late")
    assert risk is not None
    assert risk.stake is not None
    # 9 bills of 1,200, 20 days over, at three times 2.62 %; then 40 euros each.
    interest = 9 * 1_200 * 20 / 365 * 0.0786
    assert risk.stake.low == 0
    assert risk.stake.central == pytest.approx(interest)
    assert risk.stake.high == pytest.approx(interest + 9 * 40)
    assert sum(piece.amount_cents for piece in risk.evidence) == 9 * 1_200_00


def test_bills_paid_on_time_are_no_risk(tmp_path: Path, world: World) -> None:
    firm = books(tmp_path, settled(2024, (60, 60, 60)), settled(2025, (60, 60, 60)))
    assert find(diagnose(firm, world), "supplier_paid_late") is None


def test_the_same_suppliers_at_the_same_terms_are_a_strength(tmp_path: Path, world: World) -> None:
    firm = books(tmp_path, settled(2024, (40, 40, 40)), settled(2025, (38, 41, 40)))
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    strength = find(diagnosis, "supplier_loyalty")
    assert strength is not None
    assert sum(piece.amount_cents for piece in strength.evidence) == 27 * 1_000_00


def test_new_suppliers_or_new_terms_are_not_called_loyal(tmp_path: Path, world: World) -> None:
    firm = books(tmp_path, settled(2024, (40, 40, 40)), settled(2025, (30, 30, 30)))
    assert find(diagnose(firm, world), "supplier_loyalty") is None


def test_a_year_under_way_is_not_compared(tmp_path: Path, world: World) -> None:
    entries = [*settled(2024, (40, 40, 40)), *settled(2025, (10, 10, 10), range(1, 6))]
    firm = firm_of(tmp_path, [sale("20240102", 10.0), sale("20241230", 10.0), *entries])
    codes = {finding.code for finding in diagnose(firm, world).findings}
    assert not codes & {"supplier_terms_shortened", "supplier_loyalty", "margin_drift"}
