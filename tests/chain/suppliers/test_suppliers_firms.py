"""The room on whole firms: the small one counted by hand, real ones, the demonstration, a large ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage import demo
from ancrage.chain.suppliers import QUESTIONS
from ancrage.chain.suppliers.basis import basis
from ancrage.chain.suppliers.diagnose import diagnose
from ancrage.demo import hidden
from ancrage.firm import Firm, read
from ancrage.world import World
from ancrage.world.references import world_on
from corpus import corpus
from ledgers import Line, entry, firm_of, sale
from soundness import assert_sound

SAMPLES = {
    "000000000FEC20231231.txt.gz": "utf-8",
    "000000001FEC20220831.txt.gz": "utf-8-sig",
    "111111111FEC20221231.TXT.gz": "cp850",
}


@pytest.fixture
def world() -> World:
    return world_on(date(2026, 3, 2))


def firm_at(path: Path) -> Firm:
    firm = read([path]).firm
    assert firm is not None
    return firm


def test_questions_stay_few_and_say_what_they_settle() -> None:
    assert len(QUESTIONS) == 4
    assert all(question.unlocks for question in QUESTIONS)


@pytest.mark.corpus
def test_the_small_firm_counted_by_hand(world: World) -> None:
    firm = firm_at(corpus("fec_mini", "123456782FEC20251231.txt"))
    of = basis(firm, firm.year)
    # Goods: 4,800 from Shenzhen (rebate counted), 900 from Bois du Jura (credit note counted).
    assert of.total == 5_700_00
    assert of.hhi == pytest.approx((4_800 / 5_700) ** 2 + (900 / 5_700) ** 2)
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    assert "supplier_concentration" in {finding.code for finding in diagnosis.findings}


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "encoding"), SAMPLES.items())
def test_real_firms_prove_every_figure(name: str, encoding: str, world: World) -> None:
    diagnosis = diagnose(firm_at(corpus("fec_samples", name)), world)
    assert_sound(diagnosis, encoding)
    assert diagnosis.findings
    assert diagnosis.tables


def test_the_demonstration_firm_shows_what_its_books_hide(tmp_path: Path, world: World) -> None:
    demo.write(tmp_path)
    firm = firm_at(tmp_path)
    codes = dict(firm.parties.select("party", "code").iter_rows())
    of = basis(firm, firm.year)
    assert codes[of.spend["party"][0]] == hidden.MAIN_SUPPLIER
    assert 0.4 < of.top_share(1) < 0.6
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    found = {finding.code: finding for finding in diagnosis.findings}
    assert {"supplier_concentration", "nature_single_source", "supplier_price_drift"} <= set(found)
    natures = next(t for t in diagnosis.tables if t.code == "suppliers_sole_natures")
    assert hidden.SOLE_NATURE in {row[0] for row in natures.rows}
    prices = next(t for t in diagnosis.tables if t.code == "suppliers_price_drift")
    rises = {row[0]: row[4] for row in prices.rows}
    riser = firm.parties.filter(firm.parties["code"] == hidden.PRICE_RISER)["name"][0]
    assert rises[riser] == pytest.approx(hidden.PRICE_RISE, abs=0.02)


def test_purchases_without_a_supplier_are_asked_about(tmp_path: Path, world: World) -> None:
    card = [
        entry(
            "BQ",
            f"2025{m:02}12",
            "CB",
            "CB GRAND MAGASIN",
            Line("606400", 300.0),
            Line("512000", -300.0),
        )
        for m in range(1, 13)
    ]
    fees = entry("BQ", "20251231", "FR", "FRAIS", Line("627000", 5_000.0), Line("512000", -5_000.0))
    firm = firm_of(tmp_path, [*card, fees, sale("20250105", 9_000.0), sale("20251230", 9_000.0)])
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    asked = next(f for f in diagnosis.findings if f.code == "spend_unassigned")
    # Twelve card payments of 300; bank fees need no supplier.
    assert sum(piece.amount_cents for piece in asked.evidence) == 3_600_00
    assert asked.questions == ("suppliers_unassigned_origin",)
    table = next(t for t in diagnosis.tables if t.code == "suppliers_unassigned")
    assert [row[0] for row in table.rows] == ["606400"]
