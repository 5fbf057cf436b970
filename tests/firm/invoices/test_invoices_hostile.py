"""XML that is broken or that means harm: refused fast, with a reason that says where."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invoice_xml import cii, cii_line, head, payload, read, ubl, zugferd_1

from ancrage.firm.bytestream import payloads
from ancrage.firm.invoices import read_documents, read_invoices
from ancrage.firm.tables.trade import INVOICES
from ancrage.text import Language, render
from corpus import corpus

_SEEDS = [cii(cii_line()), zugferd_1(), ubl(), ubl(credit=True)]
_STATUSES = {
    "ok", "no_xml", "no_invoice_attachment", "xml_error:XMLSyntaxError", "doctype", "password",
    "not_an_invoice", "too_large", "damaged_pdf", "damaged_mail",
}  # fmt: skip


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("xxe_invoice.xml", "doctype"),
        ("billion_laughs.xml", "doctype"),
        ("quadratic.xml", "doctype"),
        ("deep_200k.xml.gz", "not_an_invoice"),
    ],
)
def test_the_traps_kept_beside_the_repository_are_refused_at_once(name: str, status: str) -> None:
    (one,) = payloads(corpus("hostile_inputs", name))
    start = time.perf_counter()
    given_ = read_invoices(one)
    assert time.perf_counter() - start < 2
    assert given_ is not None
    assert given_.tables["invoices"]["status"].to_list() == [status]
    assert [p.code for p in given_.problems] == ["invoice_" + status]


_LAUGHS = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "content",
    [
        ubl().replace(b"<Invoice", _LAUGHS + b"<Invoice", 1).replace(b"U-1", b"&b;"),
        ubl().replace(b"<Invoice", b'<!DOCTYPE r SYSTEM "http://example.org/x.dtd"><Invoice', 1),
        ubl().replace(b"<Invoice", b"<!-- <Invoice> --><?a <b?><!DOCTYPE r><Invoice", 1),
        ubl().decode().replace("UTF-8", "UTF-16").replace("<Invoice", "<!DOCTYPE r><Invoice", 1).encode("utf-16"),
        ubl().decode().replace("<Invoice", "<!DOCTYPE r><Invoice", 1).replace('encoding="UTF-8"', "").encode("utf-16-le"),
    ],
    ids=["entities", "outside", "hidden", "utf-16", "utf-16 unmarked"],
)  # fmt: skip
def test_a_document_type_is_refused_wherever_it_hides(content: bytes) -> None:
    row = head(content)
    assert row["status"] == "doctype"
    assert {value for name, value in row.items() if name not in {"status", "sheet", "line"}} == {
        None
    }


def test_an_encoding_that_hides_the_signs_of_xml_is_not_admitted() -> None:
    """In UTF-7 a document type is written without its signs."""
    content = b'<?xml version="1.0" encoding="UTF-7"?>' + ubl().partition(b"?>")[2]
    given_ = read(content)
    assert given_.tables["invoices"]["status"].to_list() == ["xml_error:XMLSyntaxError"]
    assert given_.reason.params["encoding"] == "UTF-7"


def test_the_document_type_words_in_a_note_are_no_document_type() -> None:
    assert head(cii(seller="A <![CDATA[<!DOCTYPE x>]]> B"))["seller"] == "A <!DOCTYPE x> B"


@pytest.mark.parametrize(
    "content",
    [
        b"<Invoice>" * 100_000,
        cii("<ram:A>" * 300 + "</ram:A>" * 300),
        cii(seller="x" * 11_000_000),
        b"<CrossIndustryInvoice>" + b"<!-- -->" * 9_000_000,
        cii("<a/>" * 4_000_000),
        b"<Invoice " + b" ".join(b"a%d=''" % n for n in range(1_500_000)) + b"/>",
    ],
    ids=["deep", "deep inside", "long text", "large", "many tags", "many attributes"],
)
def test_what_is_too_deep_or_too_large_is_refused(content: bytes) -> None:
    start = time.perf_counter()
    assert head(content)["status"] == "too_large"
    assert time.perf_counter() - start < 5


def test_a_large_attachment_carried_inside_is_no_harm() -> None:
    """12 MB of base64, more than the parser takes in one text, with line ends; the lines after it keep their places."""
    picture = b"<ram:AttachmentBinaryObject mimeCode='application/pdf'>" + (b"QUJD" * 19 + b"\n") * 160_000 + b"</ram:AttachmentBinaryObject>"  # fmt: skip
    whole = cii(cii_line()).replace(b"<ram:ApplicableHeaderTradeAgreement>", b"<ram:AdditionalReferencedDocument>" + picture + b"</ram:AdditionalReferencedDocument><ram:ApplicableHeaderTradeAgreement>")  # fmt: skip
    row = head(whole)
    assert (row["status"], row["gross"]) == ("ok", 12_000)


# ---- broken XML says where it is broken ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (cii()[: cii().index(b"<ram:GrandTotal")], 18, "s’arrête avant sa fin"),
        (cii(seller="Dupont & fils"), 8, "« & »"),
        (cii(number="</ram:Other>"), 4, "y ferme"),
        (cii(number="\x01"), 4, "signe interdit"),
        (cii(number="&eacute;"), 4, "entité"),
        (b"\n\n" + cii(number="</ram:Other>"), 6, "y ferme"),
    ],
    ids=["cut", "ampersand", "mismatch", "control", "entity", "blank lines first"],
)
def test_broken_xml_is_refused_with_its_line(content: bytes, line: int, words: str) -> None:
    given_ = read(content)
    (problem,) = given_.problems
    assert given_.tables["invoices"]["status"].to_list() == ["xml_error:XMLSyntaxError"]
    assert (problem.line, problem.severity) == (line, "error")
    assert given_.tables["invoices"]["line"].to_list() == [line]
    assert words in render(problem.message, Language.FR)


# ---- encodings that lie --------------------------------------------------------------------------------------------

_NAME = "Crèmerie Côté à l’œuf"


@pytest.mark.parametrize(
    ("declared", "real", "mended"),
    [
        ("UTF-8", "utf-8", False),
        ("utf8", "utf-8-sig", False),
        ("ISO-8859-1", "utf-8", True),
        ("windows-1252", "utf-8", True),
        ("UTF-16", "utf-8", True),
        ("windows-1252", "cp1252", False),
        ("UTF-16", "utf-16", False),
    ],
)
def test_letters_are_read_in_the_encoding_they_have(
    declared: str, real: str, *, mended: bool
) -> None:
    text = cii(seller=_NAME).decode().replace('encoding="UTF-8"', f'encoding="{declared}"')
    given_ = read(text.encode(real))
    assert given_.tables["invoices"]["seller"].to_list() == [_NAME]
    assert [p.code for p in given_.problems] == (["invoice_encoding"] if mended else [])


def test_latin_letters_said_to_be_utf_8_are_read_when_they_are_sure() -> None:
    given_ = read(cii(seller="Crèmerie Côté").decode().encode("latin-1"))
    assert given_.tables["invoices"]["seller"].to_list() == ["Crèmerie Côté"]
    assert given_.status == "warning"
    given_ = read(cii().decode().replace('encoding="UTF-8"', "").replace("Dupont", "Béré").encode("cp1252"))  # fmt: skip
    assert given_.tables["invoices"]["seller"].to_list() == ["Minoterie Béré"]


@pytest.mark.parametrize(
    "seller",
    ["«".encode() + "Côté".encode("latin-1"), "Crème €".encode("cp1252"), "Crémerie à l'été".encode("cp850"), "Cr\u00e8me".encode()[:-3]],
    ids=["two encodings", "a sign of one only", "cp850", "cut letter"],
)  # fmt: skip
def test_letters_that_are_not_sure_are_refused_with_their_line(seller: bytes) -> None:
    given_ = read(cii(seller="SELLER").replace(b"SELLER", seller))
    assert given_.tables["invoices"]["status"].to_list() == ["xml_error:XMLSyntaxError"]
    assert given_.problems[0].line == 8


def test_padding_around_the_document_is_no_fault() -> None:
    given_ = read(b"\xef\xbb\xbf\r\n\n" + cii(cii_line()) + b"\n\0\0\0\x1a")
    assert given_.status == "ok"
    assert given_.tables["invoice_lines"]["line"].to_list() == [9]  # two lines more


# ---- anything at all -----------------------------------------------------------------------------------------------


def _sound(content: bytes) -> None:
    given_ = read_invoices(payload(content))
    if given_ is None:
        return
    table = given_.tables["invoices"]
    assert set(table["status"]) <= _STATUSES
    assert list(table.schema) == [
        name for name in INVOICES.schema if name not in {"source", "copy"}
    ]
    assert (given_.status == "refused") == (table["status"] != "ok").all()
    for problem in given_.problems:
        render(problem.message, Language.FR)
        render(problem.repair, Language.FR)


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<?xml version='1.0'?>", b"<Invoice>", b"%PDF-1.7\n", b"From: a\nTo: b\nDate: c\n\n"]),
)  # fmt: skip
def test_any_bytes_are_read_or_refused(content: bytes, start: bytes) -> None:
    _sound(start + content)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(_SEEDS),
    st.lists(
        st.tuples(
            st.floats(0, 1), st.integers(0, 40), st.one_of(st.binary(max_size=12), st.sampled_from(
                [b"<!DOCTYPE x>", b"&#0;", b"]]>", b"1e9", b"-", b"\0", b"<a>", b"</ram:ID>", b"99999999999999999999"])),
        ),
        max_size=4,
    ),
)  # fmt: skip
def test_a_damaged_invoice_is_read_or_refused(
    seed: bytes, cuts: list[tuple[float, int, bytes]]
) -> None:
    content = seed
    for place, length, inserted in cuts:
        at = int(place * len(content))
        content = content[:at] + inserted + content[at + length :]
    _sound(content)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([b"<ram:GrandTotalAmount>120.00", b"<ram:LineTotalAmount>34.00", b'KGM">40', b'102">20250303', b"<ram:ChargeAmount>85"]), st.text(max_size=20))  # fmt: skip
def test_any_value_is_read_or_unknown(place: bytes, value: str) -> None:
    clean = "".join(c for c in value if c.isprintable() and c not in "<&")
    tag = place[: place.rindex(b">") + 1]
    _sound(cii(cii_line()).replace(place, tag + clean.encode(), 1))


# ---- inside an archive ---------------------------------------------------------------------------------------------


def test_invoices_of_an_archive_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "factures.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mars/1.xml", cii(number="F-1"))
        archive.writestr("mars/2.xml", ubl(credit=True))
        archive.writestr("photo.png", b"\x89PNG\r\n\x1a\n")
    given_ = {p.name.partition("!")[2]: read_documents(p) for p in payloads(path)}
    assert given_.pop("photo.png") is None
    totals = {name: [d.content.head.gross for d in found or () if d.content] for name, found in given_.items()}  # fmt: skip
    assert totals == {"mars/1.xml": [12_000], "mars/2.xml": [-12_000]}
