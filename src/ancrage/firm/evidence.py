"""Proof of amounts: which lines of which file sum to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ancrage.dates import FiscalYear
from ancrage.findings import Evidence
from ancrage.firm.tables.trade import MEASURES

if TYPE_CHECKING:
    from ancrage.firm.model import SourceFile


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The lines of an account in a year, a phase and a file (its index); `net` is their debit less credit, in cents."""

    year_end: date
    phase: str
    account: str
    source: int
    lines: NDArray[np.uint32]
    net: int


def by_account(ledger: pl.DataFrame) -> tuple[Group, ...]:
    """The whole ledger cut by account in one pass: dozens of figures then choose among accounts, not among lines."""
    cut = (
        ledger.filter(pl.col("account").is_not_null())
        .group_by("year_end", "phase", "account", "source", maintain_order=True)
        .agg("line", (pl.col("debit") - pl.col("credit")).sum().alias("net"))
    )
    lines = cut["line"].explode().cast(pl.UInt32).to_numpy()
    ends = cut["line"].list.len().cum_sum().to_list()
    rows = cut.drop("line").with_columns(pl.col("phase", "account").cast(pl.String)).iter_rows()
    return tuple(
        Group(year_end, phase, account, source, lines[start:end], net)
        for (year_end, phase, account, source, net), start, end in zip(
            rows, [0, *ends], ends, strict=False
        )
    )


def of_groups(
    groups: Iterable[Group], files: Sequence[SourceFile], sign: Literal[1, -1]
) -> tuple[Evidence, ...]:
    """One piece of evidence for each file of the groups."""
    by_source: dict[int, list[Group]] = {}
    for group in groups:
        by_source.setdefault(group.source, []).append(group)
    return tuple(
        Evidence(
            files[source].path,
            np.sort(np.concatenate([group.lines for group in chosen])),
            sign,
            sign * sum(group.net for group in chosen),
        )
        for source, chosen in sorted(by_source.items())
    )


def of_rows(
    ledger: pl.DataFrame, files: Sequence[SourceFile], rows: pl.DataFrame, sign: Literal[1, -1]
) -> tuple[Evidence, ...]:
    """One piece of evidence for each file named by the rows (`source`, `line`), each line counted once."""
    keys = rows.select(pl.col("source").cast(pl.UInt16), pl.col("line").cast(pl.UInt32)).unique(
        maintain_order=True
    )
    return _pieces(ledger.join(keys, on=["source", "line"], how="semi"), files, sign)


def of_trade(
    table: str, files: Sequence[SourceFile], rows: pl.DataFrame, sign: Literal[1, -1]
) -> tuple[Evidence, ...]:
    """One piece of evidence for each sheet of each file named by rows of a table of trade (`source`, `sheet`, `line`)."""
    measure = MEASURES.get(table)
    cents = pl.col(measure).fill_null(0).sum() if measure else pl.lit(0, dtype=pl.Int64)
    grouped = (
        rows.unique(
            ["source", "sheet", "line", *([measure] if measure else [])],
            keep="first",
            maintain_order=True,
        )
        .sort("source", "sheet", "line")
        .group_by("source", "sheet", maintain_order=True)
        .agg("line", cents.alias("cents"))
    )
    return tuple(
        Evidence(
            files[source].path,
            np.unique(np.array(lines, dtype=np.uint32)),
            sign,
            sign * int(total),
            table,
            sheet or "",
        )
        for source, sheet, lines, total in grouped.iter_rows()
    )


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
    accounts = ledger["account"].unique(maintain_order=True)
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
