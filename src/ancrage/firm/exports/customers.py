"""Customers as keys: two orders of one person have one key, from which the person cannot be read."""

from __future__ import annotations

import unicodedata
from hashlib import blake2b

import polars as pl

_BYTES = 8


def customer_key(text: str) -> str:
    """Key of a customer: 16 hexadecimal digits of a hash of an e-mail address, or of a name and postcode.

    Case, accents and spaces do not count, so that the same person typed twice is one customer.
    """
    if text.isascii():
        bare = "".join(text.lower().split())
    else:
        letters = unicodedata.normalize("NFKD", text.casefold())
        bare = "".join(c for c in letters if not unicodedata.combining(c) and not c.isspace())
    return blake2b(bare.encode(), digest_size=_BYTES).hexdigest()


def customer_keys(*columns: pl.Series) -> pl.Series:
    """Keys by row, from the first of the columns that is filled; null where none is."""
    name = columns[0].name
    frame = pl.DataFrame([column.alias(str(n)) for n, column in enumerate(columns)])
    text = frame.select(pl.coalesce(pl.all()).str.strip_chars().replace("", None)).to_series()
    known = text.drop_nulls().unique(maintain_order=True)
    keys = pl.Series([customer_key(value) for value in known.to_list()], dtype=pl.String)
    return text.replace_strict(known, keys, default=None, return_dtype=pl.String).alias(name)


def joined(*columns: pl.Series) -> pl.Series:
    """Cells of a row put together (first name, last name, postcode); null where the first is empty."""
    frame = pl.DataFrame([column.alias(str(n)) for n, column in enumerate(columns)])
    text = pl.concat_str(pl.all(), separator=" ", ignore_nulls=True)
    return frame.select(pl.when(pl.col("0").is_not_null()).then(text)).to_series()
