"""What a supplier's goods go through on their way: port, passages, days, and what is left when a passage closes.

Pure: who supplies what, and how much of it, is for the rooms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ancrage.world.countries import by_land, zone
from ancrage.world.land import centre
from ancrage.world.lines import Point
from ancrage.world.references import World
from ancrage.world.routes import (
    Days,
    Detour,
    Port,
    Route,
    detours,
    door_days,
    ports,
    reference_port,
    route,
    sailing_days,
)
from ancrage.world.routes.voyage import detour

Mode = Literal["sea", "air", "road", "rail", "post"]  # as `firm.supply.transport` says them
_ROAD_DAYS = {
    "local": "zone_europe_days",
    "europe": "zone_europe_days",
    "nearshore": "zone_near_days",
}


@dataclass(frozen=True, slots=True)
class Exposure:
    """One supplier and the way of its goods.

    Args:
        supplier: its key, as the caller names it.
        country: ISO 3166-1 alpha-2.
        mode: means of transport.
        mode_assumed: whether nobody said the mode: it is then the usual one between the two countries.
        origin: port of departure; None but by sea, and for a country of which no port is known.
        port_assumed: whether nobody said the port: it is then the first of its country.
        destination: port of arrival.
        route: the usual way by sea; None but by sea, and where there is none.
        detours: for each passage of the route, in order, what is left when it alone closes.
        days: from door of the port of departure to that of arrival by sea; from order to delivery by road, in the
            zones of which these are known; None where nothing tells.
    """

    supplier: str
    country: str
    mode: Mode
    mode_assumed: bool
    origin: Port | None
    port_assumed: bool
    destination: Port
    route: Route | None
    detours: tuple[Detour, ...]
    days: Days | None

    @property
    def passages(self) -> tuple[str, ...]:
        """Codes of the passages crossed, in order; none but by sea."""
        return self.route.passages if self.route else ()

    @property
    def place(self) -> Point | None:
        """Where it starts, in degrees: the port, else the middle of the country, else its first port; None if unknown."""
        port = self.origin
        if port is None:
            middle = centre(self.country)
            if middle is not None:
                return middle
            port = reference_port(self.country)
        return (port.lon, port.lat) if port else None

    def when_closed(self, closed: frozenset[str]) -> Detour | None:
        """What is left of the way when all of these close; None where it crosses none of them."""
        crossed = [passage for passage in self.passages if passage in closed]
        if self.route is None or not crossed:
            return None
        return detour(self.route, closed, crossed[0])


def exposure(
    supplier: str,
    country: str,
    destination: str,
    world: World,
    *,
    mode: Mode | None = None,
    port: str | None = None,
) -> Exposure:
    """How the goods of a supplier come from `country` to the port `destination` (UN/LOCODE).

    `mode` and `port` are taken by default where they are None; the answer says so.

    Raises:
        ValueError: a port that is not in `world.routes.ports()`.
    """
    unknown = {destination, port or destination} - ports().keys()
    if unknown:
        raise ValueError(f"no such port: {', '.join(sorted(unknown))}")
    arrival = ports()[destination]
    chosen: Mode = mode or ("road" if by_land(country, arrival.country) else "sea")
    departure = None
    if chosen == "sea":
        departure = ports()[port] if port else reference_port(country)
    way = route(departure.code, destination) if departure else None
    return Exposure(
        supplier=supplier,
        country=country,
        mode=chosen,
        mode_assumed=mode is None,
        origin=departure,
        port_assumed=departure is not None and port is None,
        destination=arrival,
        route=way,
        detours=detours(way.origin, way.destination) if way else (),
        days=door_days(way.miles, world) if way else _road_days(chosen, country, arrival, world),
    )


def _road_days(mode: Mode, country: str, arrival: Port, world: World) -> Days | None:
    """Days of the dated table of zones, which are those of a firm in France."""
    code = _ROAD_DAYS.get(zone(country)) if mode == "road" and arrival.country == "FR" else None
    if code is None:
        return None
    known = world[code]
    return Days(known.low, known.central, known.high, (code,))


def extra_days(of: Detour, world: World) -> Days | None:
    """Days that a detour adds at sea; None where there is no way left."""
    return None if of.extra_miles is None else sailing_days(of.extra_miles, world)
