"""Three real exports: the boxes of the return that was filed, every account added again, every proof walked."""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from pathlib import Path

import pytest

from ancrage.firm import Firm, read
from corpus import corpus

pytestmark = pytest.mark.corpus

# File: codec, and days that bound the year.
FILES = {
    "000000000FEC20231231.txt.gz": ("utf-8", "2023-01-01", "2023-12-31"),
    "000000001FEC20220831.txt.gz": ("utf-8-sig", "2021-09-01", "2022-08-31"),
    "111111111FEC20221231.TXT.gz": ("cp850", "2023-01-01", "2023-12-31"),
}
# Box of the forms 2052 and 2053: boxes of the return that was filed. The first firm filed form 2033-B, the second the
# form of farmers, whose letters differ.
BOXES = {
    "000000000FEC20231231": {
        "FL": ["214"],
        "FS": ["234"],
        "FU": ["238"],
        "FW": ["242"],
        "FX": ["244"],
        "FY": ["250"],
        "FZ": ["252"],
        "HN": ["310"],
    },
    "000000001FEC20220831": {
        "FU": ["EQ"],
        "FV": ["ET"],
        "FW": ["ES", "EU"],
        "FX": ["EV"],
        "FY": ["EX"],
        "HN": ["FJ"],
    },
}


@pytest.fixture(scope="module", params=FILES)
def sample(request: pytest.FixtureRequest) -> tuple[Path, Firm]:
    path = corpus("fec_samples", request.param)
    firm = read([path]).firm
    assert firm is not None
    return path, firm


def raw(path: Path) -> dict[int, dict[str, str]]:
    """Cells by line number, without any code of the project."""
    text = gzip.decompress(path.read_bytes()).decode(FILES[path.name][0])
    lines = re.split(r"\r\r\n|\r\n|\r|\n", text)
    separator = "|" if "|" in lines[0] else "\t"
    names = [name.strip() for name in lines[0].split(separator)]
    found = {}
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            cells = [cell.strip() for cell in line.split(separator)]
            found[number] = dict(zip(names, cells, strict=False))
    return found


def cents(text: str) -> int:
    sign = -1 if "-" in text else 1
    whole, _, part = text.strip("+- ").partition(",")
    return sign * (int(whole or "0") * 100 + int(part.ljust(2, "0")[:2] or "0"))


def test_the_year_is_found(sample: tuple[Path, Firm]) -> None:
    path, firm = sample
    _, start, end = FILES[path.name]
    assert (firm.year.start.isoformat(), firm.year.end.isoformat()) == (start, end)


@pytest.mark.parametrize("stem", BOXES)
def test_the_boxes_of_the_filed_return(stem: str) -> None:
    firm = read([corpus("fec_samples", f"{stem}.txt.gz")]).firm
    assert firm is not None
    with corpus("fec_samples", f"{stem}-liasse.csv").open(encoding="utf-8") as stream:
        filed = {row[0]: float(row[1]) for row in csv.reader(stream) if len(row) == 2 and row[1]}
    boxes = firm.figures[firm.year.end].tax_return
    for box, others in BOXES[stem].items():
        assert boxes[box] == pytest.approx(sum(filed[other] for other in others), abs=2), box


def test_every_account_is_added_again(sample: tuple[Path, Firm]) -> None:
    path, firm = sample
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for line in raw(path).values():
        sums[line["CompteNum"]][0] += cents(line["Debit"])
        sums[line["CompteNum"]][1] += cents(line["Credit"])
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for _, _, account, debit, credit in firm.balances.select(
        "year_end", "phase", "account", "debit", "credit"
    ).iter_rows():
        found[account][0] += debit
        found[account][1] += credit
    assert found == sums


def test_no_euro_is_unaccounted_for(sample: tuple[Path, Firm]) -> None:
    path, firm = sample
    (file,) = firm.files
    lines = raw(path)
    debit = sum(cents(line["Debit"]) for line in lines.values())
    # 247, 302: accounts of the chart of farmers, which the general chart does not have.
    outside = sum(
        cents(line["Debit"]) for line in lines.values() if line["CompteNum"][:3] in {"247", "302"}
    )
    assert (file.rows, file.debit, file.unassigned) == (len(lines), debit, outside)
    assert file.assigned + file.unassigned == file.debit


def test_purchases_and_sales_hold_every_line_once(sample: tuple[Path, Firm]) -> None:
    """Shared between suppliers or not, each line of 60 (without 603), 61, 62 and 70 is there for its amount."""
    path, firm = sample
    for table, wanted, sign in (
        (firm.purchases, r"6[12]|60(?!3)", 1),
        (firm.sales, r"70", -1),
    ):
        expected: dict[int, int] = {}
        for number, line in raw(path).items():
            if re.match(wanted, line["CompteNum"]):
                expected[number] = sign * (cents(line["Debit"]) - cents(line["Credit"]))
        found: dict[int, int] = defaultdict(int)
        for account, number, amount in table.select("account", "line", "amount").iter_rows():
            if re.match(wanted, account):
                found[number] += amount
        assert found == expected


@pytest.mark.parametrize(
    "prefixes", [("60",), ("61", "62"), ("70",), ("6", "7"), ("401",), ("512",), ("4456",)]
)
@pytest.mark.parametrize("balance", [False, True])
def test_the_proof_of_accounts_adds_up(
    sample: tuple[Path, Firm],
    prefixes: tuple[str, ...],
    balance: bool,  # noqa: FBT001
) -> None:
    path, firm = sample
    lines = raw(path)
    pieces = firm.prove_accounts(firm.year, *prefixes, balance=balance)
    added = 0
    for piece in pieces:
        assert piece.file == str(path)
        assert all(lines[n]["CompteNum"].startswith(prefixes) for n in piece.lines.tolist())
        total = sum(
            cents(lines[n]["Debit"]) - cents(lines[n]["Credit"]) for n in piece.lines.tolist()
        )
        assert piece.amount_cents == piece.sign * total
        added += piece.amount_cents
    assert added == firm.amount(firm.year, *prefixes, balance=balance)
    if balance:  # a balance counts all the lines of its accounts
        assert added == sum(
            cents(line["Debit"]) - cents(line["Credit"])
            for line in lines.values()
            if line["CompteNum"].startswith(prefixes)
        )


def test_spending_by_supplier_is_found_by_a_loop() -> None:
    """Entries of one supplier only, by journal, number and date: the second sample numbers its entries soundly."""
    path = corpus("fec_samples", "000000001FEC20220831.txt.gz")
    firm = read([path]).firm
    assert firm is not None
    entries: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for line in raw(path).values():
        entries[line["JournalCode"], line["EcritureNum"], line["EcritureDate"]].append(line)
    spent: dict[str, int] = defaultdict(int)
    for lines in entries.values():
        names = {line["CompAuxNum"] for line in lines if line["CompteNum"][:3] in {"401", "404"}}
        if len(names) == 1:
            spent[names.pop()] += sum(
                cents(line["Debit"]) - cents(line["Credit"])
                for line in lines
                if line["CompteNum"].startswith("6") and not line["CompteNum"].startswith("603")
            )
    party_of = {
        code: party
        for party, codes in firm.parties.select("party", "codes").iter_rows()
        for code in codes
    }
    merged: dict[int, int] = defaultdict(int)
    for code, amount in spent.items():
        if amount:
            merged[party_of[code]] += amount
    found: dict[int, int] = defaultdict(int)
    for party, amount, origin in firm.purchases.select("party", "amount", "origin").iter_rows():
        if origin == "party":
            found[party] += amount
    assert {p: a for p, a in found.items() if a} == {p: a for p, a in merged.items() if a}
