"""Entries rebuilt: an entry is what balances, whatever the numbers say; faults are named where they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fec_forms import Form, Line, write
from hypothesis import given, settings
from hypothesis import strategies as st

from ancrage.firm import Reading, read

Amounts = Sequence[int]


def lines(
    number: str, day: date, amounts: Amounts, journal: str = "OD", piece: str = "P", label: str = ""
) -> list[Line]:
    """Lines on accounts 601001, 601002...: debit above zero, in cents."""
    return [
        Line(
            journal=journal,
            journal_label=f"Journal {journal}",
            number=number,
            day=day,
            account=f"6010{rank:02d}",
            piece=piece,
            label=label or f"{number} {day}",
            debit=max(cents, 0),
            credit=max(-cents, 0),
        )
        for rank, cents in enumerate(amounts, 1)
    ]


def day(month: int, number: int = 15) -> date:
    return date(2025, month, number)


def reading_of(folder: Path, *blocks: Sequence[Line]) -> Reading:
    """The blocks one after the other, from line 2 on."""
    write(blocks, Form(), folder)
    return read([folder])


def entries(reading: Reading) -> list[list[int]]:
    """Line numbers by entry."""
    assert reading.firm is not None
    found: dict[int, list[int]] = defaultdict(list)
    for entry, line in reading.firm.ledger.select("entry", "line").iter_rows():
        found[entry].append(line)
    return sorted(sorted(numbers) for numbers in found.values())


def problems(reading: Reading) -> list[tuple[str, int | None, int]]:
    return sorted((p.code, p.line, p.count) for p in reading.problems if p.severity != "info")


def year(*blocks: Sequence[Line]) -> list[Sequence[Line]]:
    """The blocks, then an entry a month: the rest of a sound year."""
    return [*blocks, *(lines(f"M{m}", day(m), (100, -100), "ZZ") for m in range(1, 13))]


def test_numbers_of_zero_are_of_no_use(tmp_path: Path) -> None:
    """Every line has number 0: entries end each time their journal, date and piece balance."""
    blocks = [
        lines("0", day(1), (100, 20, -120), piece="A"),
        lines(
            "0", day(1), (50, -50), piece="A"
        ),  # same day, same piece: the balance says where it begins
        lines("0", day(1), (30, -30), piece="B"),
        lines("0", day(2), (70, -30, -40), "BQ"),
    ]
    reading = reading_of(tmp_path, *blocks)
    assert entries(reading) == [[2, 3, 4], [5, 6], [7, 8], [9, 10, 11]]
    assert problems(reading) == [("entry_number", None, 1)]


def test_blank_numbers_are_of_no_use(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path, lines("", day(1), (100, -100)), lines("", day(2), (100, -60, -40))
    )
    assert entries(reading) == [[2, 3], [4, 5, 6]]
    assert problems(reading) == [("entry_number", None, 1)]


def test_numbers_may_begin_again_each_month(tmp_path: Path) -> None:
    blocks = [lines(str(n), day(m, n), (100 * n, -100 * n)) for m in (1, 2, 3) for n in (1, 2)]
    reading = reading_of(tmp_path, *blocks)
    assert entries(reading) == [[n, n + 1] for n in range(2, 14, 2)]
    assert problems(reading) == []


def test_numbers_that_begin_again_may_hold_several_dates(tmp_path: Path) -> None:
    """Each line of a bank statement has its own date, under one number a month: months stay apart."""
    blocks = []
    for month in (1, 2):
        statement = lines("1", day(month, 1), (100, -60, -40), "BQ")
        blocks.append(
            [replace(line, day=day(month, 1 + 9 * i)) for i, line in enumerate(statement)]
        )
        blocks.append(lines(f"{month}7", day(month), (5, -5)))
    reading = reading_of(tmp_path, *blocks)
    assert entries(reading) == [[2, 3, 4], [5, 6], [7, 8, 9], [10, 11]]
    assert problems(reading) == []


def test_a_number_by_line_is_of_no_use(tmp_path: Path) -> None:
    """Some exports number lines: entries are what balances, by journal, date and piece, then by journal."""
    block = lines("x", day(1), (100, 20, -120)) + lines("x", day(1), (50, -50), piece="Q")
    block += [
        replace(line, piece=f"R{i}") for i, line in enumerate(lines("x", day(3), (10, -4, -6)))
    ]
    numbered = [replace(line, number=str(i)) for i, line in enumerate(block)]
    reading = reading_of(tmp_path, numbered)
    assert entries(reading) == [[2, 3, 4], [5, 6], [7, 8, 9]]
    assert problems(reading) == []


def test_an_entry_off_by_a_cent_is_named_and_set_aside_alone(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path, *year(lines("A", day(1), (100, 20, -119)), lines("B", day(1), (7, -7)))
    )
    assert problems(reading) == [("unbalanced_entry", 2, 3)]
    assert [2, 3, 4] not in entries(reading)
    assert [5, 6] in entries(reading)
    (problem,) = [p for p in reading.problems if p.code == "unbalanced_entry"]
    assert problem.message.params["number"] == "A"
    (file,) = reading.files
    assert (file.status, file.debit, file.unassigned) == ("partial", 120 + 7 + 1200, 120)


def test_two_gaps_that_cancel_are_two_faults(tmp_path: Path) -> None:
    """One cent too many in January, one too few in May, sound entries between: not one entry over five months."""
    blocks = [
        lines("A", day(1), (101, -100), piece="A"),
        lines("B", day(3), (7, -7)),
        lines("C", day(5), (100, -101), piece="C"),
    ]
    reading = reading_of(tmp_path, *year(*blocks))
    assert problems(reading) == [("unbalanced_entry", 2, 2), ("unbalanced_entry", 6, 2)]
    assert [4, 5] in entries(reading)


def test_two_entries_under_one_number_stay_one(tmp_path: Path) -> None:
    """The firm says that they are one entry: nothing is cut where the number balances."""
    reading = reading_of(tmp_path, *year(lines("A", day(1), (100, -100, 50, -50))))
    assert [2, 3, 4, 5] in entries(reading)


def test_one_number_in_two_journals_is_two_entries(tmp_path: Path) -> None:
    blocks = [lines("1", day(1), (100, -100), "AC"), lines("1", day(1), (30, -30), "VE")]
    assert entries(reading_of(tmp_path, *year(*blocks)))[:2] == [[2, 3], [4, 5]]


# ---- copies -----------------------------------------------------------------------------------------------------


def test_a_block_exported_twice_counts_once(tmp_path: Path) -> None:
    copied = lines("A", day(1), (100, 20, -120))
    reading = reading_of(tmp_path, *year(copied), copied)
    assert problems(reading) == [("duplicate_entry", 29, 3)]
    assert [2, 3, 4] in entries(reading)
    (file,) = reading.files
    assert file.unassigned == 120


def test_several_blocks_exported_twice_are_each_named(tmp_path: Path) -> None:
    a, b = lines("A", day(1), (100, -100)), lines("B", day(2), (70, -70))
    reading = reading_of(tmp_path, *year(a, b), a, b)
    assert problems(reading) == [("duplicate_entry", 30, 2), ("duplicate_entry", 32, 2)]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_lone_line_exported_twice_is_a_copy_and_no_gap(at: int, tmp_path: Path) -> None:
    """The end of an export begun again: the entry itself is whole."""
    whole = lines("A", day(1), (100, 20, -120))
    reading = reading_of(tmp_path, *year(whole), [whole[at]])
    assert problems(reading) == [("duplicate_entry", 29, 1)]
    assert [2, 3, 4] in entries(reading)


def test_a_part_of_a_block_exported_twice_is_a_copy(tmp_path: Path) -> None:
    whole = lines("A", day(1), (100, 20, 30, -150))
    reading = reading_of(tmp_path, *year(whole), whole[:2])
    assert problems(reading) == [("duplicate_entry", 30, 2)]
    assert [2, 3, 4, 5] in entries(reading)


def test_a_line_repeated_inside_its_entry_is_a_copy(tmp_path: Path) -> None:
    whole = lines("A", day(1), (100, 20, -120))
    reading = reading_of(tmp_path, *year([whole[0], whole[0], *whole[1:]]))
    assert problems(reading) == [("duplicate_entry", 3, 1)]
    assert [2, 4, 5] in entries(reading)


def test_two_equal_sales_side_by_side_are_no_copy(tmp_path: Path) -> None:
    """Two cups sold at one price in one entry: the entry balances, and nothing stands apart."""
    reading = reading_of(
        tmp_path, *year(lines("A", day(1), (100, -100)) + lines("A", day(1), (100, -100)))
    )
    assert problems(reading) == []


def test_equal_entries_with_their_own_numbers_are_no_copy(tmp_path: Path) -> None:
    """The rent of a day paid twice: two numbers, two entries."""
    reading = reading_of(
        tmp_path,
        *year(
            lines("A", day(1), (100, -100), label="x"), lines("B", day(1), (100, -100), label="x")
        ),
    )
    assert problems(reading) == []


def test_a_whole_file_exported_twice_counts_once(tmp_path: Path) -> None:
    blocks = year(lines("A", day(1), (100, 20, -120)))
    reading = reading_of(tmp_path, *blocks, *blocks)
    assert reading.firm is not None
    assert reading.firm.ledger.height == 27
    assert {code for code, _, _ in problems(reading)} == {"duplicate_entry"}
    assert reading.firm.amount(reading.firm.year, "6010") == 0


# ---- any cut ----------------------------------------------------------------------------------------------------

amounts = st.lists(st.integers(1, 10_000), min_size=1, max_size=5).map(
    lambda found: (*found, -sum(found))
)


@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(
    found=st.lists(
        st.tuples(amounts, st.integers(1, 12), st.sampled_from(["AC", "VE"])),
        min_size=2,
        max_size=8,
    )
)
def test_without_numbers_entries_are_found_by_their_balance(
    found: list[tuple[Amounts, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Debits first, one credit last: the balance comes back to zero at the end of each entry only."""
    blocks = [
        lines("0", day(m), cents, journal, piece=f"P{i}")
        for i, (cents, m, journal) in enumerate(found)
    ]
    reading = reading_of(tmp_path_factory.mktemp("e"), *blocks)
    expected, at = [], 2
    for block in blocks:
        expected.append(list(range(at, at + len(block))))
        at += len(block)
    assert entries(reading) == expected


@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(
    found=st.lists(st.tuples(amounts, st.integers(1, 12)), min_size=2, max_size=8),
    wrong=st.integers(0, 7),
    gap=st.sampled_from([-1, 1, 5000]),
)
def test_a_gap_costs_its_own_entry_and_no_other(
    found: list[tuple[Amounts, int]], wrong: int, gap: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    wrong %= len(found)
    blocks = [
        lines(f"N{i}", day(m), (cents[0] + (gap if i == wrong else 0), *cents[1:]))
        for i, (cents, m) in enumerate(found)
        if not (i == wrong and cents[0] + gap <= 0)
    ]
    if len(blocks) < len(found):
        return
    reading = reading_of(tmp_path_factory.mktemp("g"), *blocks)
    at, spans = 2, []
    for block in blocks:
        spans.append(list(range(at, at + len(block))))
        at += len(block)
    assert entries(reading) == [span for i, span in enumerate(spans) if i != wrong]
    assert problems(reading) == [("unbalanced_entry", spans[wrong][0], len(spans[wrong]))]
