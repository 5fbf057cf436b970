"""What went wrong while reading, kept as data: code, place, words, repair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ancrage.text import Text, from_data, to_data

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

    def to_data(self) -> dict[str, Any]:
        """The problem as plain data (JSON)."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "message": to_data(self.message),
            "repair": to_data(self.repair),
            "count": self.count,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Problem:
        """The problem that `to_data` wrote."""
        message, repair = from_data(data["message"]), from_data(data["repair"])
        return cls(**{**data, "message": message, "repair": repair})
