"""Charts as Vega-Lite specs in plain dicts, the same for HTML and PDF, and their drawing as SVG.

A spec holds its data and its words already said: it reads no address, and no locale changes it. Drawn narrow, so
that its labels stay readable on a telephone.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from ancrage.exhibits import Chart, Series
from ancrage.money import Percent
from ancrage.roadmap.report.fonts import folder
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Language, show

Spec: TypeAlias = dict[str, object]
Row: TypeAlias = tuple[str, tuple[float | None, ...]]

WIDTH, HEIGHT = 340, 190
INK, MUTED, LINE = "#1c2b33", "#55656d", "#dfe3e2"
SERIES = ("#0b5a6b", "#c27a1a", "#6a7fb0", "#8c5a86", "#5f7d3a", "#a3483b")
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
LABEL_HEIGHT, BAR_HEIGHT, BAR_GAP = 18, 11, 10
VALUE_WIDTH = 72  # room at the right for the values of several series
SMALLEST = 1e-6  # a span under which all values are zero to the eye
FEW_COLUMNS = 6  # up to which each column carries its value


def rows_of(chart: Chart, voice: Voice) -> tuple[Row, ...]:
    """Labels in order of appearance, each with the value of every series (None where a series has none)."""
    order: dict[tuple[str, int], list[float | None]] = {}
    for index, series in enumerate(chart.series):
        for key, value in _keyed(series, voice):
            order.setdefault(key, [None] * len(chart.series))[index] = (
                value if math.isfinite(value) else None
            )
    return tuple((label, tuple(values)) for (label, _), values in order.items())


def _keyed(series: Series, voice: Voice) -> Iterable[tuple[tuple[str, int], float]]:
    # Two suppliers may have one name: the second of a label is not the first.
    seen: Counter[str] = Counter()
    for point, value in series.points:
        label = voice.say(point)
        yield (label, seen[label]), value
        seen[label] += 1


def rows_by_series(chart: Chart) -> tuple[tuple[int, ...], ...]:
    """For each series, the row of each of its points in what `rows_of` gives."""
    voice = Voice(Language.FR)  # labels that differ in one language differ in all
    rows: dict[tuple[str, int], int] = {}
    return tuple(
        tuple(rows.setdefault(key, len(rows)) for key, _ in _keyed(series, voice))
        for series in chart.series
    )


def spec(chart: Chart, voice: Voice) -> Spec:
    """The Vega-Lite spec of a chart in the reader's language."""
    rows = rows_of(chart, voice)
    names = [voice.say(series.label) for series in chart.series]
    body = (
        _bars(chart, rows, names, voice)
        if chart.form == "bars"
        else _in_time(chart, rows, names, voice)
    )
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": voice.say(chart.answer),
        "background": None,
        "padding": 4,
        "width": WIDTH,
        "config": CONFIG,
        **body,
    }


CONFIG: Spec = {
    "font": "Inter",
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTED,
        "labelFontSize": 13,
        "domain": False,
        "ticks": False,
        "gridColor": LINE,
        "labelPadding": 6,
        "title": None,
    },
    "legend": {
        "labelColor": INK,
        "labelFontSize": 13,
        "labelLimit": 150,
        "orient": "top",
        "title": None,
        "offset": 8,
    },
}


def _said(value: float, chart: Chart, voice: Voice) -> str:
    return voice.figure(value, chart.unit).said


def _scale_words(marks: Sequence[float], chart: Chart, voice: Voice) -> list[str]:
    if chart.unit != "ratio":
        return [_said(mark, chart, voice) for mark in marks]
    digits = 0 if all(round(mark * 100, 6).is_integer() for mark in marks) else 1
    return [show(Percent(mark, digits), voice.language) for mark in marks]


def _bars(chart: Chart, rows: Sequence[Row], names: Sequence[str], voice: Voice) -> Spec:
    """Horizontal bars, the label above its bars so that long names fit."""
    many = len(names) > 1
    step = LABEL_HEIGHT + BAR_HEIGHT * len(names) + BAR_GAP
    labels = [
        {"label": label, "middle": place * step + LABEL_HEIGHT / 2}
        for place, (label, _) in enumerate(rows)
    ]
    bars = [
        _bar(place * step, index, value, _said(value, chart, voice), many=many)
        for place, (_, values) in enumerate(rows)
        for index, value in enumerate(values)
        if value is not None
    ]
    height = max(1, step * len(rows) - BAR_GAP)
    pixels = {"domain": [0, height], "range": [0, height], "nice": False, "zero": False}
    low, high = _extent(rows)
    across = {
        "domain": [low, high if high > low else low + 1],
        "range": [0, WIDTH - VALUE_WIDTH * many],
        "nice": False,
    }

    def down(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "axis": None, "scale": pixels}

    text = {"type": "text", "baseline": "middle", "fontSize": 13, "color": INK}
    label_room = WIDTH - (0 if many else VALUE_WIDTH + 8)
    return {
        "height": height,
        "layer": [
            {
                "data": {"values": bars},
                "mark": {"type": "rect", "cornerRadius": 2},
                "encoding": {
                    "x": {"field": "zero", "type": "quantitative", "axis": None, "scale": across},
                    "x2": {"field": "value"},
                    "y": down("top"),
                    "y2": {"field": "bottom"},
                    "color": _color(names),
                },
            },
            {
                "data": {"values": labels},
                "mark": {**text, "align": "left", "limit": label_room},
                "encoding": {"x": {"value": 0}, "y": down("middle"), "text": {"field": "label"}},
            },
            {
                "data": {"values": bars},
                "mark": {**text, "align": "right", "fontWeight": 600},
                "encoding": {"x": {"value": WIDTH}, "y": down("middle"), "text": {"field": "said"}},
            },
        ],
    }


