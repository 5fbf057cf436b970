"""Thirty-three files of one fault each end as their manifest says, line by line."""

from __future__ import annotations

import csv
import json
from functools import cache

import pytest

from ancrage.firm import Reading, read
from corpus import SHARED, corpus

pytestmark = pytest.mark.corpus

FOLDER = SHARED / "fec_broken"
MANIFEST = FOLDER / "manifest.csv"
# Where each fault stands: (line, lines counted) of its problems, by hand from the files; None for the file as a whole.
PLACES: dict[str, list[tuple[str, int | None, int]]] = {
    "03_cp850.txt": [("encoding", None, 1)],
    "04_macroman.txt": [("encoding", None, 1)],
    "05_utf16.txt": [("encoding", None, 1)],
    "10_pipe_in_label.txt": [("separator_in_label", n, 1) for n in range(2, 7)],
    "11_semicolon.txt": [("separator", None, 1)],
    "16_unbalanced_entry.txt": [("unbalanced_entry", 9, 2)],
    "18_thousand_space.txt": [("thousand_separator", n, 1) for n in (2, 56, 57, 59, 60)],
    "19_dates_slash.txt": [("date_format", n, 1) for n in (11, 12, 13)],
    "20_impossible_date.txt": [("bad_date", n, 1) for n in (11, 12, 13)],
    "21_ecriturenum_zero.txt": [("entry_number", None, 1)],
    "22_short_line.txt": [("truncated_line", 74, 1)],
    "23_nul_bytes.txt": [("nul_byte", n, 1) for n in (41, 42, 43)],
    "24_duplicate_block.txt": [("duplicate_entry", 75, 2), ("duplicate_entry", 77, 1)],
    "25_account_two_digits.txt": [("short_account", 6, 1)],
    "26_out_of_year.txt": [("out_of_year", 41, 3)],
    "29_empty.txt": [("empty", None, 1)],
    "30_header_only.txt": [("no_line", None, 1)],
    "31_no_header.txt": [("no_header", 1, 1)],
    "33_exponent.txt": [("exponent", 16, 1)],
}
# Euros that cannot be used, of 98 886,00: 1 200,01 (unbalanced), 1 200,00 (30 February), 9 000,00 (the truncated line
# is the credit side of an entry whose debit is 9 000,00), 3 600,00 (a second copy: 2 400,00 and 1 200,00).
UNUSED = {
    "16_unbalanced_entry.txt": 120_001,
    "20_impossible_date.txt": 120_000,
    "22_short_line.txt": 900_000,
    "24_duplicate_block.txt": 360_000,
}


def _rows() -> list[dict[str, str]]:
    if not MANIFEST.exists():
        return []
    with MANIFEST.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def expected() -> dict[str, object]:
    figures = json.loads(corpus("fec_mini", "expected.json").read_text(encoding="utf-8"))
    return {
        name: value
        for name, value in figures.items()
        if name != "sales_split" and not name.startswith("landed_cost_uplift")
    }


@cache
def _reading(name: str) -> Reading:
    return read([corpus("fec_broken", name)])


def _serious(reading: Reading) -> list[tuple[str, int | None, int]]:
    return [(p.code, p.line, p.count) for p in reading.problems if p.severity != "info"]


def test_the_manifest_names_thirty_three_files() -> None:
    corpus("fec_broken")
    rows = _rows()
    assert len(rows) == 33
    assert {row["file"] for row in rows} == {path.name for path in FOLDER.glob("*.txt")}


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["file"])
def test_a_file_ends_as_its_manifest_says(row: dict[str, str], expected: dict[str, object]) -> None:
    reading = _reading(row["file"])
    (file,) = reading.files
    problems = _serious(reading)
    severity, _, code = row["expected"].partition(":")
    assert file.rows == int(row["lines"])
    assert {p.file for p in reading.problems} <= {str(FOLDER / row["file"])}
    if severity == "ok":
        assert (file.status, problems) == ("ok", [])
    elif severity == "warn":
        assert file.status == "warning"
        assert problems
        assert not [p for p in reading.problems if p.severity == "error"]
    else:
        assert file.status == ("partial" if reading.firm else "refused")
        assert {p.code for p in reading.problems if p.severity == "error"} == {code}
    if row["file"] in PLACES:
        assert sorted(problems, key=str) == sorted(PLACES[row["file"]], key=str)
    if severity in {"ok", "warn"}:
        assert reading.firm is not None
        values = reading.firm.figures[reading.firm.year.end].values
        wrong = {
            name: values.get(name) for name, value in expected.items() if values.get(name) != value
        }
        assert wrong == {}
        # In 32 a credit of 100,00 is written as a debit of 100,00-: the column says 98 786,00.
        debit = 9_878_600 if row["file"] == "32_sign_right.txt" else 9_888_600
        assert (file.debit, file.unassigned) == (debit, 0)


@pytest.mark.parametrize("name", UNUSED)
def test_the_euros_that_could_not_be_used_are_told(name: str) -> None:
    (file,) = _reading(name).files
    assert file.unassigned == UNUSED[name]
    assert file.assigned + file.unassigned == file.debit


def test_decimal_points_are_all_counted() -> None:
    """Fifty of the 146 cells are listed; the last one counts the others."""
    reading = _reading("17_decimal_point.txt")
    counts = [p.count for p in reading.problems if p.code == "decimal_point"]
    assert len(counts) == 50
    assert sum(counts) == 2 * 73  # every line has a debit and a credit


@pytest.mark.parametrize("name", [row["file"] for row in _rows()])
def test_the_accents_survive(name: str) -> None:
    reading = _reading(name)
    if reading.firm is None:
        assert name in {"29_empty.txt", "30_header_only.txt"}
        return
    names = set(reading.firm.parties["name"])
    assert {"Müller GmbH", "Boutique Québec inc.", "TRANSITAIRE DU RHÔNE"} <= names
