"""Cells as the programs of a French firm write them, and lists of cells as their files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeAlias

Row: TypeAlias = "Sequence[str]"


def french_amount(cents: int) -> str:
    """Cents as « 1234,50 »."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100},{abs(cents) % 100:02d}"


def plain_amount(cents: int) -> str:
    """Cents as « 1234.50 »."""
    return french_amount(cents).replace(",", ".")


def french_day(day: date) -> str:
    """A day as « 31/12/2025 »."""
    return f"{day:%d/%m/%Y}"


def semicolons(rows: Iterable[Row], encoding: str) -> bytes:
    """A file with semicolons and CRLF, as spreadsheets and accounting programs of France write it."""
    return _written(rows, ";", "\r\n").encode(encoding)


def commas(rows: Iterable[Row]) -> bytes:
    """A file with commas and LF in UTF-8, as online shops write it."""
    return _written(rows, ",", "\n").encode()


def _written(rows: Iterable[Row], separator: str, end: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    return text.getvalue()
