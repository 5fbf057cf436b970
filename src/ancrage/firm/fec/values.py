"""Amounts and dates as people's software writes them, read to cents and days, with the name of the oddity.

The common forms are read by Polars over whole columns; only the cells that it cannot read come here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

LARGEST_CENTS = 10**15  # ten thousand billion euros: beyond, a slip of the keyboard
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_PLAIN = re.compile(r"[+-]?\d*(?:\.\d*)?")
_EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")
# One mark and three digits: "1.000" is one or one thousand, unless the digits before it are no group.
_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
# Two marks, or one mark several times: thousands by three digits.
_GROUPED = re.compile(
    r"[+-]?\d{1,3}(?:(?P<thousands>[.,])\d{3})(?:(?P=thousands)\d{3})*(?:(?!(?P=thousands))[.,]\d*)"
    r"|[+-]?\d{1,3}(?:(?P<only>[.,])\d{3})(?:(?P=only)\d{3})+"
)
_MARKED = re.compile(r"[\d.,]+")
# As the test tool of the administration has it: a date outside is a mistake.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)
_DATES = (
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), "ymd", None),
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"), "dmy", "date_format"),
    (
        re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[T ]00:00(?::00)?)?"),
        "ymd",
        "date_format",
    ),
)


@dataclass(frozen=True, slots=True)
class Read:
    """A cell as read: its value (None when it says nothing sure) and the name of its oddity, if any."""

    value: int | date | None
    oddity: str | None = None


def decimal_mark(cells: Iterable[str]) -> str | None:
    """The decimal mark that the amounts of one column show, "," or "."; None when they say nothing, or both."""
    bare = (_SPACES.sub("", cell).strip("+-") for cell in cells)
    marks = {_mark_of(cell) for cell in bare if _MARKED.fullmatch(cell)} - {None}
    return marks.pop() if len(marks) == 1 else None


def _mark_of(amount: str) -> str | None:
    points, commas = amount.count("."), amount.count(",")
    if points and commas:
        return "." if amount.rfind(".") > amount.rfind(",") else ","
    if points > 1 or commas > 1:
        return "," if points else "."
    if not points and not commas:
        return None
    return None if _GROUP.fullmatch(amount) else "." if points else ","


def read_amount(cell: str, decimal: str | None = None) -> Read:
    """Cents of an amount. A47 A-1 XII: comma, no thousands separator, sign first or last.

    `decimal` is the mark that the rest of the column shows (`decimal_mark`); without it, "1.000" says nothing sure.
    """
    text = cell.strip().strip("\u00a0\u202f")
    if not text:
        return Read(0)
    compact = _SPACES.sub("", text)
    spaced = "thousand_separator" if compact != text else None
    if compact[1:].endswith(("+", "-")):  # legal trailing sign
        compact = compact[-1] + compact[:-1]
    normal, oddity = _with_point(compact, decimal)
    if oddity == "ambiguous_amount":
        return Read(None, oddity)
    if not (_PLAIN.fullmatch(normal) or _EXPONENT.fullmatch(normal)):
        return Read(None, "bad_amount")
    try:
        cents = Decimal(normal) * 100
    except ArithmeticError:
        return Read(None, "bad_amount")
    if abs(cents) > LARGEST_CENTS:
        return Read(None, "bad_amount")
    return Read(int(cents.to_integral_value(rounding="ROUND_HALF_UP")), spaced or oddity)


def _with_point(amount: str, decimal: str | None) -> tuple[str, str | None]:
    """The amount with a point for its decimals and nothing for its thousands, and the oddity of its writing."""
    if _EXPONENT.fullmatch(amount):
        return amount.replace(",", "."), "exponent"
    mark, oddity = ",", None
    if grouped := _GROUPED.fullmatch(amount):
        mark, oddity = (
            ("," if "." in {grouped["thousands"], grouped["only"]} else "."),
            "thousand_separator",
        )
    elif _GROUP.fullmatch(amount) and ("." in amount or decimal == "."):
        if decimal is None:
            return amount, "ambiguous_amount"
        mark = decimal
        oddity = "decimal_point" if amount[-4] == decimal else "thousand_separator"
    elif "." in amount:
        return amount, "decimal_point"
    thousands = "." if mark == "," else ","
    return amount.replace(thousands, "").replace(mark, "."), oddity


def read_date(cell: str) -> Read:
    """Day of a date. The law wants AAAAMMJJ; day first is read where it is written with separators."""
    text = cell.strip()
    for pattern, order, oddity in _DATES:
        if match := pattern.fullmatch(text):
            parts = [int(part) for part in match.groups()]
            year, month, day = parts if order == "ymd" else reversed(parts)
            try:
                return _in_range(date(year, month, day), oddity)
            except ValueError:
                return Read(None, "bad_date")
    try:
        return _in_range(datetime.fromisoformat(text).date(), "date_format")
    except ValueError:
        return Read(None, "bad_date")


def read_optional_date(cell: str) -> Read:
    """The same; zeros, with which fixed-width exports fill an empty date, say that there is none."""
    return read_date(cell) if cell.strip().strip("0") else Read(None)


def _in_range(day: date, oddity: str | None) -> Read:
    return Read(day, oddity) if FIRST_DAY <= day <= LAST_DAY else Read(None, "bad_date")
