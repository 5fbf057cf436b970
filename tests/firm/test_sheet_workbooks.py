"""Workbooks of every kind, sound and hostile: read in a child, refused in words, never at the price of the application."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from ancrage.firm.bytestream import Payload, payloads
from ancrage.firm.limited import Child
from ancrage.firm.recognise import read_other
from ancrage.firm.sheets.grid import Grid
from ancrage.firm.sheets.oddities import Grids
from ancrage.firm.sheets.reading import read_grids
from corpus import corpus


def payload(content: bytes, name: str = "x.xlsx") -> Payload:
    return Payload(name, lambda: io.BytesIO(content))


def read(content: bytes, name: str = "x.xlsx") -> Grids:
    found = read_grids(payload(content, name))
    assert found is not None
    return found


def codes(found: Grids) -> list[str]:
    return [problem.code for problem in found.problems]


def only(found: Grids) -> Grid:
    (grid,) = found.grids
    return grid


def book(tmp_path: Path, *, old_epoch: bool = False) -> tuple[Path, xlsxwriter.Workbook]:
    path = tmp_path / "classeur.xlsx"
    return path, xlsxwriter.Workbook(path, {"date_1904": old_epoch})


def zipped(**entries: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("old_epoch", [False, True], ids=["1900", "1904"])
def test_cells_come_in_plain_form_with_the_type_of_their_column(
    tmp_path: Path, *, old_epoch: bool
) -> None:
    path, workbook = book(tmp_path, old_epoch=old_epoch)
    sheet = workbook.add_worksheet("Stock")
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["Réf", "Qté", "PU", "Reçu le", "Actif", "Code", "Note"])
    sheet.write_row(1, 0, ["A-1", 12, 8.5])
    sheet.write_datetime(1, 3, datetime(2025, 1, 3), day)  # noqa: DTZ001 (a workbook has no zone)
    sheet.write_boolean(1, 4, True)
    sheet.write_string(1, 5, "0012")
    sheet.write_formula(1, 6, "=NA()", None, "#N/A")
    sheet.write_row(2, 0, ["A-2", 0, 0.1])
    sheet.write_datetime(2, 3, datetime(2025, 2, 28, 10, 30), day)  # noqa: DTZ001
    sheet.write_formula(2, 6, '="x"&"y"', None, "xy")
    workbook.close()
    found = read(path.read_bytes())
    grid = only(found)
    assert grid.sheet == "Stock"
    assert grid.cells.rows() == [
        ("A-1", "12", "8.5", "2025-01-03", "true", "0012", None),
        ("A-2", "0", "0.1", "2025-02-28 10:30:00", None, None, "xy"),
    ]
    assert dict(grid.typed) == {"Qté": "number", "PU": "number", "Reçu le": "date"}
    assert grid.lines.to_list() == [2, 3]
    assert [(p.code, p.line, p.count) for p in found.problems] == [("formula_errors", 2, 1)]


def test_titles_totals_blank_rows_and_a_table_that_starts_elsewhere(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    sheet = workbook.add_worksheet("Feuil1")
    sheet.merge_range(1, 2, 1, 5, "Inventaire au 31/12/2025")
    for row, cells in enumerate(
        [
            ["Réf", "Désignation", "Qté", "Valeur"],
            ["A", "Tasse", 3, 12.5],
            [],
            ["B", "Bol", 4, 9],
            [None, "TOTAL", 7, 21.5],
        ]
    ):
        sheet.write_row(4 + row, 2, cells)
    sheet.write_blank(
        500, 9000, None, workbook.add_format({"bold": True})
    )  # a style far away is no cell
    workbook.close()
    found = read(path.read_bytes())
    grid = only(found)
    assert grid.header_line == 5
    assert grid.cells.rows() == [("A", "Tasse", "3", "12.5"), ("B", "Bol", "4", "9")]
    assert grid.lines.to_list() == [6, 8]
    assert grid.totals == (9,)
    assert grid.titles == (("Inventaire au 31/12/2025", "", "", ""),)
    assert codes(found) == ["late_header", "total_rows"]


def test_a_text_merged_over_rows_is_on_each_and_an_amount_counts_once(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["Fournisseur", "Réf", "Frais"])
    sheet.merge_range(1, 0, 3, 0, "Martin SA")
    sheet.merge_range(1, 2, 3, 2, 30)
    sheet.write_column(1, 1, ["A", "B", "C"])
    workbook.close()
    assert only(read(path.read_bytes())).cells.rows() == [
        ("Martin SA", "A", "30"),
        ("Martin SA", "B", None),
        ("Martin SA", "C", None),
    ]


def test_each_sheet_is_a_grid_hidden_ones_too(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    for name in ("Achats", "Vide", "Prix"):
        sheet = workbook.add_worksheet(name)
        if name != "Vide":
            sheet.write_row(0, 0, ["Réf", "Prix"])
            sheet.write_row(1, 0, [name, 2])
        if name == "Prix":
            sheet.hide()
    workbook.add_chartsheet("Graphique")
    workbook.close()
    found = read(path.read_bytes())
    assert [grid.sheet for grid in found.grids] == ["Achats", "Prix"]
    assert codes(found) == ["hidden_sheet"]
    assert found.problems[0].message.params["sheet"] == "Prix"  # type: ignore[union-attr]


def test_an_empty_workbook_is_said_to_be_empty(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.add_worksheet()
    workbook.close()
    found = read(path.read_bytes())
    assert (found.grids, codes(found)) == ((), ["empty"])


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Stock">
<table:table-row><table:table-cell office:value-type="string"><text:p>Réf</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Qté</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Reçu</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>A</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2025-01-03"><text:p>03/01/25</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""
ODS_MANIFEST = (
    b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    b'<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    b"</manifest:manifest>"
)


def ods(content: str) -> bytes:
    return zipped(
        **{
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.replace(
                "\n", ""
            ).encode(),  # as spreadsheets write it, on one line
            "META-INF/manifest.xml": ODS_MANIFEST,
        }
    )


def test_an_ods_with_a_million_blank_rows_below() -> None:
    grid = only(read(ods(ODS), "stock.ods"))
    assert grid.cells.rows() == [("A", "3", "2025-01-03")] * 2
    assert dict(grid.typed) == {"Qté": "number", "Reçu": "date"}


def test_a_web_page_under_the_name_of_a_workbook() -> None:
    page = (
        "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><table><tr><th>Réf<th>Prix</tr>"
        "<tr><td>A&eacute;</td><td>1&nbsp;234,50</td></tr></table></body></html>"
    )
    found = read(page.encode("cp1252"), "export.xls")
    assert only(found).cells.rows() == [("Aé", "1 234,50")]
    assert codes(found) == ["html_table"]


def test_a_page_of_login_is_said_to_hold_no_table() -> None:
    found = read(b"<html><body><form>Identifiant</form></body></html>", "export.xls")
    assert (found.grids, codes(found)) == ((), ["no_table"])
    assert read_grids(payload(b"<html><body>Bonjour</body></html>", "page.html")) is None


XML_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Ventes"><Table><Row><Cell><Data ss:Type="String">Réf</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">Prix</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="String">A</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">2.5</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_a_workbook_of_excel_2003_in_xml() -> None:
    grid = only(read(XML_2003.encode(), "ventes.xls"))
    assert (grid.sheet, grid.columns) == ("Ventes", ["Réf", "Prix"])
    assert grid.cells.rows() == [("A", "2.5")]
    assert grid.lines.to_list() == [4]
    bomb = XML_2003.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "aaaa">]><Workbook', 1)
    assert codes(read(bomb.encode(), "ventes.xls")) == ["damaged_workbook"]
    far = XML_2003.replace('ss:Index="4"', 'ss:Index="99999999"')
    assert codes(read(far.encode(), "ventes.xls")) == ["damaged_workbook"]


def _sheet_xml(cells: str) -> dict[str, bytes]:
    head = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": b"<workbook/>",
        "xl/worksheets/sheet1.xml": f"{head}{cells}</sheetData></worksheet>".encode(),
    }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (
            zipped(**_sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="ZZ900000"><v>1</v></c></row>')),
            "far_cell",
        ),
        (
            zipped(**_sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="XFC1048576" t="n"><f>1</f><v>1</v></c><c r="XFD1048576"/></row>')),
            "far_cell",
        ),
        (zipped(**_sheet_xml(" " * (90 << 20))), "zip_bomb"),
        (zipped(**_sheet_xml(""), **{f"xl/media/{i}.png": b"x" for i in range(2500)}), "too_many_entries"),
        (zipped(**_sheet_xml(""), **{"../../etc/x": b"x"}), "unsafe_name"),
        (zipped(**_sheet_xml(""), **{"C:\\x": b"x"}), "unsafe_name"),
        (zipped(**{"inside.zip": zipped(a=b"x")}), "nested_archive"),
        (zipped(**_sheet_xml("<row r='1'>")), "damaged_workbook"),
        (zipped(**_sheet_xml("x" * 3000))[:-200], "damaged_workbook"),
        (b"PK\x03\x04junk", "damaged_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 900, "damaged_workbook"),
        (b"", "empty"),
    ],
    ids=["far", "far-after-styles", "bomb", "entries", "parent", "drive", "nested", "broken-xml", "cut", "junk",
         "encrypted", "ole", "ole-book", "empty"],
)  # fmt: skip
def test_hostile_and_broken_workbooks_end_in_a_clear_problem(content: bytes, code: str) -> None:
    start = time.monotonic()
    found = read(content)
    assert (found.grids, codes(found)) == ((), [code])
    assert time.monotonic() - start < 5


def test_a_letter_is_no_spreadsheet() -> None:
    letter = zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    assert read_grids(payload(letter, "lettre.docx")) is None
    assert (
        read_grids(payload(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "lettre.doc")) is None
    )


_MEASURE = """
import json, os, re, resource, sys
from pathlib import Path
from ancrage.firm.bytestream import UnreadableFile, payloads
from ancrage.firm.sheets.reading import read_grids
said = []
try:
    for payload in payloads(Path(sys.argv[1])):
        found = read_grids(payload)
        said += ["none"] if found is None else [p.code for p in found.problems] + ["read"] * len(found.grids)
