"""The sign of a credit note, set once: money that comes back is below zero, whichever way the seller wrote it.

A credit note is written either as one (381, UBL CreditNote), with amounts most often above zero, or as an invoice (380)
whose amounts are below zero. The direction is decided for the document as a whole, so that a line that goes against the
others still does.
"""

from __future__ import annotations

from ancrage.firm.invoices.model import Invoice, Line

# UNTDID 1001: the credit notes of EN 16931, and those of the French reform (502 self-billed, 503 of a deposit).
CREDIT_NOTES = frozenset(
    ["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"]
)


def normalised(
    head: Invoice, lines: tuple[Line, ...], *, credit: bool
) -> tuple[Invoice, tuple[Line, ...]]:
    """The head and the lines with the sign of money; `credit` when the root itself says credit note."""
    credit = credit or head.type in CREDIT_NOTES
    if credit and _written(head, lines) > 0:
        head = head._replace(
            net=_minus(head.net), tax=_minus(head.tax), gross=_minus(head.gross), due=_minus(head.due)
        )  # fmt: skip
        lines = tuple(
            line._replace(
                amount=_minus(line.amount),
                quantity=None if line.quantity is None else 0.0 - line.quantity,
            )
            for line in lines
        )
    if _written(head, lines) < 0:
        lines = tuple(_price_above_zero(line) for line in lines)
    return head, lines


def _written(head: Invoice, lines: tuple[Line, ...]) -> int:
    """The first total that has a sign: prepaid invoices have nothing due, and samples may have a total of zero."""
    totals = (head.gross, head.net, sum(line.amount or 0 for line in lines), head.due)
    return next((total for total in totals if total), 0)


def _minus(cents: int | None) -> int | None:
    return None if cents is None else -cents


def _price_above_zero(line: Line) -> Line:
    """A price below zero for units above, as some software writes what comes back: it is the units that come back."""
    price, quantity = line.unit_price, line.quantity
    if price is None or quantity is None or not price < 0 < quantity:
        return line
    return line._replace(unit_price=-price, quantity=-quantity)
