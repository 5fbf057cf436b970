"""The XML form of the FEC (A47 A-1 VI 2° and the XSD of the administration), read as a stream, hardened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import polars as pl
from lxml import etree

from ancrage.firm.bytestream import Bytes, Payload, head, raw_blocks, unix_lines
from ancrage.firm.fec.columns import Layout, canonical
from ancrage.firm.fec.log import Log
from ancrage.firm.fec.parse import KEPT, Parsed
from ancrage.firm.fec.typed import typed

_BATCH = 50_000


class _ForbiddenError(Exception):
    """The document declares a type, and so may declare entities."""


_LINE_TAG = re.compile(rb"<(?:[\w.-]+:)?ligne[\s/>]", re.IGNORECASE)
_LEVELS = {"journal", "ecriture", "ligne"}


def is_xml(start: bytes) -> bool:
    """Whether bytes begin as an XML document does."""
    text = start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t").replace(b"\0", b"")
    return text.startswith(b"<")


def looks_like_fec(start: bytes) -> bool:
    """Whether an XML document is a FEC: its root, and an accounting period within."""
    text = start.replace(b"\0", b"")
    return bool(re.search(rb"<(\w+:)?comptabilite[\s>]", text, re.IGNORECASE))


def parse(payload: Payload, log: Log) -> Parsed | None:
    """Lines of an XML FEC; `line` is the line of the file on which <ligne> begins, the first being 1.

    Where several <ligne> stand on one line of the file (no line ends), `line` is 1 + the rank of the <ligne>.
    """
    try:
        frames = list(_frames(payload))
    except _ForbiddenError:
        log.add("forbidden_xml")
        return None
    except (etree.XMLSyntaxError, ValueError) as error:
        log.add("bad_xml", value=str(error).split("\n")[0])
        return None
    if not frames:
        log.add("no_line")
        return None
    cells = _as_flat(
        pl.concat(frames, how="diagonal").with_columns(pl.col(pl.String).fill_null(""))
    )
    places = _places(payload)
    if len(set(places)) < len(places) or len(places) != cells.height:
        places = list(range(2, cells.height + 2))
    cells = cells.with_columns(pl.Series("line", places, dtype=pl.UInt32))
    validated = "valid" in cells.columns and bool((cells["valid"] != "").any())
    signed = "_signed" in cells.columns
    layout = Layout("\t", ("Montant", "Sens") if signed else ("Debit", "Credit"))
    lines = typed(cells.drop("valid", "_signed", strict=False), layout, log)
    return Parsed(lines, validated, declared_end=_closing_day(payload))


def _as_flat(cells: pl.DataFrame) -> pl.DataFrame:
    """Dates and decimals of XML Schema (2025-03-04, 2025-03-04T00:00:00, 100.50) as the flat form writes them."""
    days = [name for name in ("date", "piece_date") if name in cells.columns]
    amounts = [name for name in ("debit", "credit") if name in cells.columns]
    return cells.with_columns(
        pl.col(days).str.replace(r"^(\d{4})-(\d{2})-(\d{2})(?:[TZ+-].*)?$", "${1}${2}${3}"),
        pl.col(amounts).str.replace(r"^([+-]?\d+)\.(\d+)$", "${1},${2}"),
    )


def _places(payload: Payload) -> list[int]:
    """Line of the file on which each <ligne> begins; libxml2 counts up to 65,535 only."""
    places: list[int] = []
    line, rest = 1, b""
    for block in raw_blocks(payload):
        whole = rest + block.replace(b"\0", b"")  # UTF-16: the marks are ASCII
        cut = whole.rfind(b">") + 1
        text, rest = unix_lines(whole[:cut].replace(b"\r\n", b"\n")), whole[cut:]
        at = 0
        for match in _LINE_TAG.finditer(text):
            line += text.count(b"\n", at, match.start())
            at = match.start()
            places.append(line)
        line += text.count(b"\n", at)
    return places


def _closing_day(payload: Payload) -> date | None:
    """Last day that <DateCloture> declares."""
    match = re.search(
        rb"<DateCloture>\s*(\d{4})-?(\d{2})-?(\d{2})", head(payload).replace(b"\0", b"")
    )
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def _frames(payload: Payload) -> Iterator[pl.DataFrame]:
    rows: list[dict[str, str | int | bool]] = []
    events = etree.iterparse(
        Bytes(payload),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    pending: list[dict[str, str | int | bool]] = []
    journal_start = 0
    prolog_seen = False
    for _event, element in events:
        if not prolog_seen and element.getroottree().docinfo.doctype:
            raise _ForbiddenError
        prolog_seen = True
        tag = etree.QName(element).localname.lower()
        if tag == "ligne":
            pending.append({**_cells(element), "line": 0, "fault": False})
        elif tag == "ecriture":
            own = _own_cells(element)
            rows.extend({**own, **row} for row in pending)
            pending.clear()
            element.clear()
        elif tag == "journal":
            own = _own_cells(element)
            for row in rows[journal_start:]:
                row.update({k: v for k, v in own.items() if k not in row})
            element.clear()
            if len(rows) > _BATCH:
                yield _frame(rows)
                rows = []
            journal_start = len(rows)
    if rows:
        yield _frame(rows)


def _own_cells(element: etree._Element) -> dict[str, str]:
    return _read(child for child in element if etree.QName(child).localname.lower() not in _LEVELS)


def _cells(element: etree._Element) -> dict[str, str]:
    return _read(iter(element))


def _read(children: Iterator[etree._Element]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for child in children:
        name = canonical(etree.QName(child).localname)
        if name in KEPT:
            cells[KEPT[name]] = (child.text or "").strip()
            if name == "Montant":
                cells["_signed"] = "1"
    return cells


def _frame(rows: list[dict[str, str | int | bool]]) -> pl.DataFrame:
    names = sorted({name for row in rows for name in row})
    kinds: dict[str, type[pl.DataType]] = {"line": pl.UInt32, "fault": pl.Boolean}
    return pl.DataFrame(
        {
            name: pl.Series([row.get(name) for row in rows], dtype=kinds.get(name, pl.String))
            for name in names
        }
    )
