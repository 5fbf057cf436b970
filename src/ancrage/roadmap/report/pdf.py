"""The report as a tagged PDF (PDF/UA-1), laid out by Typst from the same view as the page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from importlib import resources
from typing import TypeAlias

from ancrage.roadmap.report.fonts import folder, printable
from ancrage.roadmap.report.shapes import ReportView

Json: TypeAlias = "str | float | bool | list[Json] | dict[str, Json] | None"

# What the PDF does not show: long tables of the spreadsheet, and the data of charts already drawn.
_NOT_PRINTED = frozenset({"proofs", "suppliers", "customers", "spec"})


def render_pdf(view: ReportView, drawings: Sequence[Sequence[str]]) -> bytes:
    """The document. `drawings` are the SVG of the charts, room by room; the same view gives the same bytes."""
    import typst  # noqa: PLC0415 (heavy)

    source = resources.files("ancrage.roadmap.report").joinpath("templates/report.typ").read_bytes()
    locale, _, region = view.language.locale.partition("_")
    given = {
        "view": json.dumps(plain(view), ensure_ascii=False),
        "drawings": json.dumps(
            [[_safe_svg(svg) for svg in room] for room in drawings], ensure_ascii=False
        ),
        "language": locale,
        "region": region,
    }
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder())]
    )
    return typst.compile(
        source,
        format="pdf",
        font_paths=fonts,
        pdf_standards=["ua-1"],
        sys_inputs=given,
        timestamp=datetime(view.day.year, view.day.month, view.day.day, tzinfo=UTC),
    )


def plain(value: object) -> Json:
    """The view as plain values, every text made of characters that the font can draw."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {
            f.name: plain(getattr(value, f.name))
            for f in fields(value)
            if f.name not in _NOT_PRINTED
        }
    msg = f"{type(value).__name__} cannot be printed"
    raise TypeError(msg)


def _safe_svg(svg: str) -> str:
    return svg if svg.isascii() else "".join(c if c.isascii() else printable(c) for c in svg)
