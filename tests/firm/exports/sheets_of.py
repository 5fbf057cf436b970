"""Small exports written by hand in tests, as grids."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl

from ancrage.firm.sheets import Grid


def grid_of(text: str, separator: str = ",") -> Grid:
    """A grid from the text of a file, read by the standard library: all cells text, null where empty."""
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff").strip("\n")), delimiter=separator))
    names: list[str] = []
    for cell in rows[0]:
        name = cell.strip()
        copies = sum(n == name or n.startswith(f"{name} (") for n in names)
        names.append(f"{name} ({copies + 1})" if copies else name)
    filled = [
        (rank, row + [""] * (len(names) - len(row)))
        for rank, row in enumerate(rows[1:], 2)
        if any(row)
    ]
    cells = pl.DataFrame(
        {name: [row[n].strip() or None for _, row in filled] for n, name in enumerate(names)},
        schema=dict.fromkeys(names, pl.String),
    )
    return Grid("", 1, cells, pl.Series([rank for rank, _ in filled], dtype=pl.UInt32))


def grid_of_file(path: Path, separator: str = ",") -> Grid:
    return grid_of(path.read_text(encoding="utf-8-sig"), separator)
