"""Spending whose supplier the books do not name."""

from __future__ import annotations

from functools import partial

import polars as pl

from ancrage.chain.suppliers.basis import proven
from ancrage.chain.suppliers.questions import ROOM, UNASSIGNED_ORIGIN
from ancrage.dates import FiscalYear
from ancrage.exhibits import Column, Table
from ancrage.findings import Action, Confidence, Finding
from ancrage.firm import Firm
from ancrage.money import Euros, Percent
from ancrage.text import Text, t

MUCH = 0.10  # of purchases: beyond it, the shares of the suppliers shown may mislead
LEAST_CENTS = 1_000_00
SHOWN = 10
# Bank fees, insurance and the like are debited without an invoice: their origin needs no name.
DEBITED = ("616", "627", "63", "64", "65", "66", "67", "68", "69")


def unassigned(firm: Firm, year: FiscalYear) -> pl.DataFrame:
    """Rows of purchases of a year that name no supplier, or a pooled one (sundry suppliers)."""
    pooled = firm.parties.filter("pooled")["party"]
    bought = _bought(firm, year)
    return bought.filter(
        (pl.col("party").is_null() & (pl.col("origin") == "none"))
        | pl.col("party").is_in(pooled.implode())
    )


def _bought(firm: Firm, year: FiscalYear) -> pl.DataFrame:
    kept = [
        number
        for number in firm.chart.accounts
        if number.startswith("6") and not number.startswith(DEBITED)
    ]
    rows = firm.purchases.filter(pl.col("year_end") == year.end)
    used = set(rows["account"].unique(maintain_order=True).cast(pl.String).to_list())
    return rows.filter(pl.col("account").is_in([number for number in kept if number in used]))


def spend_unassigned(firm: Firm, year: FiscalYear) -> Finding | None:
    """The share of purchases without a name, when it is big."""
    rows, total = unassigned(firm, year), int(_bought(firm, year)["amount"].sum())
    if total <= 0 or int(rows["amount"].sum()) < max(LEAST_CENTS, MUCH * total):
        return None
    evidence, cents = proven(firm, rows)
    if cents <= 0:
        return None
    answer = firm.answers.get(UNASSIGNED_ORIGIN)
    return Finding(
        code="spend_unassigned",
        room=ROOM,
        kind="weakness",
        title=t(
            "{amount} d’achats ({share}) n’ont pas de fournisseur nommé dans vos comptes",
            amount=Euros(cents),
            share=Percent(min(1.0, cents / total)),
        ),
        reason=_reason(answer),
        stake=None,
        confidence=Confidence(
            "high",
            t("Compté dans vos écritures : aucun compte de fournisseur en face de ces lignes."),
        ),
        evidence=evidence,
        actions=(
            Action(
                "suppliers_name_spend",
                t(
                    "Demandez à votre comptable un compte par fournisseur pour les dix plus gros de ces achats"
                ),
                "measure",
                "accountant",
                hours=3,
                cost_eur=0,
                delay_days=30,
                gain_share=0.0,
                success=t(
                    "Moins d’un euro d’achats sur dix sans nom de fournisseur au prochain export"
                ),
                check_days=90,
            ),
        ),
        questions=(UNASSIGNED_ORIGIN,),
    )


def _reason(answer: object) -> Text:
    match answer:
        case "card":
            return t(
                "Ces achats passent par carte ou au comptant, d’après vous : petits et nombreux, ils échappent à toute "
                "négociation."
            )
        case "pooled":
            return t(
                "Vos fournisseurs partagent un même compte, d’après vous : le poids de chacun ne peut pas se voir."
            )
        case "expenses":
            return t(
                "Ce sont surtout des notes de frais, d’après vous : leurs fournisseurs importent peu ici."
            )
        case _:
            return t(
                "Ce que l’on ne voit pas ne se négocie pas, et les parts des fournisseurs montrées ici en dépendent."
            )


def unassigned_table(firm: Firm, year: FiscalYear) -> Table:
    """Accounts of the spending without a name, largest first."""
    rows = unassigned(firm, year)
    by = (
        rows.group_by(pl.col("account").cast(pl.String), maintain_order=True)
        .agg(pl.col("amount").sum(), pl.len())
        .sort("amount", "account", descending=[True, False])
        .head(SHOWN)
    )
    return Table(
        "suppliers_unassigned",
        t("Achats sans fournisseur nommé"),
        (
            Column("account", t("Compte"), "text"),
            Column("label", t("Nature"), "text"),
            Column("amount", t("Montant hors taxes"), "eur"),
            Column("lines", t("Lignes"), "count"),
        ),
        tuple(
            (account, firm.chart.label(account), cents / 100, count)
            for account, cents, count in by.iter_rows()
        ),
        tuple(
            {"": partial(firm.prove, rows.filter(pl.col("account").cast(pl.String) == account))}
            for account in by["account"].to_list()
        ),
    )
