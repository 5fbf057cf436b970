"""A map as a Vega-Lite spec: the land, the routes, the places with their names, and a key of what is drawn.

Nothing is told by colour alone: a detour is dashed, an alarm is a triangle, what is closed is a cross.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence

from ancrage.exhibits import Map, MapLine, MapPassage, MapPoint
from ancrage.roadmap.report.cartography import (
    Frame,
    Name,
    Pixels,
    Square,
    Written,
    frame,
    text_width,
    written,
)
from ancrage.roadmap.report.vega import CONFIG, INK, MUTED, SERIES, WIDTH, Spec
from ancrage.roadmap.report.voice import Voice
from ancrage.text import t
from ancrage.world.land import land
from ancrage.world.lines import simplified

SEA, LAND, SHORE = "#eaf2f3", "#fdfdfb", "#cfdad9"
AROUND = "#ffffff"  # sets marks and names off from what is under them
ROUTE, DETOUR, CLOSED, HOME = SERIES[0], SERIES[1], SERIES[5], INK
HEIGHTS, MARGIN = (150.0, 330.0), 22.0
SMALLEST, LARGEST = 3.5, 12.0  # pixels of radius of a place
PASSAGE, SIGN = 2.6, 5.0  # of an open passage, of one alarmed or closed
FINE = 0.4  # pixels by which a line may be off
LETTERS, SMALL_LETTERS, LONGEST = 12.0, 11.0, 26
KEY_ROW, KEY_SIGN, KEY_GAP = 18.0, 17.0, 10.0

KEYS = {
    "home": t("chez vous"),
    "route": t("route"),
    "detour": t("détour"),
    "alarmed": t("en alerte"),
    "closed": t("fermé"),
}


def map_spec(shown: Map, voice: Voice) -> Spec:
    """The Vega-Lite spec of a map in the reader's language."""
    of = frame(
        [
            *((point.lon, point.lat) for point in shown.points),
            *((passage.lon, passage.lat) for passage in shown.passages),
            *itertools.chain.from_iterable(line.points for line in shown.lines),
        ],
        WIDTH,
        HEIGHTS,
        MARGIN,
    )
    radii = _radii(shown.points)
    order = sorted(range(len(shown.points)), key=lambda i: -radii[i])
    keys, key_height = _keys(shown, of, voice)
    height = of.height + key_height
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": voice.say(shown.answer),
        "background": None,
        "padding": 4,
        "width": WIDTH,
        "height": height,
        "projection": {
            "type": "mercator",
            "scale": of.scale,
            "rotate": [-of.centre, 0, 0],
            "translate": [of.width / 2, of.down],
            "clipExtent": [[0, 0], [of.width, of.height]],
        },
        "config": CONFIG,
        "layer": [
            _sea(of, height),
            _land(of),
            *_routes(shown.lines, of, height),
            _passages(shown.passages, of, height),
            _places([shown.points[i] for i in order], [radii[i] for i in order], of, height),
            *_names(_all_names(shown, of, radii, voice), height),
            *keys(height),
        ],
    }


def _sea(of: Frame, height: float) -> Spec:
    across, down = _at(height)["x"], _at(height)["y"]
    return {
        "data": {"values": [{"x": 0, "x2": of.width, "y": 0, "y2": of.height}]},
        "mark": {"type": "rect", "fill": SEA},
        "encoding": {"x": across, "x2": {"field": "x2"}, "y": down, "y2": {"field": "y2"}},
    }


def _land(of: Frame) -> Spec:
    """The land, no finer than the eye sees."""
    tolerance = math.degrees(FINE / of.scale)
    polygons = []
    for polygon in land():
        rings = [simplified(ring, tolerance) for ring in polygon]
        if len(rings[0]) >= 4:
            polygons.append([ring for ring in rings if len(ring) >= 4])
    shapes = [{"type": "Polygon", "coordinates": rings} for rings in polygons]
    return {
        "data": {"values": [{"type": "Feature", "geometry": shape} for shape in shapes]},
        "mark": {"type": "geoshape", "fill": LAND, "stroke": SHORE, "strokeWidth": 0.6},
    }


