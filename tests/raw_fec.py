"""An independent reading of a FEC for tests: no code of the project, one loop over the decoded lines."""

from __future__ import annotations

import gzip
import re
from decimal import Decimal
from pathlib import Path


def raw_lines(path: Path, encoding: str) -> list[str]:
    """Lines of the decoded file; LF, CR LF, CR and CR CR LF each end one."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return re.split(r"\r\r\n|\r\n|\r|\n", data.decode(encoding))


def amounts(path: Path, encoding: str = "utf-8-sig") -> dict[int, Decimal]:
    """Debit less credit of each line that has them, by line number, the header being 1."""
    lines = raw_lines(path, encoding)
    separator = "|" if "|" in lines[0] else "\t"
    names = [name.strip().lower() for name in lines[0].split(separator)]
    debit, credit = names.index("debit"), names.index("credit")
    found = {}
    for number, line in enumerate(lines[1:], 2):
        cells = line.split(separator)
        if len(cells) > credit:
            found[number] = _number(cells[debit]) - _number(cells[credit])
    return found


def _number(text: str) -> Decimal:
    return Decimal(text.strip().replace(",", ".") or "0")
