"""The firm's accounts against the French chart of accounts, before and after the 2025 reform (ANC 2022-06).

Years that start before 1 January 2025 use accounts that no longer exist (79, 671, 675, 771, 775...): both charts
are known, and an account belongs to the longest number of either that begins it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import polars as pl


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the firm: its number and label as written, and the number of the chart it belongs to."""

    number: str
    label: str
    item: str | None

    @property
    def known(self) -> bool:
        """Whether the chart of accounts says what it is."""
        return self.item is not None


@dataclass(frozen=True, slots=True)
class Chart:
    """The accounts of a firm by number."""

    accounts: Mapping[str, Account]

    def label(self, number: str) -> str:
        """Label as the firm writes it, or the number when it has none."""
        account = self.accounts.get(number)
        return account.label if account and account.label else number


@lru_cache(maxsize=1)
def national_chart() -> Mapping[str, str]:
    """Label of every number of the two national charts (2026, and those of 2024 removed since)."""
    labels: dict[str, str] = {}
    folder = resources.files("ancrage.firm") / "data"
    for name, column in (("pcg_2024_removed_since.csv", "label_2024"), ("pcg_2026.csv", "label")):
        with (folder / name).open(encoding="utf-8") as stream:
            labels |= {row["number"]: row[column] for row in csv.DictReader(stream)}
    return labels


@lru_cache(maxsize=100_000)
def item_of(number: str) -> str | None:
    """Longest number of the national charts that begins an account, two digits at least; None for none."""
    labels = national_chart()
    digits = number.strip()
    for length in range(len(digits), 1, -1):
        if digits[:length] in labels:
            return digits[:length]
    return None


def chart_of(ledger: pl.DataFrame) -> Chart:
    """The accounts that the ledger uses, with the label most often written."""
    labels = (
        ledger.group_by("account", "account_label", maintain_order=True)
        .len()
        .sort("len", "account_label", descending=[True, False])
        .group_by("account", maintain_order=True)
        .agg(pl.col("account_label").first())
        .select(pl.col("account").cast(pl.String), pl.col("account_label").cast(pl.String))
    )
    return Chart(
        {n: Account(n, label or "", item_of(n)) for n, label in sorted(labels.iter_rows())}
    )
