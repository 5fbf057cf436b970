"""Invoices that others sent to the firm, apart from those that it sent and from those of somebody else."""

from __future__ import annotations

from typing import Literal

import polars as pl

from ancrage.firm.invoices.likeness import siren_of

Way = Literal["received", "sent", "other"]


def ways(invoices: pl.DataFrame, siren: str | None) -> pl.DataFrame:
    """Rows of INVOICES that could be read, each once, with `row` (their rank in the table) and `way`.

    `way` is "received" (the buyer is the firm, or nothing says who the buyer is), "sent" (the seller is the firm), or
    "other" (the buyer states the SIREN of another firm). A firm whose SIREN is unknown is the most frequent buyer.
    """
    ok = invoices.with_row_index("row").filter(
        (pl.col("status") == "ok") & ~pl.col("copy").fill_null(value=False)
    )
    who = {
        side: [
            siren_of(siret, vat)
            for siret, vat in ok.select(f"{side}_siret", f"{side}_vat").iter_rows()
        ]
        for side in ("seller", "buyer")
    }
    ours = siren or _most(who["buyer"])
    found = [_way(*pair, ours) for pair in zip(who["seller"], who["buyer"], strict=True)]
    return ok.with_columns(pl.Series("way", found, dtype=pl.String))


def _way(seller: str | None, buyer: str | None, ours: str | None) -> Way:
    if ours is not None and seller == ours:
        return "sent"
    return "received" if ours is None or buyer in {None, ours} else "other"


def _most(numbers: list[str | None]) -> str | None:
    known = [number for number in numbers if number]
    return max(sorted(set(known)), key=known.count) if known else None
