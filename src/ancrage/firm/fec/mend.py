"""Lines whose fields do not count right: repaired where one repair is sure, reported line by line otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ancrage.firm.fec.columns import FREE_TEXT, TYPED, Layout
from ancrage.firm.fec.log import Log
from ancrage.firm.fec.values import read_amount, read_date

_CHECKS: dict[str, Callable[[str], bool]] = {
    name: (lambda cell: not cell.strip() or read_date(cell).value is not None)
    if name.startswith(("Date", "Valid")) or name.endswith("Date")
    else (lambda cell: read_amount(cell).value is not None)
    for name in TYPED
}


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
    pending: tuple[int, str] | None = None
    lines = block.decode("utf-8", "replace").split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    for number, raw in enumerate(lines, first_line):
        line = raw.rstrip("\r")
        if not line.strip():
            continue
        if pending is not None:
            joined = f"{pending[1]} {line}"
            if joined.count(layout.separator) + 1 == expected and _is_typed(joined, layout):
                log.add("line_break_in_label", pending[0])
                result.lines.append(joined)
                result.numbers.append(number)  # the amounts stand on the second piece
                pending = None
                continue
            _truncated(result, pending, layout, log)
            pending = None
        found = line.count(layout.separator) + 1
        if found == expected:
            result.lines.append(line)
        elif found < expected:
            other = next(
                (s for s in "\t|;" if s != layout.separator and line.count(s) + 1 == expected), None
            )
            if other is None:
                pending = (number, line)
                continue
            log.add("mixed_separators", number)
            result.lines.append(
                line.replace(layout.separator, " ").replace(other, layout.separator)
            )
        else:
            result.lines.append(_fewer(line, number, found, layout, log, result))
        result.numbers.append(number)
    if pending is not None:
        _truncated(result, pending, layout, log)
    return result


def _truncated(result: Mended, pending: tuple[int, str], layout: Layout, log: Log) -> None:
    number, line = pending
    expected = len(layout.names)
    cells = line.split(layout.separator)
    # Empty fields left out at the end of a line lose nothing: the amounts are there.
    last_needed = max(
        i for i, n in enumerate(layout.names) if n in {"Debit", "Credit", "Montant", "Sens"}
    )
    if len(cells) <= last_needed + 1 or not _is_typed(_padded(cells, layout), layout):
        log.add("truncated_line", number, found=len(cells), expected=expected)
        result.truncated.append(number)
    result.lines.append(_padded(cells, layout))
    result.numbers.append(number)


def _padded(cells: list[str], layout: Layout) -> str:
    return layout.separator.join(cells + [""] * (len(layout.names) - len(cells)))


def _fewer(line: str, number: int, found: int, layout: Layout, log: Log, result: Mended) -> str:
    expected = len(layout.names)
    cells = line.split(layout.separator)
    surplus = found - expected
    shorter = layout.separator.join(cells[:expected])
    if not any(cell.strip() for cell in cells[expected:]) and _is_typed(shorter, layout):
        return shorter  # only separators at the end of the line
    for name in FREE_TEXT:
        if name not in layout.names:
            continue
        at = layout.names.index(name)
        glued = layout.separator.join(cells[at : at + surplus + 1]).replace(layout.separator, " ")
        candidate = layout.separator.join([*cells[:at], glued, *cells[at + surplus + 1 :]])
        if _is_typed(candidate, layout):
            log.add("separator_in_label", number, column=name)
            return candidate
    log.add("extra_field", number, found=found, expected=expected)
    result.truncated.append(number)
    return shorter


def _is_typed(line: str, layout: Layout) -> bool:
    cells = line.split(layout.separator)
    return all(
        _CHECKS[name](cell)
        for name, cell in zip(layout.names, cells, strict=False)
        if name in TYPED
    )
