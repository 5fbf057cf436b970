"""Months of one fiscal year given as several files: joined where they are surely of one year, and only there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from fec_forms import SIREN
from fec_rows import NAME, codes, entry, fec, firm_of, pair, put

from ancrage.dates import month_end
from ancrage.firm import Firm, Reading, read

OPENING = {"101000": "-1000,00", "512000": "700,00", "370000": "300,00"}


def opened(day: str) -> list[str]:
    return entry(f"AN{day}", day, OPENING, "AN\tA nouveaux")


def bought(year: int, first: int, last: int, amount: str = "10,00") -> list[str]:
    """A purchase a month; numbers start again at 1 in each file, as those of monthly exports do."""
    return [
        line
        for rank, month in enumerate(range(first, last + 1), 1)
        for line in pair(str(rank), f"{year}{month:02d}15", amount)
    ]


def given(folder: Path, files: dict[str, Sequence[str]]) -> Reading:
    for name, rows in files.items():
        put(folder, fec(*rows), name)
    return read([folder])


def joined(reading: Reading) -> Firm:
    firm = firm_of(reading)
    assert codes(reading) == []
    assert "year_in_parts" in codes(reading, "info")
    assert len(firm.years) == 1
    return firm


def twelve(name: str) -> dict[str, list[str]]:
    """Twelve monthly files of 2025, the opening entries in the first; `name` has a hole for the last day."""
    files = {
        name.format(m, month_end(date(2025, m, 1)).strftime("%Y%m%d")): bought(2025, m, m)
        for m in range(1, 13)
    }
    first = next(iter(files))
    return files | {first: opened("20250101") + files[first]}


@pytest.mark.parametrize(
    "name",
    [
        "export {0:02d}.txt",
        "{0:02d}/" + NAME,
        SIREN + "FEC{1}.txt",
        "{1}.txt",
    ],
)
def test_twelve_monthly_files_are_one_year(name: str, tmp_path: Path) -> None:
    """Without names, with the name of the year in twelve folders, or with the last day of each month."""
    reading = given(tmp_path, twelve(name))
    firm = joined(reading)
    assert (firm.year.start, firm.year.end, firm.year.complete) == (
        date(2025, 1, 1),
        date(2025, 12, 31),
        True,
    )
    assert firm.ledger.height == 3 + 12 * 2
    assert firm.ledger["entry"].n_unique() == 1 + 12
    assert int(firm.purchases["amount"].sum()) == 12 * 1000
    assert [file.rows for file in firm.files] == [5, *[2] * 11]
    assert {file.status for file in firm.files} == {"ok"}
    lines = firm.ledger.filter(pl.col("source") == 11)
    assert lines["date"].to_list() == [date(2025, 12, 15)] * 2


def test_the_files_joined_are_named_in_order_of_time(tmp_path: Path) -> None:
    files = {"b.txt": opened("20250101") + bought(2025, 1, 4), "a.txt": bought(2025, 5, 12)}
    problem = next(p for p in given(tmp_path, files).problems if p.code == "year_in_parts")
    assert problem.message.params["files"] == "b.txt, a.txt"
    assert (problem.severity, Path(problem.file).name) == ("info", "b.txt")


def test_months_without_opening_entries_are_joined_within_a_calendar_year(tmp_path: Path) -> None:
    files = {f"{m:02d}.txt": bought(2025, m, m + 1) for m in range(1, 12, 2)}
    firm = joined(given(tmp_path, files))
    assert (firm.year.end, firm.ledger.height) == (date(2025, 12, 31), 24)


def test_halves_of_a_year_that_both_name_are_joined(tmp_path: Path) -> None:
    files = {f"a/{NAME}": bought(2025, 1, 6), f"b/{NAME}": bought(2025, 7, 12)}
    assert joined(given(tmp_path, files)).ledger.height == 24


def test_a_year_to_june_in_halves_is_joined_from_its_opening(tmp_path: Path) -> None:
    files = {"a.txt": opened("20240701") + bought(2024, 7, 12), "b.txt": bought(2025, 1, 6)}
    firm = joined(given(tmp_path, files))
    assert (firm.year.start, firm.year.end) == (date(2024, 7, 1), date(2025, 6, 30))


def test_two_years_of_monthly_files_stay_two_years(tmp_path: Path) -> None:
    files = {
        f"{year}-{m:02d}.txt": (opened(f"{year}0101") if m == 1 else []) + bought(year, m, m)
        for year in (2024, 2025)
        for m in range(1, 13)
    }
    reading = given(tmp_path, files)
    firm = firm_of(reading)
    assert [year.end for year in firm.years] == [date(2024, 12, 31), date(2025, 12, 31)]
    assert firm.ledger.group_by("year_end").len().sort("year_end")["len"].to_list() == [27, 27]
    assert codes(reading) == []


TWO_YEARS: list[dict[str, list[str]]] = [
    # the second file opens its year
    {"a.txt": bought(2024, 7, 12), "b.txt": opened("20250101") + bought(2025, 1, 6)},
    # the names say two years
    {
        f"{SIREN}FEC20241231.txt": bought(2024, 7, 12),
        f"{SIREN}FEC20251231.txt": bought(2025, 1, 6),
    },
    # nothing says that the year goes beyond December
    {"a.txt": bought(2024, 7, 12), "b.txt": bought(2025, 1, 6)},
    # nothing says that June is not the end of a year
    {"a.txt": bought(2025, 1, 6), "b.txt": bought(2025, 7, 12)},
    # the first file closes its year
    {
        "a.txt": [
            *bought(2025, 1, 6),
            *entry("clôture", "20250630", {"120000": "60,00", "607000": "-60,00"}),
        ],
        "b.txt": bought(2025, 7, 9),
        "c.txt": bought(2025, 10, 12),
    },
    # a month is missing
    {"a.txt": opened("20250101") + bought(2025, 1, 5), "b.txt": bought(2025, 7, 12)},
    # more than twelve months from the opening
    {"a.txt": opened("20240101") + bought(2024, 1, 12), "b.txt": bought(2025, 1, 6)},
]


@pytest.mark.parametrize("files", TWO_YEARS)
def test_files_of_two_years_are_not_joined(files: dict[str, list[str]], tmp_path: Path) -> None:
    reading = given(tmp_path, files)
    said = [p for p in reading.problems if p.code == "year_in_parts"]
    assert all("a.txt" not in str(p.message.params["files"]) for p in said)
    assert not said or "c.txt" in files


def test_a_month_given_twice_is_still_refused(tmp_path: Path) -> None:
    """March, corrected and exported again with one line of another amount."""
    files = twelve("{0:02d}.txt") | {"03 bis.txt": bought(2025, 3, 3, "11,00")}
    reading = given(tmp_path, files)
    assert firm_of(reading).ledger.height == 27
    assert codes(reading) == ["same_year_twice"]
    assert [f.rows for f in reading.files if f.status == "refused"] == [2]


def test_the_whole_year_beside_its_months_is_counted_once(tmp_path: Path) -> None:
    whole = opened("20250101") + [
        line for m in range(1, 13) for n in "ab" for line in pair(f"{n}{m}", f"2025{m:02d}15")
    ]
    reading = given(tmp_path, twelve("{0:02d}.txt") | {"annee.txt": whole})
    assert firm_of(reading).ledger.height == 3 + 12 * 4
    assert codes(reading) == ["same_year_twice"] * 12


def test_months_of_two_firms_are_not_joined(tmp_path: Path) -> None:
    files = {
        f"a/{SIREN}FEC20251231.txt": opened("20250101") + bought(2025, 1, 8),
        "b/552100554FEC20251231.txt": bought(2025, 9, 12),
    }
    reading = given(tmp_path, files)
    assert reading.sirens == ("552100554", SIREN)
