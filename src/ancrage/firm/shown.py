"""Tables as other programs and people receive them: files by name, money in units of its currency."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Literal, get_args

import polars as pl

from ancrage.firm.model import SourceFile
from ancrage.firm.tables import TABLES, TableDeclaration
from ancrage.firm.tables.trade import MEASURES
from ancrage.harmless import FORMULA, NUMBER

Format = Literal["csv", "json", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
BY_NAME = {table.name: table for table in TABLES}


def shown(table: TableDeclaration, rows: pl.DataFrame, files: Sequence[SourceFile]) -> pl.DataFrame:
    """The rows with `file` (path as given) in place of `source`, and cents as decimal numbers of units.

    Args:
        table: declaration of the rows.
        rows: columns of the declaration.
        files: what `source` counts in.
    """
    paths = pl.Series("file", [file.path for file in files], dtype=pl.String)
    columns: list[pl.Expr] = []
    if "source" in table.schema:
        file = pl.lit(paths).gather(pl.col("source").cast(pl.UInt32)).alias("file")
        columns.append(file if rows.height else pl.lit(None, dtype=pl.String).alias("file"))
    for column in table.columns:
        if column.name == "source":
            continue
        if column.unit == "cents":
            units = pl.col(column.name).cast(pl.Decimal(38, 2)) / 100
            columns.append(units.cast(pl.Decimal(20, 2)).alias(column.name))
        elif isinstance(column.kind, pl.Enum) or column.kind == pl.Categorical:
            columns.append(pl.col(column.name).cast(pl.String))
        else:
            columns.append(pl.col(column.name))
    return rows.select(columns)


def as_values(table: TableDeclaration, rows: pl.DataFrame) -> tuple[list[str], list[list[Any]]]:
    """Names of the columns that rows have, and their cells as plain data: money in units, days as ISO."""
    cells = []
    for column in table.columns:
        if column.name not in rows.columns:
            continue
        value = pl.col(column.name)
        if column.unit == "cents":
            value = value / 100
        elif column.kind == pl.Date or isinstance(column.kind, pl.Enum):
            value = value.cast(pl.String)
        cells.append(value.alias(column.name))
    plain = rows.select(cells)
    return plain.columns, [list(row) for row in plain.iter_rows()]


_DAYS = ("date", "ordered", "received", "since")
_PARTIES = ("seller", "supplier", "customer")
_WORDS = ("number", "order", "settlement", "product", "name", "description", "query")


def as_entries(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of a table of trade as lines of books are shown: line, date, party, label, debit, credit (cents).

    The money is that of `MEASURES`: a debit where it is positive.
    """
    known, measure = set(rows.columns), MEASURES.get(table)
    days = [pl.col(name) for name in _DAYS if name in known]
    parties = [pl.col(name) for name in _PARTIES if name in known]
    words = [pl.col(name) for name in _WORDS if name in known]
    money = pl.col(measure).fill_null(0) if measure else pl.lit(0, dtype=pl.Int64)
    return rows.select(
        pl.col("line").cast(pl.UInt32),
        (pl.coalesce(days) if days else pl.lit(None, dtype=pl.Date)).alias("date"),
        (pl.coalesce(parties) if parties else pl.lit(None, dtype=pl.String))
        .fill_null("")
        .alias("party"),
        pl.concat_str(words, separator=" · ", ignore_nulls=True).alias("label")
        if words
        else pl.lit("").alias("label"),
        money.clip(lower_bound=0).alias("debit"),
        (-money).clip(lower_bound=0).alias("credit"),
    )


def written(rows: pl.DataFrame, form: Format) -> bytes:
    """The rows of `shown` as a file.

    CSV is UTF-8 with commas, and texts that a spreadsheet would run are made harmless; JSON is a list of objects.
    """
    buffer = io.BytesIO()
    if form == "parquet":
        rows.write_parquet(buffer)
    elif form == "json":
        money = [name for name, kind in rows.schema.items() if isinstance(kind, pl.Decimal)]
        rows.with_columns(pl.col(money).cast(pl.Float64)).write_json(buffer)
    else:
        lists = [name for name, kind in rows.schema.items() if isinstance(kind, pl.List)]
        flat = rows.with_columns(pl.col(lists).list.join(" "))
        texts = pl.col(name for name, kind in flat.schema.items() if kind == pl.String)
        runs = texts.str.contains(FORMULA) & ~texts.str.contains(NUMBER)
        flat.with_columns(pl.when(runs).then("'" + texts).otherwise(texts).name.keep()).write_csv(
            buffer
        )
    return buffer.getvalue()