except UnreadableFile as error:
    said.append(error.code)
# The peak of this very program: that of getrusage starts with what its parent had when it was forked.
own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
peak = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
# Processor time: the machine may be doing other things.
print(json.dumps([said, sum(os.times()[:4]), peak / 1024]))
"""


@pytest.mark.corpus
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux counts it")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("far_cell_XFD1048576.xlsx", ["far_cell"]),
        ("zip_bomb_200MB.xlsx", ["zip_bomb"]),
        ("not_really.xlsx", ["html_table", "read"]),
        ("cols_10000.csv.gz", ["read"]),
        ("one_line_50MB.csv.gz", ["endless_line"]),
        ("formula_injection.csv", ["read"]),
        ("header_row_5.csv", ["late_header", "total_rows", "read"]),
        ("deep_200k.xml.gz", ["none"]),
        ("billion_laughs.xml", ["none"]),
        ("xxe_invoice.xml", ["none"]),
        ("quadratic.xml", ["none"]),
    ],
)
def test_hostile_files_stay_within_their_time_and_memory(name: str, expected: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(corpus("hostile_inputs", name))],
        capture_output=True,
        check=True,
    )
    said, seconds, megabytes = json.loads(ended.stdout)
    assert said == expected
    assert seconds < 5
    assert megabytes < 512


_LIMITED = {
    "sound": "def work(folder): (folder / 'out').write_text('x')",
    "memory": "def work(folder): b'x' * (900 << 20)",
    "endless": "def work(folder):\n    while True: pass",
    "broken": "def work(folder): raise ValueError",
}


@pytest.mark.parametrize(
    ("module", "ended"),
    [("sound", "done"), ("memory", "too_large"), ("endless", "too_long"), ("broken", "failed")],
)
def test_what_a_child_may_take_is_limited(
    module: str, ended: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if module == "memory" and sys.platform != "linux":
        pytest.skip("only Linux refuses memory")
    (tmp_path / f"limited_{module}.py").write_text(_LIMITED[module])
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with Child(f"limited_{module}", tmp_path) as child:
        assert child.run(seconds=3 if module == "endless" else 30, megabytes=300) == ended
    assert (tmp_path / "out").exists() == (module == "sound")


def test_the_child_that_opens_a_workbook_loads_no_more_than_it_needs() -> None:
    """A person waits for its start."""
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, ancrage.firm.sheets.inside; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "polars" in loaded
    assert not {"numpy", "pypdf", "lxml", "ancrage.firm.model"} & set(loaded)


@pytest.mark.corpus
def test_a_workbook_in_a_zip_beside_a_text_file(tmp_path: Path) -> None:
    outer = tmp_path / "dossier.zip"
    bomb = corpus("hostile_inputs", "far_cell_XFD1048576.xlsx").read_bytes()
    outer.write_bytes(zipped(**{"a/stock.xlsx": bomb, "b.csv": b"a;b\n1;2\n"}))
    found = {p.name.rpartition("!")[2]: read_grids(p) for p in payloads(outer)}
    assert [codes(f) for f in found.values() if f is not None] == [["far_cell"], []]


def test_a_sheet_of_notes_beside_the_list_is_named_and_no_reason_to_ask(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    stock, notes = workbook.add_worksheet("Stock"), workbook.add_worksheet("À faire")
    for row, cells in enumerate([("Référence", "Stock réel", "PMP"), ("A", 3, 1.5), ("B", 4, 2.5)]):
        stock.write_row(row, 0, cells)
    for row, cells in enumerate([("Qui", "Quoi"), ("Léa", "Compter le box"), ("Max", "Ranger")]):
        notes.write_row(row, 0, cells)
    workbook.close()
    given = read_other(payload(path.read_bytes()), {})
    assert given is not None
    assert given.tables["stock"]["quantity"].to_list() == [3.0, 4.0]
    (aside,) = given.problems
    assert (aside.code, aside.severity) == ("unsure_list", "info")
    assert aside.message.params["sheet"] == "À faire"
