"""The land, to draw maps on, and the middle of countries: Natural Earth 1:110 million, without the smallest islands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from ancrage.world.lines import Point, decoded

Polygon = tuple[tuple[Point, ...], ...]  # an outer ring, then holes


@lru_cache(maxsize=1)
def land() -> tuple[Polygon, ...]:
    """Polygons in degrees, to a tenth; the first point of a ring is also its last. Written by `scripts/land.py`."""
    path = resources.files("ancrage.world") / "data" / "land.txt"
    return tuple(
        tuple(decoded(ring) for ring in line.split(";"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def centre(country: str) -> Point | None:
    """The middle of the largest piece of a country (ISO 3166-1 alpha-2); None for one too small to be on the map."""
    return _centres().get(country)


@lru_cache(maxsize=1)
def _centres() -> Mapping[str, Point]:
    path = resources.files("ancrage.world") / "data" / "centres.csv"
    rows = (row.split(",") for row in path.read_text(encoding="utf-8").splitlines()[1:])
    return {country: (float(lon), float(lat)) for country, lon, lat in rows}
