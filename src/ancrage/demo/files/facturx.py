"""Invoices as files: Factur-X (a PDF that carries its XML) and UBL, written by the library factur-x."""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Iterator
from typing import Final

from ancrage.demo.cast.suppliers import SUPPLIERS
from ancrage.demo.files.invoices import EInvoice
from ancrage.demo.files.page import drawer, title

_STAMP: Final = re.compile(rb"(\(D(?::|\\072))\d{14}")
_XMP_STAMP: Final = re.compile(rb"(<xmp:(?:Create|Modify)Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_IDENTITY: Final = re.compile(rb"/ID \[ <([0-9a-f]+)> <([0-9a-f]+)> \]")
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>| ]+')


def e_invoice_files(invoices: Iterator[EInvoice]) -> Iterator[tuple[str, bytes]]:
    """Path below the folder of invoices, and content, of each invoice."""
    import facturx  # type: ignore[import-untyped]  # noqa: PLC0415 (heavy)
    from facturx.generate_xml import generate_xml  # type: ignore[import-untyped]  # noqa: PLC0415

    draw = drawer()
    for one in invoices:
        # the library completes the terms in place, and asks a server on the network for rules
        # unless it is told not to
        xml = generate_xml(
            copy.deepcopy(one.terms),
            flavor="ubl-2.1" if one.syntax == "ubl" else "factur-x",
            level="en16931",
            check_xsd=False,
            check_schematron=None,
        )
        if one.syntax == "ubl":
            yield _path(one, "xml"), xml
            continue
        name = SUPPLIERS[one.supplier].name
        pdf = facturx.generate_from_binary(
            draw(one),
            xml,
            flavor="factur-x",
            level="en16931",
            check_xsd=False,
            pdf_metadata={"author": name, "title": title(one.terms), "subject": "", "keywords": ""},
            lang="fr-FR",
            afrelationship="alternative",
            xmp_compression=False,
        )
        yield _path(one, "pdf"), _dated(pdf, one)


def _path(invoice: EInvoice, ending: str) -> str:
    """Month and name of the file, as its owner would sort and name it."""
    number = _NOT_IN_NAMES.sub("-", invoice.number)
    name = f"{invoice.day} {SUPPLIERS[invoice.supplier].name} {number}.{ending}"
    return f"{invoice.day:%Y-%m}/{name}"


def _dated(pdf: bytes, invoice: EInvoice) -> bytes:
    """The same file with the day of the invoice in the place of now, and an identity that follows from it.

    The library writes the instant of the call and a random identity; lengths stay, so do offsets.
    """
    day = invoice.day
    pdf = _STAMP.sub(rf"\g<1>{day:%Y%m%d}080000".encode(), pdf)
    pdf = _XMP_STAMP.sub(rf"\g<1>{day}T08:00:00".encode(), pdf)
    digest = hashlib.sha256(f"{invoice.supplier} {invoice.number}".encode()).hexdigest().encode()

    def same_length(found: re.Match[bytes]) -> bytes:
        first, second = (digest[: len(part)].ljust(len(part), b"0") for part in found.groups())
        return b"/ID [ <" + first + b"> <" + second + b"> ]"

    return _IDENTITY.sub(same_length, pdf)
