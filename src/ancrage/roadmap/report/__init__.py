"""The report: how an audit is shown to people, as HTML, PDF, Excel and on the terminal.

Input: an `Audit` and a language. Output: three files, or lines on a console. One pure function, `view.view`, says
everything once in words and figures; the four forms only lay it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ancrage.text import Language, Text, t

if TYPE_CHECKING:
    from rich.console import Console

    from ancrage.roadmap.model import Audit

__all__ = ["Reports", "print_summary", "write_reports"]


@dataclass(frozen=True, slots=True)
class Reports:
    """Where the three files are."""

    html: Path
    pdf: Path
    xlsx: Path


def write_reports(
    audit: Audit,
    folder: Path,
    language: Language,
    progress: Callable[[Text], None] = lambda _: None,
) -> Reports:
    """Write `ancrage.html`, `ancrage.pdf` and `ancrage.xlsx` in a folder, made where it is missing.

    Each file is replaced whole or left as it was. All that can be written is, even when one cannot.

    Raises:
        OSError: a file cannot be written; `filename` is its path.
    """
    from ancrage.roadmap.report import excel, html, pdf, vega  # noqa: PLC0415 (heavy)
    from ancrage.roadmap.report.files import write_all  # noqa: PLC0415 (heavy)
    from ancrage.roadmap.report.view import view  # noqa: PLC0415 (heavy)

    reports = Reports(folder / "ancrage.html", folder / "ancrage.pdf", folder / "ancrage.xlsx")
    progress(t("Rédaction du rapport"))
    said = view(audit, language)
    progress(t("Dessin des graphiques"))
    drawings = [[vega.draw(picture.spec) for picture in room.pictures] for room in said.rooms]
    progress(t("Mise en page"))
    pages = html.render_html(said, drawings).encode()
    printed = pdf.render_pdf(said, drawings)
    progress(t("Écriture du classeur"))
    book = excel.render_xlsx(said)
    write_all({reports.html: pages, reports.pdf: printed, reports.xlsx: book})
    return reports


def print_summary(audit: Audit, language: Language, console: Console) -> None:
    """Page one of the report, on a terminal."""
    from ancrage.roadmap.report.terminal import summary  # noqa: PLC0415 (heavy)
    from ancrage.roadmap.report.view import view  # noqa: PLC0415 (heavy)

    console.print(summary(view(audit, language)))
