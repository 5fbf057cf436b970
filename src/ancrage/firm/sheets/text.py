"""Text files of cells (CSV and its cousins) to a grid: nothing dropped without a word, true line numbers.

Whole columns are read at once by Polars where the rows are what they should be, which is checked first on the bytes. A
file with stray quotes goes through a reader that mends row by row, about ten times slower.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from ancrage.firm.bytestream import Encoding, Payload, UnreadableFile, head, line_blocks, scan
from ancrage.firm.sheets.grid import Grid
from ancrage.firm.sheets.oddities import Grids, Oddities
from ancrage.firm.sheets.separators import Record, declared, find_separator, records
from ancrage.firm.sheets.shape import column_names, find_header, without_totals

LARGEST_TEXT = 600 << 20  # bytes of a file of cells
MOST_COLUMNS = 16_384  # of a spreadsheet
_HEAD = 1 << 18
_PIECE = 8 << 20
_BATCH = 50_000
_LF, _CR, _QUOTE = 10, 13, 34
_NO_TEXT = bytes(set(range(32)) - {0, 9, 10, 12, 13, 26, 27})
_SIGNATURES = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")  # fmt: skip


def looks_like_text_sheet(payload: Payload) -> bool:
    """Whether the first bytes are rows of cells, by content; a text of one column only if its name says .csv or .tsv."""
    start = head(payload)
    if not start.strip() or start.startswith(_SIGNATURES):
        return False
    encoding = scan(payload)
    raw = start[encoding.mark :]
    if not encoding.codec.startswith("utf-16") and _is_binary(raw):
        return False
    text = raw.decode(encoding.codec, "replace").replace("\0", "")
    if text.lstrip()[:1] in {"<", "{"}:  # HTML, XML, JSON
        return False
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = lines[:-1] if len(lines) > 1 and len(start) == 1 << 16 else lines
    if declared(lines[0]) or find_separator(lines, strict=True):
        return True
    return payload.name.lower().removesuffix(".gz").endswith((".csv", ".tsv", ".tab"))


def _is_binary(start: bytes) -> bool:
    odd = len(start) - len(start.translate(None, _NO_TEXT))
    return odd > 0.01 * len(start) or start.count(0) > 0.1 * len(start)


def read_text(payload: Payload) -> Grids:
    """The grid of a text file of cells, and what was odd in it.

    Raises:
        UnreadableFile: its bytes cannot be had, a line has no end, or it is too large.
    """
    log = Oddities(payload.name)
    data, encoding = _utf8(payload)
    if 0 in data:
        log.add("nul_byte", data.count(b"\n", 0, data.index(0)) + 1, count=data.count(0))
        data = data.replace(b"\0", b"")
    if encoding.broken:
        log.add("broken_characters")
    if not data.strip(b" \t\r\n\x1a;,|"):
        log.add("empty")
        return Grids((), tuple(log.problems))
    top = _top(data)
    named = declared(top[0])
    skipped = 1 if named else 0
    separator = named or find_separator(top) or "\0"
    first_rows = list(records(top[skipped:], separator, first=skipped + 1))
    place = find_header([record.cells for record in first_rows])
    if place is None:
        log.add("empty")
        return Grids((), tuple(log.problems))
    header, below = first_rows[place.row], first_rows[place.row + 1 :]
    width = _width(header, below)
    if width > MOST_COLUMNS:
        log.add("too_many_columns", header.line, found=width)
        return Grids((), tuple(log.problems))
    if not place.named:
        log.add("no_header", header.line)
    titles = tuple(
        tuple(r.cells) for r in first_rows[: place.row] if any(c.strip() for c in r.cells)
    )
    if titles:
        log.add("late_header", header.line)
    begins = below[0].line if below else len(top) + 1
    body = data[_offset(data, begins) :]
    del data
    columns = column_names(header.cells, width)
    read = _at_once(body, separator, width, begins, log)
    if read is None:
        read = _row_by_row(body, separator, width, begins, log)
    del body
    grid = _grid(read, columns, header.line, titles, log)
    return Grids((grid,), tuple(log.problems))


@dataclass(frozen=True, eq=False)
class _Rows:
    """Cells of all rows, columns named by their rank, and the line of each row."""

    cells: pl.DataFrame
    lines: pl.Series


def _utf8(payload: Payload) -> tuple[bytes, Encoding]:
    encoding = scan(payload)
    data = _joined(payload, encoding)
    if encoding.codec == "utf-8" and not encoding.broken:
        try:
            str(data, "utf-8")
        except UnicodeDecodeError:  # the first accents came after what the quick scan reads
            encoding = scan(payload, thorough=True)
            data = _joined(payload, encoding)
    return data, encoding


def _joined(payload: Payload, encoding: Encoding) -> bytes:
    blocks, size = [], 0
    for block in line_blocks(payload, encoding):
        size += len(block)
        if size > LARGEST_TEXT:
            raise UnreadableFile("too_large")
        blocks.append(block)
    return b"".join(blocks)


def _top(data: bytes) -> list[str]:
    """Whole lines of the head, with their ends."""
    cut = data[:_HEAD]
    if len(data) > _HEAD:  # at least one whole line, however long
        end = cut.rfind(b"\n") + 1 or data.find(b"\n") + 1
        cut = data[:end]
    return [
        f"{line}\n" for line in cut.decode("utf-8", "replace").replace("\r", "").split("\n")[:-1]
    ]


def _width(header: Record, below: Sequence[Record]) -> int:
    """Cells of a row: those of the header, or of most rows where they have more."""
    named = len(header.cells)
    while named > 1 and not header.cells[named - 1].strip():
        named -= 1
    counts = [
        _filled_width(record.cells) for record in below if any(c.strip() for c in record.cells)
    ]
    wider = [count for count in counts if count > named]
    if len(wider) > len(counts) / 2:
        return max(named, int(np.bincount(wider).argmax()))
    return named


def _filled_width(cells: Sequence[str]) -> int:
    return max((at + 1 for at, cell in enumerate(cells) if cell.strip()), default=0)


def _offset(data: bytes, line: int) -> int:
    """Where a line starts; the end of the data when there is none."""
    at = 0
    for _ in range(line - 1):
        at = data.find(b"\n", at) + 1
        if not at:
            return len(data)
    return at


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
    body: bytes, separator: str, width: int, first_line: int, log: Oddities
) -> _Rows | None:
    """All the rows through Polars; None when the bytes are not what it reads truly."""
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
    lines = pl.Series("line", lines_before + first_line, dtype=pl.UInt32)
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
    return _Rows(cells, lines)


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


def _row_by_row(body: bytes, separator: str, width: int, first_line: int, log: Oddities) -> _Rows:
    text = io.TextIOWrapper(io.BytesIO(body), "utf-8", "replace", newline="\n")
    schema = dict.fromkeys((str(rank) for rank in range(width)), pl.String)
    frames, lines = [pl.DataFrame(schema=schema)], [pl.Series("line", [], dtype=pl.UInt32)]
    short: list[tuple[int, int]] = []
    long: list[tuple[int, int]] = []
    stray: list[int] = []
    for batch in _batches(records(text, separator, first=first_line, width=width)):
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
    return _Rows(pl.concat(frames), pl.concat(lines))


def _batches(rows: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(itertools.islice(rows, _BATCH)):
        yield batch


def _grid(
    read: _Rows,
    columns: Sequence[str],
    header_line: int,
    titles: Sequence[Sequence[str]],
    log: Oddities,
) -> Grid:
    cells, lines = tidy(
        read.cells.rename(dict(zip(read.cells.columns, columns, strict=True))), read.lines
    )
    cells, lines, totals = without_totals(cells, lines)
    if totals:
        log.add("total_rows", totals[0], len(totals))
    if cells.is_empty():
        log.add("no_row")
    return Grid("", header_line, cells, lines, titles=titles, totals=totals)


def tidy(cells: pl.DataFrame, lines: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """Cells without spaces around them, null where nothing is left; rows of nothing left out."""
    text = pl.all().str.strip_chars(" \t\r\n\u00a0\u202f\x1a")
    cells = cells.select(pl.when(text != "").then(text))
    some = cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    return (cells, lines) if some.all() else (cells.filter(some), lines.filter(some))
