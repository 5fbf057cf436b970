"""Names of columns compared as people read them: letters and digits, whatever the case, the accents and the signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

_SIGNS = re.compile(r"[^a-z0-9#&/%]+")
_LINKS = re.compile(r"\b(?:de la|de l|de|du|des|d) (?=\w)")


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """A name of column without case, accents, punctuation or links: "Réf. *" and "REF" are one.

    Versions of one software write "Référence commande", "Référence de commande" and "Référence de la commande".
    """
    letters = unicodedata.normalize("NFKD", header.casefold())
    name = _SIGNS.sub(" ", "".join(c for c in letters if not unicodedata.combining(c))).strip()
    return _LINKS.sub("", name)


def matched(columns: Sequence[str], fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The column of each field that has one; the names of a field are tried in order.

    A column serves one field only: the first that asks for it.
    """
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(plain(column), column)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for field, names in fields.items():
        for name in names:
            known = by_name.get(plain(name))
            if known is not None and known not in taken:
                found[field] = known
                taken.add(known)
                break
    return found


def present(columns: Iterable[str], names: Iterable[str]) -> int:
    """How many of the names are columns."""
    known = {plain(column) for column in columns}
    return sum(plain(name) in known for name in names)
