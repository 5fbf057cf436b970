"""Names of items taken apart: words, and what makes a variant another item: size, colour, measure, number, count."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from ancrage.firm.identities.names import Name, capitals, words

# Kinds of marks of which two different ones are two items, whatever the numbers say.
VARIANTS = frozenset({"size", "colour", "measure", "number", "count"})
_NUMBER = r"\d+(?:[.,]\d+)?"
_MEASURE = re.compile(rf"({_NUMBER})\s*(KG|G|GR|MG|L|CL|ML|MM|CM|M)\b")
_IN_SMALLEST = {
    "KG": (1_000_000, "MG"), "G": (1000, "MG"), "GR": (1000, "MG"), "MG": (1, "MG"),
    "L": (1000, "ML"), "CL": (10, "ML"), "ML": (1, "ML"),
    "M": (1000, "MM"), "CM": (10, "MM"), "MM": (1, "MM"),
}  # fmt: skip
# 50x70, 50 X 70 cm: centimetres where nothing is said.
_SIDES = re.compile(rf"({_NUMBER}(?:\s*[X*]\s*{_NUMBER})+)\s*(MM|CM|M)?\b")
_COUNTS = re.compile(
    r"\b(?:LOT|PACK|SET|COFFRET|BOITE|SACHET|PAQUET|CARTON|CAISSE|BOX)S?\s*(?:DE|OF)?\s*(\d+)\b(?!\s*(?:KG|GR?|MG|L|CL|ML|MM|CM)\b)"
    r"|\b(\d+)\s*(?:PIECES?|PCS|UNITES?)\b"
    r"|(?<![\dX])\bX\s?(\d+)\b"
)
# Words that only announce a size or a colour: « taille M » is « M ».
_SAID = re.compile(
    r"\b(?:TAILLE|POINTURE|SIZE|COLORIS|COULEUR|COLOUR|COLOR|FORMAT)S?\b|\bT\.?(?=\d{2}\b)"
)
_SIZES = frozenset(
    ["XXXS", "XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL", "4XL", "5XL", "PETIT", "MOYEN", "GRAND", "MINI", "MAXI"]
)  # fmt: skip
_SAME_SIZE = {
    "PETITE": "PETIT", "MOYENNE": "MOYEN", "GRANDE": "GRAND", "2XL": "XXL", "3XL": "XXXL", "SMALL": "S",
    "MEDIUM": "M", "LARGE": "L",
}  # fmt: skip
_COLOURS = {
    form: forms.split()[0]
    for forms in (
        "BLANC BLANCHE BLANCS BLANCHES WHITE", "NOIR NOIRE NOIRS NOIRES BLACK", "ROUGE ROUGES RED",
        "BLEU BLEUE BLEUS BLEUES BLUE", "VERT VERTE VERTS VERTES GREEN", "JAUNE JAUNES YELLOW",
        "GRIS GRISE GRISES GREY GRAY", "BRUN BRUNE BRUNS BRUNES BROWN", "VIOLET VIOLETTE VIOLETS PURPLE",
        "ROSE ROSES PINK", "ORANGE", "BEIGE", "MARRON", "MAUVE", "TURQUOISE", "KAKI", "BORDEAUX",
        "ECRU ECRUE", "IVOIRE", "TAUPE", "MARINE NAVY", "CORAIL", "SAUMON", "LILAS", "PRUNE", "MOUTARDE", "OCRE",
        "ANTHRACITE", "CREME CREAM", "NATUREL NATURELLE NATURAL", "MULTICOLORE", "INDIGO", "FUCHSIA", "EMERAUDE",
        "TERRACOTTA", "DORE DOREE DORES DOREES GOLD", "ARGENT ARGENTE ARGENTEE SILVER", "CUIVRE CUIVREE", "CIEL",
    )
    for form in forms.split()
}  # fmt: skip

# By words without variant: how many values the family says, by kind of variant.
Families: TypeAlias = Mapping[frozenset[str], Mapping[str, int]]


def take_apart_item(raw: str) -> Name:
    """The name of an item: its words, and its variant.

    Measures are in one unit (1 kg and 1000 g are equal, 500 g is not), colours in one gender and number. A count that is
    not said is one piece.
    """
    text = _SAID.sub(" ", capitals(raw.replace("×", "x")))
    counts: list[str] = []

    def counted(found: re.Match[str]) -> str:
        counts.append(next(filter(None, found.groups())))
        return f" {counts[-1]}PCS "

    text = _SIDES.sub(lambda found: f" {_sides(found[1], found[2])} ", text)
    text = _COUNTS.sub(counted, text)
    text = _MEASURE.sub(lambda found: f" {_measure(found[1], found[2])} ", text)
    # A letter alone is a size or a model, never a particle that may be left out.
    found = tuple(f"{word}#" if len(word) == 1 else _one_form(word) for word in words(text))
    return Name(
        raw,
        found or tuple(raw.casefold().split()),
        spoken=found,
        variants=_variants(found, counts) if found else frozenset(),
    )


def base_of(name: Name) -> frozenset[str]:
    """The words of a name without its variant: those of its family."""
    told = {word for _, said in name.variants for word in said.split()}
    return frozenset(
        word for word in name.words if word.rstrip("#") not in told and not word.endswith("PCS")
    )


def families(names: Iterable[Name]) -> Families:
    """By family, how many different sizes, colours, measures and numbers its names say."""
    said = {(base_of(name), mark) for name in names for mark in name.variants if mark[0] != "count"}
    found: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
    for base, (kind, _) in said:
        found[base][kind] += 1
    return found


def _one_form(word: str) -> str:
    return _COLOURS.get(word) or _SAME_SIZE.get(word, word)


def _variants(found: tuple[str, ...], counts: list[str]) -> frozenset[tuple[str, str]]:
    told: dict[str, list[str]] = {"count": counts or ["1"]}
    for word in found:
        bare = word.rstrip("#")
        if bare in _SIZES:
            told.setdefault("size", []).append(bare)
        elif bare in _COLOURS:
            told.setdefault("colour", []).append(bare)
        elif bare.endswith(("MG", "ML", "MM")) and bare[:-2].isdigit():
            told.setdefault("measure", []).append(bare)
        elif any(map(str.isdigit, bare)) and not bare.endswith("PCS"):
            told.setdefault("number", []).append(bare)
    return frozenset((kind, " ".join(sorted(values))) for kind, values in told.items())


def _sides(numbers: str, unit: str | None) -> str:
    sides = [float(n.replace(",", ".")) for n in re.split(r"\s*[X*]\s*", numbers)]
    times = _IN_SMALLEST[unit or "CM"][0]
    return "X".join(f"{side * times:.0f}" for side in sides)


def _measure(number: str, unit: str) -> str:
    times, smallest = _IN_SMALLEST[unit]
    return f"{round(float(number.replace(',', '.')) * times)}{smallest}"
