"""One audit of sample_audit in one language, in its three files."""

from __future__ import annotations

from dataclasses import dataclass

import sample_audit

from ancrage.roadmap.model import Audit
from ancrage.roadmap.report import excel, html, pdf, vega
from ancrage.roadmap.report.shapes import ReportView
from ancrage.roadmap.report.view import view
from ancrage.text import Language

CASES = ("rich", "close_call", "empty", "hostile")


@dataclass(frozen=True)
class Rendered:
    audit: Audit
    view: ReportView
    drawings: list[list[str]]
    html: str
    pdf: bytes
    xlsx: bytes


def render(case: str, language: Language) -> Rendered:
    audit: Audit = getattr(sample_audit, case)()
    said = view(audit, language)
    drawings = [[vega.draw(p.spec) for p in room.pictures] for room in said.rooms]
    return Rendered(
        audit,
        said,
        drawings,
        html.render_html(said, drawings),
        pdf.render_pdf(said, drawings),
        excel.render_xlsx(said),
    )
