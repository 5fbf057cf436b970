"""Drawings light enough for a request, or for hundreds of pages: SVG written as text, in the look of the charts of `vega`.

Vega's engine takes 0.6 s and 75 MB in each process that loads it, then 50 ms a drawing (docs/web.md); a web process
never loads it.
"""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from itertools import pairwise

from ancrage.exhibits import Chart, Timeline
from ancrage.roadmap.report.vega import (
    BAR_GAP,
    BAR_HEIGHT,
    FEW_COLUMNS,
    HEIGHT,
    INK,
    LABEL_HEIGHT,
    LINE,
    MUTED,
    SERIES,
    WIDTH,
    rows_of,
    ticks,
)  # fmt: skip
from ancrage.roadmap.report.voice import Voice

FONT = 13
LETTER = 0.56 * FONT  # width of a usual letter of Inter
PAD = 4
AXIS = 24  # height of the words under a drawing
MOST_MARKS = 4  # days or months written under a calendar
UNKNOWN = "–"
GROUND = "#ffffff"
_DAYS = (1, 2, 7, 14, 21)  # steps of a calendar of a few weeks
_MONTHS = (1, 2, 3, 4, 6, 12, 24)


def timeline(shown: Timeline, voice: Voice) -> str:
    """Bars along a calendar, each under its label and its value."""
    last = max(span.end for span in shown.spans)
    days = max(1, (last - shown.first).days)
    step = LABEL_HEIGHT + BAR_HEIGHT + BAR_GAP
    height = step * len(shown.spans) - BAR_GAP

    def across(day: date) -> float:
        return min(1.0, max(0.0, (day - shown.first).days / days)) * WIDTH

    parts, free = [], 0.0
    for day, said in calendar(shown.first, last, voice):
        x, wide = across(day), _width(said)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height + 6}" stroke="{LINE}"/>')
        left = min(max(0.0, x - wide / 2), WIDTH - wide)  # a word stays inside
        if left >= free:
            parts.append(_text(left, height + AXIS - 4, said, MUTED))
            free = left + wide + 6
    for place, span in enumerate(shown.spans):
        top, start = place * step, across(span.start)
        said = UNKNOWN if span.value is None else voice.figure(span.value, shown.unit).said
        room = WIDTH - _width(said) - 14
        # A day is seen, however long the calendar.
        wide = max(2.0, across(span.end) - start)
        parts += [
            _text(0, top + FONT, _cut(voice.say(span.label), room), INK),
            _text(WIDTH, top + FONT, said, INK, "end", bold=True),
            f'<rect x="{min(start, WIDTH - wide):.1f}" y="{top + LABEL_HEIGHT}" width="{wide:.1f}" height="{BAR_HEIGHT - 1}" rx="2" fill="{SERIES[0]}"/>',
        ]
    return _svg(parts, height + AXIS)


def calendar(first: date, last: date, voice: Voice) -> list[tuple[date, str]]:
    """The days to mark between two, at most MOST_MARKS, and their words: days for a few weeks, else months."""
    from babel.dates import format_date  # noqa: PLC0415 (heavy)

    locale, days = voice.language.locale, (last - first).days
    if days <= _DAYS[-1] * (MOST_MARKS - 1):
        step = next(one for one in _DAYS if days <= one * (MOST_MARKS - 1))
        marks = [first + timedelta(days=at) for at in range(0, days + 1, step)]
        return [(day, format_date(day, "d MMM", locale)) for day in marks]
    months = _first_days(first, last, 1)
    step = next((one for one in _MONTHS if len(months) <= one * MOST_MARKS), _MONTHS[-1])
    marks = _first_days(first, last, step)
    changes = {b for a, b in pairwise(marks) if a.year != b.year} | set(marks[:1])
    return [(day, format_date(day, "MMM y" if day in changes else "MMM", locale)) for day in marks]


def _first_days(first: date, last: date, step: int) -> list[date]:
    """First days of months from a day to another, every so many months of the year."""
    found = []
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(month // 12, month % 12 + 1, 1)
        if first <= day <= last and month % step == 0:
            found.append(day)
    return found


def columns(chart: Chart, voice: Voice) -> str:
    """One series over time as columns from zero; a few carry their values instead of a scale. No value is below zero."""
    rows = [(label, values[0] or 0.0) for label, values in rows_of(chart, voice)]
    marks = ticks(0.0, max(value for _, value in rows))
    valued = len(rows) <= FEW_COLUMNS
    scale = [] if valued else [(mark, voice.figure(mark, chart.unit).said) for mark in marks]
    left = max((_width(said) for _, said in scale), default=0.0) + (8 if scale else 0)
    tall, step = HEIGHT - AXIS - FONT, (WIDTH - left) / len(rows)
    wide = step * (0.5 if valued else 0.75)

    def down(value: float) -> float:
        return FONT + tall * (1 - value / marks[-1])

    parts = []
    for mark, said in scale:
        y = down(mark)
        parts += [
            f'<line x1="{left:.1f}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="{LINE}"/>',
            _text(left - 8, y + FONT / 3, said, MUTED, "end"),
        ]
    free = left
    for place, (label, value) in enumerate(rows):
        middle, y = left + step * (place + 0.5), down(value)
        parts.append(
            f'<rect x="{middle - wide / 2:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{down(0) - y:.1f}" rx="2" fill="{SERIES[0]}"/>'
        )
        if valued:
            said = voice.figure(value, chart.unit).said
            parts.append(_text(middle, y - 5, said, INK, "middle", bold=True))
        if middle - _width(label) / 2 >= free and middle + _width(label) / 2 <= WIDTH + PAD:
            parts.append(_text(middle, HEIGHT - 4, label, MUTED, "middle"))
            free = middle + _width(label) / 2 + 6
    return _svg(parts, HEIGHT)


def _width(said: str) -> float:
    return LETTER * len(said)


def _cut(said: str, room: float) -> str:
    most = int(room / LETTER)
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"


def _text(x: float, y: float, said: str, fill: str, anchor: str = "start", *, bold: bool = False) -> str:  # fmt: skip
    weight = ' font-weight="600"' if bold else ""
    # The ground goes under the letters, so that no line of the drawing crosses them.
    return f'<text paint-order="stroke" stroke="{GROUND}" stroke-width="3" x="{x:.1f}" y="{y:.1f}" font-size="{FONT}" fill="{fill}" text-anchor="{anchor}"{weight}>{escape(said)}</text>'


def _svg(parts: list[str], height: float) -> str:
    wide, tall = WIDTH + 2 * PAD, height + 2 * PAD
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall:g}" viewBox="{-PAD} {-PAD} {wide} {tall:g}" font-family="Inter">{"".join(parts)}</svg>'
