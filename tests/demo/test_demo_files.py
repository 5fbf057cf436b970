from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

from demo_fec import Row, by_entry

from ancrage.demo import write
from ancrage.demo.books.chart import ACCOUNTS, PARTIES
from ancrage.demo.cast import FIRM
from ancrage.demo.cast.customers import CUSTOMERS
from ancrage.demo.cast.suppliers import SUPPLIERS

HEADER = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
]


def test_three_years_are_written_with_their_legal_names(demo_files: tuple[Path, ...]) -> None:
    names = [path.name for path in demo_files]
    assert names == [
        "000290106FEC20231231.txt",
        "000290106FEC20241231.txt",
        "000290106FEC20251231.txt",
    ]


def test_the_folder_is_made_and_holds_only_what_is_returned(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    written = write(folder)
    assert sorted(folder.iterdir()) == list(written)


def test_the_siren_passes_luhn_and_can_be_nobodys() -> None:
    # 0 0 0 2 9 0 1 0 6, every second digit from the right doubled: 6 + 0 + 1 + 0 + 9 + 4 + 0 = 20
    digits = [int(digit) for digit in FIRM.siren]
    doubled = [digit * 2 if place % 2 else digit for place, digit in enumerate(digits[::-1])]
    assert sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
    assert len(digits) == 9
    assert FIRM.siren.startswith("000")


def test_files_are_utf8_with_tabs_and_crlf(demo_files: tuple[Path, ...]) -> None:
    for path in demo_files:
        data = path.read_bytes()
        text = data.decode("utf-8")
        assert not data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")
        assert text.endswith("\r\n")
        assert "|" not in text
        lines = text.split("\r\n")[:-1]
        assert lines[0].split("\t") == HEADER
        assert {line.count("\t") for line in lines} == {17}
        assert 8_000 < len(lines) < 15_000


def test_amounts_have_two_decimals_and_one_side(demo_files: tuple[Path, ...]) -> None:
    for path in demo_files:
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            cells = line.split("\t")
            debit, credit, foreign = cells[11], cells[12], cells[16]
            assert re.fullmatch(r"\d+,\d\d", debit), line
            assert re.fullmatch(r"\d+,\d\d", credit), line
            assert (debit == "0,00") != (credit == "0,00"), line
            assert re.fullmatch(r"(\d+,\d\d)?", foreign), line
            assert bool(foreign) == bool(cells[17]), line


def test_required_fields_are_filled(demo_files: tuple[Path, ...]) -> None:
    for path in demo_files:
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            cells = line.split("\t")
            assert all(cells[place] for place in (0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15)), line
            assert bool(cells[6]) == bool(cells[7]), line
            assert bool(cells[6]) == (cells[4][:3] in {"401", "404", "409", "411"}), line
            assert bool(cells[13]) == bool(cells[14]), line
            assert all(cell == cell.strip() for cell in cells), line


def test_dates_are_in_their_order(demo_years: dict[int, list[Row]]) -> None:
    for year, rows in demo_years.items():
        for row in rows:
            assert row.day.year == year, row
            assert row.piece_day <= row.day, row
            assert row.valid_on > row.day, row
            assert row.lettered_on is None or row.lettered_on.year == year, row


def test_entries_are_numbered_without_gap_in_order_of_validation(
    demo_years: dict[int, list[Row]],
) -> None:
    for rows in demo_years.values():
        assert [row.number for row in rows] == sorted(row.number for row in rows)
        entries = by_entry(rows)
        assert sorted(entries) == list(range(1, len(entries) + 1))
        valid = [lines[0].valid_on for lines in entries.values()]
        assert all(first <= second for first, second in pairwise(valid))


def test_same_seed_same_bytes_other_seed_other_bytes(
    demo_files: tuple[Path, ...], tmp_path: Path
) -> None:
    again = write(tmp_path / "again")
    other = write(tmp_path / "other", seed=7)
    for first, second, third in zip(demo_files, again, other, strict=True):
        assert first.read_bytes() == second.read_bytes()
        assert first.read_bytes() != third.read_bytes()


def test_it_is_written_in_under_three_seconds(tmp_path: Path) -> None:
    spent = []
    for attempt in range(2):
        start = time.process_time()
        write(tmp_path / str(attempt))
        spent.append(time.process_time() - start)
    assert min(spent) < 3


def test_every_account_and_party_has_one_name(demo_files: tuple[Path, ...]) -> None:
    seen: dict[str, set[str]] = {}
    for path in demo_files:
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            cells = line.split("\t")
            seen.setdefault(cells[4], set()).add(cells[5])
            if cells[6]:
                seen.setdefault(cells[6], set()).add(cells[7])
    assert {key: len(names) for key, names in seen.items() if len(names) > 1} == {}
    # and nothing is declared that the books never use
    assert set(ACCOUNTS) | set(PARTIES) == set(seen) | {"119000", "129000", "445670"}


REAL = [
    "amazon",
    "ebay",
    "etsy",
    "cdiscount",
    "zalando",
    "leclerc",
    "carrefour",
    "monoprix",
    "stripe",
    "paypal",
    "sumup",
    "alma",
    "shopify",
    "prestashop",
    "google",
    "meta",
    "facebook",
    "instagram",
    "edf",
    "engie",
    "enedis",
    "orange",
    "sfr",
    "bouygues",
    "free",
    "poste",
    "colissimo",
    "chronopost",
    "mondial",
    "dpd",
    "gls",
    "ups",
    "fedex",
    "dhl",
    "schenker",
    "kuehne",
    "geodis",
    "bollore",
    "axa",
    "maif",
    "macif",
    "groupama",
    "allianz",
    "mma",
    "credit",
    "agricole",
    "bnp",
    "societe",
    "lcl",
    "cic",
    "hermes",
    "longchamp",
    "armor",
    "guy",
    "cotten",
    "petit",
    "bateau",
]


def test_no_word_of_a_name_is_a_well_known_firms() -> None:
    names = [FIRM.name, *(one.name for one in SUPPLIERS.values())]
    names += [one.name for one in CUSTOMERS.values()]
    words = {word for name in names for word in re.findall(r"[a-z]+", name.lower())}
    assert words & set(REAL) == set()
    assert len(names) == len(set(names))
