"""Write the outline of the land that maps are drawn on, and the middle of each country, from world-atlas 2.0.2.

`python scripts/land.py countries-110m.json`: a TopoJSON of Natural Earth, rounded to a tenth of a degree. The outline is
its object `land` without the Antarctic and the smallest islands; the middle of a country is that of its largest piece.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

from babel.core import get_global

from ancrage.world.lines import encoded

DATA = Path(__file__).parents[1] / "src" / "ancrage" / "world" / "data"
ANTARCTIC = -60.0
SMALLEST = 0.3  # square degrees

Ring = list[tuple[float, float]]


def arcs(topology: dict[str, Any]) -> list[Ring]:
    """The lines of a quantised TopoJSON, in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def polygons(geometry: dict[str, Any], lines: list[Ring]) -> list[list[Ring]]:
    """Its polygons: an outer ring, then holes."""

    def ring(numbers: list[int]) -> Ring:
        points: Ring = []
        for number in numbers:
            line = lines[number] if number >= 0 else lines[~number][::-1]
            points += line[1:] if points else line
        return points

    several = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [[ring(numbers) for numbers in polygon] for polygon in several]


def area(points: Ring) -> float:
    """Square degrees."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(points))) / 2


def rounded(points: Ring) -> Ring:
    """To a tenth of a degree, without points that fall on the one before."""
    kept: Ring = []
    for lon, lat in points:
        point = round(lon, 1), round(lat, 1)
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


def middle(points: Ring) -> tuple[float, float]:
    """Centre of gravity of what a ring encloses."""
    x = y = doubled = 0.0
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        cross = x0 * y1 - x1 * y0
        x, y, doubled = x + (x0 + x1) * cross, y + (y0 + y1) * cross, doubled + cross
    return round(x / (3 * doubled), 1), round(y / (3 * doubled), 1)


def main() -> None:
    """Write the outline, a polygon a line, its rings parted by semicolons; then the countries, by code."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = arcs(topology)
    (land,) = topology["objects"]["land"]["geometries"]
    with (DATA / "land.txt").open("w", encoding="utf-8") as stream:
        for polygon in polygons(land, lines):
            outer = polygon[0]
            if max(lat for _, lat in outer) < ANTARCTIC or area(outer) < SMALLEST:
                continue
            print(";".join(encoded(rounded(ring)) for ring in polygon), file=stream)
    codes = get_global("territory_aliases")  # ISO 3166-1, three figures to two letters
    with (DATA / "centres.csv").open("w", encoding="utf-8") as stream:
        print("country,lon,lat", file=stream)
        found = {
            codes[country["id"]][0]: max((p[0] for p in polygons(country, lines)), key=area)
            for country in topology["objects"]["countries"]["geometries"]
            if country.get("id") in codes
        }
        for code, outer in sorted(found.items()):
            lon, lat = middle(outer)
            print(f"{code},{lon:g},{lat:g}", file=stream)


if __name__ == "__main__":
    main()