def _paths(lines: Sequence[MapLine], of: Frame) -> list[list[Pixels]]:
    """As they show on the sheet."""
    return [part for line in lines if line.points for part in of.around(of.path(line.points))]


def _routes(lines: Sequence[MapLine], of: Frame, height: float) -> Iterable[Spec]:
    """Each part of the sea drawn once: the usual routes, then what detours add to them."""
    covered: dict[Square, Pixels] = {}
    for detour in (False, True):
        paths = _paths([line for line in lines if line.detour is detour], of)
        values: list[Spec] = [
            {"line": rank, "order": order, "x": round(x, 1), "y": round(y, 1)}
            for rank, run in enumerate(of.drawn_once(paths, covered))
            for order, (x, y) in enumerate(simplified(run, FINE))
        ]
        if values:
            yield {
                "data": {"values": values},
                "mark": {"type": "line", "strokeJoin": "round", **_line(detour=detour)},
                "encoding": {
                    **_at(height),
                    "detail": {"field": "line", "type": "nominal"},
                    "order": {"field": "order", "type": "quantitative"},
                },
            }


def _line(*, detour: bool) -> Spec:
    return {
        "stroke": DETOUR if detour else ROUTE,
        "strokeWidth": 1.6,
        "strokeDash": [4, 3] if detour else [1, 0],
        "strokeCap": "butt",
    }


def _radii(points: Sequence[MapPoint]) -> list[float]:
    """Radii in pixels: areas in proportion to the values, down to what can be seen."""
    largest = max((p.value or 0.0 for p in points), default=0.0)
    return [
        max(SMALLEST, LARGEST * math.sqrt(max(0.0, p.value or 0.0) / largest))
        if largest > 0 and not p.home
        else SIGN
        for p in points
    ]


def _places(points: Sequence[MapPoint], radii: Sequence[float], of: Frame, height: float) -> Spec:
    signs = [
        _sign(*of.place((p.lon, p.lat)), "home" if p.home else p.state, radius)
        for p, radius in zip(points, radii, strict=True)
    ]
    return _signs(signs, height)


def _passages(passages: Sequence[MapPassage], of: Frame, height: float) -> Spec:
    signs = [
        _sign(
            *of.place((p.lon, p.lat)),
            "open" if p.state == "usual" else p.state,
            PASSAGE if p.state == "usual" else SIGN,
        )
        for p in passages
    ]
    return _signs(signs, height)


# Shape, colour inside, colour around and angle of each sign.
_SIGNS = {
    "usual": ("circle", ROUTE, AROUND, 0),
    "home": ("square", HOME, AROUND, 0),
    "open": ("circle", AROUND, MUTED, 0),
    "alarmed": ("triangle-up", DETOUR, AROUND, 0),
    "closed": ("cross", CLOSED, AROUND, 45),
}


def _sign(x: float, y: float, kind: str, radius: float) -> Spec:
    shape, fill, stroke, angle = _SIGNS[kind]
    area = 4 * radius**2 * (1.6 if kind in {"alarmed", "closed"} else 1)
    return {
        "x": x,
        "y": y,
        "shape": shape,
        "fill": fill,
        "stroke": stroke,
        "angle": angle,
        "area": area,
    }


def _signs(signs: Sequence[Spec], height: float) -> Spec:
    def as_is(field: str, kind: str = "nominal") -> Spec:
        return {"field": field, "type": kind, "scale": None, "legend": None}

    return {
        "data": {"values": signs},
        "mark": {"type": "point", "filled": True, "opacity": 1, "strokeWidth": 1.2},
        "encoding": {
            **_at(height),
            "shape": as_is("shape"),
            "fill": as_is("fill"),
            "stroke": as_is("stroke"),
            "angle": as_is("angle", "quantitative"),
            "size": as_is("area", "quantitative"),
        },
    }


def _at(height: float) -> Spec:
    """Positions in pixels from the left and from the top."""
    return {
        axis: {
            "field": axis,
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [0, size], "range": [0, size], "nice": False, "zero": False},
        }
        for axis, size in (("x", WIDTH), ("y", height))
    }


