"""Suppliers of every table as rows to resolve: books, list of suppliers, invoices received, orders, items."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ancrage.firm.identities.model import Row

_FIELDS = {"name": "name", "siren": "siren", "vat": "vat", "iban": "iban", "country": "country"}
_SELLER = {
    "name": "seller", "siret": "seller_siret", "vat": "seller_vat", "iban": "seller_iban",
    "country": "seller_country",
}  # fmt: skip


def supplier_rows(tables: Mapping[str, pl.DataFrame]) -> tuple[Row, ...]:
    """One row for each way that a supplier is written, by table.

    Args:
        tables: any of `parties`, `suppliers`, `invoices`, `purchase_orders`, `receipts` and `products`, by name.

    Returns:
        Rows of ids (table, key): the party in `parties`, the name as written in orders, receipts and items, and the
        cells of the columns used, in their order, in the others.
    """
    rows = _of_books(tables.get("parties"))
    codes = {value for row in rows for kind, value in row.extra if kind == "code"}
    if (listed := tables.get("suppliers")) is not None:
        rows += _of_cells("suppliers", listed, _FIELDS, "code")
        codes |= set(listed["code"].drop_nulls()) if "code" in listed.columns else set()
    if (invoices := tables.get("invoices")) is not None:
        rows += _of_cells("invoices", invoices.filter(pl.col("seller").is_not_null()), _SELLER)
    for table in ("purchase_orders", "receipts", "products"):
        if table in tables:
            for word in tables[table]["supplier"].drop_nulls().unique().sort():
                # Orders name a supplier by its code or by its name; what the books know as a code is one.
                is_code = word in codes
                extra = (("code", word),) if is_code else ()
                rows.append(Row((table, word), "" if is_code else word, extra=extra))
    return tuple(rows)


def _of_books(parties: pl.DataFrame | None) -> list[Row]:
    if parties is None:
        return []
    suppliers = parties.filter(pl.col("side") == "supplier", ~pl.col("pooled"))
    return [
        Row(("parties", party), name or "", extra=tuple(("code", code) for code in codes))
        for party, name, codes in suppliers.select("party", "name", "codes").iter_rows()
    ]


def _of_cells(
    table: str, frame: pl.DataFrame, fields: Mapping[str, str], code: str | None = None
) -> list[Row]:
    used = {field: column for field, column in fields.items() if column in frame.columns}
    columns = [*used.values(), *([code] if code in frame.columns else [])]
    rows = []
    for cells in frame.select(columns).unique(maintain_order=True).iter_rows():
        texts = [value or "" for value in cells]
        known = dict(zip(used, texts, strict=False))
        extra = (("code", texts[-1]),) if len(columns) > len(used) and texts[-1] else ()
        rows.append(Row((table, *texts), **known, extra=extra))
    return rows
