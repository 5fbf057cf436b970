"""Charts: one spec that reads nothing, from zero, with its values in words; the same drawing every time."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_case import Rendered

from ancrage.exhibits import Chart, Series
from ancrage.roadmap.report import vega
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Language, t

FR = Voice(Language.FR)
Report = Callable[..., Rendered]


def chart(form: str, unit: str, *series: tuple[tuple[str, float], ...]) -> Chart:
    named = tuple(Series(t("Série {n}", n=i), points) for i, points in enumerate(series))
    return Chart("x", t("Quoi ?"), t("Ceci."), form, unit, named)  # type: ignore[arg-type]


def test_series_are_aligned_by_label_and_by_rank() -> None:
    two = chart("columns", "eur", (("a", 1), ("b", 2), ("a", 3)), (("b", 4), ("c", 5)))
    assert vega.rows_of(two, FR) == (
        ("a", (1, None)),
        ("b", (2, 4)),
        ("a", (3, None)),
        ("c", (None, 5)),
    )


def test_a_value_that_is_no_number_is_unknown() -> None:
    assert vega.rows_of(chart("lines", "days", (("a", float("nan")),)), FR) == (("a", (None,)),)


@given(
    st.floats(-1e9, 0, allow_nan=False),
    st.floats(0, 1e9, allow_nan=False),
)
def test_ticks_hold_the_values_and_zero(low: float, high: float) -> None:
    marks = vega.ticks(low, high)
    assert 0 in marks
    slack = 1e-6 * (1 + high - low)
    assert marks[0] <= low + slack
    assert marks[-1] >= high - slack
    assert 2 <= len(marks) <= 8
    gaps = [b - a for a, b in itertools.pairwise(marks)]
    assert max(gaps) == pytest.approx(min(gaps))


def test_ticks_are_round() -> None:
    assert vega.ticks(0, 13_900) == [0, 5000, 10_000, 15_000]
    assert vega.ticks(0, 0.41) == [0, 0.2, 0.4, 0.6]
    assert vega.ticks(0, 0) == [0, 1]


@pytest.mark.parametrize("form", ["bars", "columns", "lines"])
@pytest.mark.parametrize("unit", ["eur", "ratio", "days"])
def test_every_form_is_drawn_with_its_words(form: str, unit: str) -> None:
    points = (("Élan & fils <b>", 3.0), ("Moulin", 12.5), ("Quai", 7.25))
    for said in (chart(form, unit, points), chart(form, unit, points, points[::-1])):
        svg = vega.draw(vega.spec(said, FR))
        assert "Élan &amp; fils &lt;b&gt;" in svg
        assert "Moulin" in svg
        assert 'font-family="Inter"' in svg
        if len(said.series) > 1 and form != "bars":
            assert "Série 0" in svg
        if form == "bars":
            for _, value in points:
                assert FR.figure(value, unit).said in svg  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["bars", "columns", "lines"])
def test_zero_and_negative_values_are_drawn(form: str) -> None:
    for points in ((("a", 0.0), ("b", 0.0)), (("a", -5.0), ("b", 3.0)), (("a", -5.0), ("b", -1.0))):
        assert "<svg" in vega.draw(vega.spec(chart(form, "eur", points), FR))


def test_a_spec_holds_its_data_and_reads_nothing(rendered: Report) -> None:
    for room in rendered("hostile").view.rooms:
        for picture in room.pictures:
            words = json.dumps({k: v for k, v in picture.spec.items() if k != "$schema"})
            assert '"url"' not in words
            assert "http" not in words


def test_the_same_spec_gives_the_same_drawing(rendered: Report) -> None:
    case = rendered("rich")
    specs = [picture.spec for room in case.view.rooms for picture in room.pictures]
    assert [vega.draw(spec) for spec in specs] == [svg for room in case.drawings for svg in room]


def test_the_table_behind_a_chart_holds_the_values_drawn(rendered: Report) -> None:
    case = rendered("rich")
    charts = [chart for diagnosis in case.audit.diagnoses for chart in diagnosis.charts]
    pictures = {p.code: p for room in case.view.rooms for p in room.pictures}
    for drawn in charts:
        rows = pictures[drawn.code].table.rows
        for index, series in enumerate(drawn.series, 1):
            assert [(row[0].said, row[index].value) for row in rows] == list(series.points)
