"""The XML inside a PDF: under any name, anywhere it may be attached, among a thousand others, behind a lock, in a trap."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Callable
from typing import Any

import facturx
import pikepdf
import pytest
from invoice_xml import cii, cii_line, read, ubl
from pikepdf import AttachedFileSpec, Dictionary, Name, Pdf, String

from ancrage.firm.extract import Extract
from ancrage.text import Language, render


def _pdf(fill: Callable[[Pdf], object] = lambda _: None, **options: Any) -> bytes:
    pdf = Pdf.new()
    pdf.add_blank_page()
    fill(pdf)
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def _with(**files: bytes) -> Callable[[Pdf], object]:
    def fill(pdf: Pdf) -> None:
        for name, content in files.items():
            pdf.attachments[name] = AttachedFileSpec(pdf, content, filename=name)

    return fill


def _specification(pdf: Pdf, name: str, content: bytes) -> pikepdf.Object:
    stream = pdf.make_stream(content, Type=Name.EmbeddedFile)
    return pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String(name), UF=String(name), EF=Dictionary(F=stream))
    )


def _status(given: Extract) -> str:
    (status,) = given.tables["invoices"]["status"].to_list()
    return str(status)


@pytest.mark.parametrize(
    "name",
    ["factur-x.xml", "Factur-X.XML", "ZUGFeRD-invoice.xml", "zugferd-invoice.xml", "xrechnung.xml",
     "FACTURE_2025-03.xml", "facture"],
)  # fmt: skip
def test_the_invoice_is_found_under_any_name(name: str) -> None:
    given = read(_pdf(_with(**{"conditions.txt": b"text", name: cii(cii_line())})), "f.pdf")
    (row,) = given.tables["invoices"].to_dicts()
    assert (row["status"], row["gross"], row["sheet"], row["line"]) == ("ok", 12_000, name, 2)
    assert given.tables["invoice_lines"]["sheet"].to_list() == [name]
    assert given.tables["invoice_lines"]["line"].to_list() == [7]  # of the XML


def test_the_known_name_comes_before_the_others() -> None:
    files = {"a.xml": ubl(number="OTHER"), "factur-x.xml": cii(number="F-1")}
    assert read(_pdf(_with(**files))).tables["invoices"]["number"].to_list() == ["F-1"]


def test_the_names_of_the_forum_come_before_that_of_one_country() -> None:
    files = {"xrechnung.xml": ubl(number="X"), "zugferd-invoice.xml": cii(number="Z")}
    assert read(_pdf(_with(**files))).tables["invoices"]["number"].to_list() == ["Z"]


def test_a_file_named_twice_is_one_file() -> None:
    def fill(pdf: Pdf) -> None:
        one = _specification(pdf, "plan.png", b"x")
        pdf.Root.AF = pikepdf.Array([one])
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=[String("plan.png"), one]))

    assert "un fichier joint" in render(read(_pdf(fill)).reason, Language.FR)


def test_a_document_type_behind_ten_thousand_remarks_is_still_seen() -> None:
    content = cii(head="<!-- -->" * 10_001 + "<!DOCTYPE a>")
    assert _status(read(_pdf(_with(**{"factur-x.xml": content})))) == "doctype"


def test_a_broken_known_file_does_not_hide_a_sound_one() -> None:
    files = {"factur-x.xml": b"<broken", "xrechnung.xml": ubl()}
    assert read(_pdf(_with(**files))).tables["invoices"]["number"].to_list() == ["U-1"]


def test_an_associated_file_that_no_tree_names() -> None:
    def fill(pdf: Pdf) -> None:
        pdf.Root.AF = pikepdf.Array([_specification(pdf, "factur-x.xml", cii())])

    assert _status(read(_pdf(fill))) == "ok"


def test_a_file_associated_with_a_page() -> None:
    def fill(pdf: Pdf) -> None:
        pdf.pages[0].obj.AF = pikepdf.Array([_specification(pdf, "x.xml", cii())])

    assert _status(read(_pdf(fill))) == "ok"


def test_a_file_pinned_on_a_page() -> None:
    def fill(pdf: Pdf) -> None:
        pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9],
                         FS=_specification(pdf, "x.xml", cii()))  # fmt: skip
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(pin)])

    assert _status(read(_pdf(fill))) == "ok"


def test_a_tree_of_names_with_branches_and_a_loop() -> None:
    def fill(pdf: Pdf) -> None:
        leaf = pdf.make_indirect(
            Dictionary(Names=[String("x"), _specification(pdf, "factur-x.xml", cii())])
        )
        other = pdf.make_indirect(Dictionary(Names=[String("a"), _specification(pdf, "a.txt", b"t")]))  # fmt: skip
        top = pdf.make_indirect(Dictionary(Kids=[other, leaf]))
        leaf.Kids = pikepdf.Array([top])
        pdf.Root.Names = Dictionary(EmbeddedFiles=top)

    assert _status(read(_pdf(fill))) == "ok"


def test_an_embedded_file_that_nothing_leads_to() -> None:
    """Some software writes the file and forgets the tree of names."""

    def fill(pdf: Pdf) -> None:
        stream = pdf.make_stream(cii(), Type=Name.EmbeddedFile)
        pdf.pages[0].obj.PieceInfo = Dictionary(X=stream)  # kept, but no place where one looks

    (row,) = read(_pdf(fill)).tables["invoices"].to_dicts()
    assert (row["status"], row["gross"]) == ("ok", 12_000)
    assert row["sheet"].startswith("embedded-")


def test_what_another_library_writes() -> None:
    """The PDF as the library of the French forum makes it, from an XML that breaks its schema."""
    made = facturx.generate_from_binary(
        _pdf(),
        cii(cii_line()),
        flavor="factur-x",
        level="minimum",
        check_xsd=False,
        check_schematron=False,
    )
    (row,) = read(made).tables["invoices"].to_dicts()
    assert (row["status"], row["number"], row["sheet"]) == ("ok", "F-1", "factur-x.xml")


# ---- why there is none ---------------------------------------------------------------------------------------------


def test_a_pdf_without_attachment_says_so() -> None:
    given = read(_pdf(), "scan.pdf")
    assert (_status(given), given.status, given.confidence) == ("no_xml", "refused", "medium")
    assert "aucun fichier joint" in render(given.reason, Language.FR)


def test_attachments_that_are_no_invoice_are_named() -> None:
    given = read(_pdf(_with(**{"plan.png": b"\x89PNG", "notes.xml": b"<notes/>"})))
    assert _status(given) == "no_invoice_attachment"
    said = render(given.reason, Language.FR)
    assert "2 fichiers" in said
    assert "plan.png" in said
    assert "notes.xml" in said


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"<rsm:CrossIndustryInvoice", "xml_error:XMLSyntaxError"),
        (cii()[:-40], "xml_error:XMLSyntaxError"),
        (b"<!DOCTYPE a><Invoice/>", "doctype"),
        (b"not xml at all", "not_an_invoice"),
    ],
)
def test_an_attachment_of_the_right_name_that_is_broken_says_why(
    content: bytes, status: str
) -> None:
    given = read(_pdf(_with(**{"factur-x.xml": content})))
    assert _status(given) == status
    assert given.tables["invoices"]["sheet"].to_list() == ["factur-x.xml"]


def test_a_pdf_that_opens_by_itself_is_read_though_it_is_encrypted() -> None:
    for generation in (3, 4, 6):
        lock = pikepdf.Encryption(owner="secret", user="", R=generation, aes=generation > 3, metadata=generation > 3)  # fmt: skip
        given = read(_pdf(_with(**{"factur-x.xml": cii()}), encryption=lock))
        assert _status(given) == "ok", generation


def test_a_pdf_behind_a_password_says_so() -> None:
    for generation in (3, 6):
        lock = pikepdf.Encryption(owner="o", user="secret", R=generation, aes=generation > 3, metadata=generation > 3)  # fmt: skip
        given = read(_pdf(_with(**{"factur-x.xml": cii()}), encryption=lock))
        assert _status(given) == "password"
        assert "mot de passe" in render(given.reason, Language.FR)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4 \n%%EOF", _pdf()[:200]])
def test_a_damaged_pdf_says_so(content: bytes) -> None:
    assert _status(read(content)) in {"damaged_pdf", "no_xml"}


# ---- hostile -------------------------------------------------------------------------------------------------------


def test_a_thousand_attachments_are_looked_through_at_once() -> None:
    files = {f"{number:04}.xml": b"<notes/>" for number in range(999)}
    content = _pdf(_with(**files, **{"zugferd-invoice.xml": cii()}))
    start = time.perf_counter()
    assert _status(read(content)) == "ok"
    assert time.perf_counter() - start < 3
    start = time.perf_counter()
    given = read(_pdf(_with(**files)))
    assert _status(given) == "no_invoice_attachment"
    assert len(render(given.reason, Language.FR)) < 300
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize("name", ["factur-x.xml", "bomb.xml"])
def test_an_attachment_that_inflates_without_end_is_refused(name: str) -> None:
    """300 MB of blanks in 300 kB, as the filter Flate packs them; and the same ten times over."""
    packer = zlib.compressobj(9)
    packed = packer.compress(b"<a>") + b"".join(packer.compress(b" " * (1 << 20)) for _ in range(300)) + packer.flush()  # fmt: skip

    def fill(pdf: Pdf) -> None:
        names = []
        for number in range(10):
            stream = pikepdf.Stream(pdf, packed, Type=Name.EmbeddedFile, Filter=Name.FlateDecode)
            own = name if number == 0 else f"{number}-{name}"
            names += [String(own), pdf.make_indirect(Dictionary(
                Type=Name.Filespec, F=String(own), UF=String(own), EF=Dictionary(F=stream)))]  # fmt: skip
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))

    content = _pdf(fill)
    assert len(content) < 4 << 20
    start = time.perf_counter()
    assert _status(read(content)) == "too_large"
    assert time.perf_counter() - start < 5


def test_many_attachments_of_60_mb_are_not_all_inflated() -> None:
    blank = b"<a>" + b" " * (60 << 20)
    content = _pdf(_with(**{f"{number}.xml": blank for number in range(6)}))
    start = time.perf_counter()
    assert _status(read(content)) == "too_large"
    assert time.perf_counter() - start < 5


def test_a_damaged_pdf_never_raises() -> None:
    sound = _pdf(_with(**{"factur-x.xml": cii()}))
    for at in range(0, len(sound), 37):
        read(sound[:at] + b"\xff\x00<<" + sound[at + 4 :] if at > 8 else sound)
