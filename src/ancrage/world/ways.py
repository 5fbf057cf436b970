"""The map of where a firm's goods come from: one place a port or a country, its suppliers, their routes and passages."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ancrage.exhibits import MapLine, MapPassage, MapPoint, Proof, State
from ancrage.findings import Evidence
from ancrage.text import Territory, Text, t
from ancrage.world.exposure import Exposure
from ancrage.world.routes import PASSAGES

MANY = 3  # suppliers named in the table for one place


@dataclass(frozen=True, slots=True)
class Way:
    """A supplier on the map: its exposure, its name, and its value in the unit of the map."""

    exposure: Exposure
    name: str
    value: float | None = None
    proof: Proof | None = None
    alarmed: bool = False


def ways(
    shown: Sequence[Way],
    closed: Collection[str] = frozenset(),
    alarmed: Collection[str] = frozenset(),
) -> tuple[tuple[MapPoint, ...], tuple[MapLine, ...], tuple[MapPassage, ...]]:
    """Points, lines and passages of a `Map`; with passages closed, the detours round them too.

    Suppliers of one place are one point, the sum of their values its value. Those whose place is unknown are left out.
    """
    places: dict[tuple[float, float], list[Way]] = {}
    for way in shown:
        place = way.exposure.place
        if place is not None:
            places.setdefault(place, []).append(way)
    homes = {way.exposure.destination.code: way.exposure.destination for way in shown}
    points = (
        *(_point(place, here) for place, here in places.items()),
        *(MapPoint(port.name, port.lon, port.lat, home=True) for port in homes.values()),
    )
    return points, _lines(shown, frozenset(closed)), _passages(shown, closed, alarmed)


def _point(place: tuple[float, float], here: Sequence[Way]) -> MapPoint:
    values = [way.value for way in here if way.value is not None]
    proofs = [way.proof for way in here if way.proof is not None]

    def proof() -> Sequence[Evidence]:
        return tuple(itertools.chain.from_iterable(one() for one in proofs))

    return MapPoint(
        label=here[0].name if len(here) == 1 else _label(here),
        lon=place[0],
        lat=place[1],
        value=sum(values) if values else None,
        note=_note(here),
        state="alarmed" if any(way.alarmed for way in here) else "usual",
        proof=proof if proofs else None,
    )


def _label(here: Sequence[Way]) -> Text:
    return t("{place} ({count})", place=_place(here[0].exposure), count=len(here))


def _place(of: Exposure) -> str | Territory:
    return of.origin.name if of.origin else Territory(of.country)


def _note(here: Sequence[Way]) -> Text:
    """What the table says: who they are where they are several, and the way."""
    first = here[0].exposure
    names = ", ".join(way.name for way in here[:MANY]) + (", …" if len(here) > MANY else "")
    who = names if len(here) > 1 else _place(first)
    if first.passages:
        return t("{who} ; par {passages}", who=who, passages=listed(first.passages))
    return t("{who}", who=who)


def listed(passages: Sequence[str]) -> Text:
    """Names of passages, one after the other; at least one."""
    first, *others = passages
    said = PASSAGES[first].label
    for passage in others:
        said = t("{before}, {passage}", before=said, passage=PASSAGES[passage].label)
    return said


def _lines(shown: Sequence[Way], closed: frozenset[str]) -> tuple[MapLine, ...]:
    usual: Mapping[MapLine, None] = dict.fromkeys(
        MapLine(way.exposure.route.line) for way in shown if way.exposure.route
    )
    around: Mapping[MapLine, None] = dict.fromkeys(
        MapLine(found.route.line, detour=True)
        for way in shown
        if (found := way.exposure.when_closed(closed)) and found.route
    )
    return (*usual, *around)


def _passages(
    shown: Sequence[Way], closed: Collection[str], alarmed: Collection[str]
) -> tuple[MapPassage, ...]:
    """Those that some supplier's goods cross."""
    crossed = dict.fromkeys(itertools.chain.from_iterable(way.exposure.passages for way in shown))

    def state(code: str) -> State:
        if code in closed:
            return "closed"
        return "alarmed" if code in alarmed else "usual"

    return tuple(
        MapPassage(PASSAGES[code].label, PASSAGES[code].lon, PASSAGES[code].lat, state(code))
        for code in crossed
    )
