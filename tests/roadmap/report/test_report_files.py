"""Writing the three files: whole or not at all, and the one that fails is named; the terminal says page one."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sample_audit
from report_case import Rendered
from rich.console import Console

from ancrage.roadmap.report import Reports, print_summary, write_reports
from ancrage.roadmap.report.files import write_all, write_atomically
from ancrage.text import Language, Text

HEAVY = ("typst", "vl_convert", "xlsxwriter", "jinja2", "rich", "polars", "numpy", "babel")
Report = Callable[..., Rendered]


def test_three_files_are_written_in_a_new_folder(tmp_path: Path, rendered: Report) -> None:
    folder = tmp_path / "a" / "b"
    told: list[Text] = []
    reports = write_reports(sample_audit.rich(), folder, Language.FR, told.append)
    assert reports == Reports(
        folder / "ancrage.html", folder / "ancrage.pdf", folder / "ancrage.xlsx"
    )
    case = rendered("rich")
    assert reports.html.read_text("utf-8") == case.html
    assert reports.pdf.read_bytes() == case.pdf
    assert reports.xlsx.read_bytes().startswith(b"PK")
    assert sorted(path.name for path in folder.iterdir()) == [
        "ancrage.html",
        "ancrage.pdf",
        "ancrage.xlsx",
    ]
    assert told


def test_a_file_that_cannot_be_replaced_is_named_and_the_others_written(tmp_path: Path) -> None:
    (tmp_path / "ancrage.html").mkdir()  # stands for a file that another program holds
    (tmp_path / "ancrage.html" / "x").touch()
    with pytest.raises(OSError) as caught:  # noqa: PT011 (its path is checked)
        write_reports(sample_audit.empty(), tmp_path, Language.FR)
    assert caught.value.filename == str(tmp_path / "ancrage.html")
    assert caught.value.strerror
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "ancrage.html",
        "ancrage.pdf",
        "ancrage.xlsx",
    ]


def test_a_folder_that_is_a_file_is_an_error_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "report").touch()
    with pytest.raises(OSError) as caught:  # noqa: PT011 (its path is checked)
        write_atomically(tmp_path / "report" / "ancrage.pdf", b"x")
    assert caught.value.filename == str(tmp_path / "report" / "ancrage.pdf")


def test_an_old_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old and longer")
    write_all({path: b"new"})
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_importing_the_report_loads_nothing_heavy() -> None:
    code = f"import sys; import ancrage.roadmap.report; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def printed(case: str, width: int) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=False, color_system=None)
    print_summary(getattr(sample_audit, case)(), Language.FR, console)
    return stream.getvalue()


def test_the_terminal_says_page_one(rendered: Report) -> None:
    words = printed("rich", 200)
    cover = rendered("rich").view.cover
    assert cover.lead is not None
    for sentence in (
        cover.lead.title,
        cover.lead.todo,
        cover.lead.reason,
        cover.lead.draws,
        *cover.sureness,
    ):
        assert sentence in words
    for point in (*cover.strengths, *cover.weaknesses):
        assert point.title in words
        assert point.brief in words
    asked = printed("empty", 200)
    assert rendered("empty").view.cover.none_said in asked
    for question in rendered("empty").view.cover.asked:
        assert question.ask in asked


@pytest.mark.parametrize("width", [40, 60, 79, 80])
def test_a_line_of_the_terminal_never_begins_with_a_euro_or_a_colon(width: int) -> None:
    for line in printed("rich", width).splitlines():
        assert not line.lstrip().startswith(("€", "%", ":", ";", "?", "!", "»"))


def test_the_terminal_reads_no_markup_and_keeps_to_its_width() -> None:
    words = printed("hostile", 60)
    assert all(len(line.rstrip()) <= 60 for line in words.splitlines())
    assert "#strong[Typst]" in words.replace("\n", "")
    assert "\x1b" not in words
