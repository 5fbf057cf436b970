"""Words that people and programs give, made fit to be kept: no control character, bounded."""

from __future__ import annotations

import unicodedata

_NEVER = {
    "Cc",
    "Cs",
}  # control characters (PostgreSQL refuses the null one) and halves of characters


def one_line(text: str) -> str:
    """The text on one line, its spaces made single."""
    return _plain(" ".join(text.split()))


def several_lines(text: str) -> str:
    """The text with its lines, without blanks around it."""
    return "\n".join(_plain(line) for line in text.strip().splitlines())


def _plain(text: str) -> str:
    return "".join(letter for letter in text if unicodedata.category(letter) not in _NEVER)
