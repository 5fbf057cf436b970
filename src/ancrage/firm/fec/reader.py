"""One FEC from its bytes to typed lines, oddities collected; nothing raised for what a file may hold."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from ancrage.firm.bytestream import (
    Encoding,
    Payload,
    head,
    is_blank,
    line_blocks,
    scan,
)
from ancrage.firm.chart import item_of
from ancrage.firm.fec import xml
from ancrage.firm.fec.columns import LEGAL, Layout, from_header, from_positions
from ancrage.firm.fec.log import Log
from ancrage.firm.fec.parse import Parsed, parse_blocks
from ancrage.firm.fec.typed import SCHEMA

_NAMES = {
    "cp850": "cp850 (DOS)",
    "mac_roman": "MacRoman",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
_MARKS = {"\t", "|"}
_TOP = 20  # lines among which the header stands


@dataclass(frozen=True, eq=False)
class FecFile:
    """A file read as a FEC, before its entries are rebuilt.

    Args:
        name: path as given, with "!" and the member for a file in an archive.
        lines: columns of `typed.SCHEMA`.
        log: problems met.
        refused: nothing can be used.
        declared_end: last day of the fiscal year, where the content declares it (XML form).
    """

    name: str
    lines: pl.DataFrame
    log: Log
    refused: bool = False
    declared_end: date | None = None


def looks_like_fec(payload: Payload) -> bool:
    """Whether the first bytes are those of a FEC, by content: header, legal order, or XML form."""
    start = head(payload)
    if not start:
        return False
    if xml.is_xml(start):
        return xml.looks_like_fec(start)
    lines = _first_lines(payload, scan(payload))[:_TOP]
    return _layout(lines) is not None


def read_fec(payload: Payload) -> FecFile:
    """All the lines of a FEC; `refused` with its reason in the log when none can be read."""
    log = Log(payload.name)
    start = head(payload)
    if is_blank(start):
        log.add("empty")
        return _refused(payload, log)
    if xml.is_xml(start):
        parsed = xml.parse(payload, log)
    else:
        try:
            parsed = _flat(payload, scan(payload), log)
        except (UnicodeDecodeError, pl.exceptions.PolarsError):
            # The quick scan took the file for UTF-8 and its first accents came late.
            log = Log(payload.name)
            parsed = _flat(payload, scan(payload, thorough=True), log)
    if parsed is None:
        return _refused(payload, log)
    if parsed.frame.is_empty():
        log.add("no_line")
        return _refused(payload, log)
    if not parsed.validated:
        log.add("validation_missing")
    _accounts(parsed.frame, log)
    return FecFile(payload.name, parsed.frame, log, declared_end=parsed.declared_end)


def _refused(payload: Payload, log: Log) -> FecFile:
    return FecFile(payload.name, pl.DataFrame(schema=SCHEMA), log, refused=True)


def _flat(payload: Payload, encoding: Encoding, log: Log) -> Parsed | None:
    blocks = line_blocks(payload, encoding)
    first = next(blocks, b"")
    sample = first[: 1 << 16].decode("utf-8", "replace").replace("\0", "").split("\n")
    if len(first) > 1 << 16 and len(sample) > 1:
        sample.pop()  # cut
    layout = _layout(sample)
    if layout is None:
        log.add("no_header" if first.strip() else "empty")
        return None
    if not layout.has_header or from_header(sample[layout.above]) is None:
        log.add("no_header", 1)
    elif any(line.strip() for line in sample[: layout.above]):
        log.add("late_header", layout.above + 1)
    if encoding.codec in _NAMES:
        log.add("encoding", value=_NAMES[encoding.codec])
    if layout.separator not in _MARKS:
        log.add("separator", value=layout.separator)
    if encoding.broken:
        log.add("broken_characters")
    if layout.quoted:
        log.add("quoted_fields")
    all_blocks: Iterator[bytes] = itertools.chain([first], blocks)
    return parse_blocks(all_blocks, layout, log)


def _layout(sample: list[str]) -> Layout | None:
    """Layout of the lines, from the header among the first ones, or from the legal order; None for neither."""
    for above, line in enumerate(sample[:_TOP]):
        layout = from_header(line)
        if layout is not None:
            rows = [row.rstrip("\r") for row in sample[above + 1 : above + 100] if row.strip()]
            return replace(_fitted(layout, rows), above=above)
    layout = from_positions(sample[:_TOP])
    if layout is None and (below := from_positions(sample[1:_TOP])):
        layout = replace(below, has_header=True)  # a first line with names of its own
    return None if layout is None else _fitted(layout, sample[1:100])


def _fitted(layout: Layout, rows: list[str]) -> Layout:
    """The layout that fits most lines: quoted or not, with one field more at the end than the header, or one less."""
    most = len(rows) / 2
    quoted = sum(row.startswith('"') and row.endswith('"') for row in rows) > most
    if quoted or layout.quoted:
        return replace(layout, quoted=True)
    counts = Counter(row.count(layout.separator) + 1 for row in rows)
    expected = len(layout.names)
    closed = sum(row.endswith(layout.separator) for row in rows) > most
    if counts[expected + 1] > most and closed:
        return replace(layout, names=(*layout.names, ""))
    if counts[expected - 1] > most and layout.names[-1] == "" and expected > len(LEGAL):
        return replace(layout, names=layout.names[:-1])
    return layout


def _accounts(lines: pl.DataFrame, log: Log) -> None:
    names = pl.DataFrame(lines["account"].unique(maintain_order=True))
    text = pl.col("account").cast(pl.String)
    odd_names = names.filter(~text.str.contains(r"^[1-9]\d\d") & (text != ""))
    if odd_names.is_empty():
        return
    found = lines.join(odd_names, on="account", how="semi")
    odd = (
        found.group_by("account", maintain_order=True)
        .agg(pl.col("line").min(), pl.len().alias("count"))
        .sort("line")
    )
    for name, line, count in odd.iter_rows():
        known = item_of(str(name)) is not None  # by its first two digits: 41DUPONT
        log.add("short_account" if known else "odd_account", line, count, value=str(name))


def _first_lines(payload: Payload, encoding: Encoding) -> list[str]:
    start = head(payload)[encoding.mark :]
    text = start.decode(encoding.codec, "replace").replace("\0", "")
    lines = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if len(lines) > 1 else lines
