"""Countries as exports write them, codes or names in a few languages, to ISO 3166 codes."""

from __future__ import annotations

from functools import cache

import polars as pl

_LANGUAGES = ("en", "fr", "de", "es", "it")
_OTHERS = {
    "usa": "US",
    "united states of america": "US",
    "uk": "GB",
    "great britain": "GB",
    "the netherlands": "NL",
}


@cache
def _codes() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 (heavy: only when a file names its countries)

    names: dict[str, str] = dict(_OTHERS)
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names.setdefault(str(name).casefold().replace("’", "'"), str(code))
    return names


def country_codes(cells: pl.Series) -> pl.Series:
    """ISO 3166 codes by cell; null where the cell is neither a code nor a name that is known."""
    code = cells.str.strip_chars().str.to_uppercase().replace("UK", "GB")
    if bool((code.str.len_chars() == 2).all()):
        return code
    distinct = cells.drop_nulls().unique()
    names = _codes()
    found = [
        value.strip().upper()
        if len(value.strip()) == 2
        else names.get(value.strip().casefold().replace("’", "'"))
        for value in distinct.to_list()
    ]
    return cells.replace_strict(
        distinct, pl.Series(found, dtype=pl.String), default=None, return_dtype=pl.String
    )
