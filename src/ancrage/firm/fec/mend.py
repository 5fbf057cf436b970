"""Lines whose fields do not count right: repaired where one repair is sure, reported line by line otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ancrage.firm.fec.columns import FREE_TEXT, TYPED, Layout
from ancrage.firm.fec.log import Log
from ancrage.firm.fec.values import read_amount, read_optional_date

_CHECKS: dict[str, Callable[[str], bool]] = {
    name: (lambda cell: read_optional_date(cell).oddity != "bad_date")
    if name.startswith(("Date", "Valid")) or name.endswith("Date")
    else (lambda cell: read_amount(cell).oddity != "bad_amount")
    for name in TYPED
}


PIECES = 20  # lines into which line ends may have cut one
NAMED = (("CompteNum", "CompteLib"), ("CompAuxNum", "CompAuxLib"))
_BLANK = " \t\v\f\x1a\xa0"  # with the end-of-file sign of DOS


@dataclass
class Mended:
    """Lines of a block after repair: their text with the right number of fields, and their numbers."""

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    truncated: list[int] = field(default_factory=list)


def mend(block: bytes, first_line: int, layout: Layout, log: Log) -> Mended:
    """Every line of the block with as many fields as the header, or listed as truncated.

    Blank lines are dropped but keep their number. A truncated line is padded, so that what it says of its
    entry (journal, number, date) still serves to set that entry aside.
    """
    result = Mended()
    expected = len(layout.names)
    if not block.strip():
        return result
    lines = [line.rstrip("\r") for line in block.decode("utf-8").split("\n")]
    if lines[-1] == "":
        lines.pop()
    usual = _Usual(lines, layout)
    at = 0
    while at < len(lines):
        line, number, taken = lines[at], first_line + at, 1
        found = line.count(layout.separator) + 1
        if not line.strip(_BLANK):
            at += 1
            continue
        if found > expected:
            line = _fewer(line, number, found, layout, usual, log, result)
        elif found < expected:
            line, taken = _longer(lines, at, layout)
            if taken > 1:
                log.add("line_break_in_label", number)
            elif line.count(layout.separator) + 1 == expected:
                log.add("mixed_separators", number)
            else:
                line = _truncated(result, number, line, layout, log)
        result.lines.append(line)
        result.numbers.append(number + taken - 1)  # the amounts stand on the last piece
        at += taken
    return result


def _longer(lines: list[str], at: int, layout: Layout) -> tuple[str, int]:
    """A line with too few fields, and how many lines it takes.

    It is whole again where it has a separator of its own, or where line ends cut its label; else as it was.
    """
    expected, line = len(layout.names), lines[at]
    for other in "\t|;":
        if other != layout.separator and line.count(other) + 1 == expected:
            return line.replace(layout.separator, " ").replace(other, layout.separator), 1
    joined = line
    for taken in range(2, min(PIECES, len(lines) - at) + 1):
        piece = lines[at + taken - 1]
        joined = f"{joined} {piece}" if piece.strip(_BLANK) else joined
        found = joined.count(layout.separator) + 1
        if piece.count(layout.separator) + 1 >= expected or found > expected:
            break
        if found == expected and _is_typed(joined, layout):
            return joined, taken
    return line, 1


def _truncated(result: Mended, number: int, line: str, layout: Layout, log: Log) -> str:
    expected = len(layout.names)
    cells = line.split(layout.separator)
    # Empty fields left out at the end of a line lose nothing: the amounts are there.
    last_needed = max(
        i for i, n in enumerate(layout.names) if n in {"Debit", "Credit", "Montant", "Sens"}
    )
    padded = _padded(cells, layout)
    if len(cells) <= last_needed + 1 or not _is_typed(padded, layout):
        log.add("truncated_line", number, found=len(cells), expected=expected)
        result.truncated.append(number)
    return padded


def _padded(cells: list[str], layout: Layout) -> str:
    return layout.separator.join(cells + [""] * (len(layout.names) - len(cells)))


class _Usual:
    """Accounts and auxiliaries with their name, as the lines that need no repair write them."""

    def __init__(self, lines: list[str], layout: Layout) -> None:
        self._lines = lines
        self._layout = layout
        self._pairs: set[tuple[str, str, str]] | None = None

    def count(self, cells: list[str]) -> int:
        """How many of the pairs of a line are written so elsewhere."""
        if self._pairs is None:
            self._pairs = set()
            for line in self._lines:
                other = line.split(self._layout.separator)
                if len(other) == len(self._layout.names):
                    self._pairs |= self._pairs_of(other)
        return len(self._pairs & self._pairs_of(cells))

    def _pairs_of(self, cells: list[str]) -> set[tuple[str, str, str]]:
        names = self._layout.names
        return {
            (number, cells[names.index(number)].strip(), cells[names.index(label)].strip())
            for number, label in NAMED
            if number in names and label in names
        }


def _fewer(
    line: str, number: int, found: int, layout: Layout, usual: _Usual, log: Log, result: Mended
) -> str:
    """The line with the right number of fields: separators in excess belong to the end, or to one text."""
    expected = len(layout.names)
    cells = line.split(layout.separator)
    surplus = found - expected
    at_end = 0
    while at_end < surplus and not cells[-1 - at_end].strip():
        at_end += 1
    best: tuple[tuple[int, int, int], str, list[str]] | None = None
    for dropped in range(at_end, -1, -1):
        kept = cells[: len(cells) - dropped]
        glue = surplus - dropped
        for name in FREE_TEXT if glue else ("",):
            if name and name not in layout.names:
                continue
            at = layout.names.index(name) if name else 0
            parts = kept[at : at + glue + 1]
            candidate = [*kept[:at], " ".join(parts), *kept[at + glue + 1 :]]
            if not _is_typed(layout.separator.join(candidate), layout):
                continue
            # The likeliest reading leaves no date nor amount empty, and names accounts as other lines do.
            filled = sum(
                bool(cell.strip())
                for n, cell in zip(layout.names, candidate, strict=True)
                if n in TYPED
            )
            score = (filled, usual.count(candidate), -sum(not part.strip() for part in parts))
            if best is None or score > best[0]:
                best = (score, name, candidate)
    if best is None:
        log.add("extra_field", number, found=found, expected=expected)
        result.truncated.append(number)
        return layout.separator.join(cells[:expected])
    if best[1]:
        log.add("separator_in_label", number, column=best[1])
    return layout.separator.join(best[2])


def _is_typed(line: str, layout: Layout) -> bool:
    cells = line.split(layout.separator)
    return all(
        _CHECKS[name](cell)
        for name, cell in zip(layout.names, cells, strict=False)
        if name in TYPED
    )
