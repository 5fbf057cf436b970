"""The suppliers of all tables under one number each: books, invoices received, orders, items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from ancrage.firm.identities import resolve
from ancrage.firm.identities.suppliers import supplier_rows
from ancrage.firm.model import Firm

_SELLER = ("seller", "seller_siret", "seller_vat", "seller_iban", "seller_country")
_TABLES = ("suppliers", "invoices", "purchase_orders", "receipts", "products")


@dataclass(frozen=True, eq=False)
class Suppliers:
    """Who is who among suppliers.

    Args:
        names: name of each, by number; that of the books where they have one.
        parties: its party in the books, by number, or None.
        written: table, supplier as written (null for invoices), the columns `seller…` of invoices, and `supplier`, its
            number.
    """

    names: tuple[str, ...]
    parties: tuple[int | None, ...]
    written: pl.DataFrame

    def of_names(self, table: str, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows of a table that writes the supplier in one column, that column replaced by its number."""
        known = self.written.filter(pl.col("table") == table).select(
            pl.col("word").alias("supplier"), pl.col("number")
        )
        joined = rows.join(known, on="supplier", how="left", maintain_order="left")
        return joined.drop("supplier").rename({"number": "supplier"})

    def of_invoices(self, invoices: pl.DataFrame) -> pl.DataFrame:
        """Rows of INVOICES with `supplier`, the number of their seller."""
        known = self.written.filter(pl.col("table") == "invoices").select(
            *_SELLER, pl.col("number").alias("supplier")
        )
        cells = [pl.col(name).fill_null("") for name in _SELLER]
        told = invoices.select(cells).join(known, on=_SELLER, how="left", maintain_order="left")
        return invoices.with_columns(told["supplier"])


def suppliers(firm: Firm) -> Suppliers:
    """The suppliers of a firm; what is not surely one stays apart."""
    tables = {"parties": firm.parties, **{n: firm.tables[n] for n in _TABLES if n in firm.tables}}
    rows = supplier_rows(tables)
    names_of = {row.id: row.name for row in rows}
    names: list[str] = []
    parties: list[int | None] = []
    written: list[tuple[object, ...]] = []
    for number, cluster in enumerate(resolve(rows).clusters):
        ids = [_told(one) for one in cluster]
        ours = [int(one[1]) for one in ids if one[0] == "parties"]
        parties.append(ours[0] if ours else None)
        told = [names_of[one] for one in cluster if names_of[one]]
        names.append(firm.name_of(ours[0]) if ours else (told or [ids[0][1]])[0])
        for table, *cells in ids:
            if table == "invoices":
                written.append((table, None, *cells, number))
            elif table not in {"parties", "suppliers"}:
                written.append((table, cells[0], *(None for _ in _SELLER), number))
    schema = {
        "table": pl.String, "word": pl.String, **dict.fromkeys(_SELLER, pl.String),
        "number": pl.UInt32,
    }  # fmt: skip
    frame = pl.DataFrame(written, schema=schema, orient="row")
    return Suppliers(tuple(names), tuple(parties), frame)


def _told(identity: object) -> Sequence[str]:
    return [str(cell) for cell in identity] if isinstance(identity, tuple) else [str(identity)]
