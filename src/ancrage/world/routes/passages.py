"""The straits and canals that a sea route may cross, by the names of the sea network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ancrage.text import Text, t
from ancrage.world.lines import Point


@dataclass(frozen=True, slots=True)
class Passage:
    """A strait, a canal or a cape.

    Args:
        code: its name in the network of searoute; `dover` and `taiwan` are named here, by `gate`.
        label: its name for people, short enough for a map and a list.
        lon, lat: where to show it, in degrees.
        portwatch: its identifier in the IMF's PortWatch, where it was looked up.
        gate: for a strait that the network does not name, a line from shore to shore.
    """

    code: str
    label: Text
    lon: float
    lat: float
    portwatch: str | None = None
    gate: tuple[Point, Point] | None = None


PASSAGES: Mapping[str, Passage] = MappingProxyType(
    {
        passage.code: passage
        for passage in (
            Passage("suez", t("Suez"), 32.4, 30.4, "chokepoint1"),
            Passage("babalmandab", t("Bab-el-Mandeb"), 43.4, 12.6, "chokepoint4"),
            Passage("malacca", t("Malacca"), 100.2, 3.6, "chokepoint5"),
            Passage("gibraltar", t("Gibraltar"), -5.5, 35.95, "chokepoint8"),
            Passage(
                "dover",
                t("Pas de Calais"),
                1.5,
                51.0,
                "chokepoint9",
                gate=((1.3, 51.15), (1.85, 50.9)),
            ),
            Passage(
                "taiwan",
                t("Détroit de Taïwan"),
                119.9,
                24.9,
                "chokepoint11",
                gate=((119.0, 25.6), (121.0, 24.5)),
            ),
            Passage("panama", t("Panama"), -79.7, 9.1, "chokepoint2"),
            Passage("bosporus", t("Bosphore"), 29.05, 41.1, "chokepoint3"),
            Passage("dardanelles", t("Dardanelles"), 26.4, 40.15),
            Passage("ormuz", t("Ormuz"), 56.5, 26.5, "chokepoint6"),
            Passage("sunda", t("Détroit de la Sonde"), 105.8, -5.95, "chokepoint19"),
            Passage("south_africa", t("Bonne-Espérance"), 20.0, -35.0, "chokepoint7"),
            Passage("chili", t("Cap Horn"), -69.5, -55.0, "chokepoint21"),
            Passage("bering", t("Béring"), -169.0, 65.8, "chokepoint26"),
        )
    }
)

# Always closed: ice shuts the Northwest Passage to regular lines.
NEVER = frozenset({"northwest"})
