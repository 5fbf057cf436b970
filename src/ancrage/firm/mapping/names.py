"""Names of columns brought to one form, so that two writings of one name are alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

from ancrage.firm.sheets.grid import Grid

_ENDING = re.compile(r" \((\d+)\)$")  # of the second column of one name
# Words that say nothing of what a column is: links, currencies, taxes, units of count.
NEUTRAL = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "en",
        "au",
        "aux",
        "of",
        "the",
        "in",
        "a",
        "an",
        "per",
        "par",
        "un",
        "une",
        "et",
        "and",
        "der",
        "die",
        "das",
        "del",
        "el",
        "eur",
        "euro",
        "euros",
        "usd",
        "cad",
        "gbp",
        "chf",
        "da",
        "dh",
        "ht",
        "excl",
    ]
)


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """Lower case, no accent, one space between words; figures and letters only ("N° cde" -> "n cde")."""
    text = name.replace("N°", "n ").replace("n°", "n ").replace("№", "n ").replace("#", " n ")
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.replace("_", " "))  # unitPrice, unit_price
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9]+|%", text.replace("œ", "oe").replace("ß", "ss")))


# What people shorten in the head of a column; none of these is a word of its own there.
_SHORT = {
    "cde": "commande", "cdes": "commande", "cmd": "commande", "cmde": "commande", "cdee": "commandee", "cdees": "commandee",
    "liv": "livraison", "livr": "livraison", "recep": "reception", "recept": "reception",
    "frs": "fournisseur", "fourn": "fournisseur", "frn": "fournisseur", "fss": "fournisseur",
    "qte": "quantite", "qtes": "quantite", "quant": "quantite", "qty": "quantity", "qties": "quantity",
    "ref": "reference", "refs": "reference", "num": "numero", "n": "numero", "no": "numero", "nr": "numero",
    "desig": "designation", "lib": "libelle", "desc": "description", "mnt": "montant", "mt": "montant",
    "px": "prix", "dt": "date", "prev": "prevue", "rcvd": "received", "recd": "received", "unit": "unitaire", "amt": "amount",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def words(name: str) -> frozenset[str]:
    """The words of a name in plain form, plurals brought to the singular, usual abbreviations written out."""
    return frozenset(_SHORT.get(word) or singular(word) for word in plain(name).split())


def singular(word: str) -> str:
    """A word without the mark of its plural; short words stay."""
    return (
        word[:-1]
        if len(word) > 4 and word.endswith(("s", "x")) and not word.endswith("ss")
        else word
    )


def shape_name(name: str) -> str:
    """A name in plain form, its figures masked: "Stock au 31/12/2025" is that of last month too."""
    return re.sub(r"\d+", "0", plain(_ENDING.sub("", name))) + (_ENDING.search(name) or [""])[0]


def signature(grid: Grid) -> str:
    """The shape of a file: the same for each export of one kind, whatever its period and its order of columns."""
    names = sorted(shape_name(name) for name in grid.columns)
    return blake2b("\n".join(names).encode(), digest_size=10).hexdigest()
