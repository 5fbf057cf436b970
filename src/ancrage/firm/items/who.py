"""The suppliers of all tables under one number each: books, invoices received, orders, items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from ancrage.firm.identities.keys import key_of
from ancrage.firm.model import Firm
from ancrage.firm.who import parties_of_keys

_SELLER = ("seller", "seller_siret", "seller_vat", "seller_iban", "seller_country")
_LISTED = (
    "code",
    "siren",
    "vat",
    "country",
    "name",
)  # cells of a list that make its key (`identities.suppliers`)
_NAMED = ("purchase_orders", "receipts", "products")  # tables that write the supplier in one column


@dataclass(frozen=True, eq=False)
class Suppliers:
    """Who is who among suppliers.

    Args:
        names: name of each, by number; that of the books where they have one.
        parties: its party in the books, by number, or None.
        written: table, supplier as written (null for invoices), the columns `seller…` of invoices, and `supplier`, its
            number.
        numbers: number of each key of `firm.who`.
        keys: by number, the key under which what is said of a supplier is kept.
    """

    names: tuple[str, ...]
    parties: tuple[int | None, ...]
    written: pl.DataFrame
    numbers: Mapping[str, int]
    keys: tuple[str, ...]

    def of_list(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows of SUPPLIERS with `supplier`, the number of each."""
        cells = rows.select(pl.col(name).fill_null("") for name in _LISTED).iter_rows()
        numbers = [self.numbers.get(key_of("suppliers", *row)) for row in cells]
        return rows.with_columns(supplier=pl.Series(numbers, dtype=pl.UInt32))

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
    known, party_of = firm.suppliers_known, parties_of_keys(firm)
    names: list[str] = []
    parties: list[int | None] = []
    number_of: dict[str, int] = {}
    for number, cluster in enumerate(known.clusters):
        ours = [party_of[key] for key in cluster if key in party_of]
        told = [one.name or one.code for one in map(known.written.__getitem__, cluster)]
        parties.append(ours[0] if ours else None)
        names.append(firm.name_of(ours[0]) if ours else next(filter(None, told), ""))
        number_of |= dict.fromkeys(cluster, number)
    written: list[tuple[object, ...]] = []
    nothing = (None,) * len(_SELLER)
    for table in _NAMED:
        if table in firm.tables:
            words = firm.tables[table]["supplier"].drop_nulls().unique(maintain_order=True).sort()
            written.extend(
                (table, word, *nothing, number_of.get(key_of(table, word))) for word in words
            )
    if "invoices" in firm.tables:
        cells = [pl.col(name).fill_null("") for name in _SELLER]
        for name, siret, vat, iban, country in (
            firm.tables["invoices"].select(cells).unique(maintain_order=True).iter_rows()
        ):
            key = key_of("invoices", siret, vat, country, name)
            written.append(("invoices", None, name, siret, vat, iban, country, number_of.get(key)))
    schema = {
        "table": pl.String, "word": pl.String, **dict.fromkeys(_SELLER, pl.String),
        "number": pl.UInt32,
    }  # fmt: skip
    return Suppliers(
        tuple(names), tuple(parties), pl.DataFrame(written, schema=schema, orient="row"), number_of,
        tuple(cluster[0] for cluster in known.clusters),
    )  # fmt: skip
