"""The workbook: numbers are numbers, days are days, no text is a formula, evidence sums."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import polars as pl
import pytest
import sample_audit
import sample_books
import xlsxwriter
from openpyxl.workbook import Workbook
from report_case import CASES, Rendered

from ancrage.roadmap.report.bulk import fill
from ancrage.roadmap.report.excel import Column, Writer
from ancrage.text import Language

Report = Callable[..., Rendered]
SHEETS = [
    "Résumé",
    "Feuille de route",
    "Constats",
    "Preuves",
    "Fournisseurs",
    "Clients",
    "Questions",
    "Problèmes",
]


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("case", CASES)
def test_sheets_have_their_header_frozen_and_no_formula(rendered: Report, case: str) -> None:
    book = opened(rendered(case).xlsx)
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n", "d"}
                if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                    assert cell.quotePrefix
        widths = [sheet.column_dimensions[c].width for c in ("A", "B")]
        assert all(width > 5 for width in widths)


def test_evidence_lines_sum_to_the_findings(rendered: Report) -> None:
    case = rendered("rich")
    rows = list(opened(case.xlsx)["Preuves"].iter_rows(min_row=2, values_only=True))
    lines = {(r.file, r.line): r for r in sample_books.rows()}
    files = [path.rsplit("/", 1)[-1] for path in sample_books.FILES]
    sums: dict[str, float] = defaultdict(float)
    for number, file, line, day, account, label, debit, credit in rows:
        row = lines[files.index(str(file)), int(str(line))]
        assert isinstance(day, datetime)
        assert (day.date(), account, label) == (row.day, row.account, row.label)
        assert (debit, credit) == (row.debit / 100, row.credit / 100)
        sums[str(number)] += float(str(debit)) - float(str(credit))
    expected = {
        f"C{place}": sum(e.sign * e.amount_cents for e in finding.evidence) / 100
        for place, finding in enumerate(case.audit.findings, 1)
        if finding.evidence
    }
    assert sums == pytest.approx(expected)


def test_findings_and_steps_are_numbers_and_days(rendered: Report) -> None:
    case = rendered("rich")
    book = opened(case.xlsx)
    findings = list(book["Constats"].iter_rows(min_row=2, values_only=True))
    stake = case.audit.findings[1].stake
    assert stake is not None
    assert findings[1][5:8] == (stake.low, stake.central, stake.high)
    assert findings[2][5:8] == (None, None, None)
    assert findings[0][14] == sum(e.amount_cents for e in case.audit.findings[0].evidence) / 100
    steps = list(book["Feuille de route"].iter_rows(min_row=2, values_only=True))
    assert steps[1][:2] == (2, 90)
    assert steps[1][5:7] == (4, 0)
    assert steps[1][7] == datetime(2026, 12, 23)  # noqa: DTZ001 (a day, in a spreadsheet)
    assert steps[1][9:12] == (300, 600.4, 900)
    assert steps[3][0] is None
    assert "Comptez votre stock" in str(steps[3][3])


def test_suppliers_and_problems_are_complete(rendered: Report) -> None:
    book = opened(rendered("hostile").xlsx)
    assert book["Problèmes"].max_row == 401
    first = next(book["Fournisseurs"].iter_rows(min_row=2, values_only=True))
    assert first[0] == sample_audit.HOSTILE[0]
    bought = [r.credit for r in sample_books.rows() if r.aux == "401EPI" and r.file == 1]
    assert first[3] == sum(bought) / 100


def test_formats_follow_the_locale(rendered: Report) -> None:
    for language, day, money in (
        (Language.FR, "dd/mm/yyyy", "#,##0.00\N{NO-BREAK SPACE}€"),
        (Language.EN, "dd/mm/yyyy", "€#,##0.00"),
        (Language.FR_CA, "yyyy-mm-dd", "#,##0.00\N{NO-BREAK SPACE}€"),
    ):
        book = opened(rendered("rich", language).xlsx)
        assert book.worksheets[3]["D2"].number_format == day
        assert money in book.worksheets[2]["F2"].number_format.replace('"', "")


def _sheet(texts: list[str], note: str | None = None) -> Workbook:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    writer = Writer(book, Language.FR)
    writer.sheet("x", [Column("a", "text")], [(text,) for text in texts], note)
    book.close()
    return opened(stream.getvalue())


def test_text_that_looks_like_a_formula_stays_a_text() -> None:
    risky = ["=1+1", "+33 1 02", "-5", "@SUM(A1)", "\tx", "\r=1", "http://a.b", "12"]
    cells = [row[0] for row in _sheet(risky)["x"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(risky)
    assert [bool(cell.quotePrefix) for cell in cells] == [True] * 6 + [False] * 2
    assert [cell.value for cell in cells[:4]] == risky[:4]
    assert all(cell.hyperlink is None for cell in cells)


def test_a_note_stands_above_the_frozen_header() -> None:
    sheet = _sheet(["v"], "Attention")["x"]
    assert [row[0].value for row in sheet.iter_rows()] == ["Attention", "a", "v"]
    assert sheet.freeze_panes == "A3"


def test_long_tables_are_written_as_short_ones() -> None:
    """Rows put in by columns read back as they were: odd characters, nulls, cents, days."""
    frame = pl.DataFrame(
        {
            "text": ["a <b> & c", "=1", "_x0041_", None, "  deux  "],
            "number": [1, None, 3, 4, 5],
            "amount": [0.1, 683.56, -2.0, None, 1e6],
            "day": [
                date(2025, 3, 1),
                date(1900, 3, 1),
                None,
                date(2024, 2, 29),
                date(2026, 12, 31),
            ],
        }
    )
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    plain = book.add_format()
    quoted = book.add_format()
    quoted.set_quote_prefix()
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, "head")
    for row in (1, 2):
        for column, shape in enumerate(((plain, quoted)[row - 1], plain, plain, days)):
            sheet.write_string(row, column, "-", shape)
    other = book.add_worksheet()
    other.write_string(0, 0, "kept")
    book.close()
    read = opened(fill(stream.getvalue(), 1, 2, frame))
    rows = [[cell.value for cell in row] for row in read.worksheets[0].iter_rows(min_row=2)]
    # A spreadsheet reads _x005F_ as the underscore that begins a character code; openpyxl leaves it.
    assert [row[0] for row in rows] == ["a <b> & c", "=1", "_x005F_x0041_", None, "  deux  "]
    assert [row[1:3] for row in rows] == [[1, 0.1], [None, 683.56], [3, -2], [4, None], [5, 1e6]]
    assert [row[3] and row[3].date() for row in rows] == frame["day"].to_list()
    assert read.worksheets[0]["A1"].value == "head"
    assert read.worksheets[0]["A3"].quotePrefix
    assert not read.worksheets[0]["A2"].quotePrefix
    assert read.worksheets[1]["A1"].value == "kept"
