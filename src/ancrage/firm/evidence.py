"""Proof of amounts: which lines of which file sum to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.findings import Evidence

if TYPE_CHECKING:
    from ancrage.firm.model import SourceFile


def of_rows(
    ledger: pl.DataFrame, files: Sequence[SourceFile], rows: pl.DataFrame, sign: Literal[1, -1]
) -> tuple[Evidence, ...]:
    """One piece of evidence for each file named by the rows (`source`, `line`), each line counted once."""
    keys = rows.select(pl.col("source").cast(pl.UInt16), pl.col("line").cast(pl.UInt32)).unique()
    return _pieces(ledger.join(keys, on=["source", "line"], how="semi"), files, sign)


def of_accounts(
    ledger: pl.DataFrame,
    files: Sequence[SourceFile],
    year: FiscalYear,
    prefixes: Sequence[str],
    sign: Literal[1, -1],
    *,
    balance: bool,
) -> tuple[Evidence, ...]:
    """Lines of a year whose account starts with one of the prefixes; with the opening ones for a balance."""
    phases = ["opening", "flow"] if balance else ["flow"]
    return _pieces(
        ledger.filter(
            (pl.col("year_end") == year.end)
            & pl.col("phase").is_in(phases)
            & starts(ledger, prefixes)
        ),
        files,
        sign,
    )


def starts(ledger: pl.DataFrame, prefixes: Sequence[str]) -> pl.Expr:
    """Whether the account starts with one of the prefixes; decided once by account, not by line."""
    accounts = ledger["account"].unique()
    text = accounts.cast(pl.String)
    wanted = [
        name for name in text.to_list() if name is not None and name.startswith(tuple(prefixes))
    ]
    return pl.col("account").is_in(wanted)


def _pieces(
    lines: pl.DataFrame, files: Sequence[SourceFile], sign: Literal[1, -1]
) -> tuple[Evidence, ...]:
    found = []
    for (source,), part in lines.sort("source", "line").group_by("source", maintain_order=True):
        total = int(part.select((pl.col("debit") - pl.col("credit")).sum()).item())
        found.append(
            Evidence(
                files[int(str(source))].path,
                part["line"].cast(pl.UInt32).to_numpy(),
                sign,
                sign * total,
            )
        )
    return tuple(found)
