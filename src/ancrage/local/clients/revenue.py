"""What each named customer brought, year by year; and what went to customers whom nothing names.

A line of account 70 belongs to one named customer, to pools, to nobody, or is shared by several
named ones: the last are left out here, so that every sum is one of whole ledger lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.findings import Evidence, Input, evidence_cents
from ancrage.firm import Firm
from ancrage.firm.figures import RULES
from ancrage.text import Text, t

_LINE = ("year_end", "party", "amount", "date", "entry", "source", "line")


@dataclass(frozen=True, eq=False)
class Revenue:
    """Sales of a firm by whom they went to.

    Args:
        firm: the firm.
        named: lines of one named customer: year_end, party, amount (cents), date, entry, source, line.
        pooled: lines of customers booked as one, same columns without party.
        nobody: lines of entries that name no customer, accruals left out.
        pools: keys of the customers who stand for many people.
    """

    firm: Firm
    named: pl.DataFrame
    pooled: pl.DataFrame
    nobody: pl.DataFrame
    pools: tuple[int, ...]

    @cached_property
    def by_customer(self) -> pl.DataFrame:
        """year_end, party, amount (cents), entries: customers with a positive total that year, largest first."""
        return (
            self.named.group_by("year_end", "party", maintain_order=True)
            .agg(
                pl.col("amount").sum(),
                pl.col("entry").n_unique().alias("entries"),
                pl.col("date").max().alias("last"),
            )
            .filter(pl.col("amount") > 0)
            .sort("year_end", "amount", "party", descending=[False, True, False])
        )

    def of_year(self, year: FiscalYear) -> pl.DataFrame:
        """party, amount, entries, last (day of the last sale): named customers of a year, largest first."""
        return self.by_customer.filter(pl.col("year_end") == year.end).drop("year_end")

    def lines(self, year: FiscalYear, parties: pl.Series) -> pl.DataFrame:
        """Lines of some named customers in a year."""
        return self.named.filter(
            (pl.col("year_end") == year.end) & pl.col("party").is_in(parties.implode())
        )

    def prove(self, year: FiscalYear, parties: pl.Series) -> tuple[Evidence, ...]:
        """Evidence for what some named customers bought in a year."""
        return self.evidence(self.lines(year, parties))

    def evidence(self, lines: pl.DataFrame) -> tuple[Evidence, ...]:
        """Evidence for whole lines of sales (source, line, amount), which need no second look at the ledger."""
        return tuple(
            Evidence(
                self.firm.files[int(str(source))].path,
                part["line"].to_numpy(),
                -1,
                int(part["amount"].sum()),
            )
            for (source,), part in lines.sort("source", "line").group_by(
                "source", maintain_order=True
            )
        )

    def total(self, year: FiscalYear) -> int:
        """Net sales of a year (account 70), cents."""
        return self.firm.amount(year, "70", sign=-1)


def revenue_of(firm: Firm) -> Revenue:
    """Sales of the firm by whom they went to."""
    pools = tuple(
        firm.parties.filter((pl.col("side") == "customer") & pl.col("pooled"))["party"].to_list()
    )
    sales = firm.sales.with_columns(pl.col("party").is_in(pools).alias("pool"))
    sole = sales.filter(pl.col("origin") == "party")
    split = (
        sales.filter(pl.col("origin") == "split")
        .group_by("source", "line", maintain_order=True)
        .agg(
            pl.col("year_end", "date", "entry").first(),
            pl.col("amount").sum(),
            pl.col("pool").all(),
        )
        .filter("pool")
    )
    without = [name for name in _LINE if name != "party"]
    return Revenue(
        firm,
        sole.filter(~pl.col("pool")).select(_LINE),
        pl.concat([sole.filter("pool").select(without), split.select(without)]),
        sales.filter(pl.col("origin") == "none").select(without),
        pools,
    )


@dataclass(frozen=True, eq=False)
class Margin:
    """Gross margin of a year and the sales that it comes from, in cents."""

    firm: Firm
    year: FiscalYear
    gross_cents: int
    sales_cents: int

    @property
    def rate(self) -> float:
        """Gross margin over sales, more than 0 and at most 1."""
        return self.gross_cents / self.sales_cents

    @cached_property
    def inputs(self) -> tuple[Input, Input]:
        """The two numbers that make the rate, with their lines."""
        gross = self.firm.prove_accounts(self.year, *RULES["gross_margin"].prefixes, sign=-1)
        sales = self.firm.prove_accounts(self.year, "70", sign=-1)
        return (
            euros_input("gross_margin", t("marge brute de l’exercice"), gross),
            euros_input("sales", t("ventes de l’exercice"), sales),
        )


def margin_of(firm: Firm, year: FiscalYear) -> Margin | None:
    """Gross margin of a year; None where the books give no rate between 0 and 1."""
    gross = firm.amount(year, *RULES["gross_margin"].prefixes, sign=-1)
    sales = firm.amount(year, "70", sign=-1)
    return Margin(firm, year, gross, sales) if 0 < gross <= sales else None


def euros_input(
    name: str,
    label: Text,
    evidence: tuple[Evidence, ...],
    unit: Literal["eur", "eur_year"] = "eur",
) -> Input:
    """An amount read in the books: its value is what its lines sum to."""
    return Input(name, label, evidence_cents(evidence) / 100, unit, "books", None, evidence)
