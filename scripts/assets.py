"""Make the third-party files that the web face serves: the subset of Inter; then write their digests to assets.lock.

Run it after a new version of fontpkg-inter; what it makes is committed.
"""

from __future__ import annotations

import hashlib
import io
import sys
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "src" / "ancrage" / "web" / "static" / "ancrage"
LOCK = ROOT / "src" / "ancrage" / "web" / "assets.lock"
FONT = STATIC / "inter.woff2"
# What French and English write: ASCII, Latin-1, names of the rest of Europe, spaces, dashes, quotes, the euro, and the signs of our pages.
CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *range(0x100, 0x180),
    *(ord(c) for c in "\u2009\u202f–—‘’“”„•…‹›€™−≈≤≥←→↑↓●○◐✓"),
)
FEATURES = ["kern", "ccmp", "mark", "mkmk", "locl", "tnum", "case"]
WEIGHTS = (400, 700)


def font() -> bytes:
    """Inter as a variable font of `WEIGHTS`, with `CHARACTERS` and `FEATURES` only, as woff2."""
    source = files("fontpkg_inter") / "files" / "Inter[opsz,wght].ttf"
    inter = TTFont(io.BytesIO(source.read_bytes()), recalcTimestamp=False)
    options = Options(layout_features=FEATURES, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.hinting = False
    options.drop_tables += ["MVAR", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(inter)
    inter = instantiateVariableFont(inter, {"wght": WEIGHTS})
    inter.flavor = "woff2"
    stream = io.BytesIO()
    inter.save(stream)
    return stream.getvalue()


def lock() -> str:
    """A line for each third-party file under static/: its SHA-256 and its path there."""
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(STATIC.parent)}\n"
        for path in sorted(STATIC.parent.rglob("*.woff2"))
    )


def main() -> int:
    """Write the files and their digests."""
    STATIC.mkdir(parents=True, exist_ok=True)
    FONT.write_bytes(font())
    LOCK.write_text(lock(), encoding="utf-8")
    print(f"{FONT.name}: {FONT.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
