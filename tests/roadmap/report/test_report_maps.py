"""Maps: what is placed agrees with what Vega draws, names are kept apart, nothing is drawn twice, and the table tells all."""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Iterator
from functools import lru_cache

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from ancrage.exhibits import Map, MapLine, MapPassage, MapPoint
from ancrage.roadmap.report import vega, vega_map
from ancrage.roadmap.report.cartography import Frame, frame
from ancrage.roadmap.report.fonts import folder
from ancrage.roadmap.report.view import map_picture
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Language, t
from ancrage.world.land import land
from ancrage.world.routes import PASSAGES, detours, ports, route

FR = Voice(Language.FR)
PADDING = 4  # of the specs
FROM_FAR = ("CNSHA", "CNNGB", "CNYTN", "VNHPH", "INNSA", "TRAMB", "MAPTM", "MXVER", "KRPUS")


def drawn(origins: tuple[str, ...], arrival: str, shut: str = "") -> Map:
    """A map of the routes to a port, with the detours round a passage."""
    routes = [found for code in origins if (found := route(code, arrival))]
    lines = [MapLine(found.line) for found in routes]
    for found in routes:
        lines += [
            MapLine(d.route.line, detour=True)
            for d in detours(found.origin, arrival)
            if d.passage == shut and d.route
        ]
    crossed = dict.fromkeys(itertools.chain.from_iterable(found.passages for found in routes))
    home = ports()[arrival]
    return Map(
        "way",
        t("Par où ?"),
        t("Par là."),
        t("Achats"),
        "eur",
        (
            *(
                MapPoint(ports()[code].name, ports()[code].lon, ports()[code].lat, 1000.0 * rank)
                for rank, code in enumerate(origins, 1)
            ),
            MapPoint(home.name, home.lon, home.lat, home=True),
        ),
        tuple(lines),
        tuple(
            MapPassage(
                PASSAGES[code].label,
                PASSAGES[code].lon,
                PASSAGES[code].lat,
                "closed" if code == shut else "usual",
            )
            for code in crossed
        ),
    )


MAPS = [
    drawn(FROM_FAR, "FRLEH", "suez"),
    drawn(("CNSHA", "VNHPH", "USNYC", "FRLEH"), "CAMTR"),
    drawn(("ESVLC", "ITGOA", "TNRAD"), "FRFOS"),
    drawn((), "FRLEH"),
]


def values(spec: dict, mark: str) -> Iterator[dict]:
    for layer in spec["layer"]:
        if layer["mark"]["type"] == mark:
            yield from layer["data"]["values"]


@pytest.mark.parametrize("shown", MAPS)
def test_a_map_is_drawn_with_its_names(shown: Map) -> None:
    svg = vega.draw(vega_map.map_spec(shown, FR))
    assert shown.points[-1].label in svg  # home is named first
    assert len(svg) < 60_000
    assert svg == vega.draw(vega_map.map_spec(shown, FR))


def test_vega_puts_the_land_where_places_are_computed() -> None:
    """The land of the spec is replaced by a square of three degrees on Madagascar, read back from the drawing."""
    shown = MAPS[0]
    spec = json.loads(json.dumps(vega_map.map_spec(shown, FR)))
    corners = [(45.0, -20.0), (45.0, -17.0), (48.0, -17.0), (48.0, -20.0), (45.0, -20.0)]
    (place,) = (layer for layer in spec["layer"] if layer["mark"]["type"] == "geoshape")
    place["data"]["values"] = [
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [corners]}}
    ]
    path = re.search(rf'd="M([^"]*)Z"[^>]*fill="{vega_map.LAND}"|fill="{vega_map.LAND}"[^>]*d="M([^"]*)Z"', vega.draw(spec))  # fmt: skip
    assert path
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", path[1] or path[2])]
    read = list(zip(numbers[::2], numbers[1::2], strict=True))
    projection = spec["projection"]
    of = Frame(
        *projection["clipExtent"][1],
        projection["scale"],
        -projection["rotate"][0],
        projection["translate"][1],
    )
    for corner in corners:
        x, y = of.place(corner)
        assert min(math.hypot(x - a, y - b) for a, b in read) < 0.05, corner


@given(st.lists(st.tuples(st.floats(-180, 360), st.floats(-57, 77)), min_size=1, max_size=12))
def test_a_frame_holds_all_its_points(points: list[tuple[float, float]]) -> None:
    of = frame(points, 340, (150, 330), 22)
    assert 150 <= of.height <= 330
    for point in points:
        x, y = of.place(point)
        assert -0.5 <= x <= 340.5
        # The whole world is wider than high: far north and far south may then be cut.
        assert of.scale < 54.2 or -0.5 <= y <= of.height + 0.5


def test_the_frame_is_close_and_turns_the_shorter_way() -> None:
    """Shanghai and Los Angeles: over the Pacific, 120 degrees and not 240."""
    of = frame([(121.8, 31.2), (-118.3, 33.7)], 340, (150, 330), 22)
    assert of.centre % 360 == pytest.approx((121.8 + 241.7) / 2)
    left, right = of.place((121.8, 31.2)), of.place((-118.3, 33.7))
    assert (left[0], right[0]) == (pytest.approx(22), pytest.approx(318))


