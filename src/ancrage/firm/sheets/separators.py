"""The sign that separates cells, decided over the whole head of a file; quotes read as spreadsheets write them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ancrage.firm.sheets.shape import is_value

SEPARATORS = ("\t", ";", "|", ",")
LONGEST_TEXT = 60  # lines that one quoted cell may span
_DECLARED = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_SAMPLE = 300
_STEADY = 0.6  # of the rows have the same number of cells


@dataclass(frozen=True, slots=True)
class Record:
    """Cells of one row, the line on which it starts, how many it takes, and whether a quote in it was taken for a plain sign."""

    line: int
    cells: Sequence[str]
    lines: int = 1
    stray: bool = False


class _RunawayText(Exception):
    """A quoted cell that does not end."""


class _Lines:
    """Lines with their numbers, which may be put back; no record may take too many."""

    def __init__(self, lines: Iterable[str], first: int) -> None:
        self._lines = iter(lines)
        self._back: list[str] = []
        self.taken: list[str] = []
        self.next_line = first

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= LONGEST_TEXT:
            raise _RunawayText
        line = self._back.pop() if self._back else next(self._lines)
        self.taken.append(line)
        self.next_line += 1
        return line

    def put_back_but_first(self) -> str:
        """Give back what the record took after its first line, which is returned."""
        first, *others = self.taken
        self._back.extend(reversed(others))
        self.next_line -= len(others)
        return first


def records(
    lines: Iterable[str], separator: str, *, first: int = 1, width: int = 0
) -> Iterator[Record]:
    """Rows of a text with quotes, whatever happens to the quotes.

    Args:
        lines: lines, each with or without its end.
        separator: one sign.
        first: number of the first line.
        width: cells that a row should have, which decides between two readings of a quote; 0: unknown.
    """
    source = _Lines(lines, first)
    reader = csv.reader(source, delimiter=separator)
    while True:
        source.taken.clear()
        line = source.next_line
        try:
            cells = next(reader)
        except StopIteration:
            if not source.taken:
                return
            cells = None
        except (_RunawayText, csv.Error):
            cells = None
        if cells is None or _is_runaway(source.taken, cells, separator, width):
            plain = source.put_back_but_first().rstrip("\r\n")
            yield Record(line, plain.split(separator), stray=True)
            reader = csv.reader(source, delimiter=separator)
        else:
            yield Record(line, cells, len(source.taken))


def _is_runaway(taken: Sequence[str], cells: Sequence[str], separator: str, width: int) -> bool:
    """Whether a row of several lines is one only because of a quote that does not close."""
    if len(taken) < 2:
        return sum(line.count('"') for line in taken) % 2 == 1 and _ends_open(cells, taken[0])
    if sum(line.count('"') for line in taken) % 2:
        return True
    return len(cells) != width > 1 and taken[0].count(separator) + 1 == width


def _ends_open(cells: Sequence[str], line: str) -> bool:
    # The end of the file came inside a text: the last cell took everything, line end included.
    return bool(cells) and line.endswith("\n") and cells[-1].endswith("\n")


def declared(line: str) -> str | None:
    """The separator that a first line `sep=;` declares, as spreadsheets understand it."""
    found = _DECLARED.fullmatch(line.rstrip("\r\n"))
    return found[1] if found else None


def find_separator(lines: Sequence[str], *, strict: bool = False) -> str | None:
    """The separator of most rows of the head; None for a text of one column.

    `strict`: nothing says that the text is a table, so that most rows must have exactly as many cells.
    """
    scores = {s: _score(lines, s, strict=strict) for s in SEPARATORS}
    best = max(SEPARATORS, key=lambda s: scores[s])  # of equals, the first
    return best if scores[best] > 0 else None


def _score(lines: Sequence[str], separator: str, *, strict: bool) -> float:
    if not any(separator in line for line in lines):
        return 0
    rows = [
        r.cells
        for _, r in zip(range(_SAMPLE), records(lines, separator), strict=False)
        if any(cell.strip() for cell in r.cells)
    ]
    if not rows:
        return 0
    widths = Counter(len(row) for row in rows)
    width = max(widths, key=lambda w: (widths[w] * min(w, 4) if w > 1 else 0, w))
    same = [row for row in rows if len(row) == width]
    start = next(at for at, row in enumerate(rows) if len(row) == width)
    # Titles come above the table, totals and short rows anywhere below: ragged tables still have most rows alike.
    near = sum(1 < len(row) <= width + 1 for row in rows[start:])
    steady = max(len(same), 0 if strict else 0.9 * near) / len(rows[start:])
    if width < 2 or steady < _STEADY or start > max(10, len(rows) / 2):
        return 0
    cells = [cell for row in same for cell in row]
    clean = sum(_is_whole(cell, separator) for cell in cells) / len(cells)
    header = same[0]
    # Decimal commas cut in two make a "header" of numbers.
    named = sum(1 for cell in header if not is_value(cell.strip())) / len(header)
    if start and not named:
        return 0
    reach = 0.5 + 0.5 * len(rows[start:]) / len(rows)
    return steady * clean**2 * (1 - 1 / (width + 1)) * (0.3 + 0.7 * named) * reach


def _is_whole(cell: str, separator: str) -> bool:
    """Whether no other separator stands in the cell: one that does was probably the true one."""
    text = cell.strip()
    for other in SEPARATORS:
        if other == separator or other not in text:
            continue
        if other != ",":
            return False
        if not is_value(text) and re.search(r"\S,\S", text):
            return False
    return True
