"""Names of rows that stay the same whatever the order of files: what a person says of a row is kept under them."""

from __future__ import annotations

import hashlib

LONGEST = 200  # signs of a key
_TAIL = 16


def key_of(table: str, *cells: str) -> str:
    """Key of a row by the cells that say who it is; capitals, spaces and signs that no screen shows do not count.

    Returns:
        At most 200 signs: a longer key ends with the digest of the whole.
    """
    said = ":".join([table, *map(_plain, cells)])
    if len(said) <= LONGEST:
        return said
    digest = hashlib.blake2b(said.encode("utf-8"), digest_size=_TAIL // 2).hexdigest()
    return f"{said[: LONGEST - _TAIL - 1]}~{digest}"


def _plain(cell: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in cell.casefold())
    return " ".join(shown.split())
