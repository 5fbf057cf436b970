"""Goods and materials bought, by supplier: what can come from abroad."""

from __future__ import annotations

from typing import Literal

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.findings import Evidence, Input, Unit, evidence_cents
from ancrage.firm import Firm
from ancrage.text import Text, t
from ancrage.world import World

# Raw materials, supplies, work and parts bought to be sold on, goods, and the rebates on them.
GOODS = ("601", "602", "604", "605", "607", "609")


def goods(firm: Firm) -> pl.DataFrame:
    """Rows of purchases of goods and materials of all years, those that name one supplier."""
    pooled = firm.parties.filter("pooled")["party"]
    rows = firm.purchases
    return rows.filter(
        pl.col("account").is_in(accounts(firm, rows, GOODS))
        & pl.col("party").is_not_null()
        & (pl.col("origin") != "split")
        & ~pl.col("party").is_in(pooled.implode())
    )


def accounts(firm: Firm, rows: pl.DataFrame, prefixes: tuple[str, ...]) -> list[str]:
    """Accounts of some rows by prefix: decided by account, not by line."""
    used = set(rows["account"].unique(maintain_order=True).cast(pl.String).to_list())
    return [
        number for number in firm.chart.accounts if number.startswith(prefixes) and number in used
    ]


def of_year(rows: pl.DataFrame, year: FiscalYear) -> pl.DataFrame:
    """Rows of a year."""
    return rows.filter(pl.col("year_end") == year.end)


def proven(
    firm: Firm, rows: pl.DataFrame, sign: Literal[1, -1] = 1
) -> tuple[tuple[Evidence, ...], int]:
    """Evidence for rows that are whole ledger lines, and the cents that it proves."""
    evidence = firm.prove(rows, sign)
    return evidence, evidence_cents(evidence)


def reference_input(name: str, label: Text, world: World, code: str, unit: Unit) -> Input:
    """The central value of a reference of the world, as an input."""
    return Input(name, label, world[code].central, unit, "default", code)


def annual_input(year: FiscalYear) -> Input:
    """What brings the amounts of a year to twelve months: 1 for a complete year."""
    factor = 1.0 if year.complete else year.per_year(1.0)
    label = t("Coefficient pour ramener l’exercice à douze mois")
    return Input("annualisation", label, factor, "ratio", "books")
