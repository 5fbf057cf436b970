"""A workbook of Excel 97 written by hand: BIFF8 records in a compound file ([MS-XLS], [MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Sequence

Cell = str | float | None
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def workbook(sheets: dict[str, Sequence[Sequence[Cell]]]) -> bytes:
    """The bytes of an .xls with these sheets, in order."""
    bodies = [_sheet(rows) for rows in sheets.values()]
    names = [
        _record(0x0085, struct.pack("<IBBBB", 0, 0, 0, len(n), 0) + n.encode("latin-1"))
        for n in sheets
    ]
    globals_size = len(_bof(0x0005)) + sum(map(len, names)) + len(_record(0x000A))
    at, bound = globals_size, b""
    for name, body in zip(names, bodies, strict=True):
        bound += name[:4] + struct.pack("<I", at) + name[8:]
        at += len(body)
    return _compound(_bof(0x0005) + bound + _record(0x000A) + b"".join(bodies))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _sheet(rows: Sequence[Sequence[Cell]]) -> bytes:
    width = max((len(row) for row in rows), default=0)
    out = _bof(0x0010) + _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            place = struct.pack("<HHH", y, x, 0)
            if isinstance(cell, str):
                out += _record(
                    0x0204, place + struct.pack("<HB", len(cell), 0) + cell.encode("latin-1")
                )
            elif cell is not None:
                out += _record(0x0203, place + struct.pack("<d", cell))
    return out + _record(0x000A)


def _compound(stream: bytes) -> bytes:
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    tables = 1
    while tables * (_SECTOR // 4) < tables + 1 + count:
        tables += 1
    first = tables + 1  # after the tables and the folder
    chain = [_FAT] * tables + [_END] + [*range(first + 1, first + count), _END]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    header += struct.pack(f"<{tables}I", *range(tables)).ljust(109 * 4, b"\xff")
    folder = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, first, len(stream))
    return header + fat + folder.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    named = name.encode("utf-16-le") + b"\0\0"
    return (
        named.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(named), kind, 1, _FREE, _FREE, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