def _all_names(
    shown: Map, of: Frame, radii: Sequence[float], voice: Voice
) -> list[tuple[Written, bool]]:
    """Names that find room, each with whether it is that of an open passage: home first, then alarms, then by size."""
    ranked: list[tuple[float, Name, bool]] = []
    for point, radius in zip(shown.points, radii, strict=True):
        x, y = of.place((point.lon, point.lat))
        name = Name(_short(voice.say(point.label)), x, y, radius, LETTERS)
        ranked.append((-99.0 if point.home else -radius, name, False))
    for passage in shown.passages:
        x, y = of.place((passage.lon, passage.lat))
        quiet = passage.state == "usual"
        size, radius = (SMALL_LETTERS, PASSAGE) if quiet else (LETTERS, SIGN)
        name = Name(_short(voice.say(passage.label)), x, y, radius, size)
        ranked.append((0.0 if quiet else -50.0, name, quiet))
    ranked.sort(key=lambda one: one[0])
    names = [name for _, name, _ in ranked]
    quiets = {id(name): quiet for _, name, quiet in ranked}
    found = written(names, of, names, _paths(shown.lines, of))
    return [(w, quiets[id(w.name)]) for w in found]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _names(names: Sequence[tuple[Written, bool]], height: float) -> Iterable[Spec]:
    for quiet in (True, False):
        values: list[Spec] = [
            {"x": w.x, "y": w.y, "align": w.align, "text": w.name.text}
            for w, q in names
            if q is quiet
        ]
        if values:
            yield {
                "data": {"values": values},
                "mark": {
                    "type": "text",
                    "align": {"expr": "datum.align"},
                    "baseline": "middle",
                    "fontSize": SMALL_LETTERS if quiet else LETTERS,
                    "fontWeight": 400 if quiet else 600,
                    "fill": MUTED if quiet else INK,
                    "stroke": AROUND,
                    "strokeWidth": 3,
                    "strokeJoin": "round",
                },
                "encoding": {**_at(height), "text": {"field": "text"}},
            }


def _keys(shown: Map, of: Frame, voice: Voice) -> tuple[Callable[[float], list[Spec]], float]:
    """The key of what is drawn, under the map: how to draw it for a total height, and its own height."""
    kinds = _kinds(shown)
    if len(kinds) < 2:
        return (lambda _: []), 0.0
    signs: list[Spec] = []
    strokes: list[Spec] = []
    words: list[Spec] = []
    x, y = 0.0, of.height + KEY_ROW
    for kind in kinds:
        said = voice.say(KEYS[kind])
        wide = KEY_SIGN + text_width(said, SMALL_LETTERS)
        if x > 0 and x + wide > of.width:
            x, y = 0.0, y + KEY_ROW
        if kind in {"route", "detour"}:
            strokes.append({"x": x, "x2": x + KEY_SIGN - 6, "y": y, "kind": kind})
        else:
            signs.append(_sign(x + 6, y, kind, SIGN * 0.9))
        words.append({"x": x + KEY_SIGN, "y": y, "text": said})
        x += wide + KEY_GAP

    def drawn(height: float) -> list[Spec]:
        text: Spec = {"type": "text", "align": "left", "baseline": "middle"}
        return [
            *(_stroke(stroke, height) for stroke in strokes),
            _signs(signs, height),
            {
                "data": {"values": words},
                "mark": {**text, "fontSize": SMALL_LETTERS, "color": MUTED},
                "encoding": {**_at(height), "text": {"field": "text"}},
            },
        ]

    return drawn, y + KEY_ROW / 2 - of.height


def _kinds(shown: Map) -> list[str]:
    """What is to be explained."""
    states = {point.state for point in shown.points} | {one.state for one in shown.passages}
    found = {
        "home": any(point.home for point in shown.points),
        "route": any(not line.detour for line in shown.lines),
        "detour": any(line.detour for line in shown.lines),
        "alarmed": "alarmed" in states,
        "closed": "closed" in states,
    }
    return [kind for kind, there in found.items() if there]


def _stroke(stroke: Spec, height: float) -> Spec:
    return {
        "data": {"values": [stroke]},
        "mark": {"type": "rule", **_line(detour=stroke["kind"] == "detour")},
        "encoding": {**_at(height), "x2": {"field": "x2"}},
    }
