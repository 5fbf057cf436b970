"""How far a country is, seen from France, in the zones of the article on which the project rests."""

from __future__ import annotations

from typing import Literal

Zone = Literal["local", "europe", "nearshore", "far"]

LOCAL = frozenset({"FR", "MC"})
# The Maghreb, Turkey and Eastern Europe.
_MAGHREB = ("MA", "TN", "DZ")
_EAST = (
    *("TR", "PL", "RO", "CZ", "SK", "HU", "BG", "LT", "LV", "EE", "SI", "HR"),
    *("RS", "UA", "BA", "ME", "MK", "AL", "MD", "XK"),
)
NEARSHORE = frozenset({*_MAGHREB, *_EAST})
_ISLANDS = ("CY", "MT", "IS")
EUROPE = frozenset(
    {
        *("DE", "IT", "ES", "PT", "BE", "NL", "LU", "AT", "IE", "DK", "SE", "FI", "GR"),
        *("GB", "CH", "LI", "NO", "AD", "SM", "VA", "JE", "GG", "IM", "GI"),
        *_ISLANDS,
    }
)
# Lands inside which goods go by road, a ferry or a tunnel being part of it.
_LANDS = ((LOCAL | EUROPE | NEARSHORE) - {*_MAGHREB, *_ISLANDS}, frozenset({"CA", "US", "MX"}))


def zone(country: str) -> Zone:
    """The zone of a country (ISO 3166-1 alpha-2)."""
    if country in LOCAL:
        return "local"
    if country in EUROPE:
        return "europe"
    return "nearshore" if country in NEARSHORE else "far"


def by_land(origin: str, destination: str) -> bool:
    """Whether goods go from one country to the other by road, as a rule."""
    return origin == destination or any({origin, destination} <= land for land in _LANDS)
