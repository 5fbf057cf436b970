"""Which purchases count for dependence: goods and materials when there are some, otherwise all but rents and the like."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.findings import Evidence, Input, Unit, evidence_cents
from ancrage.firm import Firm
from ancrage.money import Number
from ancrage.text import Text, t
from ancrage.world import World

GOODS = ("601", "602", "607", "609")
# Work and parts bought to be sold on count as materials for those who make things.
MADE = ("604", "605")
MAKERS = ("601", "701", "702", "703", "713")
# Rents, leasing, insurance and bank fees: no shop closes because one of them is with a single firm.
APART = ("603", "612", "613", "616", "627")
# Under a tenth of purchases, goods say nothing of the firm: it lives from services.
GOODS_SHARE = 0.10


@dataclass(frozen=True, eq=False)
class Basis:
    """Purchases of a year that count for dependence.

    Args:
        rows: rows of PURCHASES.
        goods: whether they are goods and materials (else all purchases but rents and the like).
        spend: party, name, amount (cents), share; named suppliers with a positive amount, largest first.
        total: sum of `spend`, in cents.
    """

    rows: pl.DataFrame
    goods: bool
    spend: pl.DataFrame
    total: int

    @property
    def hhi(self) -> float:
        """Herfindahl-Hirschman index: sum of squared shares, 1 for a single supplier."""
        return float((self.spend["share"] ** 2).sum())

    def top_share(self, count: int) -> float:
        """Share of the `count` largest suppliers."""
        return float(self.spend["share"].head(count).sum())

    def rows_of(self, parties: Collection[int]) -> pl.DataFrame:
        """Rows of some suppliers."""
        return self.rows.filter(pl.col("party").is_in(list(parties)))


def basis(firm: Firm, year: FiscalYear) -> Basis:
    """The purchases of a year that count for dependence."""
    bought = firm.purchases.filter(pl.col("year_end") == year.end)
    everything = bought.filter(_in(bought, _accounts(firm, ("60", "61", "62"), APART)))
    goods = bought.filter(_in(bought, goods_accounts(firm, year)))
    has_goods = int(goods["amount"].sum()) > GOODS_SHARE * max(0, int(everything["amount"].sum()))
    rows = goods if has_goods and goods.height else everything
    spend = _by_supplier(firm, rows)
    return Basis(rows, has_goods and goods.height > 0, spend, int(spend["amount"].sum()))


def goods_accounts(firm: Firm, year: FiscalYear) -> list[str]:
    """Accounts of goods and materials; with work and parts bought (604, 605) when the firm makes things."""
    maker = any(firm.amount(year, prefix) for prefix in MAKERS)
    return _accounts(firm, GOODS + MADE if maker else GOODS)


def _accounts(firm: Firm, prefixes: tuple[str, ...], less: tuple[str, ...] = ()) -> list[str]:
    return [
        number
        for number in firm.chart.accounts
        if number.startswith(prefixes) and not (less and number.startswith(less))
    ]


def _in(rows: pl.DataFrame, accounts: list[str]) -> pl.Expr:
    # Decided by account, not by line.
    used = set(rows["account"].unique(maintain_order=True).cast(pl.String).to_list())
    return pl.col("account").is_in([number for number in accounts if number in used])


def _by_supplier(firm: Firm, rows: pl.DataFrame) -> pl.DataFrame:
    people = firm.parties.filter(~pl.col("pooled")).select("party", "name")
    spend = (
        rows.group_by("party", maintain_order=True)
        .agg(pl.col("amount").sum())
        .join(people, on="party", how="inner", maintain_order="left")
        .filter(pl.col("amount") > 0)
        .sort("amount", "party", descending=[True, False])
    )
    share = pl.col("amount") / pl.col("amount").sum()
    return spend.select("party", "name", "amount", share.alias("share"))


def whole(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that are whole ledger lines: those shared between several suppliers prove no amount of one of them."""
    return rows.filter(pl.col("origin") != "split")


def proven(
    firm: Firm, rows: pl.DataFrame, sign: Literal[1, -1] = 1
) -> tuple[tuple[Evidence, ...], int]:
    """Evidence for rows that are whole lines, and the cents that it proves."""
    evidence = firm.prove(whole(rows), sign)
    return evidence, evidence_cents(evidence)


def reference_input(name: str, label: Text, world: World, code: str, unit: Unit) -> Input:
    """The central value of a reference of the world, as an input."""
    return Input(name, label, world[code].central, unit, "default", code)


def annual_input(year: FiscalYear) -> Input:
    """What brings the amounts of a year to twelve months: 1 for a complete year."""
    factor = 1.0 if year.complete else year.per_year(1.0)
    label = t("Coefficient pour ramener l’exercice à douze mois")
    return Input("annualisation", label, factor, "ratio", "books")


def unit_price(euros: float) -> Number:
    """The price of a unit in a table: to the cent, and to a tenth of it under a euro."""
    return Number(euros, 2 if abs(euros) >= 1 else 3)
