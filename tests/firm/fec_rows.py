"""Lines of a FEC as text, and small readings of what came out: the hand tools of the tests of this folder."""

from __future__ import annotations

from pathlib import Path

from fec_forms import SIREN, Form, names_of

from ancrage.firm import Firm, Reading

HEADER = "\t".join(names_of(Form()))
NAME = f"{SIREN}FEC20251231.txt"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")


def fec(*rows: str, header: str = HEADER, end: str = "\r\n") -> bytes:
    return (end.join([header, *rows]) + end).encode()


def row(
    number: str = "1",
    day: str = "20250630",
    account: str = "607000",
    debit: str = "0,00",
    credit: str = "0,00",
    label: str = "Écriture",
    piece_day: str = "20250630",
    separator: str = "\t",
) -> str:
    cells = [
        "AC",
        "Achats",
        number,
        day,
        account,
        "Compte",
        "",
        "",
        "P1",
        piece_day,
        label,
        debit,
        credit,
    ]
    return separator.join([*cells, "", "", "20260315", "", ""])


def pair(
    number: str = "1",
    day: str = "20250630",
    amount: str = "100,00",
    zero: str = "0,00",
    **more: str,
) -> tuple[str, str]:
    """A balanced entry: 607 against 401."""
    return (
        row(number, day, "607000", debit=amount, credit=zero, **more),
        row(number, day, "401000", debit=zero, credit=amount, **more),
    )


def months(year: int = 2025, upto: int = 12) -> list[str]:
    """One entry a month, so that the fiscal year is plain."""
    return [line for m in range(1, upto + 1) for line in pair(f"M{m}", f"{year}{m:02d}15", "10,00")]


def put(folder: Path, content: bytes, name: str = NAME) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def firm_of(reading: Reading) -> Firm:
    assert reading.firm is not None, [p.code for p in reading.problems]
    return reading.firm


def codes(reading: Reading, *severities: str) -> list[str]:
    wanted = severities or ("warning", "error")
    return [p.code for p in reading.problems if p.severity in wanted]


def debits(firm: Firm) -> list[int]:
    return [cents for cents in firm.ledger.sort("source", "line")["debit"].to_list() if cents]


def entry(
    number: str, day: str, amounts: dict[str, str], journal: str = "OD\tOpérations diverses"
) -> list[str]:
    """Lines of an entry from account: amount, debit first or "-" for credit; the label is the number."""
    rows = []
    for account, amount in amounts.items():
        side = {"credit": amount[1:]} if amount.startswith("-") else {"debit": amount}
        rows.append(row(number, day, account, label=number, **side).replace("AC\tAchats", journal))
    return rows
