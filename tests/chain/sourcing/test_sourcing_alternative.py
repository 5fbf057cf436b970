"""A nearer source, an import that pays, or a second quote at home."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.chain.sourcing import QUESTIONS
from ancrage.chain.sourcing.diagnose import diagnose
from ancrage.exhibits import Diagnosis
from ancrage.findings import Finding
from ancrage.text import Language, render
from ancrage.world import World
from ancrage.world.references import world_on
from ledgers import Entry, Line, bill, entry, firm_of, sale
from soundness import assert_sound

NINGBO = ("FNIN", "NINGBO HAOLANG HOMEWARE CO LTD")
VERONA = ("FVER", "CERAMICHE VERONA SRL")
HOME = ("FHOM", "MENUISERIE DU LAC")
CARRIER = ("FTRA", "TRANSIT OUEST")


@pytest.fixture
def world() -> World:
    return world_on(date(2026, 3, 2))


def find(diagnosis: Diagnosis, code: str) -> Finding | None:
    return next((finding for finding in diagnosis.findings if finding.code == code), None)


def books(
    freight: float, *, home_freight: float = 0.0, supplier: tuple[str, str] = NINGBO
) -> list[Entry]:
    """10,000 imported with this freight, 20,000 bought at home in four times."""
    carried = [Line("624100", freight, label="FRET " + supplier[1])]
    if home_freight:
        carried.append(Line("624100", home_freight, label="CAMION"))
    entries = [
        sale("20250104", 40_000.0),
        sale("20251230", 40_000.0),
        *(bill(f"2025{m:02}10", HOME, 5_000.0, "607200") for m in (2, 5, 8, 11)),
        bill("20250301", supplier, 10_000.0, vat=False, currency="USD"),
    ]
    for number, line in enumerate(carried):
        third = Line("401000", -line.amount, CARRIER)
        entries.append(entry("AC", "20250320", f"TK{number}", line.label, line, third))
    return entries


def test_landing_that_eats_the_advantage_opens_a_nearer_source(
    tmp_path: Path, world: World
) -> None:
    diagnosis = diagnose(firm_of(tmp_path, books(2_500.0, home_freight=400.0)), world)
    assert_sound(diagnosis)
    chance = find(diagnosis, "sourcing_alternative")
    assert chance is not None
    assert chance.kind == "opportunity"
    assert chance.stake is not None
    # Far: 1 + 0.25 + 3.65 % over 37.5 days. Near: premium, then the firm's own 400 / 20,000 and 11 days.
    far = 1 + 0.25 + 0.0365 * 37.5 / 365
    near = 1 + 0.02 + 0.0365 * 11 / 365
    assert chance.stake.central == pytest.approx(10_000 * (far - 1.15 * near))
    assert chance.stake.low == pytest.approx(10_000 * (far - 1.20 * near))
    assert chance.stake.high == pytest.approx(10_000 * (far - 1.10 * near))
    assert "Maghreb" in render(chance.title, Language.FR)
    assert [action.nature for action in chance.actions] == ["measure", "act", "act"]


def test_the_owner_s_weeks_lengthen_the_route(tmp_path: Path, world: World) -> None:
    answers = {"sourcing_lead_weeks": 12.0}
    chance = find(
        diagnose(firm_of(tmp_path, books(2_500.0), answers=answers), world), "sourcing_alternative"
    )
    assert chance is not None
    assert chance.stake is not None
    far, near = 1 + 0.25 + 0.0365 * 84 / 365, 1 + 0.0365 * 11 / 365
    assert chance.stake.central == pytest.approx(10_000 * (far - 1.15 * near))


@pytest.mark.parametrize(
    "answers", [{"sourcing_substitutable": False}, {"sourcing_zone": "europe"}]
)
def test_the_owner_can_close_it(
    tmp_path: Path, world: World, answers: dict[str, bool | float | str]
) -> None:
    firm = firm_of(tmp_path, books(2_500.0), answers=answers)
    assert find(diagnose(firm, world), "sourcing_alternative") is None


def test_a_route_cheaper_than_any_nearer_source_is_a_strength(tmp_path: Path, world: World) -> None:
    diagnosis = diagnose(firm_of(tmp_path, books(500.0)), world)
    assert_sound(diagnosis)
    strength = find(diagnosis, "import_route_pays")
    assert strength is not None
    assert strength.kind == "strength"
    assert find(diagnosis, "sourcing_alternative") is None


def test_in_between_nothing_is_promised(tmp_path: Path, world: World) -> None:
    # 13 %: dearer than a nearer source at + 10 %, cheaper at + 15 %.
    codes = {
        finding.code for finding in diagnose(firm_of(tmp_path, books(1_300.0)), world).findings
    }
    assert not codes & {"sourcing_alternative", "import_route_pays"}


def test_an_import_from_a_place_unknown_waits_for_the_answer(tmp_path: Path, world: World) -> None:
    unknown = ("FHAP", "HAPPY LANTERNS LTD")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    entries = books(2_500.0, supplier=unknown)
    silent = diagnose(firm_of(tmp_path / "a", entries), world)
    told = diagnose(firm_of(tmp_path / "b", entries, answers={"sourcing_zone": "asia"}), world)
    assert find(silent, "sourcing_alternative") is None
    chance = find(told, "sourcing_alternative")
    assert chance is not None
    assert chance.confidence.level == "low"


def test_imports_beyond_the_union_are_a_risk_shown_with_reasons(
    tmp_path: Path, world: World
) -> None:
    verona = entry(
        "AC",
        "20250405",
        "CV-551",
        "Carreaux",
        Line("607000", 4_000.0),
        Line("445662", 800.0),
        Line("445200", -800.0),
        Line("401000", -4_000.0, VERONA),
    )
    diagnosis = diagnose(firm_of(tmp_path, [*books(1_300.0), verona]), world)
    assert_sound(diagnosis)
    risk = find(diagnosis, "import_evidence")
    assert risk is not None
    # 14,000 of 34,000, of which 10,000 from beyond.
    assert [piece.amount_cents for piece in risk.evidence] == [14_000_00, 10_000_00]
    table = next(t for t in diagnosis.tables if t.code == "sourcing_imports")
    assert [row[0] for row in table.rows] == [NINGBO[1], VERONA[1]]


def test_a_chain_within_the_union_is_a_strength(tmp_path: Path, world: World) -> None:
    lines = (
        Line("607000", 4_000.0),
        Line("445662", 800.0),
        Line("445200", -800.0),
        Line("401000", -4_000.0, VERONA),
    )
    entries = [
        sale("20250104", 9_000.0),
        sale("20251230", 9_000.0),
        bill("20250210", HOME, 5_000.0),
    ]
    diagnosis = diagnose(
        firm_of(tmp_path, [*entries, entry("AC", "20250405", "CV", "C", *lines)]), world
    )
    assert_sound(diagnosis)
    strength = find(diagnosis, "import_near")
    assert strength is not None
    assert strength.kind == "strength"
    assert find(diagnosis, "import_evidence") is None


def test_a_firm_that_buys_at_home_is_offered_a_second_quote_without_a_promise(
    tmp_path: Path, world: World
) -> None:
    entries = [
        sale("20250104", 40_000.0),
        sale("20251230", 40_000.0),
        *(bill(f"2025{m:02}10", HOME, 5_000.0, "607200") for m in (2, 5, 8, 11)),
    ]
    diagnosis = diagnose(firm_of(tmp_path, entries), world)
    assert_sound(diagnosis)
    (chance,) = diagnosis.findings
    assert (chance.code, chance.stake) == ("sourcing_second_quote", None)
    assert sum(piece.amount_cents for piece in chance.evidence) == 20_000_00


def test_small_or_rare_purchases_are_not_worth_the_hours(tmp_path: Path, world: World) -> None:
    ends = [sale("20250104", 40_000.0), sale("20251230", 40_000.0)]
    once = [bill("20250210", HOME, 9_000.0)]
    small = [bill(f"2025{m:02}10", HOME, 500.0) for m in (2, 5, 8, 11)]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert diagnose(firm_of(tmp_path / "a", [*ends, *once]), world).findings == ()
    assert diagnose(firm_of(tmp_path / "b", [*ends, *small]), world).findings == ()


def test_questions_stay_within_three_and_say_what_they_settle() -> None:
    assert len(QUESTIONS) == 3
    assert all(question.unlocks for question in QUESTIONS)