@lru_cache(maxsize=1)
def advances() -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    font = TTFont(folder() / "Inter[opsz,wght].ttf")
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def wide(text: str, size: float) -> float:
    """The true width, from the font; heavy letters are a twentieth wider."""
    names, metrics, em = advances()
    return 1.05 * sum(metrics[names.get(ord(c), ".notdef")][0] for c in text) * size / em


def box_of(name: dict, size: float) -> tuple[float, float, float, float]:
    across = wide(name["text"], size)
    left = name["x"] - {"left": 0, "center": 0.5, "right": 1}[name["align"]] * across
    return left, name["y"] - 5, left + across, name["y"] + 5


@pytest.mark.parametrize("shown", MAPS)
@pytest.mark.parametrize("language", [Language.FR, Language.EN])
def test_names_stay_apart_and_on_the_sheet(shown: Map, language: Language) -> None:
    spec = vega_map.map_spec(shown, Voice(language))
    height = spec["projection"]["clipExtent"][1][1]
    boxes = [
        box_of(v, layer["mark"]["fontSize"])
        for layer in spec["layer"]
        if layer["mark"]["type"] == "text"
        for v in layer["data"]["values"]
        if v["y"] < height
    ]
    assert boxes
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert right <= vega.WIDTH
        assert top >= 0
        assert bottom <= height
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)


def test_a_part_of_the_sea_is_drawn_once() -> None:
    of = frame([(0, 0), (60, 40)], 340, (150, 330), 22)
    straight = of.path([(0, 0), (30, 20)])
    covered: dict = {}
    assert len(of.drawn_once([straight], covered)) == 1
    assert of.drawn_once([straight], covered) == []
    (rest,) = of.drawn_once([of.path([(0, 0), (30, 20), (50, 20)])], covered)
    assert math.dist(rest[0], straight[-1]) < 5  # joined to what it leaves
    assert math.dist(rest[-1], of.place((50, 20))) < 0.01
    whole = sum(math.dist(a, b) for a, b in itertools.pairwise(rest))
    assert whole == pytest.approx(math.dist(of.place((30, 20)), of.place((50, 20))), abs=6)


def test_a_path_that_leaves_on_one_side_comes_back_on_the_other() -> None:
    of = frame([(lon, 0) for lon in range(0, 360, 30)], 340, (150, 330), 22)
    parts = list(of.around(of.path([(of.centre + 170, 0), (of.centre + 190, 0)])))
    assert len(parts) == 2
    assert any(x < 30 for part in parts for x, _ in part if x >= 0)


def test_alarms_and_closings_do_not_rest_on_colour_alone() -> None:
    spec = vega_map.map_spec(MAPS[0], FR)
    shapes = {(sign["fill"], sign["shape"]) for sign in values(spec, "point")}
    assert len({shape for _, shape in shapes}) == len({fill for fill, _ in shapes} - {vega_map.AROUND})  # fmt: skip
    dashes = {
        (layer["mark"]["stroke"], tuple(layer["mark"]["strokeDash"]))
        for layer in spec["layer"]
        if layer["mark"]["type"] == "line"
    }
    assert len(dashes) == len({dash for _, dash in dashes}) == 2


def test_areas_are_in_proportion_to_the_values() -> None:
    points = (MapPoint("a", 0, 40, 100.0), MapPoint("b", 20, 40, 50.0), MapPoint("c", 40, 40, 0.0))
    shown = Map("x", t("Où ?"), t("Là."), t("Achats"), "eur", points)
    areas = [sign["area"] for sign in values(vega_map.map_spec(shown, FR), "point")]
    assert areas[1] / areas[0] == pytest.approx(0.5)
    assert areas[2] > 0  # seen all the same


def test_the_table_behind_a_map_holds_its_places_and_its_passages() -> None:
    points = (
        MapPoint("Shanghai", 121.8, 31.2, 1250.0, t("par Suez")),
        MapPoint("Le Havre", 0.1, 49.5, home=True),
    )
    passages = (MapPassage("Suez", 32.4, 30.4, "closed"), MapPassage("Malacca", 100.0, 4.0))
    shown = Map("x", t("Où ?"), t("Là."), t("Achats"), "eur", points, (), passages)
    picture = map_picture(shown, FR)
    assert [column.label for column in picture.table.columns] == ["Lieu", "Achats (€)", "À savoir"]
    assert [[cell.said for cell in row] for row in picture.table.rows] == [
        ["Shanghai", "1\u202f250", "par Suez"],
        ["Le Havre", "–", ""],
        ["Suez", "–", "fermé"],
        ["Malacca", "–", ""],
    ]
    assert (picture.question, picture.answer) == ("Où ?", "Là.")


def test_a_map_of_values_that_are_no_numbers_or_all_zero_is_drawn() -> None:
    for value in (0.0, None, math.nan):
        point = MapPoint("Élan & fils <b>", 10, 50, value)
        shown = Map("x", t("Où ?"), t("Là."), t("Achats"), "eur", (point,))
        assert "Élan &amp; fils &lt;b&gt;" in vega.draw(vega_map.map_spec(shown, FR))


def test_the_outline_of_the_land_is_small_and_closed() -> None:
    assert 90 < len(land()) < 140
    for polygon in land():
        for ring in polygon:
            assert math.dist(ring[0], ring[-1]) < 1e-9
            assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring)
