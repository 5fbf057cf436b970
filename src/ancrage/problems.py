"""What went wrong while reading, kept as data: code, place, words, repair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ancrage.text import Text

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One oddity of a file.

    Args:
        code: stable name, for machines.
        severity: info (nothing to do), warning (read, but look), error (lines or file set aside).
        file: path as it was given.
        line: line of the decoded file, the header being 1; None for the file as a whole.
        message: what was read there.
        repair: what was done about it, or what to do.
        count: how many lines have it; `line` is then the first.
    """

    code: str
    severity: Severity
    file: str
    line: int | None
    message: Text
    repair: Text
    count: int = 1
