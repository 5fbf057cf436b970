"""Bytes of an XML document to its root, hardened: no document type, no entity, no network, bounded depth and size.

libxml2 bounds depth (256) and text (10 MB) by itself when `huge_tree` is off. An attachment carried inside an invoice
may be larger than that without any harm: its content is taken off before parsing, its line ends kept.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from lxml import etree

from ancrage.firm.bytestream import most_french
from ancrage.firm.invoices.model import DOCTYPE, TOO_LARGE, XML_ERROR, Refusal
from ancrage.firm.invoices.prolog import Prolog
from ancrage.firm.invoices.values import Element
from ancrage.text import Text, t

LARGEST = 64 << 20  # bytes of one XML document; invoices take 2 to 500 kB
_MOST_SIGNS = 1_500_000  # tags and attributes, 100 to 200 bytes of memory each; 10,000 lines of an invoice take 450,000
_TEXT_LIMIT = 8 << 20  # beyond, what is carried inside is taken off first
_EMBEDDED = re.compile(
    rb"(<(?:[\w.-]+:)?(?:EmbeddedDocumentBinaryObject|AttachmentBinaryObject)\b[^>]*>)([^<]+)"
)
_LEGACY = {"iso8859_15": "iso-8859-15", "cp1252": "windows-1252"}
# Where the signs of ASCII are one byte each, a declaration of document type cannot hide (it can in UTF-7 or EBCDIC).
_ONE_BYTE = re.compile(r"ascii|utf-8(-sig)?|iso8859-\d+|cp125\d|cp8[56]\d|mac-roman|koi8-r")
# Letters and signs of French and of its neighbours, one byte each and the same one in all Latin encodings.
_LATIN = frozenset("àâäçéèêëîïôöùûüñßÀÂÄÇÉÈÊËÎÏÔÖÙÛÜÑ°§²«»\xa0".encode("latin-1"))
_CAUSES = {
    9: t("un signe interdit s’y trouve"),
    26: t("il emploie un raccourci (entité) qu’il ne définit pas"),
    68: t("un « & » n’y est pas écrit « &amp; »"),
    76: t("une balise s’y ferme qui n’est pas celle qui est ouverte"),
    77: t("le fichier s’arrête avant sa fin"),
    201: t("un préfixe y est employé sans être défini"),
}
_ASK_AGAIN = t("Demandez au fournisseur de vous renvoyer la facture.")


class Root(NamedTuple):
    """The root of a document, how many lines stood before it, and what was mended of its encoding."""

    element: Element
    shift: int
    mended: Text | None


@dataclass(frozen=True, slots=True)
class _Encoding:
    """Codec to impose, None to leave it to the document; what to tell about it."""

    imposed: str | None = None
    mended: Text | None = None


def parse(data: bytes, prolog: Prolog) -> Root | Refusal:
    """The root of the document, or why there is none."""
    if prolog.doctype:
        return forbidden()
    if len(data) > LARGEST:
        return too_large()
    if len(data) > _TEXT_LIMIT:
        data = _EMBEDDED.sub(lambda m: m[1] + b"\n" * m[2].count(b"\n"), data)
    if data.count(b"<") + data.count(b"=") > _MOST_SIGNS:
        return too_large()
    data, shift = _trimmed(data)
    encoding = _encoding(data, prolog.encoding)
    if isinstance(encoding, Refusal):
        return encoding
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding=encoding.imposed,
    )
    try:
        element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return _refusal(error, shift)
    except ValueError:  # bytes that no parser takes
        return _broken(_CAUSES[9], 1)
    information: Any = element.getroottree().docinfo  # the stubs do not know it
    if information.doctype:
        return forbidden()
    return Root(element, shift, encoding.mended)


def forbidden() -> Refusal:
    """A document type is declared: it may define entities, by which a file reads others or fills the memory."""
    return Refusal(
        DOCTYPE,
        t("Ce XML déclare un type de document (DOCTYPE), ce qu’une facture ne fait jamais."),
        t("Par prudence il n’est pas lu. Vérifiez d’où il vient."),
    )


def too_large() -> Refusal:
    """More than an invoice ever takes."""
    return Refusal(
        TOO_LARGE,
        t("Ce fichier est trop gros ou trop imbriqué pour être une facture."),
        t("Il n’est pas lu. Vérifiez d’où il vient."),
    )


def _trimmed(data: bytes) -> tuple[bytes, int]:
    """Blanks and marks before the declaration, and padding after the end, which XML forbids and files have."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
        return data, 0
    kept = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    shift = data.count(b"\n", 0, len(data) - len(kept))
    return kept.rstrip(b"\0 \t\r\n\x1a"), shift


def _encoding(data: bytes, declared: str | None) -> _Encoding | Refusal:
    """The encoding of the bytes where it surely is not what is declared; a refusal where nothing is sure."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
        return _Encoding()
    known = _codec(declared)
    if known is None:
        return Refusal(
            XML_ERROR,
            t(
                "Le XML déclare un encodage qui n’existe pas ou qui n’est pas admis : « {encoding} ».",
                encoding=(declared or "")[:40],
            ),
            _ASK_AGAIN,
            1,
        )
    if data.isascii():  # alike in all
        return _Encoding("utf-8")
    broken = _first_broken(data)
    if known == "utf-8":
        return _Encoding("utf-8") if broken is None else _not_utf8(data, broken)
    if broken is None:  # letters of another encoding hardly ever make UTF-8 by chance
        return _Encoding(
            "utf-8",
            t("Le XML dit être en {encoding}, mais il est en UTF-8.", encoding=declared or "UTF-8"),
        )
    if known == "utf-16":
        return _not_utf8(data, broken)
    return _Encoding()


def _codec(declared: str | None) -> str | None:
    """Python's name of a declared encoding; None where it is unknown or hides ASCII."""
    if declared is None:
        return "utf-8"
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    if name in {"utf-8", "utf-8-sig"}:
        return "utf-8"
    if name.startswith("utf-16"):
        return "utf-16"
    return name if _ONE_BYTE.fullmatch(name) else None


def _first_broken(data: bytes) -> int | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _not_utf8(data: bytes, broken: int) -> _Encoding | Refusal:
    """Latin letters where UTF-8 is declared: sure when each byte is one letter in all Latin encodings, and French."""
    high = np.frombuffer(data, dtype=np.uint8)
    counts = np.bincount(high[high >= 128], minlength=256)
    codec = most_french(counts)
    one_by_one = data.decode("utf-8", "ignore").isascii()
    if one_by_one and codec in _LEGACY and set(np.flatnonzero(counts).tolist()) <= _LATIN:
        return _Encoding(
            _LEGACY[codec],
            t(
                "Le XML dit être en UTF-8, mais ses lettres accentuées sont en {encoding}.",
                encoding=_LEGACY[codec],
            ),
        )
    line = data.count(b"\n", 0, broken) + 1
    return _broken(t("une lettre accentuée n’y est pas écrite dans l’encodage déclaré"), line)


def _refusal(error: etree.XMLSyntaxError, shift: int) -> Refusal:
    code: int = getattr(error, "code", 0)  # of libxml2, not in the stubs
    if code == 114:  # depth, or length of a text
        return too_large()
    line = (error.lineno or 1) + shift
    return _broken(_CAUSES.get(code, t("il ne suit pas les règles du XML")), line)


def _broken(cause: Text, line: int) -> Refusal:
    return Refusal(
        XML_ERROR,
        t("Le XML de la facture est cassé à la ligne {line} : {cause}.", line=line, cause=cause),
        _ASK_AGAIN,
        line,
    )
