"""A dropped file read: a workbook is given to its child first, and what the rest needs is loaded while that one works.

`in.json`: {name, file, siren, rules: {shape: TOML}, existing: [{name, kind, block, problems, declared_end, digest}]}; `siren`
is the firm's, or "". What is written is said in `preview`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ancrage.firm.sheets.opening import LARGEST_WORKBOOK, SHEET_NAMES, Opening
from ancrage.text import t
from ancrage.web.compute.__main__ import Tell

_ZIP = b"PK\x03\x04"


def run(folder: Path, tell: Tell) -> None:
    """Read the file of the folder; write `out.json`, and a block for each source that can be used."""
    asked = json.loads((folder / "in.json").read_text("utf-8"))
    tell(t("Lecture de {file}", file=asked["name"]), 5)
    with _workbook(folder / asked["file"], asked["name"]) as opening:
        from ancrage.web.compute.preview import preview  # noqa: PLC0415 (heavy: while the child works)

        preview(folder, asked, opening, tell)


@contextmanager
def _workbook(path: Path, name: str) -> Iterator[Opening | None]:
    """The workbook that a dropped file is by its name and first bytes, being opened; None for any other."""
    with path.open("rb") as stream:
        is_zip = stream.read(4) == _ZIP
    if (
        not is_zip
        or not name.lower().endswith(SHEET_NAMES)
        or path.stat().st_size > LARGEST_WORKBOOK
    ):
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="ancrage-") as place:
        shutil.copyfile(path, Path(place) / "file")
        with Opening(Path(place), name, early=True) as opening:
            opening.begin_zip()
            yield opening
