"""What declares a table: its columns, with their type, unit, meaning and words."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ancrage.text import Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column: Polars type, unit where there is one, meaning, and whether a row always has it."""

    name: str
    kind: pl.DataType | type[pl.DataType]
    label: Text
    meaning: str
    unit: str | None = None
    required: bool = True


@dataclass(frozen=True, slots=True)
class TableDeclaration:
    """A table and its columns, in order."""

    name: str
    label: Text
    meaning: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> dict[str, pl.DataType | type[pl.DataType]]:
        """Polars types by column."""
        return {column.name: column.kind for column in self.columns}
