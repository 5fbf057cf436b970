"""Write the outline of the land that maps are drawn on, from a TopoJSON of Natural Earth (world-atlas 2.0.2).

`python scripts/land.py countries-110m.json`: its object `land`, rounded to a tenth of a degree, without the Antarctic and
the smallest islands.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

from ancrage.world.lines import encoded

OUTLINE = Path(__file__).parents[1] / "src" / "ancrage" / "world" / "data" / "land.txt"
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


def rings(topology: dict[str, Any]) -> list[list[Ring]]:
    """Polygons of the land: an outer ring, then holes."""
    lines = arcs(topology)

    def ring(numbers: list[int]) -> Ring:
        points: Ring = []
        for number in numbers:
            line = lines[number] if number >= 0 else lines[~number][::-1]
            points += line[1:] if points else line
        return points

    (land,) = topology["objects"]["land"]["geometries"]
    return [[ring(numbers) for numbers in polygon] for polygon in land["arcs"]]


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


def main() -> None:
    """Write the outline: a polygon a line, its rings parted by semicolons."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with OUTLINE.open("w", encoding="utf-8") as stream:
        for polygon in rings(topology):
            outer = polygon[0]
            if max(lat for _, lat in outer) < ANTARCTIC or area(outer) < SMALLEST:
                continue
            print(";".join(encoded(rounded(ring)) for ring in polygon), file=stream)


if __name__ == "__main__":
    main()
