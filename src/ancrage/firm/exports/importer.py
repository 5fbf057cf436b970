"""What each importer declares, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.extract import Figure
from ancrage.firm.sheets import DayOrder, Decimal
from ancrage.firm.tables.declaration import Column, TableDeclaration
from ancrage.firm.tables.trade import TRADE_TABLES
from ancrage.text import Text

_LARGEST = 1e15
TABLES: Mapping[str, TableDeclaration] = {table.name: table for table in TRADE_TABLES}


@dataclass(frozen=True, eq=False)
class Found:
    """Tables by name, with every column but `source`, and the figures to check against the origin."""

    tables: Mapping[str, pl.DataFrame]
    control: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Importer:
    """One known export.

    Args:
        kind: stable name.
        label: what the file is, for people.
        channel: shop or marketplace of its rows, empty for the firm's own software.
        how: where the owner finds the export in the software.
        evidence: public sources of the header, and when they were looked up.
        fields: names of columns of each field, in every language known.
        must: fields without which the file is not of this kind.
        signs: names of columns that hardly any other export has.
        enough: how many of the signs settle the recognition.
        read: cells to tables.
        never: names of columns that show another kind.
        decimal: mark of decimals that the software writes, where it does not follow the language.
        order: order of dates that the software writes, where it does not follow the language.
        amounts: fields whose numbers tell the decimal mark of the file.
        days: fields whose dates tell the order of day and month of the file.
    """

    kind: str
    label: Text
    channel: str
    how: Text
    evidence: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    must: tuple[str, ...]
    signs: tuple[str, ...]
    enough: int
    read: Callable[[Cells], Found]
    never: tuple[str, ...] = ()
    decimal: Decimal | None = None
    order: DayOrder | None = None
    amounts: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


def conform(name: str, columns: pl.DataFrame, sheet: str = "") -> pl.DataFrame:
    """The columns of a table in their order and types, without `source`; those that are not given are null.

    A channel or a currency unsaid is empty, not null.
    """
    given = set(columns.columns)

    def one(column: str, kind: pl.DataType | type[pl.DataType]) -> pl.Expr:
        if column == "sheet":
            return pl.lit(sheet).alias(column)
        value = pl.col(column).cast(kind) if column in given else pl.lit(None, dtype=kind)
        return (value.fill_null("") if column in ("channel", "currency") else value).alias(column)

    schema = TABLES[name].schema
    return columns.select(one(n, kind) for n, kind in schema.items() if n != "source")


def whole_cents(cents: pl.Expr) -> pl.Expr:
    """Cents computed from a quantity and a price, rounded; null where they are beyond any amount of money."""
    return pl.when(cents.abs() < _LARGEST).then(cents.round()).cast(pl.Int64)


def plain_table(
    name: str, cells: Cells, fields: Mapping[str, str], *, channel: str = ""
) -> pl.DataFrame:
    """A table of one row a row of the sheet: each column read from a field, by the type that the table declares.

    Rows without a required column are left out; the caller says why where it matters.
    """
    table = TABLES[name]
    data: dict[str, pl.Series] = {"line": cells.lines}
    for column in table.columns:
        if column.name in fields:
            data[column.name] = _typed(cells, column, fields[column.name])
    frame = pl.DataFrame([values.alias(n) for n, values in data.items()])
    if "channel" in table.schema:
        frame = frame.with_columns(pl.lit(channel).alias("channel"))
    needed = [c.name for c in table.columns if c.required and c.name in data and c.name != "line"]
    sound = (
        frame.filter(pl.all_horizontal(pl.col(n).is_not_null() for n in needed))
        if needed
        else frame
    )
    return conform(name, sound, cells.grid.sheet)


def _typed(cells: Cells, column: Column, field_name: str) -> pl.Series:
    if column.unit == "cents":
        return cells.cents(field_name)
    if column.kind == pl.Float64:
        return cells.number(field_name)
    if column.kind == pl.Date:
        return cells.day(field_name)
    if column.name == "country":
        return cells.country(field_name)
    return cells.text(field_name)
