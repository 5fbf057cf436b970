"""What the first bytes of a file say: a PDF, a compound file, or what an XML document says before its first element.

Encoding, document type and name of the root are read from the first bytes alone, so that a document that is no invoice, or
that declares entities, is never parsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ancrage.firm.invoices import cii, ubl

INVOICE_ROOTS = cii.ROOTS | ubl.ROOTS
ENVELOPES = frozenset(["StandardBusinessDocument"])  # the envelope in which Peppol carries UBL
_DECLARATION = re.compile(rb"<\?xml\s[^>]*?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)[\"']")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[\w.\x80-\xff-]+:)?([\w.\x80-\xff-]+)")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # messages of Outlook, old workbooks and letters
_MARKS = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_MOST = 10_000  # comments before the root


def is_pdf(start: bytes) -> bool:
    """Whether bytes begin as a PDF does; readers allow a few bytes before the sign."""
    return start.startswith(b"%PDF-") or any(
        sign in start[:1024] for sign in (b"\n%PDF-1.", b"\n%PDF-2.")
    )


@dataclass(frozen=True, slots=True)
class Prolog:
    """What comes before the first element.

    Args:
        encoding: as declared, or None.
        doctype: whether a document type is declared.
        root: local name of the first element, empty where it is not within the bytes given.
        html: whether it is a page and not data.
    """

    encoding: str | None
    doctype: bool
    root: str
    html: bool


def prolog(start: bytes) -> Prolog | None:
    """What the first bytes say, UTF-16 included; None where they do not begin as XML does."""
    text = start.lstrip(_MARKS)
    if b"\0" in text[:64]:
        text = text.replace(b"\0", b"")
    if not text.startswith(b"<"):
        return None
    encoding = None
    if match := _DECLARATION.match(text):
        declared = _ENCODING.search(match[0])
        encoding = declared[1].decode("latin-1") if declared else None
    at, found_type, html = 0, False, bool(_HTML.match(text))
    for _ in range(_MOST):
        at = text.find(b"<", at)
        if at < 0:
            break
        if text.startswith(b"<?", at):
            at = _after(text, b"?>", at)
        elif text.startswith(b"<!--", at):
            at = _after(text, b"-->", at)
        elif _DOCTYPE.match(text, at):
            # What a document type declares may hold anything: the root is not looked for behind it.
            return Prolog(encoding, doctype=True, root="", html=bool(_HTML.match(text, at)))
        elif match := _ROOT.match(text, at):
            html = html or bool(_HTML.match(text, at))
            return Prolog(encoding, found_type, match[1].decode("utf-8", "replace"), html)
        else:
            break
    return Prolog(encoding, found_type, "", html)


def _after(text: bytes, end: bytes, at: int) -> int:
    found = text.find(end, at)
    return len(text) if found < 0 else found + len(end)
