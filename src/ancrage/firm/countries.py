"""Countries as people write them, in French, English, German or Spanish, to ISO 3166 codes."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from ancrage.firm.mapping.names import plain

_LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt")
_THREE = {
    "fra": "FR", "bel": "BE", "che": "CH", "deu": "DE", "esp": "ES", "ita": "IT", "gbr": "GB", "usa": "US", "can": "CA",
    "nld": "NL", "lux": "LU", "prt": "PT", "pol": "PL", "chn": "CN", "ind": "IN", "vnm": "VN", "tur": "TR", "mar": "MA", "tun": "TN",
}  # fmt: skip
_OTHERS = {"uk": "GB", "grande bretagne": "GB", "great britain": "GB", "angleterre": "GB", "england": "GB", "united states of america": "US",
           "etats unis d amerique": "US", "hollande": "NL", "holland": "NL", "france metropolitaine": "FR", "chine": "CN"}  # fmt: skip


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 (heavy: only when a file names its countries)

    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if (
                len(code) == 2
                and code.isalpha()
                and code not in {"ZZ", "EU", "EZ", "UN", "XA", "XB"}
            ):
                names.setdefault(plain(name), code)
                names.setdefault(code.lower(), code)
    return names | _THREE | _OTHERS


def country_codes(cells: pl.Series) -> pl.Series:
    """ISO 3166 codes of two letters; null where a cell is empty or no country."""
    known = _known()
    found = {
        cell: code
        for cell in cells.unique(maintain_order=True).drop_nulls().to_list()
        if (code := known.get(plain(cell)))
    }
    return cells.replace_strict(found, default=None, return_dtype=pl.String)
