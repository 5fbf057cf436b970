"""An independent reading of the demonstration's lists, with the csv module and whole cents."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path


def table(path: Path, encoding: str, separator: str = ";") -> list[dict[str, str]]:
    with io.StringIO(path.read_bytes().decode(encoding), newline="") as stream:
        rows = list(csv.reader(stream, delimiter=separator, strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def cents(text: str) -> int:
    """« 1234,50 » or « 1234.50 » in cents."""
    sign = -1 if text.startswith("-") else 1
    units, decimals = text.lstrip("-").replace(",", ".").split(".")
    assert len(decimals) == 2, text
    return sign * (int(units) * 100 + int(decimals))


def day(text: str) -> date:
    """« 31/12/2025 » as a date."""
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007
