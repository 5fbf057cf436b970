"""The room on real files, on the demonstration firm, and on firms that have little or nothing to say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.chain.stock import QUESTIONS
from ancrage.chain.stock.diagnose import diagnose
from ancrage.demo import write
from ancrage.exhibits import Diagnosis
from ancrage.firm import read
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
    ("name", "encoding", "codes"),
    [
        # 38,623.40 in accounts 302 and 361, counted on 31 August: 902.05 less than a year before.
        ("000000001FEC20220831.txt.gz", "utf-8-sig", ["stock_unknown"]),
        # 665.00 of stock: no subject.
        ("000000000FEC20231231.txt.gz", "utf-8-sig", []),
        # 17,121.09 of finished goods brought forward, never counted since.
        ("111111111FEC20221231.TXT.gz", "cp850", ["stock_unknown"]),
    ],
)
def test_real_files(name: str, encoding: str, codes: list[str]) -> None:
    diagnosis = diagnosis_of(corpus("fec_samples", name))
    assert_sound(diagnosis, encoding)
    assert [finding.code for finding in diagnosis.findings] == codes


@pytest.mark.corpus
def test_the_small_ledger() -> None:
    diagnosis = diagnosis_of(corpus("fec_mini", "123456782FEC20251231.txt"))
    assert_sound(diagnosis)
    (table,) = diagnosis.tables
    # 9,000 of 5,350 a year; mean of 8,000 and 9,000.
    assert table.rows == ((date(2025, 12, 31), 9_000, 8_500, 5_350, 614, 0.6),)


def test_the_demonstration_firm_shows_its_growing_stock(tmp_path: Path) -> None:
    diagnosis = diagnosis_of(*write(tmp_path))
    assert_sound(diagnosis)
    (cover,) = (finding for finding in diagnosis.findings if finding.code == "stock_cover")
    assert cover.stake is not None
    assert cover.confidence.level == "high"
    assert cover.stake.central > 1_000


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([sale("20251220", 1_000)], id="sales only"),
        pytest.param([bill("20251220", ("FA", "ALPHA"), -60_000)], id="returns only"),
        pytest.param(
            [entry("OD", "20251231", "1", "x", Line("370000", -9_000), Line("603700", 9_000))],
            id="negative stock",
        ),
        pytest.param(
            [entry("OD", "20251231", "1", "x", Line("370000", 9_000), Line("603700", -9_000))],
            id="stock and a negative cost of goods",
        ),
        pytest.param(
            [entry("OD", "20251231", "1", "", Line("37", 9_000), Line("101", -9_000))],
            id="stock without cost",
        ),
        pytest.param(
            [entry("OD", "20251231", "1", "", Line("681730", 900), Line("397000", -900))],
            id="write-down of nothing",
        ),
    ],
)
def test_a_firm_with_little_to_say_never_fails(tmp_path: Path, entries: list) -> None:
    for answers in ({}, {question.id: 10 for question in QUESTIONS}):
        assert_sound(diagnose(firm_of(tmp_path, entries, answers=answers), WORLD))
