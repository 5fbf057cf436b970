"""The room on real files, on the demonstration firm, and on firms that have little or nothing to say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.chain.logistics import QUESTIONS
from ancrage.chain.logistics.diagnose import diagnose
from ancrage.demo import write
from ancrage.exhibits import Diagnosis
from ancrage.firm import read
from ancrage.text import Language, render
from ancrage.world import world_on
from corpus import corpus
from ledgers import Line, bill, entry, firm_of, sale
from soundness import assert_sound

WORLD = world_on(date(2026, 3, 2))


def diagnosis_of(*paths: Path) -> Diagnosis:
    firm = read(paths).firm
    assert firm is not None
    return diagnose(firm, WORLD)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("000000001FEC20220831.txt.gz", "utf-8-sig"),
        ("000000000FEC20231231.txt.gz", "utf-8-sig"),
        ("111111111FEC20221231.TXT.gz", "cp850"),
    ],
)
def test_real_files_have_little_freight_and_nothing_is_invented(name: str, encoding: str) -> None:
    diagnosis = diagnosis_of(corpus("fec_samples", name))
    assert_sound(diagnosis, encoding)
    assert diagnosis.findings == ()


@pytest.mark.corpus
def test_the_small_ledger_has_its_freight_in_the_table() -> None:
    diagnosis = diagnosis_of(corpus("fec_mini", "123456782FEC20251231.txt"))
    assert_sound(diagnosis)
    (table,) = diagnosis.tables
    amounts = {render(row[0], Language.FR): row[1] for row in table.rows}  # type: ignore[arg-type]
    assert amounts == {
        "Transport sur achats": 600,
        "Transport sur ventes et colis": 300,
        "Transitaires": 80,
        "Stockage loué ou acheté dehors": 900,
        "Salaires de logistique": 1_200,
        "Total": 3_080,
    }


def test_the_demonstration_firm_shows_what_was_hidden(tmp_path: Path) -> None:
    diagnosis = diagnosis_of(*write(tmp_path))
    assert_sound(diagnosis)
    codes = {finding.code for finding in diagnosis.findings}
    assert {
        "freight_in_share",
        "freight_out_share",
        "freight_out_absorbed",
        "freight_express",
        "storage_cost",
    } <= codes


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([sale("20251220", 1_000)], id="sales only"),
        pytest.param([bill("20251220", ("FA", "ALPHA"), 1_000)], id="purchases only"),
        pytest.param([bill("20251220", ("FA", "ALPHA"), 9_000, "624100")], id="freight only"),
        pytest.param([bill("20251220", ("FA", "ALPHA"), -9_000, "624200")], id="credit note only"),
        pytest.param(
            [sale("20241220", -1_000), sale("20251220", -1_000)], id="two years of returns"
        ),
        pytest.param(
            [entry("OD", "20251220", "1", "x", Line("101000", -5), Line("512000", 5))],
            id="nothing of classes 6 and 7",
        ),
        pytest.param(
            [
                entry("OD", "20251220", "1", "", Line("624", 6_000), Line("512", -6_000)),
                sale("20251220", 10_000, "70"),
            ],
            id="short accounts, nobody named, no label",
        ),
    ],
)
def test_a_firm_with_little_to_say_never_fails(tmp_path: Path, entries: list) -> None:
    for answers in ({}, {question.id: 10 for question in QUESTIONS}):
        assert_sound(diagnose(firm_of(tmp_path, entries, answers=answers), WORLD))
