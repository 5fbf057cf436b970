"""Which characters the house font can draw: a PDF/UA with one that it cannot is refused by the compiler."""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import lru_cache
from importlib import resources
from pathlib import Path

MISSING = "□"
LONGEST = 24  # letters of a word that fits a narrow column
_LONG = re.compile(rf"[^\s\u00ad\u200b]{{{LONGEST + 1},}}")
_BREAK = "\u200b"


@lru_cache(maxsize=1)
def folder() -> Path:
    """Folder of the font files."""
    return Path(str(resources.files("fontpkg_inter"))) / "files"


@lru_cache(maxsize=1)
def drawable() -> frozenset[int]:
    """Code points that every file of the font can draw (OpenType table cmap, format 4 or 12)."""
    found = [_code_points(path.read_bytes()) for path in sorted(folder().glob("*.ttf"))]
    return frozenset(set.intersection(*found))


def printable(text: str) -> str:
    """The text with what the font cannot draw replaced, and long words made breakable."""
    known = drawable()
    shown = "".join(
        c
        if ord(c) in known or c in " \N{NO-BREAK SPACE}"
        else ("" if unicodedata.category(c) == "Cf" else MISSING)
        for c in text
    )
    return _LONG.sub(_breakable, shown)


def _breakable(match: re.Match[str]) -> str:
    """A long word that may break after a sign, or within it where it has none."""
    parts = re.findall(rf"[^_/.|-]{{1,{LONGEST - 4}}}[_/.|-]*|[_/.|-]+", match.group())
    return _BREAK.join(parts)


def _code_points(font: bytes) -> set[int]:
    (tables,) = struct.unpack_from(">H", font, 4)
    records = [struct.unpack_from(">4sIII", font, 12 + 16 * i) for i in range(tables)]
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    points: set[int] = set()
    for i in range(count):
        (offset,) = struct.unpack_from(">I", font, cmap + 4 + 8 * i + 4)
        points |= _subtable(font, cmap + offset)
    return points


def _subtable(font: bytes, start: int) -> set[int]:
    (kind,) = struct.unpack_from(">H", font, start)
    if kind == 12:
        (groups,) = struct.unpack_from(">I", font, start + 12)
        return {
            point
            for first, last, _ in struct.iter_unpack(
                ">III", font[start + 16 : start + 16 + 12 * groups]
            )
            for point in range(first, last + 1)
        }
    if kind != 4:
        return set()
    (double,) = struct.unpack_from(">H", font, start + 6)
    segments = double // 2
    lasts = struct.unpack_from(f">{segments}H", font, start + 14)
    firsts = struct.unpack_from(f">{segments}H", font, start + 16 + double)
    return {
        point for first, last in zip(firsts, lasts, strict=True) for point in range(first, last + 1)
    } - {0xFFFF}
