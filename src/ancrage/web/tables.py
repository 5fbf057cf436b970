"""Long tables that have pages of their own, and cells that no spreadsheet takes for a formula."""

from __future__ import annotations

TABLES = ("suppliers", "customers", "problems")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_SEPARATES = ("\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would compute (OWASP, CSV injection).

    A negative number in French or English writing stays a number.
    """
    core = text.lstrip()
    if not (text.startswith(_SEPARATES) or core.startswith(_FORMULA)):
        return text
    number = core[1:].replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if text[0] in "+-" and number.replace(",", "").replace(".", "").isdigit():
        return text
    return f"'{text}"
