"""Where things fall on a map, in pixels: the part of the world that holds them, and names that do not overlap.

Mercator's projection, as Vega computes it from `Frame.scale`, `rotate` and `translate`, so that what is placed here and
what Vega draws of land and routes agree.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Degrees = tuple[float, float]  # longitude, latitude
Pixels = tuple[float, float]  # right, down
Square = tuple[int, int]

TOP, BOTTOM = 78.0, -58.0  # latitudes beyond which no goods sail
STEP, SQUARE = 2.0, 2.0  # pixels from one dot of a path to the next, and of a square that holds one
SHORTEST = 6  # dots of a part of a path that is worth drawing
NARROWEST = 18.0  # degrees of longitude: the outline of the land is too coarse for less
# Widths of letters in ems, by Inter, rounded up; any other letter is 0.59.
WIDTHS = (
    ("mwMW@%—", 1.0),
    ("ABCDEFGHKLNOPQRSTUVXYZ0123456789", 0.66),
    ("iIjl.,:;'’|!() tfr", 0.36),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the world on a sheet `width` by `height` pixels, centred on the longitude `centre`."""

    width: float
    height: float
    scale: float
    centre: float
    down: float

    def place(self, point: Degrees) -> Pixels:
        """Pixels of a point, the shorter way round from the centre."""
        east = (point[0] - self.centre + 180) % 360 - 180
        return (
            self.width / 2 + self.scale * math.radians(east),
            self.down - self.scale * _mercator(point[1]),
        )

    def path(self, line: Sequence[Degrees]) -> list[Pixels]:
        """Pixels of a line, one every `STEP` pixels; it may leave the sheet on one side."""
        placed = [self.place(line[0])]
        for before, after in itertools.pairwise(line):
            x0, y0 = placed[-1]
            x1 = x0 + self.scale * math.radians(after[0] - before[0])
            y1 = self.down - self.scale * _mercator(after[1])
            steps = max(1, math.ceil(math.hypot(x1 - x0, y1 - y0) / STEP))
            placed += [
                (x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps)
                for n in range(1, steps + 1)
            ]
        return placed

    def around(self, path: Sequence[Pixels]) -> Iterable[list[Pixels]]:
        """A path as it shows on the sheet: where it leaves on one side, it comes back on the other."""
        turn = 2 * math.pi * self.scale
        for shift in (0.0, turn, -turn):
            moved = [(x + shift, y) for x, y in path]
            if any(self._on_sheet(dot) for dot in moved):
                yield moved

    def _on_sheet(self, dot: Pixels) -> bool:
        return 0 <= dot[0] <= self.width and 0 <= dot[1] <= self.height

    def drawn_once(
        self, paths: Iterable[Sequence[Pixels]], covered: dict[Square, Pixels]
    ) -> list[list[Pixels]]:
        """The parts of paths that are on the sheet and not yet drawn: dashes over dashes would make a full line.

        `covered` holds the squares of the sheet through which a path passes, each with a dot of it, to which the next
        ones are joined; it is added to.
        """
        runs: list[list[Pixels]] = []
        for path in paths:
            run: list[Pixels] = []
            passed: dict[Square, Pixels] = {}
            before: Pixels | None = None  # the dot of another path that this one leaves
            for dot in path:
                x, y = round(dot[0] / SQUARE), round(dot[1] / SQUARE)
                met = covered.get((x, y))
                if met is not None or not self._on_sheet(dot):
                    runs.append([*run, met] if met is not None else run)
                    run, before = [], met
                else:
                    run = run or ([before] if before is not None else [])
                    run.append(dot)
                for around in itertools.product((x - 1, x, x + 1), (y - 1, y, y + 1)):
                    passed.setdefault(around, dot)
            runs.append(run)
            covered |= {square: dot for square, dot in passed.items() if square not in covered}
        return [run for run in runs if len(run) > SHORTEST]


