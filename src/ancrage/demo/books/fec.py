"""FEC files: the legal export of French accounts (tax procedure book, article A47 A-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from ancrage.demo.books.chart import ACCOUNTS, JOURNALS, PARTIES
from ancrage.demo.books.entries import Entry, Line
from ancrage.demo.books.ledger import ledger
from ancrage.demo.books.lettering import letters
from ancrage.demo.days import next_month
from ancrage.demo.records import Truth

COLUMNS: Final = (
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
)
"""The 18 fields, in the legal order."""

_NOTHING = "0,00"
_CLOSED_ON = (4, 12)
_VALIDATED_ON = 24


def write_fec(truth: Truth, folder: Path) -> tuple[Path, ...]:
    """One file a fiscal year, named as the law says: SIREN, FEC, last day of the year."""
    written = []
    for year, entries in ledger(truth).items():
        path = folder / f"{truth.firm.siren}FEC{year}1231.txt"
        rows = ("\t".join(row) for row in (COLUMNS, *_rows(entries)))
        path.write_bytes(("\r\n".join(rows) + "\r\n").encode())
        written.append(path)
    return tuple(written)


def _validated(one: Entry) -> date:
    """Months are validated once their tax return is sent; December and the closing in April."""
    if one.day.month == 12:
        return date(one.day.year + 1, *_CLOSED_ON)
    return next_month(one.day, _VALIDATED_ON)


def _rows(entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    """Lines in order of validation, numbered without a gap."""
    journals = list(JOURNALS)
    books = sorted(entries, key=lambda one: (_validated(one), journals.index(one.journal)))
    given = letters(books)
    for number, one in enumerate(books, 1):
        head = (one.journal, JOURNALS[one.journal], str(number), _date(one.day))
        piece = (one.ref, _date(one.piece_day))
        valid = _date(_validated(one))
        for line in one.lines:
            letter = given.get((line.account, line.party, line.settle)) if line.settle else None
            size = _amount(abs(line.cents))
            yield (
                *head,
                line.account,
                ACCOUNTS[line.account],
                line.party,
                PARTIES[line.party] if line.party else "",
                *piece,
                line.label or one.label,
                *((size, _NOTHING) if line.cents > 0 else (_NOTHING, size)),
                letter[0] if letter else "",
                _date(letter[1]) if letter else "",
                valid,
                *_foreign(line),
            )


@lru_cache(maxsize=4096)
def _date(day: date) -> str:
    return f"{day:%Y%m%d}"


def _foreign(line: Line) -> tuple[str, str]:
    return (_amount(line.foreign_cents), line.currency) if line.currency else ("", "")


def _amount(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"
