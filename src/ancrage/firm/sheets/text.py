"""Text files of cells (CSV and its cousins) to a grid: nothing dropped without a word, true line numbers.

Whole columns are read at once by Polars where the rows are what they should be, which is checked first on the bytes. Where
quotes stand where none should, the lines that have one are read one by one, and the others at once all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from ancrage.firm.bytestream import Encoding, Payload, UnreadableFile, head, line_blocks, scan
from ancrage.firm.sheets.body import Rows, read_rows
from ancrage.firm.sheets.grid import Grid
from ancrage.firm.sheets.oddities import Grids, Oddities
from ancrage.firm.sheets.separators import Record, declared, find_separator, records
from ancrage.firm.sheets.shape import MOST_COLUMNS, column_names, find_header, set_aside, tidy

LARGEST_TEXT = 600 << 20  # bytes of a file of cells
_HEAD = 1 << 18
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
    if text.lstrip().startswith(("<", "{", "[{", "[[")):  # HTML, XML, JSON
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
    width = _width(header, below, separator)
    if width > MOST_COLUMNS:
        log.add("too_many_columns", header.line, found=width)
        return Grids((), tuple(log.problems))
    if not place.named:
        log.add("no_header", header.line)
    if width > (named_cells := _filled_width(header.cells)):
        log.add("unnamed_cells", header.line, found=width, expected=named_cells)
    titles = tuple(
        tuple(r.cells) for r in first_rows[: place.row] if any(c.strip() for c in r.cells)
    )
    if titles:
        log.add("late_header", header.line)
    begins = below[0].line if below else len(top) + 1
    body = data[_offset(data, begins) :]
    del data
    columns = column_names(header.cells, width)
    read = read_rows(body, separator, width, begins, log)
    del body
    grid = _grid(read, columns, header.line, titles, log)
    return Grids((grid,), tuple(log.problems))


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


def _width(header: Record, below: Sequence[Record], separator: str) -> int:
    """Cells of a row: those of the header, or of most rows where they have more.

    Where decimal commas cut amounts in two, nothing says which: such rows have too many cells, and are set aside.
    """
    named = max(1, _filled_width(header.cells))
    rows = [record.cells for record in below if any(c.strip() for c in record.cells)]
    wider = [row for row in rows if _filled_width(row) > named]
    if len(wider) <= len(rows) / 2 or (separator == "," and _cut_amounts(wider)):
        return named
    return max(named, int(np.bincount([_filled_width(row) for row in wider]).argmax()))


def _cut_amounts(rows: Sequence[Sequence[str]]) -> bool:
    """Whether two cells side by side are, in nearly every row, a whole number and two figures."""
    pairs = Counter(
        rank
        for row in rows
        for rank in range(len(row) - 1)
        if row[rank].strip().lstrip("-").isdigit()
        and len(row[rank + 1].strip()) == 2
        and row[rank + 1].strip().isdigit()
    )
    return bool(pairs) and max(pairs.values()) >= 0.8 * len(rows)


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


def _grid(
    read: Rows,
    columns: Sequence[str],
    header_line: int,
    titles: Sequence[Sequence[str]],
    log: Oddities,
) -> Grid:
    cells, lines = tidy(
        read.cells.rename(dict(zip(read.cells.columns, columns, strict=True))), read.lines
    )
    cells, lines, totals = set_aside(cells, lines, log)
    if cells.is_empty():
        log.add("no_row")
    return Grid("", header_line, cells, lines, titles=titles, totals=totals)
