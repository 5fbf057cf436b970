"""From one file to the electronic invoices that it holds: XML, PDF with an attachment, message with attachments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from ancrage.firm.bytestream import Payload, raw_blocks
from ancrage.firm.extract import Confidence, Extract
from ancrage.firm.fec.xml import looks_like_fec
from ancrage.firm.invoices import cii, refusals, ubl
from ancrage.firm.invoices.attached import Attached, is_message
from ancrage.firm.invoices.frames import LazyTables
from ancrage.firm.invoices.hardened import LARGEST, Root, parse, too_large
from ancrage.firm.invoices.mail import is_mail
from ancrage.firm.invoices.model import (
    NO_INVOICE_ATTACHMENT,
    NO_XML,
    NOT_AN_INVOICE,
    OK,
    Content,
    Document,
    Invoice,
    Refusal,
)
from ancrage.firm.invoices.prolog import (
    COMPOUND,
    ENVELOPES,
    INVOICE_ROOTS,
    Prolog,
    is_pdf,
    prolog,
)
from ancrage.firm.invoices.values import Element, line_of
from ancrage.problems import Problem
from ancrage.text import Text, t

Status = Literal["ok", "warning", "partial", "refused"]
_SHEETS = frozenset(["Workbook"])  # spreadsheets as XML: another reader's
_ITEM = re.compile(
    rb"<(?:[\w.-]+:)?(?:IncludedSupplyChainTradeLineItem|InvoiceLine|CreditNoteLine)[\s>/]"
)
_COUNTED_LINES = 65_535  # libxml2 keeps a line in 16 bits
_ROUNDING = 2  # cents by which net and tax may miss the total
_ELSEWHERE = frozenset([NO_XML, NO_INVOICE_ATTACHMENT, NOT_AN_INVOICE])


def read_invoices(payload: Payload) -> Extract | None:
    """What the file gives, or None when it is neither XML, PDF nor message, or is an XML of another reader (FEC, page).

    The tables are built when first asked for: for many files, gather `documents` of each and call `frames` once.

    Raises:
        UnreadableFile: the bytes cannot be had (damaged archive).
    """
    documents = read_documents(payload)
    return None if documents is None else extract(payload.name, documents)


def documents(given: Extract) -> tuple[Document, ...]:
    """The documents of an extract made by `read_invoices`; none of another."""
    return given.tables.documents if isinstance(given.tables, LazyTables) else ()


def read_documents(payload: Payload) -> tuple[Document, ...] | None:
    """The invoices of the file, or one document that says why there is none; None as `read_invoices`."""
    blocks = raw_blocks(payload)
    start = next(blocks, b"")
    if is_pdf(start[:1024]):
        data = _whole(start, blocks)
        return (
            _from_pdf(payload.name, data, "") if data is not None else _oversized(payload.name),
        )
    said = prolog(start)
    if said is not None:
        if _of_another_reader(start, said):
            return None
        if not said.doctype and said.root not in INVOICE_ROOTS | ENVELOPES:
            return (_refused(payload.name, refusals.other_xml(said.root)),)
        data = _whole(start, blocks)
        return (
            _from_xml(payload.name, data, said, "")
            if data is not None
            else _oversized(payload.name),
        )
    if is_mail(start):
        data = _whole(start, blocks)
        return _from_mail(payload.name, data) if data is not None else (_oversized(payload.name),)
    if start.startswith(COMPOUND):  # or an old workbook, which may be larger
        data = _whole(start, blocks)
        if data is not None and is_message(data):
            return _from_mail(payload.name, data)
    return None


def extract(name: str, found: tuple[Document, ...]) -> Extract:
    """What documents of one file give together."""
    heads = [document.content.head for document in found if document.content]
    problems = tuple(problem for document in found for problem in document.problems)
    days = sorted(head.date for head in heads if head.date)
    confidence: Confidence = "high" if heads else "medium"
    status: Status
    if not heads:
        status = "refused"
    elif len(heads) < len(found):
        status = "partial"
    else:
        status = "warning" if any(p.severity != "info" for p in problems) else "ok"
    reason = next((document.reason for document in found if document.content), found[0].reason)
    return Extract(
        name=name,
        kind="invoice",
        confidence=confidence,
        reason=reason,
        status=status,
        rows=len(found),
        tables=LazyTables(found),
        problems=problems,
        control=_control(heads),
        period_start=days[0] if days else None,
        period_end=days[-1] if days else None,
    )


def _control(heads: list[Invoice]) -> dict[str, int | float]:
    if not heads:
        return {}
    return {
        "invoices": len(heads),
        "lines": sum(head.lines or 0 for head in heads),
        "net_total": sum(head.net or 0 for head in heads) / 100,
        "gross_total": sum(head.gross or 0 for head in heads) / 100,
    }


def _whole(start: bytes, blocks: Iterable[bytes]) -> bytes | None:
    """All bytes of the file; None when they are more than an invoice ever takes."""
    taken, size = [start], len(start)
    for block in blocks:
        size += len(block)
        if size > LARGEST:
            return None
        taken.append(block)
    return b"".join(taken) if len(taken) > 1 else start


def _of_another_reader(start: bytes, said: Prolog) -> bool:
    return (
        said.html
        or said.root in _SHEETS
        or (said.root not in INVOICE_ROOTS | ENVELOPES and looks_like_fec(start))
    )


def _from_mail(name: str, data: bytes) -> tuple[Document, ...]:
    """The invoices attached; what is attached beside them and is none is no failure."""
    inside = Attached(LARGEST)
    found: list[Document] = []
    for attachment, content in inside.files(data):
        if is_pdf(content[:1024]):
            found.append(_from_pdf(name, content, attachment))
        elif (said := prolog(content)) is not None and not said.html:
            found.append(_from_xml(name, content, said, attachment))
    sound = _once(document for document in found if document.content)
    failed = [document for document in found if document.status not in _ELSEWHERE | {OK}]
    for place, code in inside.unopened:
        failed.append(_refused(name, refusals.archive(code, place), place))
    if inside.too_large and (sound or failed):
        failed.append(_oversized(name))
    if sound or failed:
        return (*sound, *failed)
    if inside.too_large:
        return (_oversized(name),)
    if inside.damaged:
        return (_refused(name, refusals.damaged_mail()),)
    return (found[0] if len(found) == 1 else _refused(name, refusals.mail_without_invoice()),)


def _once(found: Iterable[Document]) -> list[Document]:
    """Each invoice once: sellers attach the PDF that holds the XML, and the XML."""
    kept: dict[object, Document] = {}
    for document in found:
        if document.content:
            head = document.content.head
            key = (head.seller_vat or head.seller, head.type, head.number, head.date, head.gross)
            kept.setdefault(key, document)
    return list(kept.values())


def _from_pdf(name: str, data: bytes, within: str) -> Document:
    from ancrage.firm.invoices.pdf import KNOWN_NAMES, attachments  # noqa: PLC0415 (a library)

    if len(data) > LARGEST:
        return _oversized(name)
    held = attachments(data)
    failed: Document | None = None
    for attachment, content in held.loaded():
        said = prolog(content)
        known = attachment.lower() in KNOWN_NAMES
        invoice = said is not None and (said.doctype or said.root in INVOICE_ROOTS | ENVELOPES)
        if said is None or not (known or invoice):
            if known:
                failed = failed or _refused(name, refusals.other_xml(""), attachment)
            continue
        document = _from_xml(name, content, said, attachment)
        if document.content:
            return document
        failed = failed or document
    if failed is not None:
        return failed
    if held.password:
        refusal = refusals.password()
    elif held.too_large:
        refusal = too_large()
    elif held.damaged:
        refusal = refusals.damaged_pdf()
    elif held.names:
        refusal = refusals.no_invoice_attached(held.names)
    else:
        refusal = refusals.no_attachment()
    return _refused(name, refusal, within)


def _from_xml(name: str, data: bytes, said: Prolog, attachment: str) -> Document:
    root = parse(data, said)
    if isinstance(root, Refusal):
        return _refused(name, root, attachment)
    element = _invoice_element(root.element)
    tag = element.tag.rpartition("}")[2]
    if tag in cii.ROOTS:
        content = cii.read(element)
    elif tag in ubl.ROOTS and ubl.is_ubl(element):
        content = ubl.read(element)
    else:
        return _refused(name, refusals.other_xml(tag), attachment)
    head = content.head
    if head.number is None and head.net is None and head.gross is None and head.due is None:
        return _refused(name, refusals.empty_invoice(), attachment)
    content = _placed(content, data, root)
    return Document(
        OK,
        _recognised(content.head, attachment),
        attachment,
        line_of(element) + root.shift,
        content,
        tuple(_remarks(name, content, root.mended)),
    )


def _invoice_element(root: Element) -> Element:
    """The root, or the invoice within the envelope that carries it."""
    if root.tag.rpartition("}")[2] in ENVELOPES:
        for child in root:
            if child.tag.rpartition("}")[2] in INVOICE_ROOTS:
                return child
    return root


def _placed(content: Content, data: bytes, root: Root) -> Content:
    """The lines of the file, where the parser cannot tell them: what stood before the document, and long files."""
    lines, unread, shift = content.lines, content.unread, root.shift
    if data.count(b"\n") >= _COUNTED_LINES and b"\0" not in data[:4]:
        places, line, at = [], 1, 0
        for match in _ITEM.finditer(data):
            line += data.count(b"\n", at, match.start())
            at = match.start()
            places.append(line)
        if len(places) == len(lines) == content.head.lines:
            lines = tuple(o._replace(line=p) for o, p in zip(lines, places, strict=True))
    elif shift:
        lines = tuple(one._replace(line=one.line + shift) for one in lines)
    if shift:
        unread = tuple(one._replace(line=one.line + shift) for one in unread)
    return Content(content.head, lines, unread)


def _recognised(head: Invoice, attachment: str) -> Text:
    profile = (head.profile or "").lower()
    if head.syntax == "ZF1":
        form = "ZUGFeRD 1.0"
    elif "xrechnung" in profile:
        form = f"XRechnung ({head.syntax})"
    elif "peppol" in profile:
        form = f"Peppol BIS ({head.syntax})"
    elif "factur-x" in profile or attachment.lower() == "factur-x.xml":
        form = f"Factur-X ({head.syntax})"
    else:
        form = head.syntax or ""
    if attachment:
        return t("Facture électronique {form}, dans le fichier joint {attachment}.",
                 form=form, attachment=attachment)  # fmt: skip
    return t("Facture électronique {form}.", form=form)


def _remarks(name: str, content: Content, mended: Text | None) -> Iterable[Problem]:
    if mended is not None:
        yield Problem("invoice_encoding", "warning", name, None, mended,
                      t("Les lettres ont été lues telles qu’elles sont. Vérifiez les noms."))  # fmt: skip
    for one in content.unread:
        yield Problem(
            "invoice_value",
            "warning",
            name,
            one.line,
            t("La valeur « {value} » de {element} n’a pas pu être lue.",
              value=one.value, element=one.element),
            t("Elle reste inconnue. Vérifiez la facture."),
        )  # fmt: skip
    head = content.head
    if (
        head.net is not None
        and head.tax is not None
        and head.gross is not None
        and abs(head.net + head.tax - head.gross) > _ROUNDING
    ):
        yield Problem(
            "invoice_totals",
            "warning",
            name,
            None,
            t("Le total hors taxe et la TVA ne font pas le total TTC de la facture."),
            t("Les montants sont gardés tels qu’ils sont écrits. Vérifiez la facture."),
        )


def _oversized(name: str) -> Document:
    return _refused(name, too_large())


def _refused(name: str, refusal: Refusal, attachment: str = "") -> Document:
    code = "invoice_" + refusal.status.partition(":")[0]
    problem = Problem(code, "error", name, refusal.line, refusal.reason, refusal.repair)
    return Document(
        refusal.status, refusal.reason, attachment, refusal.line or 1, problems=(problem,)
    )
