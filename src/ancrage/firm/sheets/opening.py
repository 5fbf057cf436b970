"""A workbook being opened by a child: the look at its zip, then the child's work, while the parent does something else.

Nothing here loads Polars, so that a process that was started for one workbook can begin with it, and load what it needs for
the rest while the child works.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from ancrage.firm.limited import Child, Ended
from ancrage.firm.sheets.zipscan import Scan, scan_zip

LARGEST_WORKBOOK = 200 << 20  # bytes as it lies on disk
MOST_MEMORY = 2048  # megabytes of a child
LEAST_MEMORY = 384
SHEET_NAMES = (".csv", ".tsv", ".tab", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods")
_INSIDE = "ancrage.firm.sheets.inside"


class Opening:
    """A file that lies in a folder as `file`, read by a child that answers there (`sheets.inside`).

    Args:
        folder: where the file lies, and nothing else.
        name: of the file, as problems should give it.
        early: start the child now, before it is known whether there is work for it.
    """

    def __init__(self, folder: Path, name: str, *, early: bool = False) -> None:
        self.folder = folder
        self.scan: Scan | None = None
        self._name = name
        self._stack = ExitStack()
        self._child = self._started() if early else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """A child that was told nothing does nothing; one that still works is stopped."""
        self._stack.close()

    def _started(self) -> Child:
        return self._stack.enter_context(Child(_INSIDE, self.folder))

    def begin_zip(self) -> None:
        """Look at the zip; where it is a workbook without trouble, have the child read it."""
        if self.scan is None:
            self.scan = scan_zip(self.folder / "file")
            if self.scan.trouble is None and self.scan.kind not in {"document", "archive"}:
                self.begin("workbook", (self.scan.cells * 400 + self.scan.size * 4) >> 20)

    def begin(self, kind: str, need: int) -> None:
        """Have the child read; `need`: megabytes that the size of the file calls for, beyond what any child takes."""
        asked = {"name": self._name, "kind": kind}
        (self.folder / "asked.json").write_text(json.dumps(asked), "utf-8")
        child = self._child = self._child or self._started()
        # A child starts in half a second and reads a hundred megabytes of memory in a few.
        child.go(seconds=10 + need / 20, megabytes=min(LEAST_MEMORY + need, MOST_MEMORY))

    def ended(self) -> Ended:
        """How the child's work ended, once it has."""
        assert self._child is not None  # noqa: S101 (begin was called)
        return self._child.ended()
