"""The readers that are fuzzed: each takes any bytes, may refuse them in words, and raises nothing else.

To add one: a function of bytes that checks what it can of the answer, and its line in READERS with some seeds.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import openpyxl
import polars as pl

from ancrage.firm.blocks import pack_extract, unpack_extract
from ancrage.firm.bytestream import Payload, UnreadableFile
from ancrage.firm.fec.reader import looks_like_fec, read_fec
from ancrage.firm.invoices.outlook import is_outlook, parts
from ancrage.firm.invoices.prolog import COMPOUND
from ancrage.firm.mapping.apply import apply
from ancrage.firm.mapping.guess import propose
from ancrage.firm.mapping.rules import BadMapping, from_toml, to_toml
from ancrage.firm.mapping.templates import xlsx_template
from ancrage.firm.recognise import read_other
from ancrage.firm.sheets.columns import cents, dates, is_code, numbers
from ancrage.firm.sheets.html import read_tables
from ancrage.firm.sheets.oddities import Grids
from ancrage.firm.sheets.reading import read_grids
from ancrage.firm.sheets.spreadsheetml import read_sheets
from ancrage.firm.sheets.text import looks_like_text_sheet, read_text
from ancrage.firm.trade import put_together
from ancrage.problems import Problem
from ancrage.text import Language, render
from outlook_file import compound, message


@dataclass(frozen=True)
class Reader:
    """A reader, its seeds, and whether each call costs a process."""

    name: str
    read: Callable[[bytes], None]
    seeds: Sequence[bytes]
    slow: bool = False


def payload(content: bytes, name: str = "x.csv") -> Payload:
    return Payload(name, lambda: io.BytesIO(content))


def check_problems(problems: Sequence[Problem]) -> None:
    """Every problem can be said in each language, and kept."""
    for problem in problems:
        for language in Language:
            render(problem.message, language)
            render(problem.repair, language)
        assert Problem.from_data(problem.to_data()) == problem


def check_grids(found: Grids) -> None:
    """No grid without a reason; lines go up; each grid can be proposed and applied."""
    check_problems(found.problems)
    if not found.grids:
        assert any(problem.severity == "error" for problem in found.problems)
    for grid in found.grids:
        assert len(grid.lines) == grid.cells.height
        assert grid.lines.is_sorted()
        assert grid.lines.n_unique() == len(grid.lines)
        assert len(set(grid.columns)) == len(grid.columns)
        assert set(grid.typed) <= set(grid.columns)
        if grid.cells.width > 200:
            continue
        proposal = propose(grid)
        assert from_toml(to_toml(proposal.mapping)) == proposal.mapping
        extract = apply(grid, proposal.mapping, name="x", customer_key=str.upper)
        check_problems(extract.problems)


def _text(content: bytes) -> None:
    try:
        check_grids(read_text(payload(content)))
    except UnreadableFile:
        return


def _looks(content: bytes) -> None:
    looks_like_text_sheet(payload(content, "x.txt"))


def _any(content: bytes) -> None:
    try:
        found = read_grids(payload(content, "x.xlsx"))
    except UnreadableFile:
        return
    if found is not None:
        check_grids(found)


def _columns(content: bytes) -> None:
    cells = pl.Series("c", content.decode("utf-8", "replace").split("\n"), dtype=pl.String)
    read = numbers(cells)
    whole = cents(cells)
    assert read.values.len() == whole.values.len() == dates(cells).values.len() == len(cells)
    is_code(cells)


def _toml(content: bytes) -> None:
    try:
        mapping = from_toml(content.decode("utf-8", "replace"))
    except BadMapping:
        return
    assert from_toml(to_toml(mapping)) == mapping


def _fec(content: bytes) -> None:
    try:
        if looks_like_fec(payload(content)):
            check_problems(read_fec(payload(content)).log.problems)
    except UnreadableFile:
        return


def _file(content: bytes) -> None:
    """A dropped file of any kind, as it is read, put together with itself, kept and read back."""
    for name in ("x.csv", "x.xml", "x.pdf", "x.eml", "x.msg"):
        try:
            found = read_other(payload(content, name), {})
        except UnreadableFile:
            continue
        if found is None:
            continue
        check_problems(found.problems)
        for language in Language:
            render(found.reason, language)
        back = unpack_extract(name, pack_extract(found), found.problems)
        one, two = put_together([found, found], 0), put_together([back], 0)
        check_problems(one.problems)
        assert set(two.tables) <= set(one.tables) | {"invoice_lines"}


def _outlook(content: bytes) -> None:
    """Attachments of a message of Outlook: bounded, and never an exception."""
    content = COMPOUND + content.removeprefix(COMPOUND)
    found = parts(content, 1 << 20)
    assert sum(len(part) for _, part in found.found) <= 1 << 20
    is_outlook(content)


def _message() -> bytes:
    inner = message(("f.xml", _UBL))
    return compound(message(("a.xml", _UBL), ("b.bin", b"x" * 5000), messages=[inner]))


def _workbook() -> bytes:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    for row in (
        ["Réf", "Stock", "Valeur"],
        ["A", 3, 12.5],
        ["B", "=1/0", None],
        ["Total", 3, 12.5],
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(stream)
    return stream.getvalue()


_CSV = (
    'Réf;Désignation;Stock;Valeur\nA;"Tasse; ""grès""";12;1 234,50 €\n\nB;Bol\nTotal;;12;1.234,50\n'
)
_TEXTS = (
    _CSV.encode(), _CSV.encode("cp1252"), _CSV.encode("utf-16"), _CSV.replace("\n", "\r").encode(),
    b'sep=|\na|b\n"x\ny"|2\n', b"a,b,c\n1,2,3,4\n5\n", b"Date\t Total \n03/04/2025\t1.000\n",
)  # fmt: skip
_PAGE = b"<html><table><tr><th>R\xc3\xa9f<th colspan=3>Stock</tr><tr><td>A<td>3</table></html>"
_XML = (
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    b'<Worksheet ss:Name="V"><Table><Row ss:Index="2"><Cell ss:Index="3"><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet></Workbook>'
)
_FEC = (
    b"JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib"
    b"\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\n"
    b"AC\tAchats\t1\t20250115\t607\tAchats\t\t\tF1\t20250115\tx\t10,00\t0,00\t\t\t20250115\t\t\n"
)
_UBL = (
    b'<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
    b'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    b'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:ID>A1</cbc:ID>'
    b"<cbc:IssueDate>2025-03-01</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>"
    b"<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>100.00</cbc:TaxExclusiveAmount></cac:LegalMonetaryTotal></Invoice>"
)
_MAIL = (
    b"From: a@b.test\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n"
    b"Content-Type: text/xml\r\nContent-Disposition: attachment; filename=f.xml\r\n\r\n"
    + _UBL
    + b"\r\n--B--\r\n"
)
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
_SHOP = (
    b"Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,"
    b"Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Shipping Country,Refunded Amount\n"
    b"#1001,a@b.test,paid,2025-01-01 10:00:00 +0100,fulfilled,EUR,10.00,0.00,1.67,10.00,0.00,2025-01-01 10:00:00 +0100,"
    b"2,Tasse,5.00,T1,FR,0.00\n"
)
READERS = (
    Reader("any file", _file, (_UBL, _MAIL, _message(), _PDF, _SHOP, *_TEXTS)),
    Reader("message of Outlook", _outlook, (_message(),)),
    Reader("text of cells", _text, _TEXTS),
    Reader("is it a text of cells", _looks, _TEXTS),
    Reader("columns", _columns, (b"1 234,50\n1.000\n(12,00)\n5 %", b"03/04/2025\n25/01/25\n10-Dez-25", b"1,2E+03\n-5-\n\xe2\x82\xac5")),
    Reader("mapping", _toml, (b'shape = "a"\ndecimal = ","\n[stock]\nquantity = "Q"\n[constants]\ncurrency = "EUR"\n',)),
    Reader("web page", lambda content: [None for _ in read_tables(content)] and None, (_PAGE,)),
    Reader("workbook in XML", lambda content: [None for _ in read_sheets(content) or ()] and None, (_XML,)),
    Reader("FEC", _fec, (_FEC,)),
    Reader("any spreadsheet", _any, (_workbook(), xlsx_template("stock", Language.FR), _PAGE, _XML, *_TEXTS), slow=True),
)  # fmt: skip
