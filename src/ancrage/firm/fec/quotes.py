"""Fields between double quotes, as a spreadsheet writes them, brought back to plain fields."""

from __future__ import annotations

import csv

from ancrage.firm.fec.columns import Layout
from ancrage.firm.fec.log import Log

APART = "\x1f"  # the separator of the file may stand within a field; this sign never does
_LINES_AT_MOST = 20  # lines that one quoted field may hold


def unquoted(block: bytes, first_line: int, layout: Layout, log: Log) -> bytes:
    """The block without quotes: as many lines, fields apart by `APART`.

    A field that holds line ends is glued on its last line, which carries the amounts; the lines before become blank.
    """
    lines = block.decode("utf-8").split("\n")
    last = lines.pop()  # what follows the last line end: nothing
    out: list[str] = []
    at = 0
    while at < len(lines):
        cells, taken = _cells(lines, at, layout)
        if taken > 1:
            log.add("line_break_in_label", first_line + at)
        out += [""] * (taken - 1)
        out.append(APART.join(_one_line(cell) for cell in cells))
        at += taken
    return "\n".join([*out, last]).encode()


def _cells(lines: list[str], at: int, layout: Layout) -> tuple[list[str], int]:
    """Fields of the line, and how many physical lines they take: the first reading that has all its fields."""
    line = lines[at].rstrip("\r")
    if '"' not in line:
        return line.split(layout.separator), 1
    expected = len(layout.names)
    whole = line
    for taken in range(1, min(_LINES_AT_MOST, len(lines) - at) + 1):
        if taken > 1:
            whole += "\n" + lines[at + taken - 1].rstrip("\r")
        if whole.count('"') % 2:  # some field is still open
            continue
        cells = _read(whole, layout.separator)
        if len(cells) == expected or taken == 1:
            return cells, taken
        break
    return [cell.strip().strip('"') for cell in line.split(layout.separator)], 1


def _read(text: str, separator: str) -> list[str]:
    try:
        rows = list(csv.reader([text], delimiter=separator))
    except csv.Error:  # a field beyond the limit of the module
        return text.split(separator)
    return rows[0] if rows else []


def _one_line(cell: str) -> str:
    return cell.replace(APART, " ").replace("\n", " ")
