"""Fictitious suppliers written several ways, from pools of words of these tests' own; the same seed, the same list."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ancrage.firm.identities import Resolution, Row

TRADES = (
    "Charpente", "Maçonnerie", "Carrelage", "Plomberie", "Chauffage", "Peinture", "Serrurerie", "Métallerie",
    "Chaudronnerie", "Horlogerie", "Tonnellerie", "Fromagerie", "Charcuterie", "Confiserie", "Miroiterie", "Céramique",
    "Papeterie", "Librairie", "Pépinière", "Jardinerie", "Carrosserie", "Garage", "Terrassement", "Mécanique",
    "Bijouterie",
)  # fmt: skip
SURNAMES = (
    "Roussel", "Besnard", "Collet", "Fabre", "Guérin", "Héraud", "Jacquemin", "Kermarrec", "Lacroix", "Marchand", "Noël",
    "Pichon", "Quéré", "Rivière", "Tessier", "Vasseur", "Aubry", "Barthélemy", "Bouchet", "Cordier", "Delaunay",
    "Étienne", "Fournier", "Gaillard", "de Kersauson", "Saint-Martin", "Le Bihan", "La Fontaine",
)  # fmt: skip
TAILS = (
    "et Cie", "Associés", "Distribution", "Développement", "Normandie", "Aquitaine", "du Rhône", "de la Loire",
    "des Vosges", "Île-de-France", "Océan", "Méditerranée", "Père et Fils", "2000", "Europe", "de l’Orne",
)  # fmt: skip
FORMS = ("SARL", "SAS", "SASU", "SA", "EURL", "SCOP")
SPOKEN = {
    "SARL": "S.A.R.L.",
    "SAS": "S.A.S.",
    "SA": "S.A.",
    "EURL": "E.U.R.L.",
    "SASU": "SASU",
    "SCOP": "Scop",
}
TOWNS = ("Rouen", "Brest", "siège", "agence 12", "Pau")


@dataclass(frozen=True)
class Firm:
    """A fictitious firm: what each of its spellings is made from."""

    trade: str
    surname: str
    tail: str
    form: str

    @property
    def base(self) -> str:
        return f"{self.trade} {self.surname} {self.tail}"


def bare(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in letters if not unicodedata.combining(c)).upper()


def swapped(text: str, dice: random.Random) -> str:
    """Two neighbouring letters that differ, swapped, not the first word's first."""
    places = [i for i in range(1, len(text) - 1) if text[i].lower() != text[i + 1].lower()]
    at = dice.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def spellings(dice: random.Random) -> Sequence[Callable[[Firm], str]]:
    return (
        lambda f: f"{f.base} {f.form}",
        lambda f: f"{SPOKEN[f.form]} {bare(f.base)}",
        lambda f: f"{bare(f.trade)[:5]}. {bare(f.surname)} {bare(f.tail)}",
        lambda f: f"{f.surname} {f.tail} {f.trade}",
        lambda f: bare(f.base)[:20],
        lambda f: swapped(f.base, dice) + f" {f.form}",
        lambda f: f"{f.base} ({dice.choice(TOWNS)})",
    )


@dataclass(frozen=True)
class Written:
    """Rows in a random order, and the truth: entity by row."""

    rows: tuple[Row, ...]
    truth: Mapping[Hashable, int]


def written(firms: Sequence[Firm], each: int, seed: int, *, siren_share: float = 0.3) -> Written:
    """`each` different spellings of every firm; the SIREN on a share of the rows."""
    dice = random.Random(seed)  # noqa: S311
    ways = spellings(dice)
    found: list[tuple[int, str, str]] = []
    for entity, firm in enumerate(firms):
        siren = str(dice.randrange(10**8, 10**9))
        for way in dice.sample(ways, each):
            shown = siren if dice.random() < siren_share else ""
            found.append((entity, way(firm), shown))
    dice.shuffle(found)
    rows = tuple(Row(index, name, siren=siren) for index, (_, name, siren) in enumerate(found))
    return Written(rows, {index: entity for index, (entity, _, _) in enumerate(found)})


def dense(seed: int, count: int = 150) -> list[Firm]:
    """Firms that share trades and surnames: some hundred of the same few words."""
    dice = random.Random(seed)  # noqa: S311
    trades, surnames = dice.sample(TRADES, 15), dice.sample(SURNAMES, 14)
    tails = dice.sample(TAILS, 12)
    firms: dict[Firm, None] = {}
    while len(firms) < count:
        firms[
            Firm(dice.choice(trades), dice.choice(surnames), dice.choice(tails), dice.choice(FORMS))
        ] = None
    return list(firms)


def scattered(seed: int, count: int = 600) -> list[Firm]:
    """Firms of all the words, no two of one name: written alike, nobody could tell them apart."""
    dice = random.Random(seed)  # noqa: S311
    bases = [(trade, surname, tail) for trade in TRADES for surname in SURNAMES for tail in TAILS]
    return [Firm(*base, dice.choice(FORMS)) for base in dice.sample(bases, count)]


def twins(seed: int, count: int = 150) -> list[Firm]:
    """Firms of which 30 % have the trade and the surname of another, elsewhere."""
    dice = random.Random(seed)  # noqa: S311
    firms = dense(seed + 1000, count * 7 // 10)
    while len(firms) < count:
        like = dice.choice(firms)
        tail = dice.choice([tail for tail in TAILS if tail != like.tail])
        firms.append(Firm(like.trade, like.surname, tail, dice.choice(FORMS)))
    return firms


@dataclass(frozen=True)
class Measure:
    """Pairs of rows: share of those put together that are right, share of those that are one put together."""

    precision: float
    recall: float
    reviewed_precision: float
    reviewed_recall: float
    questions: int
    touched: int


def measure(result: Resolution, truth: Mapping[Hashable, int]) -> Measure:
    """Before the questions, and after they are answered truthfully."""
    groups = {index: list(cluster) for index, cluster in enumerate(result.clusters)}
    where = {row: index for index, cluster in groups.items() for row in cluster}
    precision, recall = _score(groups.values(), truth)
    for doubt in result.review:
        a, b = where[doubt.a], where[doubt.b]
        if truth[doubt.a] == truth[doubt.b] and a != b:
            for row in groups[b]:
                where[row] = a
            groups[a] += groups.pop(b)
    touched = {row for doubt in result.review for row in (doubt.a, doubt.b)}
    after = _score(groups.values(), truth)
    return Measure(precision, recall, *after, len(result.review), len(touched))


def _score(
    groups: Iterable[Sequence[Hashable]], truth: Mapping[Hashable, int]
) -> tuple[float, float]:
    made = right = 0
    for group in groups:
        made += _pairs(len(group))
        right += sum(map(_pairs, Counter(truth[row] for row in group).values()))
    real = sum(map(_pairs, Counter(truth.values()).values()))
    return right / made if made else 1.0, right / real if real else 1.0


def _pairs(count: int) -> int:
    return count * (count - 1) // 2
