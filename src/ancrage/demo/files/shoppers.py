"""Persons who buy in the web shop: a first name and a letter, so that none can be a real one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ancrage.demo.draws import stream

_RETURNING: Final = 0.3
"""Part of the orders that somebody who has bought before places."""

_ABROAD: Final = 0.04
"""Part of the persons who live elsewhere in the Union: so few that the French tax applies."""

_NEWS: Final = 0.35

_FIRST_NAMES: Final = (
    *("Maëlle", "Enora", "Loïc", "Hélène", "Yann", "Gwenaëlle", "Théo", "Inès", "Noémie", "Malo"),
    *("Chloé", "François", "Zoé", "Jérôme", "Anaïs", "Benoît", "Éloïse", "Ronan", "Agnès", "Léa"),
)
_STREETS: Final = (
    *("rue des Embruns", "rue du Phare", "quai des Goélettes", "allée des Genêts"),
    *("chemin du Lavoir", "place du Marché", "rue de la Corderie", "impasse des Ajoncs"),
)


@dataclass(frozen=True, slots=True)
class Town:
    """A town, with its postcode as text: some start with a zero."""

    name: str
    postcode: str
    country: str


_FRANCE: Final = tuple(
    Town(name, postcode, "FR")
    for name, postcode in (
        *(("Paris", "75011"), ("Rennes", "35000"), ("Nantes", "44000"), ("Brest", "29200")),
        *(("Lyon", "69003"), ("Quimper", "29000"), ("Bordeaux", "33000"), ("Lille", "59000")),
        *(("Bourg-en-Bresse", "01000"), ("Nice", "06000"), ("Lorient", "56100")),
        *(("Vannes", "56000"), ("Toulouse", "31000"), ("Angers", "49000"), ("Laon", "02000")),
    )
)
_NEAR: Final = (
    Town("Bruxelles", "1000", "BE"),
    Town("Liège", "4000", "BE"),
    Town("Köln", "50667", "DE"),
)


@dataclass(frozen=True, slots=True)
class Shopper:
    """One person as the shop knows them."""

    name: str
    email: str
    street: str
    town: Town
    accepts_news: bool


def shoppers(seed: int, orders: int) -> list[Shopper]:
    """Who placed each of some orders, in order of time; some come back."""
    rng = stream(seed, "shoppers")
    known: list[Shopper] = []
    found: list[Shopper] = []
    for back in (rng.random(orders) < _RETURNING).tolist():
        if back and known:
            found.append(known[int(rng.integers(0, len(known)))])
            continue
        towns = _NEAR if rng.random() < _ABROAD else _FRANCE
        initial = "ABCDEFGHJKLMNPRSTV"[int(rng.integers(0, 18))]
        one = Shopper(
            f"{_FIRST_NAMES[int(rng.integers(0, len(_FIRST_NAMES)))]} {initial}.",
            f"client{len(known) + 1:05d}@example.com",
            f"{int(rng.integers(1, 90))} {_STREETS[int(rng.integers(0, len(_STREETS)))]}",
            towns[int(rng.integers(0, len(towns)))],
            bool(rng.random() < _NEWS),
        )
        known.append(one)
        found.append(one)
    return found
