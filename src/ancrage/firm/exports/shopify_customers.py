"""Shopify, customers: one row a customer, of whom only a key, the country and what was spent are kept."""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.customers import customer_keys, joined
from ancrage.firm.exports.importer import Found, Importer, conform
from ancrage.firm.exports.shop import euros
from ancrage.text import t


def _read(cells: Cells) -> Found:
    named = joined(cells.text("last_name"), cells.text("first_name"), cells.text("zip"))
    rows = pl.DataFrame(
        {
            "customer": customer_keys(cells.text("email"), named, cells.text("phone")),
            "country": cells.country("country"),
            "orders": cells.number("orders"),
            "spent": cells.cents("spent"),
            "line": cells.lines,
        }
    ).filter(pl.col("customer").is_not_null())
    return Found(
        {"customers": conform("customers", rows, cells.grid.sheet)},
        {
            "rows": rows.height,
            "customers": rows["customer"].n_unique(),
            "orders": int(rows["orders"].sum()),
            "spent": euros(int(rows["spent"].sum())),
        },
    )


IMPORTER = Importer(
    kind="shopify_customers",
    label=t("Clients Shopify"),
    channel="shopify",
    how=t("Dans Shopify : Clients, puis Exporter, tous les clients, fichier CSV."),
    evidence=(
        "20 columns quoted whole by several public importers found in November 2026 (Customer ID … Tags)",
        "an earlier header without Customer ID and Default Address, quoted by a public parser in Rust",
    ),
    fields={
        "email": ("Email",),
        "first_name": ("First Name",),
        "last_name": ("Last Name",),
        "phone": ("Phone", "Default Address Phone"),
        "zip": ("Default Address Zip", "Zip"),
        "country": ("Default Address Country Code", "Country Code", "Country"),
        "spent": ("Total Spent",),
        "orders": ("Total Orders",),
    },
    must=("email", "spent", "orders"),
    signs=(
        "Accepts Email Marketing",
        "Accepts SMS Marketing",
        "Accepts Marketing",
        "Total Spent",
        "Total Orders",
        "Tax Exempt",
        "Customer ID",
        "Default Address Country Code",
        "Province Code",
    ),
    enough=3,
    read=_read,
    decimal=".",
    amounts=("spent",),
)
