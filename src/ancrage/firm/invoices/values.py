"""Values of an XML invoice: elements by their local name, amounts in cents, quantities, days.

Names are matched whatever the namespace: the same elements moved from one to another between versions.
A value that is there but cannot be read surely is told to a `Watch`, and stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import cast

from lxml import etree

from ancrage.firm.invoices.model import Unread

_NUMBER = re.compile(r"[+-]?(?:\d{1,15}(?:\.\d{0,30})?|\.\d{1,30})")
_FRENCH = re.compile(r"([+-]?\d{1,15}),(\d{1,2}|\d{4,30})")  # 1,234 may be a thousand: not read
_CENT = Decimal("0.01")
_MOST_UNREAD = 50
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T Z+-].*)?", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?")
_DOTTED = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
_MONTH, _WEEK = re.compile(r"(\d{4})-?(\d{2})"), re.compile(r"(\d{4})-?W?(\d{2})")

Element = etree._Element  # noqa: SLF001 (the only name of the type)


@dataclass(slots=True)
class Watch:
    """Keeps the values that were there but could not be read."""

    unread: list[Unread] = field(default_factory=list)

    def add(self, element: Element, value: str) -> None:
        """Keeps one; beyond fifty they say no more."""
        if len(self.unread) < _MOST_UNREAD:
            name = etree.QName(element).localname
            self.unread.append(Unread(name, value[:60], line_of(element)))


def line_of(element: Element) -> int:
    """Line of the document on which the element begins."""
    return cast("int | None", element.sourceline) or 1


def first(node: Element | None, *path: str) -> Element | None:
    """First descendant by a path of names ("{*}A", "{*}B"), going down through the first child of each name."""
    for name in path:
        if node is None:
            return None
        node = next(node.iterchildren(name), None)
    return node


def text(node: Element | None, *path: str) -> str | None:
    """Text of the element, trimmed; None where there is none."""
    node = first(node, *path)
    if node is None:
        return None
    return (node.text or "").strip() or None


def compact(node: Element | None, *path: str) -> str | None:
    """Text of an identifier without its blanks."""
    found = text(node, *path)
    return "".join(found.split()) if found else None


def cents(node: Element | None, watch: Watch) -> int | None:
    """Whole cents of an amount, half away from zero; None where there is none or it cannot be read."""
    number = decimal(node, watch)
    if number is None:
        return None
    return int(number.quantize(_CENT, ROUND_HALF_UP).scaleb(2))


def decimal(node: Element | None, watch: Watch) -> Decimal | None:
    """A number as XML writes it; a decimal comma is read where it cannot separate thousands."""
    if node is None:
        return None
    written = (node.text or "").strip()
    if _NUMBER.fullmatch(written):
        return Decimal(written)
    if not written:
        return None
    if match := _FRENCH.fullmatch(written):
        return Decimal(f"{match[1]}.{match[2]}")
    watch.add(node, written)
    return None


def day(node: Element | None, watch: Watch) -> date | None:
    """The day that an element says: ISO, or the forms 102, 203, 204, 610 and 616 of UNTDID 2379.

    A month (610) is its first day, a week (616) its Monday.
    """
    if node is None:
        return None
    if len(node):  # CII: the day stands in DateTimeString, DateTime or Date
        node = node[0]
    written = (node.text or "").strip()
    if not written:
        return None
    found = _day(written, node.get("format"))
    if found is None:
        watch.add(node, written)
    return found


def _day(written: str, form: str | None) -> date | None:
    try:
        if form == "610" and (match := _MONTH.fullmatch(written)):
            return date(int(match[1]), int(match[2]), 1)
        if form == "616" and (match := _WEEK.fullmatch(written)):
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
        if match := _ISO.fullmatch(written) or _COMPACT.fullmatch(written):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DOTTED.fullmatch(written):
            return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
    return None


def barcode(node: Element | None) -> str | None:
    """A GTIN: by its scheme (0160), or by its digits where no scheme is told; leading zeros stay."""
    code = compact(node)
    if node is None or code is None:
        return None
    scheme = (node.get("schemeID") or "").upper()
    digits = code.isascii() and code.isdigit() and len(code) in {8, 12, 13, 14}
    if scheme in {"0160", "GTIN", "EAN", "SRV"} or (not scheme and digits):
        return code
    return None


def unit_price(
    price: Decimal | None, per: Decimal | None, quantity: Decimal | None, amount: int | None
) -> float | None:
    """Price of one unit: BT-146 over BT-149, one where it is not told; None when the price is for no unit.

    Some software repeats the price, or the quantity, as the number of units that the price is for. Where the amount of
    the line (BT-131, cents) is the price by the quantity to the cent, and is not with that number, it is left out.
    """
    if price is None or (per is not None and per == 0):
        return None
    if per is None or per == 1:
        return float(price)
    if quantity is not None and amount is not None:
        written = Decimal(amount) / 100
        if abs(quantity * price - written) < _CENT < abs(quantity * price / per - written):
            return float(price)
    return float(price / per)
