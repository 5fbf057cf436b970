"""An electronic invoice as one immutable record, whatever its syntax, and what a file that should hold one gave."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from ancrage.problems import Problem
from ancrage.text import Text

# Statuses of a document, as the column `status` of the table INVOICES writes them (docs/invoices.md).
OK = "ok"
NO_XML = "no_xml"
NO_INVOICE_ATTACHMENT = "no_invoice_attachment"
XML_ERROR = "xml_error:XMLSyntaxError"
DOCTYPE = "doctype"
PASSWORD = "password"  # noqa: S105 (a status, not a secret)
NOT_AN_INVOICE = "not_an_invoice"
TOO_LARGE = "too_large"
DAMAGED_PDF = "damaged_pdf"
DAMAGED_MAIL = "damaged_mail"
DAMAGED_ARCHIVE = "damaged_archive"
NESTED_ARCHIVE = "nested_archive"


# Records and not dataclasses: ten thousand invoices make a hundred thousand lines, and these cost a fifth as much.
class Line(NamedTuple):
    """One line of an invoice, with the signs of the table INVOICE_LINES: amount in cents, negative on a credit note."""

    id: str | None = None
    product: str | None = None
    buyer_product: str | None = None
    barcode: str | None = None
    name: str | None = None
    quantity: float | None = None
    unit: str | None = None
    unit_price: float | None = None
    amount: int | None = None
    tax_pct: float | None = None
    country: str | None = None
    line: int = 1


class Invoice(NamedTuple):
    """The head of an invoice, with the columns of the table INVOICES: amounts in cents, negative on a credit note."""

    syntax: str | None = None
    profile: str | None = None
    type: str | None = None
    number: str | None = None
    date: dt.date | None = None
    seller: str | None = None
    seller_siret: str | None = None
    seller_vat: str | None = None
    seller_country: str | None = None
    seller_iban: str | None = None
    buyer: str | None = None
    buyer_siret: str | None = None
    buyer_vat: str | None = None
    currency: str | None = None
    net: int | None = None
    tax: int | None = None
    gross: int | None = None
    due: int | None = None
    lines: int | None = None
    order_ref: str | None = None
    due_date: dt.date | None = None
    delivery_date: dt.date | None = None


class Unread(NamedTuple):
    """A value that is there but says nothing sure: the name of its element, what is written, its line."""

    element: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Content:
    """What an invoice says: its head, its lines, and the values that could not be read."""

    head: Invoice
    lines: tuple[Line, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no invoice: status, words for people, repair, and the line of the XML where there is one."""

    status: str
    reason: Text
    repair: Text
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file: an invoice, or the reason why there is none.

    Args:
        status: "ok", or the stable code of the reason.
        reason: how it was recognised, or why it is no invoice.
        attachment: name of the attachment within the PDF or the message; empty for a file that is the invoice itself.
        line: line of the XML where the invoice begins, or where reading stopped; 1 where that says nothing.
        content: the invoice, None when the status is not "ok".
        problems: what was odd, or what is refused.
    """

    status: str
    reason: Text
    attachment: str = ""
    line: int = 1
    content: Content | None = None
    problems: tuple[Problem, ...] = ()
