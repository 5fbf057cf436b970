"""Messages kept as files: the invoices attached, wherever they are, each once."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pikepdf
import pytest
from invoice_xml import cii, cii_line, payload, read, ubl

from ancrage.firm.invoices import read_invoices
from ancrage.text import Language, render


def _mail(*files: tuple[str, bytes], text: str = "Voici la facture.") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Minoterie Dupont <compta@example.org>"
    message["To"] = "boulangerie@example.org"
    message["Subject"] = "Facture"
    message["Date"] = "Mon, 03 Mar 2025 10:00:00 +0100"
    message.set_content(text)
    for name, content in files:
        kind = "pdf" if name.endswith(".pdf") else "octet-stream"
        message.add_attachment(content, maintype="application", subtype=kind, filename=name)
    return message


def _pdf(xml: bytes | None) -> bytes:
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page()
    if xml is not None:
        pdf.attachments["factur-x.xml"] = pikepdf.AttachedFileSpec(pdf, xml, filename="factur-x.xml")  # fmt: skip
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_each_invoice_of_a_message_is_a_row() -> None:
    given = read(bytes(_mail(("f1.xml", cii(number="F-1")), ("a1.xml", ubl(credit=True)))), "m.eml")
    table = given.tables["invoices"]
    assert table.select("number", "gross", "sheet").rows() == [("F-1", 12_000, "f1.xml"), ("U-1", -12_000, "a1.xml")]  # fmt: skip
    assert (given.status, given.rows) == ("ok", 2)
    assert given.control == {"invoices": 2, "lines": 1, "net_total": 0.0, "gross_total": 0.0}


def test_the_same_invoice_as_pdf_and_as_xml_counts_once() -> None:
    given = read(bytes(_mail(("f.pdf", _pdf(cii(cii_line()))), ("f.xml", cii(cii_line())))))
    assert given.tables["invoices"].select("number", "sheet").rows() == [("F-1", "factur-x.xml")]
    assert given.tables["invoice_lines"].height == 1


def test_what_is_attached_beside_the_invoice_is_no_failure() -> None:
    given = read(bytes(_mail(("cgv.pdf", _pdf(None)), ("logo.png", b"\x89PNG"), ("f.xml", cii()))))
    assert (given.status, given.rows) == ("ok", 1)


def test_a_broken_invoice_beside_a_sound_one_is_told() -> None:
    given = read(bytes(_mail(("f.xml", cii()), ("g.xml", ubl()[:-30]))))
    assert given.status == "partial"
    assert given.tables["invoices"]["status"].to_list() == ["ok", "xml_error:XMLSyntaxError"]


def test_a_forwarded_message_is_opened() -> None:
    outer = _mail(text="Fwd")
    outer.add_attachment(_mail(("f.xml", cii())))
    assert read(bytes(outer)).tables["invoices"]["status"].to_list() == ["ok"]


def test_names_in_other_encodings_are_read() -> None:
    given = read(bytes(_mail(("Facture n° 12 – été.xml", cii()))))
    assert given.tables["invoices"]["sheet"].to_list() == ["Facture n° 12 – été.xml"]


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ((), "no_xml"),
        ((("photo.jpg", b"\xff\xd8\xff"),), "no_xml"),
        ((("scan.pdf", _pdf(None)),), "no_xml"),
        ((("f.xml", b"<svg/>"),), "not_an_invoice"),
        ((("f.xml", b"<!DOCTYPE a><Invoice/>"),), "doctype"),
    ],
)
def test_a_message_without_invoice_says_why(
    files: tuple[tuple[str, bytes], ...], status: str
) -> None:
    given = read(bytes(_mail(*files)))
    assert given.status == "refused"
    assert given.tables["invoices"]["status"].to_list() == [status]


def test_messages_within_messages_without_end_are_bounded() -> None:
    inner = bytes(_mail(("f.xml", cii())))
    for _ in range(40):
        inner = (
            b"From: a\r\nTo: b\r\nSubject: c\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n"
            + inner
        )
    assert read(inner).tables["invoices"]["status"].to_list() == ["too_large"]
    inner = inner * 3
    deep = b"From: a\r\nTo: b\r\nSubject: c\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 3000
    assert read(deep).status == "refused"


def test_a_letter_that_begins_like_a_message_is_no_message() -> None:
    text = b"De : moi\nA : vous\nObjet : facture\n\nBonjour"
    assert read_invoices(payload(text)) is None


def _zip(*files: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return stream.getvalue()


def test_an_attached_archive_is_opened() -> None:
    archive = _zip(("mars/f1.xml", cii(number="F-1")), ("photo.jpg", b"\xff\xd8"), ("f2.pdf", _pdf(cii(number="F-2"))))  # fmt: skip
    given = read(bytes(_mail(("factures.zip", archive), ("f3.xml", cii(number="F-3")))))
    assert given.status == "ok"
    assert given.tables["invoices"].select("number", "sheet").rows() == [
        ("F-1", "factures.zip!mars/f1.xml"),
        ("F-2", "factur-x.xml"),
        ("F-3", "f3.xml"),
    ]


def test_a_message_kept_as_a_file_and_attached_is_opened_even_in_an_archive() -> None:
    inner = bytes(_mail(("f.xml", cii())))
    given = read(bytes(_mail(("copie.eml", inner))))
    assert given.tables["invoices"].select("number", "sheet").rows() == [("F-1", "copie.eml!f.xml")]
    given = read(bytes(_mail(("m.zip", _zip(("copie.eml", inner))))))
    assert given.tables["invoices"]["sheet"].to_list() == ["m.zip!copie.eml!f.xml"]


def _locked() -> bytes:
    content = bytearray(_zip(("f.xml", b"<a/>")))
    content[content.find(b"PK\x01\x02") + 8] |= 1  # the flag of encryption
    return bytes(content)


@pytest.mark.parametrize(
    ("archive", "status"),
    [
        (_zip(("f.xml", cii()))[:-30], "damaged_archive"),
        (_locked(), "password"),
        (_zip(("autre.zip", _zip(("f.xml", cii())))), "nested_archive"),
    ],
)
def test_an_archive_that_is_not_opened_is_told(archive: bytes, status: str) -> None:
    given = read(bytes(_mail(("a.zip", archive), ("f.xml", cii()))))
    assert given.status == "partial"
    assert given.tables["invoices"]["status"].to_list() == ["ok", status]
    assert "a.zip" in render(given.problems[0].message, Language.FR)
    assert read(bytes(_mail(("a.zip", archive)))).status == "refused"


def test_archives_of_a_message_are_weighed_together() -> None:
    # Each one says 900 MB, which is within what one archive may hold; two of them are not.
    heavy = bytearray(_zip(("vide.bin", b"\0" * 100)))
    at = heavy.find(b"PK\x01\x02") + 24
    heavy[at : at + 4] = (900 << 20).to_bytes(4, "little")
    given = read(bytes(_mail(("a.zip", bytes(heavy)), ("b.zip", bytes(heavy)))))
    assert given.tables["invoices"].select("status", "sheet").rows() == [("too_large", "b.zip")]


def test_messages_attached_to_messages_without_end_are_bounded() -> None:
    inner = bytes(_mail(("f.xml", cii())))
    for _ in range(10):
        inner = bytes(_mail(("copie.eml", inner)))
    assert read(inner).tables["invoices"]["status"].to_list() == ["too_large"]
