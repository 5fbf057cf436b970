"""Tables of trade in which an item bears one reference, whatever the files call it: what is one is counted once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import polars as pl

from ancrage.firm.identities.item_writings import INVOICED, TABLES, distinct, key_of_cells
from ancrage.firm.identities.known import Known


class OneReference:
    """The reference by which each item is counted, and the tables that say it."""

    def __init__(self, tables: Mapping[str, pl.DataFrame], known: Known) -> None:
        self._tables, self._known = tables, known
        self._made: dict[str, pl.DataFrame] = {}

    @cached_property
    def of_keys(self) -> Mapping[str, str]:
        """Reference by key: the firm's own, of the table that says best; else, where several write it, a name."""
        found: dict[str, str] = {}
        rank = {table: place for place, table in enumerate(TABLES)}
        place = {key: number for number, key in enumerate(self._known.written)}
        for cluster in self._known.clusters:
            members = sorted(
                (self._known.written[key] for key in cluster),
                key=lambda one: (rank[one.table], place[one.key]),
            )
            ours = [one for one in members if one.key.startswith("items:sku:")]
            named = [one for one in members if one.table != INVOICED]
            if ours:
                found |= dict.fromkeys(cluster, ours[0].code)
            elif named and (len(members) > 1 or len(named[0].rows) > 1):
                found |= dict.fromkeys(cluster, named[0].name or named[0].code)
        return found

    def table(self, name: str) -> pl.DataFrame:
        """A table of trade: `product` (on invoices received, `buyer_product`) is the reference by which it is counted."""
        frame = self._tables[name]
        if name not in TABLES or not self.of_keys:
            return frame
        if name not in self._made:
            self._made[name] = self._with_references(name, frame)
        return self._made[name]

    def _with_references(self, name: str, frame: pl.DataFrame) -> pl.DataFrame:
        columns = distinct(name, frame)
        column = "buyer_product" if name == INVOICED else "product"
        rows = frame.select(columns).unique(maintain_order=True)
        told = []
        for record in rows.iter_rows(named=True):
            cells = {cell: value.strip() for cell, value in record.items() if value}
            told.append(self.of_keys.get(key_of_cells(name, cells), record[column]))
        rows = rows.with_columns(pl.Series("told", told, dtype=pl.String))
        if rows["told"].equals(rows[column], null_equal=True):
            return frame
        joined = frame.join(rows, on=columns, how="left", nulls_equal=True, maintain_order="left")
        return joined.with_columns(pl.col("told").alias(column)).drop("told")
