"""Natures of goods and materials that one supplier alone provides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import polars as pl

from ancrage.chain.suppliers.actions import LIST_CRITICAL, SECOND_SOURCE
from ancrage.chain.suppliers.basis import Basis, proven
from ancrage.chain.suppliers.questions import REPLACEMENT, ROOM
from ancrage.dates import FiscalYear
from ancrage.exhibits import Column, Table
from ancrage.findings import Confidence, Finding
from ancrage.firm import Firm
from ancrage.money import Euros
from ancrage.text import t, tn

ALMOST_ALL = 0.95  # a stray line on the account changes nothing to the dependence
# A nature counts when it is a twentieth of these purchases and more than petty cash, in cents a year.
NATURE_SHARE, NATURE_CENTS = 0.05, 1_000_00
REGULAR = 3  # entries in the year: what was bought once or twice is a purchase, not a dependence


@dataclass(frozen=True, slots=True)
class SoleNature:
    """An account of purchases that one supplier serves almost alone.

    Args:
        account: its number.
        label: its name as the firm writes it.
        party: the supplier.
        cents: what was bought there.
        share: part of it from this supplier.
        entries: invoices and credit notes of this supplier there.
    """

    account: str
    label: str
    party: int
    cents: int
    share: float
    entries: int


def sole_natures(firm: Firm, year: FiscalYear, of: Basis) -> tuple[SoleNature, ...]:
    """Natures of goods with one supplier, largest first. Rebates (609) are no nature."""
    if not of.goods:
        return ()
    by = (
        of.rows.group_by("account", "party", maintain_order=True)
        .agg(pl.col("amount").sum(), pl.col("entry").n_unique())
        .with_columns(
            pl.col("account").cast(pl.String), pl.col("amount").sum().over("account").alias("total")
        )
        .filter(pl.col("party").is_in(of.spend["party"].to_list()))
        .filter(~pl.col("account").str.starts_with("609"))
    )
    least = max(NATURE_CENTS / year.per_year(1.0), NATURE_SHARE * of.total)
    found = by.filter(
        (pl.col("total") >= least)
        & (pl.col("amount") >= ALMOST_ALL * pl.col("total"))
        & (pl.col("entry") >= REGULAR)
    ).sort("amount", "account", descending=[True, False])
    return tuple(
        SoleNature(
            account, firm.chart.label(account), party, cents, min(1.0, cents / total), entries
        )
        for account, party, cents, entries, total in found.iter_rows()
    )


def nature_single_source(firm: Firm, of: Basis, natures: tuple[SoleNature, ...]) -> Finding | None:
    """The risk of natures with one supplier; None when there is none, or when the firm buys one nature in all."""
    accounts = of.rows["account"].cast(pl.String).unique(maintain_order=True)
    if not natures or accounts.filter(~accounts.str.starts_with("609")).len() < 2:
        return None
    pairs = pl.DataFrame(
        {"account_text": [n.account for n in natures], "party": [n.party for n in natures]},
        schema={"account_text": pl.String, "party": pl.UInt32},
    )
    rows = of.rows.with_columns(pl.col("account").cast(pl.String).alias("account_text")).join(
        pairs, on=["account_text", "party"], how="semi"
    )
    evidence, cents = proven(firm, rows)
    if cents <= 0:
        return None
    first = natures[0]
    return Finding(
        code="nature_single_source",
        room=ROOM,
        kind="risk",
        title=tn(
            "« {nature} » : tout vient d’un seul fournisseur, {name} ({amount})",
            "{count} natures d’achats viennent chacune d’un seul fournisseur ({amount} en tout) ; la première : "
            "« {nature} », chez {name}",
            len(natures),
            nature=first.label,
            name=firm.name_of(first.party),
            amount=Euros(cents),
        ),
        reason=t(
            "Le jour où ce fournisseur ne peut pas livrer, vos comptes n’en montrent aucun autre pour ces articles."
        ),
        stake=None,
        confidence=Confidence(
            "medium",
            t(
                "Les comptes montrent les natures d’achats, pas les articles : deux articles d’un même compte peuvent différer."
            ),
        ),
        evidence=evidence,
        actions=(LIST_CRITICAL, SECOND_SOURCE),
        questions=(REPLACEMENT,),
    )


def natures_table(firm: Firm, of: Basis, natures: tuple[SoleNature, ...]) -> Table | None:
    """The natures with one supplier."""
    if not natures:
        return None
    return Table(
        "suppliers_sole_natures",
        t("Natures d’achats avec un seul fournisseur"),
        (
            Column("account", t("Compte"), "text"),
            Column("label", t("Nature"), "text"),
            Column("name", t("Fournisseur"), "text"),
            Column("amount", t("Achats hors taxes"), "eur"),
            Column(
                "share",
                t("Part de ce fournisseur"),
                "ratio",
                t("le montant divisé par tout ce qui est acheté sur ce compte"),
            ),
            Column("entries", t("Factures"), "count"),
        ),
        tuple(
            (n.account, n.label, firm.name_of(n.party), n.cents / 100, n.share, n.entries)
            for n in natures
        ),
        tuple(
            {"": partial(firm.prove, of.rows_of([n.party]).filter(pl.col("account") == n.account))}
            for n in natures
        ),
    )
