"""A route from port to port: its length, the passages that it crosses, its days, and what is left when one closes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ancrage.world.lines import Point
from ancrage.world.references import World
from ancrage.world.routes import network, table
from ancrage.world.routes.passages import PASSAGES
from ancrage.world.routes.ports import ports


@dataclass(frozen=True, slots=True)
class Route:
    """The shortest way by sea.

    Args:
        origin, destination: codes of the ports.
        miles: nautical miles, more than zero.
        passages: codes of the passages crossed, in the order of sailing.
        line: longitudes and latitudes to draw, in degrees; longitudes go on past 180 rather than jump.
    """

    origin: str
    destination: str
    miles: float
    passages: tuple[str, ...]
    line: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Detour:
    """What is left when a passage closes: the next best route, None where there is none, and its extra miles."""

    passage: str
    route: Route | None
    extra_miles: float | None


@dataclass(frozen=True, slots=True)
class Days:
    """Days, low to high, and the codes of the references in world/ that they rest on."""

    low: float
    central: float
    high: float
    sources: tuple[str, ...]


@lru_cache(maxsize=8192)
def route(origin: str, destination: str, closed: frozenset[str] = frozenset()) -> Route | None:
    """The shortest route between two ports, by their codes, when some passages are closed.

    None where there is no way: every one is closed, or the ports are one and the same.

    Raises:
        ValueError: a port or a passage of that name is not known.
    """
    _check(origin, destination, closed)
    if origin == destination:
        return None
    entry = table.look_up(origin, destination, closed)
    if entry is not None:
        if entry.miles is None:
            return None
        return Route(origin, destination, entry.miles, entry.passages, entry.line)
    found = network.sail(ports()[origin], ports()[destination], closed)
    return Route(origin, destination, *found) if found else None


def _check(origin: str, destination: str, closed: frozenset[str]) -> None:
    unknown = {origin, destination} - ports().keys() or closed - PASSAGES.keys()
    if unknown:
        raise ValueError(f"no such port or passage: {', '.join(sorted(unknown))}")


def rerouted(origin: str, destination: str, closed: frozenset[str]) -> Route | None:
    """The route that lines would take when these passages close.

    Not through Panama where the usual route does not: when Suez was shut, in 2021 and since December 2023, the lines
    between Asia and Europe went round Africa though Panama is shorter, its locks being too small for their ships. It is
    taken only where nothing else is left.
    """
    usual = route(origin, destination)
    if usual is None or closed.isdisjoint(usual.passages):
        return usual
    if "panama" not in usual.passages:
        left = route(origin, destination, closed | {"panama"})
        if left is not None:
            return left
    return route(origin, destination, closed)


def detours(origin: str, destination: str) -> tuple[Detour, ...]:
    """For each passage of the usual route, in order, what is left when it alone closes."""
    usual = route(origin, destination)
    if usual is None:
        return ()
    return tuple(detour(usual, frozenset({passage}), passage) for passage in usual.passages)


def detour(usual: Route, closed: frozenset[str], passage: str) -> Detour:
    """What is left of a route when `closed` is; `passage` names it."""
    left = rerouted(usual.origin, usual.destination, closed)
    return Detour(passage, left, left.miles - usual.miles if left else None)


def sailing_days(miles: float, world: World) -> Days:
    """Days at sea for so many nautical miles, at the speeds of world/data/routes.toml."""
    knots = world["sea_speed_knots"]
    low, central, high = (miles / (speed * 24) for speed in (knots.high, knots.central, knots.low))
    return Days(low, central, high, ("sea_speed_knots",))


def door_days(miles: float, world: World) -> Days:
    """Days from entering the port of departure to leaving the port of arrival: at sea, and in ports."""
    sailing, ashore = sailing_days(miles, world), world["sea_port_days"]
    return Days(
        sailing.low + ashore.low,
        sailing.central + ashore.central,
        sailing.high + ashore.high,
        (*sailing.sources, "sea_port_days"),
    )
