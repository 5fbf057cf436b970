"""The PDF is tagged, says its language, keeps page one on one page, and nothing runs over an edge."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from report_case import CASES, Rendered
from sample_audit import HOSTILE

from ancrage.roadmap.report import pdf
from ancrage.roadmap.report.fonts import MISSING, drawable, printable
from ancrage.text import Language

Report = Callable[..., Rendered]
MARGIN_PT = 40  # a little less than the 18 mm of the layout


def opened(report: Rendered) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(report.pdf))


def texts(report: Rendered) -> list[str]:
    """Words of each page, on one line, without the marks that let long words break."""
    document = pypdfium2.PdfDocument(report.pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return [flat(page) for page in pages]


def flat(words: str) -> str:
    """Words without what a line break may add or take away."""
    return re.sub(r"[\s\u00a0\u202f\u200b\u00ad\ufffe\u0002-]+", "", words)


def _kinds(node: pikepdf.Object, found: list[tuple[str, pikepdf.Object]]) -> None:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            _kinds(kid, found)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        found.append((str(node["/S"]), node))
        if "/K" in node:
            _kinds(node["/K"], found)


def tagged(document: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    """Every structure element, in reading order."""
    found: list[tuple[str, pikepdf.Object]] = []
    _kinds(document.Root.StructTreeRoot.K, found)
    return found


@pytest.mark.parametrize("case", CASES)
def test_it_is_tagged_as_pdf_ua(rendered: Report, case: str) -> None:
    with opened(rendered(case)) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == "fr-FR"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"].startswith("Votre feuille de route · ")
        fonts = {
            str(font.BaseFont).split("+")[-1]
            for page in document.pages
            for font in page.Resources.get("/Font", {}).values()
        }
        assert fonts
        assert all(name.startswith("Inter") for name in fonts)


def test_the_language_is_the_reader_s(rendered: Report) -> None:
    for language, tag in ((Language.EN, "en-GB"), (Language.FR_CA, "fr-CA")):
        with opened(rendered("rich", language)) as document:
            assert str(document.Root.Lang) == tag


def test_headings_tables_and_charts_are_in_the_structure(rendered: Report) -> None:
    case = rendered("rich")
    with opened(case) as document:
        elements = tagged(document)
        kinds = [kind for kind, _ in elements]
        levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        assert kinds.count("/Table") >= 10
        assert "/TH" in kinds
        assert "/L" in kinds
        spoken = [str(node.get("/Alt", "")) for kind, node in elements if kind == "/Figure"]
    pictures = [picture for room in case.view.rooms for picture in room.pictures]
    assert spoken == [printable(f"{p.question} {p.answer}") for p in pictures]


@pytest.mark.parametrize("case", CASES)
def test_page_one_fits_one_page(rendered: Report, case: str) -> None:
    report = rendered(case)
    first, second = texts(report)[:2]
    assert flat(report.view.cover.sureness[-1]) in first
    assert flat(report.view.words["strengths"]) in first
    assert flat(report.view.words["plan"]) not in first
    assert second.startswith(flat(report.view.words["contents"]))
    with opened(report) as document:
        box = [round(float(x)) for x in document.pages[0].mediabox]
    assert box == [0, 0, 595, 842]


@pytest.mark.parametrize("case", CASES)
def test_nothing_runs_over_the_margins(rendered: Report, case: str) -> None:
    document = pypdfium2.PdfDocument(rendered(case).pdf)
    for number, page in enumerate(document):
        words = page.get_textpage()
        for index in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(index)
            if right > left:
                assert left >= MARGIN_PT, (number, index)
                assert right <= 595 - MARGIN_PT, (number, index)
                assert bottom >= 20, (number, index)
                assert top <= 842 - 30, (number, index)
    document.close()


def test_hostile_names_are_only_text(rendered: Report) -> None:
    words = "".join(texts(rendered("hostile")))
    for name in HOSTILE:
        assert flat(name) in words


def test_it_holds_the_plan_the_questions_and_the_problems(rendered: Report) -> None:
    report = rendered("rich")
    words = "".join(texts(report))
    said = [stage.success for window in report.view.windows for stage in window.stages]
    said += [item.reason for item in report.view.left_out]
    said += [question.ask for question in report.view.questions]
    said += [oddity.message for oddity in report.view.unread.problems]
    said += [point.worth.formula for point in report.view.points if point.worth]
    said += [piece.amount.exact for point in report.view.points for piece in point.pieces]
    said += [room.status for room in report.view.rooms]
    assert [sentence for sentence in said if flat(sentence) not in words] == []


def test_the_contents_name_every_room_and_the_page_one_titles_are_no_bookmarks(
    rendered: Report,
) -> None:
    report = rendered("rich")
    contents = texts(report)[1]
    for room in report.view.rooms:
        assert flat(room.label) in contents
    with opened(report) as document, document.open_outline() as outline:
        titles = [str(item.title) for item in outline.root[0].children]
    assert titles == [
        report.view.words[key] for key in ("plan", "rooms", "unread", "questions", "glossary")
    ]


def test_the_same_view_gives_the_same_bytes(rendered: Report) -> None:
    report = rendered("rich")
    assert pdf.render_pdf(report.view, report.drawings) == report.pdf


def test_the_font_says_what_it_can_draw() -> None:
    assert {ord(c) for c in "azAZ09éèêëàâçîïôûùüœŒæÉÀ€’«»–…×·●○\u00a0\u202f"} <= drawable()
    assert ord("中") not in drawable()
    assert ord(MISSING) in drawable()


def test_what_the_font_cannot_draw_is_shown_as_missing() -> None:
    assert printable("Ets 中文 🙂") == f"Ets {MISSING}{MISSING} {MISSING}"
    assert printable("Épicerie « Cœur » – 12,50 €") == "Épicerie « Cœur » – 12,50 €"
    assert printable("first_customer_contract") == "first_customer_contract"
    assert printable("x" * 30).split("\u200b") == ["x" * 20, "x" * 10]
    assert printable("000290106FEC20251231-liasse.csv").split("\u200b") == [
        "000290106FEC20251231-",
        "liasse.",
        "csv",
    ]
