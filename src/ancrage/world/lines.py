"""Lines on the globe: made of fewer points, and written as short text in the files of data/."""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]  # longitude, latitude, in degrees


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Fewer points, none of those left out farther than `tolerance` from the line (Douglas and Peucker, 1973)."""
    if len(line) < 3:
        return list(line)
    far, distance = max(
        ((i, _away(line[i], line[0], line[-1])) for i in range(1, len(line) - 1)),
        key=lambda found: found[1],
    )
    if distance <= tolerance:
        return [line[0], line[-1]]
    return simplified(line[: far + 1], tolerance)[:-1] + simplified(line[far:], tolerance)


def _away(point: Point, start: Point, end: Point) -> float:
    """Distance from a point to a segment."""
    along = end[0] - start[0], end[1] - start[1]
    length = along[0] ** 2 + along[1] ** 2
    to = point[0] - start[0], point[1] - start[1]
    share = (along[0] * to[0] + along[1] * to[1]) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.hypot(to[0] - share * along[0], to[1] - share * along[1])


def encoded(line: Sequence[Point]) -> str:
    """A line of tenths of degrees as text: the first point, then the steps from one to the next."""
    tenths = [(round(lon * 10), round(lat * 10)) for lon, lat in line]
    steps = [
        (x - before[0], y - before[1])
        for (x, y), before in zip(tenths, [(0, 0), *tenths], strict=False)
    ]
    return " ".join(f"{x}:{y}" for x, y in steps)


def decoded(text: str) -> tuple[Point, ...]:
    """The line that `encoded` wrote."""
    line: list[Point] = []
    x = y = 0
    for step in text.split():
        right, up = step.split(":")
        x, y = x + int(right), y + int(up)
        line.append((x / 10, y / 10))
    return tuple(line)
