"""The report as one HTML page that asks for nothing outside itself: styles and drawings inside, no script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import resources

from ancrage.roadmap.report.shapes import Picture, ReportView


def render_html(view: ReportView, drawings: Sequence[Sequence[str]]) -> str:
    """The page. `drawings` are the SVG of the charts, room by room."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 (heavy)

    environment = Environment(
        loader=PackageLoader("ancrage.roadmap.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    folder = resources.files("ancrage.roadmap.report") / "templates"
    style = (folder / "report.css").read_text("utf-8")
    # Ours as well: SVG whose texts Vega has escaped, and `accessible` after it.
    inside = [
        [
            accessible(svg, picture, f"g{i}-{j}")
            for j, (svg, picture) in enumerate(zip(svgs, room.pictures, strict=True))
        ]
        for i, (svgs, room) in enumerate(zip(drawings, view.rooms, strict=True))
    ]
    template = environment.get_template("report.html.j2")
    return template.render(view=view, w=view.words, style=style, drawings=inside)


def accessible(svg: str, picture: Picture, name: str) -> str:
    """The drawing with a title and a description, and ids of its own on a page that holds several."""
    from markupsafe import escape  # noqa: PLC0415 (heavy)

    svg = re.sub(r'( id="|url\(#)', rf"\g<1>{name}-", svg)
    head, body = svg.split(">", 1)
    head = head.replace("<svg", f'<svg role="img" aria-labelledby="{name}-t {name}-d"', 1)
    words = f'<title id="{name}-t">{escape(picture.question)}</title><desc id="{name}-d">{escape(picture.answer)}</desc>'
    return f"{head}>{words}{body}"
