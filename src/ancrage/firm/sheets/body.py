"""Bytes of rows to cells with their lines: whole columns at once where quotes are sound, the lines with others one by one."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import polars as pl

from ancrage.firm.sheets.oddities import Oddities
from ancrage.firm.sheets.separators import LONGEST_TEXT, Record, records

_PIECE = 8 << 20
_BATCH = 50_000
_FEW_QUOTED = 0.1  # of the lines, above which all are read one by one
_LF, _CR, _QUOTE = 10, 13, 34
_Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"


@dataclass(frozen=True, eq=False)
class Rows:
    """Cells of all rows, columns named by their rank, and the line of each row."""

    cells: pl.DataFrame
    lines: pl.Series


def read_rows(body: bytes, separator: str, width: int, first_line: int, log: Oddities) -> Rows:
    """All the rows of a text without its header.

    Args:
        body: whole lines in UTF-8, each ended by LF.
        separator: one sign.
        width: cells of a row; shorter rows are filled with nothing, longer ones set aside, and both told.
        first_line: number of the first line of `body`.
        log: where odd rows are noted.
    """
    found = _at_once(body, separator, width, first_line, log)
    return found if found is not None else _mended(body, separator, width, first_line, log)


@dataclass(frozen=True, eq=False)
class _Structure:
    """By row: where it ends in the bytes, how many cells it has, and how many lines end before it does."""

    ends: np.ndarray[tuple[int], np.dtype[np.int64]]
    cells: np.ndarray[tuple[int], np.dtype[np.int64]]
    lines_before: np.ndarray[tuple[int], np.dtype[np.int64]]


def _structure(body: bytes, separator: int) -> _Structure | None:
    """Rows of the bytes, quotes considered; None when a quote stands where none should."""
    data = np.frombuffer(body, dtype=np.uint8)
    quoted = _QUOTE in body
    row_ends, separators_before, lines_before = [], [], []
    inside_carried, separators, lines = np.uint8(0), 0, 0
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        is_end, is_separator = piece == _LF, piece == separator
        line_ends = np.flatnonzero(is_end)
        if quoted:
            quotes = piece == _QUOTE
            inside = np.cumsum(quotes, dtype=np.uint8)
            inside += inside_carried
            inside &= 1
            if not _well_quoted(data, start, np.flatnonzero(quotes), inside, separator):
                return None
            inside_carried = inside[-1]
            outside = inside == 0
            is_end &= outside
            is_separator &= outside
        ends = np.flatnonzero(is_end)
        at = np.flatnonzero(is_separator)
        row_ends.append(ends + start)
        separators_before.append(np.searchsorted(at, ends) + separators)
        lines_before.append(np.searchsorted(line_ends, ends) + lines)
        separators += len(at)
        lines += len(line_ends)
    if inside_carried:
        return None
    before = np.concatenate(separators_before) if separators_before else np.zeros(0, np.int64)
    ends = np.concatenate(row_ends) if row_ends else np.zeros(0, np.int64)
    lined = np.concatenate(lines_before) if lines_before else np.zeros(0, np.int64)
    cells = np.diff(before, prepend=0) + 1
    return _Structure(ends, cells, lined)


def _well_quoted(
    data: np.ndarray[tuple[int], np.dtype[np.uint8]],
    start: int,
    quotes: np.ndarray[tuple[int], np.dtype[np.int64]],
    inside: np.ndarray[tuple[int], np.dtype[np.uint8]],
    separator: int,
) -> bool:
    """Whether each quote opens a cell, closes one, or is one of two that stand for a sign."""
    opens = inside[quotes] == 1
    at = quotes + start
    opening, closing = at[opens], at[~opens]
    before = data[np.maximum(opening - 1, 0)]
    opening_ok = (before == separator) | (before == _LF) | (before == _QUOTE) | (opening == 0)
    after = data[np.minimum(closing + 1, len(data) - 1)]
    closing_ok = ((after == separator) | (after == _LF) | (after == _CR) | (after == _QUOTE)) | (
        closing + 1 == len(data)
    )
    return bool(opening_ok.all() and closing_ok.all())


def _at_once(
    body: bytes,
    separator: str,
    width: int,
    first_line: int,
    log: Oddities,
    numbers: _Numbers | None = None,
) -> Rows | None:
    """All the rows through Polars; None when the bytes are not what it reads truly.

    `numbers`: lines of the rows, where they are not all the lines of the file from `first_line` on.
    """
    sign = separator.encode()
    if len(sign) != 1 or not body:
        return None
    structure = _structure(body, sign[0])
    if structure is None or not len(structure.ends):
        return None
    names = [str(rank) for rank in range(width)]
    # A header of our own fixes the number of cells, whatever the first rows have.
    source = io.BytesIO(b"".join((sign.join(name.encode() for name in names), b"\n", body)))
    try:
        cells = pl.read_csv(
            source,
            separator=separator,
            infer_schema=False,
            quote_char='"' if _QUOTE in body else None,
            truncate_ragged_lines=True,
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError:
        return None
    if cells.height != len(structure.ends) or cells.columns != names:
        return None
    starts = np.concatenate(([0], structure.ends[:-1] + 1))
    lines_before = np.concatenate(([0], structure.lines_before[:-1] + 1))
    lines = pl.Series(
        "line", lines_before + first_line if numbers is None else numbers, dtype=pl.UInt32
    )
    first = np.frombuffer(body, dtype=np.uint8)[starts]
    blank = (first == _LF) | ((structure.ends - starts == 1) & (first == _CR))
    short = np.flatnonzero((structure.cells < width) & ~blank)
    log.add_rows(
        "short_row", [(int(lines[int(at)]), int(structure.cells[at])) for at in short], width
    )
    aside = _long_rows(body, separator, structure, starts, lines, width, log)
    if len(aside):
        keep = np.ones(cells.height, dtype=bool)
        keep[aside] = False
        cells, lines = cells.filter(pl.Series(keep)), lines.filter(pl.Series(keep))
    return Rows(cells, lines)


def _long_rows(
    body: bytes,
    separator: str,
    structure: _Structure,
    starts: np.ndarray[tuple[int], np.dtype[np.int64]],
    lines: pl.Series,
    width: int,
    log: Oddities,
) -> list[int]:
    """Ranks of rows with more filled cells than the header names."""
    found: list[int] = []
    for at in np.flatnonzero(structure.cells > width):
        text = body[starts[at] : structure.ends[at]].decode("utf-8", "replace")
        row = next(records(io.StringIO(text, newline="\n"), separator), None)
        if row is not None and any(cell.strip() for cell in row.cells[width:]):
            found.append(int(at))
    log.add_rows("long_row", [(int(lines[at]), int(structure.cells[at])) for at in found], width)
    return found


def _mended(body: bytes, separator: str, width: int, first_line: int, log: Oddities) -> Rows:
    """Rows of a file in which some quotes stand where none should: lines with a quote one by one, the others at once."""
    data = np.frombuffer(body, dtype=np.uint8)
    ends = np.flatnonzero(data == _LF)
    starts = np.concatenate(([0], ends[:-1] + 1))
    with_quote = np.unique(np.searchsorted(ends, np.flatnonzero(data == _QUOTE)))
    if len(separator.encode()) != 1 or len(with_quote) > _FEW_QUOTED * len(ends):
        return _row_by_row(body, separator, width, first_line, log)
    apart = np.zeros(len(ends), dtype=bool)
    rows: list[Record] = []
    for at in with_quote.tolist():
        if apart[at]:  # inside the text of a row before
            continue
        near = range(at, min(at + LONGEST_TEXT, len(ends)))
        lines = (body[starts[n] : ends[n] + 1].decode("utf-8", "replace") for n in near)
        row = next(records(lines, separator, first=first_line + at, width=width))
        apart[at : at + row.lines] = True
        rows.append(row)
    found = _from_records(iter(rows), width, log)
    kept = np.flatnonzero(~apart)
    if not len(kept):
        return found
    # Whole stretches of other lines, not line by line.
    breaks = np.flatnonzero(np.diff(kept) > 1)
    firsts, lasts = np.concatenate(([0], breaks + 1)), np.concatenate((breaks, [len(kept) - 1]))
    stretches = zip(starts[kept[firsts]].tolist(), ends[kept[lasts]].tolist(), strict=True)
    rest = b"".join(body[start : end + 1] for start, end in stretches)
    others = _at_once(rest, separator, width, first_line, log, kept + first_line)
    if others is None:
        return _row_by_row(body, separator, width, first_line, log)
    parts = [part.cells.with_columns(part.lines.alias("line")) for part in (found, others)]
    both = pl.concat(parts).sort("line")
    return Rows(both.drop("line"), both["line"])


def _row_by_row(body: bytes, separator: str, width: int, first_line: int, log: Oddities) -> Rows:
    text = io.TextIOWrapper(io.BytesIO(body), "utf-8", "replace", newline="\n")
    return _from_records(records(text, separator, first=first_line, width=width), width, log)


def _from_records(found: Iterator[Record], width: int, log: Oddities) -> Rows:
    """Rows read one by one, with what is odd in them."""
    schema = dict.fromkeys((str(rank) for rank in range(width)), pl.String)
    frames, lines = [pl.DataFrame(schema=schema)], [pl.Series("line", [], dtype=pl.UInt32)]
    short: list[tuple[int, int]] = []
    long: list[tuple[int, int]] = []
    stray: list[int] = []
    for batch in _batches(found):
        rows, numbers = [], []
        for record in batch:
            cells = list(record.cells)
            if record.stray:
                stray.append(record.line)
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                long.append((record.line, len(cells)))
                continue
            if len(cells) < width and any(cell.strip() for cell in cells):
                short.append((record.line, len(cells)))
            rows.append((cells + [""] * (width - len(cells)))[:width])
            numbers.append(record.line)
        frames.append(pl.DataFrame(rows, schema=schema, orient="row"))
        lines.append(pl.Series("line", numbers, dtype=pl.UInt32))
    log.add_rows("short_row", short, width)
    log.add_rows("long_row", long, width)
    if stray:
        log.add("stray_quote", stray[0], len(stray))
    return Rows(pl.concat(frames), pl.concat(lines))


def _batches(rows: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(itertools.islice(rows, _BATCH)):
        yield batch
