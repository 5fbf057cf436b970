"""Numbers that say who a party is: SIREN, SIRET, VAT, IBAN, GTIN, in one spelling."""

from __future__ import annotations

import re

from stdnum import ean, iban, luhn

_NOISE = re.compile(r"[\s.\-/\u00a0\u202f_]+")


def _bare(text: str) -> str:
    return _NOISE.sub("", text).upper().removesuffix(".0")


def siren(text: str) -> str:
    """Nine digits, or nothing. A number that fails its own check is kept: it was written the same twice, or not."""
    bare = _NOISE.sub("", text.strip().removesuffix(".0"))
    return bare if len(bare) == 9 and bare.isascii() and bare.isdigit() else ""


def is_sound(number: str) -> bool:
    """Whether a SIREN satisfies the check of its last digit (Luhn)."""
    return luhn.is_valid(number)


def siren_of_siret(text: str) -> str:
    """SIREN of an establishment's number (SIRET, fourteen digits; nine are taken as a SIREN), or nothing.

    The check of the last digit is not asked for: establishments of La Poste do not follow it.
    """
    bare = _NOISE.sub("", text.strip().removesuffix(".0"))
    return siren(bare[:9]) if len(bare) in {9, 14} and bare.isdigit() else ""


def vat(text: str) -> str:
    """VAT number without spaces, or nothing."""
    bare = _bare(text)
    return bare if re.fullmatch(r"[A-Z]{2}[A-Z0-9+*]{2,13}", bare) else ""


def siren_of_vat(number: str) -> str:
    """SIREN within a French VAT number (FR, two signs, nine digits), or nothing."""
    return siren(number[4:]) if number.startswith("FR") and len(number) == 13 else ""


def account(text: str) -> str:
    """IBAN without spaces, or nothing where its check fails."""
    bare = _bare(text)
    return bare if bare and iban.is_valid(bare, check_country=False) else ""


def gtin(text: str) -> str:
    """GTIN on fourteen digits (EAN-8, UPC, EAN-13 and GTIN-14 of one item are equal), or nothing where its check fails."""
    bare = _NOISE.sub("", text.strip().removesuffix(".0"))
    return bare.zfill(14) if bare and len(bare) >= 8 and ean.is_valid(bare) else ""
