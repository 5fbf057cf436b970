"""What the firm knows of itself: its files read into tables, its suppliers and customers, its figures.

Input: paths of files. Output: `Firm` (tables, years, files, problems, views), or the reason why there is none.
`read` never raises for what a file holds: problems are rows, with file, line, what was read, and the repair.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ancrage.firm.model import Firm, SourceFile
    from ancrage.firm.reading import Reading, read

__all__ = ["Firm", "Reading", "SourceFile", "read"]
_PLACES = {"Firm": "model", "SourceFile": "model", "Reading": "reading", "read": "reading"}


def __getattr__(name: str) -> object:
    """Each of them when it is first asked for: the child that opens a workbook waits for none of what they need."""
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"ancrage.firm.{_PLACES[name]}"), name)
