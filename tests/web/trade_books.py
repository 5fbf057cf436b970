"""A few customers and items for the tests of the web face."""

from __future__ import annotations

from ledgers import Entry, Line, entry

# Two references of one barcode, and two of one name.
PRODUCTS = """Référence;Désignation;Code-barres;Prix d'achat HT
TAS-1;Tasse bleue;3518370400049;2,50
TAS-2;TASSE BLEUE;3518370400049;2,50
BOL-1;Bol blanc;;5,00
BOL-9;BOL BLANC;;5,00
"""


def invoiced(day: str, customer: tuple[str, str], amount: float) -> Entry:
    """An invoice sent: `amount` before tax of 20 %."""
    tax = round(amount * 0.2, 2)
    lines = (
        Line("411000", amount + tax, customer),
        Line("707000", -amount),
        Line("445710", -tax),
    )
    return entry("VE", day, f"V{day}", f"Facture {customer[1]}", *lines)
