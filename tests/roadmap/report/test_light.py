"""Drawings written without Vega's engine: where bars stand, what is written, and that words are escaped."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from ancrage.exhibits import Chart, Series, Span, Timeline
from ancrage.roadmap.report.light import calendar, columns, timeline
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Language, t

FR, EN = Voice(Language.FR), Voice(Language.EN)
NEW_YEAR = date(2026, 1, 1)


def parts(svg: str, name: str) -> list[dict[str, str]]:
    root = ET.fromstring(svg)  # noqa: S314 (ours)
    return [dict(one.attrib) for one in root.iter("{http://www.w3.org/2000/svg}" + name)]


def words(svg: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(svg) if one.text]  # noqa: S314 (ours)


def along(*spans: Span) -> Timeline:
    return Timeline("x", t("Quand ?"), t("Le 11."), NEW_YEAR, "eur", spans)


def test_a_bar_goes_from_its_first_day_to_its_last_along_the_whole_calendar() -> None:
    """100 days from 1 January to 11 April over 340 points: 3.4 a day."""
    svg = timeline(
        along(
            Span("Lanterne", date(2026, 1, 11), date(2026, 1, 31), 5483.2),
            Span("Mug", date(2026, 4, 1), date(2026, 4, 11), None),
        ),
        FR,
    )
    first, second = parts(svg, "rect")
    assert (float(first["x"]), float(first["width"])) == (34.0, 68.0)
    assert (float(second["x"]), float(second["width"])) == (306.0, 34.0)
    assert float(first["y"]) < float(second["y"])
    said = [one.replace("\u202f", " ").replace("\u00a0", " ") for one in words(svg)]
    assert {"Lanterne", "5 480 €", "Mug", "–", "févr."} <= set(said)


def test_what_began_before_the_calendar_begins_with_it_and_a_day_is_seen() -> None:
    svg = timeline(
        along(
            Span("A", date(2025, 12, 1), date(2026, 1, 11), 1.0),
            Span("B", date(2027, 12, 31), date(2028, 1, 1), 1.0),
        ),
        FR,
    )
    first, second = parts(svg, "rect")
    assert float(first["x"]) == 0.0
    assert float(second["width"]) == 2.0
    assert float(second["x"]) + float(second["width"]) <= 340.0


def test_names_of_files_are_words_and_nothing_else() -> None:
    svg = timeline(along(Span('<script>"&', NEW_YEAR, date(2026, 2, 1), 1.0)), FR)
    assert "<script>" not in svg
    assert '<script>"&' in words(svg)


def test_a_long_name_is_cut_before_its_value() -> None:
    svg = timeline(along(Span("n" * 200, NEW_YEAR, date(2026, 2, 1), 1.0)), FR)
    (cut,) = [one for one in words(svg) if one.startswith("nnn")]
    assert cut.endswith("…")
    assert 25 < len(cut) < 45


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 1, 3), ["1 Jan", "2 Jan", "3 Jan"]),
        (date(2026, 1, 25), ["1 Jan", "15 Jan"]),
        (date(2026, 4, 11), ["Jan 2026", "Feb", "Mar", "Apr"]),
        (date(2027, 1, 31), ["Jan 2026", "May", "Sept", "Jan 2027"]),
    ],
)
def test_the_calendar_has_few_marks(last: date, expected: list[str]) -> None:
    said = [one for _, one in calendar(NEW_YEAR, last, EN)]
    assert said == expected


def by_month(*days: float) -> Chart:
    points = tuple((f"2025-{n:02d}", value) for n, value in enumerate(days, 1))
    return Chart("x", t("Quoi ?"), t("Rien."), "columns", "days", (Series(t("Délai"), points),))


def test_columns_stand_on_zero_and_grow_with_their_value() -> None:
    svg = columns(by_month(*range(10, 90, 10)), FR)  # eight: a scale from 0 to 80
    bars = parts(svg, "rect")
    assert len(bars) == 8
    heights = [float(one["height"]) for one in bars]
    assert heights == pytest.approx([heights[0] * n for n in range(1, 9)], abs=0.5)
    feet = {round(float(one["y"]) + float(one["height"]), 0) for one in bars}
    assert len(feet) == 1
    assert "0 jour" in [one.replace("\u00a0", " ") for one in words(svg)]


def test_a_few_columns_carry_their_values() -> None:
    svg = columns(by_month(8.0, 12.0, 9.0), FR)
    said = [one.replace("\u00a0", " ") for one in words(svg)]
    assert [one for one in said if "jour" in one] == ["8 jours", "12 jours", "9 jours"]
    assert "2025-02" in said


def test_words_under_columns_do_not_touch() -> None:
    svg = columns(by_month(*[5.0] * 12), FR)
    months = [one for one in parts(svg, "text") if one["text-anchor"] == "middle"]
    at = [float(one["x"]) for one in months]
    assert len(at) < 12
    assert all(b - a > 50 for a, b in pairwise(at))
    assert re.search(r'viewBox="-4 -4 348 198"', svg)
