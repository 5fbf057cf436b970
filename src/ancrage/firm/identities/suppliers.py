"""How suppliers are written in the files of trade: list of suppliers, invoices received, orders, receipts, items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import polars as pl

from ancrage.firm.identities.identifiers import siren_of_siret, siren_of_vat, vat
from ancrage.firm.identities.keys import key_of
from ancrage.firm.identities.model import Row, RowId

# Fields of a row by table, in the order in which its key gives them.
_FIELDS: Mapping[str, Mapping[str, str]] = {
    "suppliers": {
        "code": "code", "siren": "siren", "vat": "vat", "country": "country", "name": "name",
        "iban": "iban",
    },
    "invoices": {
        "siret": "seller_siret", "vat": "seller_vat", "country": "seller_country",
        "name": "seller", "iban": "seller_iban",
    },
    "purchase_orders": {"name": "supplier"},
    "receipts": {"name": "supplier"},
    "products": {"name": "supplier"},
}  # fmt: skip
_AMOUNTS = {"invoices": "net", "purchase_orders": "amount"}
NAMES = {table: fields["name"] for table, fields in _FIELDS.items()}  # column of names by table


@dataclass(frozen=True, slots=True)
class Writing:
    """One way that a supplier is written in one table.

    Args:
        key: `keys.key_of` what is written, the account for payment aside.
        table: name of the table; "parties" for the books.
        name, code: as written; one of them may be empty.
        rows: what identity resolution takes: one for each account for payment. The id of the first is the key.
        sources: indexes of its files in `Firm.files`.
        amount: cents of its lines before tax (invoices, orders), where they are in euros; None where nothing is told.
    """

    key: str
    table: str
    name: str
    code: str
    rows: tuple[Row, ...]
    sources: tuple[int, ...] = ()
    amount: int | None = None


def writings(
    tables: Mapping[str, pl.DataFrame], codes: AbstractSet[str], own: str | None = None
) -> tuple[Writing, ...]:
    """How suppliers are written, table by table.

    Args:
        tables: any tables of trade, by name.
        codes: what the books know as the code of a supplier: orders name a supplier by its code or by its name.
        own: SIREN of the firm, whose own invoices are those of no supplier.
    """
    found: list[Writing] = []
    known = set(codes)
    for table, fields in _FIELDS.items():
        if table in tables:
            found += _of_table(table, tables[table], fields, known, own)
        if table == "suppliers":
            known |= {writing.code for writing in found if writing.code}
    return tuple(found)


def _of_table(
    table: str,
    frame: pl.DataFrame,
    fields: Mapping[str, str],
    codes: AbstractSet[str],
    own: str | None,
) -> Iterator[Writing]:
    parts: dict[str, list[tuple[Row, list[int], int | None]]] = {}
    for cells, sources, amount in _written(table, frame, fields):
        if not cells["name"] and not cells.get("code"):
            continue
        row = _row(cells, is_code="code" not in fields and cells["name"] in codes)
        if own and own in {row.siren, siren_of_siret(row.siret), siren_of_vat(vat(row.vat))}:
            continue
        key = key_of(table, *(cells[field] for field in fields if field != "iban"))
        parts.setdefault(key, []).append((row, sources, amount))
    for key, found in parts.items():
        first = found[0][0]
        amounts = [amount for _, _, amount in found if amount is not None]
        yield Writing(
            key,
            table,
            first.name,
            next((value for kind, value in first.extra if kind == "code"), ""),
            tuple(_named(row, key, place) for place, (row, _, _) in enumerate(found)),
            tuple(sorted({source for _, sources, _ in found for source in sources})),
            sum(amounts) if len(amounts) == len(found) else None,
        )


def _written(
    table: str, frame: pl.DataFrame, fields: Mapping[str, str]
) -> Iterator[tuple[dict[str, str], list[int], int | None]]:
    """Each way of writing once: its cells by field, its files, and its euros in cents."""
    cells = [pl.col(column).fill_null("").alias(field) for field, column in fields.items()]
    amount = pl.lit(None, dtype=pl.Int64)
    if table in _AMOUNTS:
        counted = (
            ~pl.col("copy").fill_null(value=False) if table == "invoices" else pl.lit(value=True)
        )
        in_euros = pl.col("currency").fill_null("").is_in(["", "EUR"]).all()
        told = pl.col(_AMOUNTS[table])
        amount = pl.when(in_euros & told.is_not_null().any()).then(told.filter(counted).sum())
    grouped = (
        frame.with_columns(cells)
        .group_by(*fields, maintain_order=True)
        .agg(pl.col("source").unique(maintain_order=True).sort(), amount.alias("told"))
    )
    width = len(fields)
    for record in grouped.select(*fields, "source", "told").iter_rows():
        yield dict(zip(fields, record, strict=False)), record[width], record[width + 1]


def _row(cells: Mapping[str, str], *, is_code: bool) -> Row:
    code = cells["name"] if is_code else cells.get("code", "")
    return Row(
        "",
        "" if is_code else cells["name"],
        cells.get("siren", ""),
        cells.get("siret", ""),
        cells.get("vat", ""),
        cells.get("iban", ""),
        (("code", code),) if code else (),
        country=cells.get("country", ""),
    )


def _named(row: Row, key: str, place: int) -> Row:
    name: RowId = (key, place) if place else key
    return Row(
        name, row.name, row.siren, row.siret, row.vat, row.iban, row.extra, row.town, row.country
    )