def _bar(top: float, index: int, value: float, said: str, *, many: bool) -> Spec:
    """One bar in pixels from the top; its value beside it, or on the line of its label where it is alone."""
    start = top + LABEL_HEIGHT + index * BAR_HEIGHT
    middle = start + BAR_HEIGHT / 2 if many else top + LABEL_HEIGHT / 2
    return {
        "series": str(index),
        "value": value,
        "zero": 0,
        "top": start,
        "bottom": start + BAR_HEIGHT - 1,
        "middle": middle,
        "said": said,
    }


def _in_time(chart: Chart, rows: Sequence[Row], names: Sequence[str], voice: Voice) -> Spec:
    """Columns or lines over time, from zero; a few columns alone carry their values instead of a scale."""
    values = [
        {
            "x": str(place),
            "series": str(index),
            "value": value,
            "said": "" if value is None else _said(value, chart, voice),
        }
        for place, (_, row) in enumerate(rows)
        for index, value in enumerate(row)
    ]
    valued = chart.form == "columns" and len(names) == 1 and len(rows) <= FEW_COLUMNS
    across = _time_axis(rows, wide_gaps=valued)
    upright = _value_axis(chart, rows, voice, hidden=valued)
    encoding: Spec = {"x": across, "y": upright, "color": _color(names)}
    keys = [str(index) for index in range(len(names))]
    mark: Spec = {"type": "bar", "cornerRadiusEnd": 2}
    if chart.form == "lines":
        mark = {"type": "line", "strokeWidth": 2.5}
        if len(names) > 1:  # told apart without their colours too
            dashes = [DASHES[i % len(DASHES)] for i in range(len(names))]
            scale = {"domain": keys, "range": dashes}
            dash = {"field": "series", "type": "nominal", "legend": None, "scale": scale}
            encoding["strokeDash"] = dash
    elif len(names) > 1:
        encoding["xOffset"] = {"field": "series", "sort": keys}
    layers: list[Spec] = [{"mark": mark, "encoding": encoding}]
    if valued:
        above = {"type": "text", "dy": -8, "fontSize": 13, "fontWeight": 600, "color": INK}
        layers.append(
            {"mark": above, "encoding": {"x": across, "y": upright, "text": {"field": "said"}}}
        )
    return {
        "height": HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        "data": {"values": values},
        "layer": layers,
    }


def _time_axis(rows: Sequence[Row], *, wide_gaps: bool) -> Spec:
    return {
        "field": "x",
        "type": "ordinal",
        "sort": [str(place) for place in range(len(rows))],
        "scale": {"paddingInner": 0.5 if wide_gaps else 0.25},
        "axis": {
            "labelAngle": 0,
            "labelOverlap": "greedy",
            "labelSeparation": 6,
            "labelLimit": 110,
            "labelPadding": 12,
            "labelExpr": _lookup([label for label, _ in rows]),
        },
    }


def _value_axis(chart: Chart, rows: Sequence[Row], voice: Voice, *, hidden: bool) -> Spec:
    marks = ticks(*_extent(rows))
    said = json.dumps(_scale_words(marks, chart, voice))
    axis = {"values": marks, "labelExpr": f"{said}[indexof({json.dumps(marks)}, datum.value)]"}
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [marks[0], marks[-1]], "nice": False},
        "axis": None if hidden else axis,
    }


def _color(names: Sequence[str]) -> Spec:
    keys = [str(index) for index in range(len(names))]
    return {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": keys, "range": [SERIES[i % len(SERIES)] for i in range(len(names))]},
        "legend": {"labelExpr": _lookup(names)} if len(names) > 1 else None,
    }


def _lookup(labels: Sequence[str]) -> str:
    """A Vega expression that gives the label of a key "0", "1", and so on."""
    return f"{json.dumps(list(labels))}[toNumber(datum.value)]"


def _extent(rows: Sequence[Row]) -> tuple[float, float]:
    """Least and greatest value, zero included: a length that does not start from zero deceives."""
    known = [value for _, row in rows for value in row if value is not None]
    return min([0.0, *known]), max([0.0, *known])


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers from at most `low` to at least `high`, about so many steps apart; zero is one of them."""
    if high - low < SMALLEST:
        return [0.0, 1.0]
    rough = (high - low) / about
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * m for m in (1, 2, 2.5, 5, 10) if size * m >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, max(last, first + 1) + 1)]


@lru_cache(maxsize=1)
def _register_font() -> None:
    import vl_convert  # noqa: PLC0415 (heavy)

    vl_convert.register_font_directory(str(folder()))


def draw(spec: Mapping[str, object]) -> str:
    """The chart as SVG; the same spec gives the same bytes.

    Never in a process that forks afterwards: a render in the child of a process that has rendered hangs.
    """
    import vl_convert  # noqa: PLC0415 (heavy)

    _register_font()
    # An address to read would be an error: data are in the spec.
    svg: str = vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=["https://data.invalid/"])
    svg = svg.replace(
        "<text ", '<text paint-order="stroke" '
    )  # what is around letters goes under them
    # Vega numbers its clips on from one drawing to the next.
    numbers: dict[str, str] = {}
    return re.sub(
        r'(?<=id="clip)\d+(?=")|(?<=url\(#clip)\d+(?=\))',
        lambda match: numbers.setdefault(match.group(), str(len(numbers))),
        svg,
    )
