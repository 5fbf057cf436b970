"""The outline of the land, to draw maps on: Natural Earth 1:110 million, without the Antarctic and the smallest islands."""

from __future__ import annotations

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
