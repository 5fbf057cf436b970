"""Numbers by which items and firms are known: invented, right by their check digits, and nobody's.

A SIREN that starts with 000 is given to no firm, nor is a bank's code of zeros in an IBAN, nor a
barcode that starts with 2, kept by GS1 for use inside a shop. So are the Belgian, Portuguese and
Italian numbers built from the lowest ranks or from a series that is not given.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from ancrage.demo import hidden
from ancrage.demo.cast.customers import CUSTOMERS
from ancrage.demo.cast.suppliers import SUPPLIERS
from ancrage.demo.records import Customer, Item, Supplier

_FAMILIES: Final = MappingProxyType(
    {
        "B": ("01", "Sacs"),
        "L": ("02", "Linge de maison"),
        "H": ("03", "Objets de la maison"),
        "G": ("04", "Cadeaux"),
        "R": ("05", "Matières premières"),
        "M": ("06", "Fabrication maison"),
    }
)
"""Number and words of each family of items, by the first letter of their codes."""

_RANK: Final = MappingProxyType(
    {code: rank for rank, code in enumerate((*SUPPLIERS, *CUSTOMERS), start=301)}
)


def sku(item: Item) -> str:
    """Reference of an item in every file but the books: six digits, the first being zero."""
    return f"{_FAMILIES[item.code[0]][0]}{int(item.code[1:]):04d}"


def family(item: Item) -> str:
    """Family of an item, as written on the lists."""
    return _FAMILIES[item.code[0]][1]


def barcode(item: Item) -> str:
    """GTIN-13 for use inside the shop."""
    return _with_gs1(f"200000{sku(item)}")


def _with_gs1(digits: str) -> str:
    """Twelve digits and the check digit of GS1: weights 1 and 3 in turn."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def supplier_reference(item: Item) -> str:
    """Reference of an item at its supplier: three letters of its name, and a number of its own."""
    return f"{item.supplier[1:4]}-{int(sku(item)) * 37 % 9000 + 1000}"


def siren(code: str) -> str:
    """SIREN of a French supplier or customer; one and the same for one carrier entered twice."""
    known = hidden.ALIASES[0] if code in hidden.ALIASES else code
    return _with_luhn(f"000{_RANK[known]:05d}")


def siret(code: str) -> str:
    """SIRET of its first establishment."""
    return _with_luhn(f"{siren(code)}0001")


def french_vat(number: str) -> str:
    """VAT number of a French SIREN (key: 12 plus three times its remainder by 97, modulo 97)."""
    return f"FR{(12 + 3 * (int(number) % 97)) % 97:02d}{number}"


def vat_number(party: Supplier | Customer) -> str:
    """VAT number of a firm of France, Belgium, Portugal or Italy; empty for the others."""
    rank = _RANK[party.code]
    match party.country:
        case "FR":
            return french_vat(siren(party.code))
        case "BE":
            return f"BE{rank:08d}{97 - rank % 97:02d}"
        case "PT":
            return f"PT{_with_weights(f'40000{rank:03d}')}"
        case "IT":
            return f"IT{_with_luhn(f'{rank:07d}888')}"
        case _:
            return ""


def iban(supplier: Supplier) -> str:
    """IBAN of a supplier paid by transfer in France; empty for the others."""
    if supplier.country != "FR" or supplier.paid_by != "transfer":
        return ""
    account = f"{int(siren(supplier.code)):011d}"
    bban = f"0000000000{account}"
    key = 97 - int(f"{bban}00") % 97  # all digits: the French key is that of the number itself
    country = "152700"  # F, R, and two zeros in the place of the check digits
    check = 98 - int(f"{bban}{key:02d}{country}") % 97
    return f"FR{check:02d}{bban}{key:02d}"


def _with_luhn(digits: str) -> str:
    """The digits and the check digit of Luhn."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"


def _with_weights(digits: str) -> str:
    """Eight digits and the Portuguese check digit: weights from 9 to 2, modulo 11."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True))
    check = 11 - total % 11
    return f"{digits}{check if check < 10 else 0}"
