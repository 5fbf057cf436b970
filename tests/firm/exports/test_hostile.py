"""Whatever a cell holds, an export is read without an exception, and what cannot be read is said."""

from __future__ import annotations

import random
from dataclasses import replace

import polars as pl
import pytest
from samples import SAMPLES
from sheets_of import grid_of

from ancrage.firm.exports import IMPORTERS, read_export
from ancrage.firm.exports.headers import matched
from ancrage.firm.exports.importer import TABLES
from ancrage.text import Text

JUNK = (
    None, "", "-", "n/a", "∞", "NaN", "inf", "-inf", "1e400", "1e15", "99999999999999999999", "1.234.567", "1,2,3",
    "(12.00)", "12.00-", "0000-00-00", "31/02/2025", "2025-13-45", "=1+1", "\x00", "💥", "x" * 5000, "'", "#REF!", "1 234,5",
    "$", "%", "true", "\u202f", "name:|sku:|quantity:x|total:y",
)  # fmt: skip
ALL = [
    pytest.param(kind, text, separator, id=f"{kind}-{n}")
    for kind, texts in SAMPLES.items()
    for n, (text, separator) in enumerate(texts)
]


@pytest.mark.parametrize(("kind", "text", "separator"), ALL)
def test_odd_cells(kind: str, text: str, separator: str) -> None:
    grid = grid_of(text, separator)
    rng = random.Random(kind)  # noqa: S311
    for _ in range(8):
        rows = [list(row) for row in grid.cells.rows()]
        for _ in range(rng.randint(1, 12)):
            row = rng.choice(rows)
            row[rng.randrange(len(row))] = rng.choice(JUNK)
        cells = pl.DataFrame(rows, schema=grid.cells.schema, orient="row")
        extract = read_export("x.csv", replace(grid, cells=cells))
        assert extract is not None
        assert extract.kind == kind
        for name, frame in extract.tables.items():
            for column in TABLES[name].columns:
                if column.required and column.name != "source":
                    assert frame[column.name].null_count() == 0, (name, column.name)
                if column.kind == pl.Float64:
                    assert frame[column.name].drop_nulls().is_finite().all()


@pytest.mark.parametrize(("kind", "text", "separator"), ALL)
def test_amounts_that_are_none_are_said(kind: str, text: str, separator: str) -> None:
    grid = grid_of(text, separator)
    importer = next(i for i in IMPORTERS if i.kind == kind)
    columns = matched(grid.columns, importer.fields)
    for column in (columns[field] for field in importer.amounts if field in columns):
        extract = read_export(
            "x.csv", replace(grid, cells=grid.cells.with_columns(pl.lit("<?>").alias(column)))
        )
        assert extract is not None
        said = [
            p.message.params.get("column") for p in extract.problems if isinstance(p.message, Text)
        ]
        assert column in said
        assert extract.status in ("partial", "refused")