def frame(
    points: Iterable[Degrees], width: float, heights: tuple[float, float], margin: float
) -> Frame:
    """The closest frame that holds all points inside a margin, between two heights in pixels."""
    held = list(points) or [(0.0, 0.0)]
    west, span = _longitudes([lon for lon, _ in held])
    north, south = (
        _mercator(extreme(min(TOP, max(BOTTOM, lat)) for _, lat in held)) for extreme in (max, min)
    )
    across = max(math.radians(span), math.radians(NARROWEST) * (1 - 2 * margin / width))
    tall = north - south
    scale = min(
        (width - 2 * margin) / across,
        (heights[1] - 2 * margin) / tall if tall > 0 else math.inf,
    )
    scale = max(scale, width / (2 * math.pi))  # the whole world fits across
    height = min(heights[1], max(heights[0], tall * scale + 2 * margin))
    return Frame(width, height, scale, west + span / 2, height / 2 + scale * (north + south) / 2)


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def _longitudes(held: Sequence[float]) -> tuple[float, float]:
    """The western end, and the degrees to the eastern one, of the shortest arc that holds all longitudes."""
    around = sorted({round(lon % 360, 6) % 360 for lon in held})
    gaps = [
        ((after - before) % 360 or 360.0, after)
        for before, after in zip(around, [*around[1:], around[0]], strict=True)
    ]
    gap, west = max(gaps)
    return west, 360 - gap


@dataclass(frozen=True, slots=True)
class Name:
    """A name to write beside a mark at `x`, `y` of that radius, in letters of `size` pixels."""

    text: str
    x: float
    y: float
    radius: float
    size: float


@dataclass(frozen=True, slots=True)
class Written:
    """Where a name is written: `x` is the end nearest to its mark, as `align` says; it keeps off it in any letters."""

    name: Name
    x: float
    y: float
    align: Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def text_width(text: str, size: float) -> float:
    """Pixels across a text in Inter, near enough to keep names apart."""
    return size * sum(next((w for letters, w in WIDTHS if c in letters), 0.59) for c in text)


# Where a name may stand, from the best: right, left, above, below, then the corners. Units: across and up.
_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


def written(
    names: Sequence[Name], of: Frame, marks: Sequence[Name], lines: Sequence[Sequence[Pixels]]
) -> list[Written]:
    """Names that find room, the first served first: inside the frame, off all marks and names, off lines if they can.

    `marks` are all the marks drawn, with or without a name; `lines` are dotted, as `Frame.path` gives them. A name
    without room is left to the table.
    """
    marked = [
        (m, _Box(m.x - m.radius, m.y - m.radius, m.x + m.radius, m.y + m.radius)) for m in marks
    ]
    taken: list[_Box] = []
    dots = list(itertools.chain.from_iterable(lines))
    found: list[Written] = []
    for name in names:
        places: list[tuple[int, int, _Box]] = []
        for rank, direction in enumerate(_AROUND):
            box = _beside(name, direction)
            inside = box.left >= 1 and box.right <= of.width - 1 and box.top >= 1
            others = (*taken, *(mark for owner, mark in marked if owner is not name))
            if not inside or box.bottom > of.height - 1 or any(map(box.meets, others)):
                continue
            crossed = sum(box.holds(x, y) for x, y in dots)
            places.append((crossed + rank, rank, box))
        if places:
            _, rank, box = min(places, key=lambda place: place[0])
            taken.append(box)
            found.append(_written(name, box, _AROUND[rank][0]))
    return found


def _written(name: Name, box: _Box, across: int) -> Written:
    y = (box.top + box.bottom) / 2
    if across == 0:
        return Written(name, (box.left + box.right) / 2, y, "center")
    return (
        Written(name, box.left + 1, y, "left")
        if across > 0
        else Written(name, box.right - 1, y, "right")
    )


def _beside(name: Name, direction: tuple[int, int]) -> _Box:
    across, up = direction
    wide, tall = text_width(name.text, name.size) + 2, name.size * 1.15
    away = name.radius + 3
    if across and up:
        away *= 0.75
    middle = name.y - up * (away + tall / 2) * (1 if not across else 0.8)
    centre = name.x + across * (away + wide / 2)
    return _Box(centre - wide / 2, middle - tall / 2, centre + wide / 2, middle + tall / 2)
