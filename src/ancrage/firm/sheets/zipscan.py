"""What a zip document is and whether it is safe to hand to a parser, seen without one, in bounded memory.

A parser of workbooks makes a table from the first filled cell to the farthest: a file of 5 kB with one cell in XFD1048576
asks for hundreds of gigabytes. So the farthest cell of each sheet is found first, in the compressed bytes.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

MOST_ENTRIES = 2000
LARGEST_ENTRY = 800 << 20  # bytes once open, all entries together
UNDOUBTED = 64 << 20  # bytes up to which the ratio does not matter
BLOAT = 150  # times its size in the archive: sheets are about 10
MOST_CELLS = 25_000_000  # of the table from the first to the farthest cell of a sheet
_CHUNK = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, NotImplementedError, OSError)  # fmt: skip
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>')
_ERROR = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="[A-Z]{1,3}(\d{1,7})"[^>]*?\bt="e"')
_LAST_LOOKS = 50

Kind = Literal["xlsx", "xlsb", "ods", "document", "archive"]


@dataclass(frozen=True, slots=True)
class Scan:
    """What a zip document holds.

    Args:
        kind: the workbook that it is; "document" for a text or the like, "archive" for any other zip.
        trouble: code of the problem for which it must not be opened further, or None.
        value: what the trouble is about: a cell, the name of an entry.
        cells: of the tables of its sheets, from their first cell to the farthest filled one.
        size: bytes of its entries once open.
        errors: cells that hold an error (#N/A), and the row of the first.
    """

    kind: Kind
    trouble: str | None = None
    value: str = ""
    cells: int = 0
    size: int = 0
    errors: int = 0
    first_error: int | None = None


def scan_zip(path: Path) -> Scan:
    """Look at the entries of a zip, then at the cells of its sheets. Damage is a trouble, never an exception."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _scan(archive)
    except _DAMAGE:
        return Scan("archive", "damaged_archive")


def _scan(archive: zipfile.ZipFile) -> Scan:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    kind = _kind(archive, names)
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        return Scan(kind, "too_many_entries", str(len(entries)), size=size)
    if any(entry.flag_bits & 1 for entry in entries):
        return Scan(kind, "password_workbook", size=size)
    for name in names:
        if (
            ".." in name.replace("\\", "/").split("/")
            or name.startswith(("/", "\\"))
            or name[1:2] == ":"
        ):
            return Scan(kind, "unsafe_name", name[:100], size=size)
    if size > LARGEST_ENTRY or (size > UNDOUBTED and size > BLOAT * max(packed, 1)):
        return Scan(kind, "zip_bomb", size=size)
    if kind in {"document", "archive"}:
        return Scan(kind, "nested_archive" if _holds_archives(names) else None, size=size)
    cells = errors = 0
    first_error: int | None = None
    for entry in entries:
        if not _SHEET.fullmatch(entry.filename):
            continue
        sheet = _Sheet()
        with archive.open(entry) as stream:
            for chunk in _chunks(stream):
                sheet.look(chunk)
        if sheet.area > MOST_CELLS:
            return Scan(kind, "far_cell", sheet.farthest, size=size)
        cells += sheet.area
        errors += sheet.errors
        first_error = first_error or sheet.first_error
    return Scan(kind, None, "", cells, size, errors, first_error)


def _kind(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as stream:
            if b"opendocument.spreadsheet" in stream.read(200):
                return "ods"
    return "document" if names & {"mimetype", "[Content_Types].xml"} else "archive"


def _holds_archives(names: set[str]) -> bool:
    return any(name.lower().endswith((".zip", ".7z", ".rar", ".gz", ".tar")) for name in names)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """Pieces that end with a row where they can, so that no cell is cut."""
    rest = b""
    while block := stream.read(_CHUNK):
        data = rest + block
        cut = data.rfind(b"</") if len(data) < 4 * _CHUNK else len(data)
        cut = cut if cut > 0 else len(data)
        rest = data[cut:]
        yield data[:cut]
    yield rest


class _Sheet:
    """The farthest filled cell of a sheet, met piece by piece."""

    def __init__(self) -> None:
        self.rows = self.columns = self.errors = 0
        self.top: int | None = None
        self.first_error: int | None = None
        self.far_column = ""

    @property
    def area(self) -> int:
        return 0 if self.top is None else (self.rows - self.top + 1) * self.columns

    @property
    def farthest(self) -> str:
        return f"{self.far_column or 'A'}{self.rows}"

    def look(self, piece: bytes) -> None:
        if b't="e"' in piece:
            found = _ERROR.findall(piece)
            self.errors += len(found)
            if found and self.first_error is None:
                self.first_error = int(found[0])
        at, end = 0, len(piece)
        while at < end:
            stop = piece.find(b"</row>", at)
            stop = end if stop < 0 else stop
            self._last_cell(piece, at, stop)
            at = stop + 6

    def _last_cell(self, piece: bytes, start: int, stop: int) -> None:
        """Look at the cells of a row from its end: the first filled one is the farthest."""
        at = stop
        for _ in range(_LAST_LOOKS):
            at = piece.rfind(b"<c ", start, at)
            if at < 0:
                if piece.find(b":c ", start, stop) > 0:  # names with a prefix: rare, so slowly
                    self._each(piece[start:stop])
                return
            if self._note(_CELL.match(piece, at)):
                return
        self._each(piece[start:stop])

    def _each(self, row: bytes) -> None:
        for cell in _CELL.finditer(row):
            self._note(cell)

    def _note(self, cell: re.Match[bytes] | None) -> bool:
        """Whether the cell holds something; an empty one with a style only says nothing."""
        if cell is None or cell[0].endswith(b"/>"):
            return False
        letters, row = cell[1], int(cell[2])
        self.top = row if self.top is None else min(self.top, row)
        self.rows = max(self.rows, row)
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        if column > self.columns:
            self.columns, self.far_column = column, letters.decode()
        return True
