from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
import sample_audit

from ancrage.roadmap.model import Audit
from ancrage.roadmap.report import excel, html, pdf, vega
from ancrage.roadmap.report.shapes import ReportView
from ancrage.roadmap.report.view import view
from ancrage.text import Language

CASES = ("rich", "close_call", "empty", "hostile")


@dataclass(frozen=True)
class Rendered:
    """One audit in one language, in its three files."""

    audit: Audit
    view: ReportView
    drawings: list[list[str]]
    html: str
    pdf: bytes
    xlsx: bytes


@pytest.fixture(scope="session")
def rendered() -> Callable[..., Rendered]:
    """The report of a case of sample_audit, made once."""
    made: dict[tuple[str, Language], Rendered] = {}

    def render(case: str, language: Language = Language.FR) -> Rendered:
        if (case, language) not in made:
            audit: Audit = getattr(sample_audit, case)()
            said = view(audit, language)
            drawings = [[vega.draw(p.spec) for p in room.pictures] for room in said.rooms]
            made[case, language] = Rendered(
                audit,
                said,
                drawings,
                html.render_html(said, drawings),
                pdf.render_pdf(said, drawings),
                excel.render_xlsx(said),
            )
        return made[case, language]

    return render
