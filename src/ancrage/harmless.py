"""Texts that a spreadsheet would run, made harmless (OWASP, CSV injection)."""

from __future__ import annotations

import re

# Patterns that Python and Polars read alike. A negative number in French or English writing stays a number.
FORMULA = "^(?:[\t\r\n]|\\s*[=+\\-@＝＋－＠])"
NUMBER = "^[+-][0-9.,\u00a0\u202f ]+$"
_FORMULA, _NUMBER = re.compile(FORMULA), re.compile(NUMBER)


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would compute."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text
