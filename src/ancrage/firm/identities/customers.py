"""How customers that are firms are written outside the books: as buyers of the electronic invoices that the firm sent.

Lists of customers and orders of shops name nobody: a customer is a key there from which the person cannot be read, and
two keys have nothing by which they could be one.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ancrage.firm.identities.keys import key_of
from ancrage.firm.identities.model import Row
from ancrage.firm.identities.suppliers import Writing
from ancrage.firm.invoices.received import ways

SENT = "sent"  # of keys: an invoice received names its seller under "invoices"


def buyers(tables: Mapping[str, pl.DataFrame], siren: str | None) -> tuple[Writing, ...]:
    """How buyers are written on the invoices that the firm sent; `siren` is its own."""
    if "invoices" not in tables or siren is None:
        return ()
    sent = ways(tables["invoices"], siren).filter(pl.col("way") == "sent")
    cells = [pl.col(name).fill_null("") for name in ("buyer_siret", "buyer_vat", "buyer")]
    in_euros = pl.col("currency").fill_null("").is_in(["", "EUR"]).all()
    found: dict[str, Writing] = {}
    grouped = (
        sent.with_columns(cells)
        .group_by("buyer_siret", "buyer_vat", "buyer", maintain_order=True)
        .agg(
            pl.col("source").unique(maintain_order=True).sort(),
            pl.when(in_euros).then(pl.col("net").sum()),
        )
    )
    for siret, vat, name, sources, net in grouped.iter_rows():
        key = key_of(SENT, siret, vat, name)
        if name.strip() and key not in found:
            row = Row(key, name, siret=siret, vat=vat)
            found[key] = Writing(key, "invoices", name, "", (row,), tuple(sources), net)
    return tuple(found.values())
