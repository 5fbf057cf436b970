"""How long named customers take to pay: delay of each year, and of each customer.

Days = amount-weighted delay of the lettered invoices of customers who are not pools, groups with a
line brought forward left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.exhibits import Column, Proof, Table
from ancrage.findings import Evidence
from ancrage.firm import Firm
from ancrage.firm.evidence import starts
from ancrage.firm.parties import CUSTOMER_ACCOUNTS
from ancrage.local.clients.revenue import Revenue
from ancrage.text import t
from ancrage.world import World

GROUPS_AT_LEAST = 5  # lettered groups in a year, under which a mean delay is an anecdote
SHOWN = 10


@dataclass(frozen=True, eq=False)
class Delay:
    """Payment delay of a year.

    Args:
        year: the fiscal year.
        groups: lettered groups: party, account, aux, letter, days, amount (cents, tax included).
        days: their weighted mean delay.
        revenue: the sales of the firm.
    """

    year: FiscalYear
    groups: pl.DataFrame
    days: float
    revenue: Revenue

    @cached_property
    def covered(self) -> float:
        """Amount of the groups over the debits of the named customers' accounts, between 0 and 1."""
        invoices = _named_invoices(self.revenue, self.year)
        return min(1.0, int(self.groups["amount"].sum()) / max(1, invoices))


def delay_of(revenue: Revenue, year: FiscalYear | None) -> Delay | None:
    """Mean delay of the named customers; None where too few invoices are lettered."""
    if year is None:
        return None
    firm = revenue.firm
    groups = firm.settlements.filter(
        (pl.col("year_end") == year.end)
        & (pl.col("side") == "customer")
        & ~pl.col("opening")
        & ~pl.col("party").is_in(revenue.pools)
    )
    total = int(groups["amount"].sum())
    if groups.height < GROUPS_AT_LEAST or total <= 0:
        return None
    return Delay(year, groups, mean_days(groups), revenue)


def mean_days(groups: pl.DataFrame) -> float:
    """Amount-weighted mean delay, days."""
    return float((groups["days"] * groups["amount"]).sum()) / int(groups["amount"].sum())


def _named_invoices(revenue: Revenue, year: FiscalYear) -> int:
    """Debits of the accounts of named customers in the year, opening left out, cents."""
    firm = revenue.firm
    debits = (
        firm.ledger.filter(
            (pl.col("year_end") == year.end)
            & (pl.col("phase") == "flow")
            & starts(firm.ledger, CUSTOMER_ACCOUNTS)
        )
        .group_by("account", "aux", "aux_label", maintain_order=True)
        .agg(pl.col("debit").sum())
        .join(
            firm.party_keys,
            on=["account", "aux", "aux_label"],
            nulls_equal=True,
            maintain_order="left",
        )
        .filter(~pl.col("party").is_in(revenue.pools))
    )
    return int(debits["debit"].sum())


def by_party(groups: pl.DataFrame, limit: float) -> pl.DataFrame:
    """party, amount, days, late (cents past the limit): those whose delay holds most cash first."""
    return (
        groups.group_by("party", maintain_order=True)
        .agg(
            pl.col("amount").sum(),
            ((pl.col("days") * pl.col("amount")).sum() / pl.col("amount").sum()).alias("days"),
            pl.col("amount").filter(pl.col("days") > limit).sum().alias("late"),
        )
        .with_columns((pl.col("days") * pl.col("amount")).alias("held"))
        .sort("held", "party", descending=[True, False])
    )


def prove_invoices(firm: Firm, year: FiscalYear, groups: pl.DataFrame) -> tuple[Evidence, ...]:
    """The invoices of lettered groups."""
    keys = groups.select("party", "account", "aux", "letter").unique(maintain_order=True)
    lines = (
        firm.ledger.filter(
            (pl.col("year_end") == year.end)
            & (pl.col("letter") != "")
            & (pl.col("debit") > pl.col("credit"))
            & starts(firm.ledger, keys["account"].unique(maintain_order=True).to_list())
        )
        .select("account", "aux", "aux_label", "letter", "source", "line")
        .join(firm.party_keys, on=["account", "aux", "aux_label"], how="left", nulls_equal=True)
        .with_columns(pl.col("account", "aux").cast(pl.String))
        .join(keys, on=["party", "account", "aux", "letter"], how="semi", nulls_equal=True)
    )
    return firm.prove(lines)


def _proofs(
    firm: Firm, now: Delay, before: Delay | None, limit: float, party: int
) -> Mapping[str, Proof]:
    """The invoices of a customer whose payment is known, this year and the year before."""

    def invoices(of: Delay, late: pl.Expr) -> tuple[Evidence, ...]:
        return prove_invoices(firm, of.year, of.groups.filter((pl.col("party") == party) & late))

    every = pl.lit(value=True)
    past = {"before": partial(invoices, before, every)} if before else {}
    late = partial(invoices, now, pl.col("days") > limit)
    return {"": partial(invoices, now, every), "late": late, **past}


def slow_payers_table(
    revenue: Revenue, world: World, now: Delay | None, before: Delay | None
) -> Table | None:
    """The customers whose delays hold most cash, this year and the year before."""
    if now is None:
        return None
    limit = world["customer_payment_max_days"].central
    slowest = by_party(now.groups, limit).filter(pl.col("days") > 0).head(SHOWN)
    days_before = (
        dict(by_party(before.groups, limit).select("party", "days").iter_rows()) if before else {}
    )
    return Table(
        "customers_slow_payers",
        t("Qui paie lentement"),
        (
            Column("name", t("Client"), "text"),
            Column("amount", t("Factures rapprochées de leur paiement, TTC"), "eur"),
            Column(
                "days",
                t("Délai moyen"),
                "days",
                t(
                    "date du paiement moins date de la facture, en moyenne pondérée par les montants"
                ),
            ),
            Column("before", t("Délai de l’exercice d’avant"), "days"),
            Column("late", t("Factures au-delà du délai légal"), "eur"),
        ),
        tuple(
            (
                revenue.firm.name_of(party),
                amount / 100,
                days,
                days_before.get(party),
                late / 100,
            )
            for party, amount, days, late in slowest.select(
                "party", "amount", "days", "late"
            ).iter_rows()
        ),
        tuple(
            _proofs(revenue.firm, now, before, limit, party) for party in slowest["party"].to_list()
        ),
    )
