"""What customers owe on the last day, in days of sales: where payments are not lettered to invoices.

Days = balance of accounts 411 / invoices with tax of the year x days in the year. Cost = what is
owed beyond 60 days of sales x cost of a year of cash.
"""

from __future__ import annotations

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.findings import Action, Confidence, Evidence, Finding, Input, Stake, evidence_cents
from ancrage.firm import Firm
from ancrage.firm.evidence import starts
from ancrage.local.clients.cash_cost import financing_input, legal_target
from ancrage.local.clients.revenue import euros_input
from ancrage.money import Euros, Number
from ancrage.text import t
from ancrage.world import World

PAID_AT_LEAST = 0.25  # of what accounts 411 are debited: below, payments are booked elsewhere


def balance_age(firm: Firm, world: World) -> Finding | None:
    """What customers owe at the end of the year, in days of sales with tax: a fallback."""
    year = firm.year
    owed = firm.amount(year, "411", balance=True)
    invoiced_cents, paid_cents = _movements(firm, year)
    if owed <= 0 or paid_cents < PAID_AT_LEAST * invoiced_cents:
        return None  # payments that are not booked there leave a balance that nobody owes
    invoices = _invoices(firm, year)
    invoiced = int((invoices["debit"] - invoices["credit"]).sum())
    if invoiced <= 0:
        return None
    days = owed / invoiced * year.days
    limit = world["customer_payment_max_days"]
    quick = days <= world["customer_payment_default_days"].central
    if not quick and days <= limit.central:
        return None
    evidence = firm.prove_accounts(year, "411", balance=True)
    return Finding(
        code="customer_payment_delay",
        room="local.clients",
        kind="strength" if quick else "weakness",
        title=t(
            "À la fin de l’exercice, vos clients vous doivent {amount}, soit {days} jours de ventes",
            amount=Euros(evidence_cents(evidence)),
            days=Number(days),
        ),
        reason=t("Vos ventes deviennent vite de la trésorerie.")
        if quick
        else t(
            "Au-delà de {limit} jours, l’attente dépasse le délai légal entre professionnels.",
            limit=Number(limit.central),
        ),
        stake=None if quick else _balance_cost(firm, world, evidence, invoices, days),
        confidence=Confidence(
            "low",
            t(
                "Les paiements ne sont pas rapprochés des factures dans vos écritures : ce n’est que l’état du dernier jour."
            ),
        ),
        evidence=evidence,
        actions=() if quick else _balance_actions(),
        questions=("payment_terms_days",),
    )


def _movements(firm: Firm, year: FiscalYear) -> tuple[int, int]:
    """Debits and credits of accounts 411 in the year, opening left out, cents."""
    rows = firm.balances.filter(
        (pl.col("year_end") == year.end)
        & (pl.col("phase") == "flow")
        & pl.col("account").str.starts_with("411")
    )
    return int(rows["debit"].sum()), int(rows["credit"].sum())


def _invoices(firm: Firm, year: FiscalYear) -> pl.DataFrame:
    """Lines of accounts 411 in the entries that sell."""
    entries = (
        firm.sales.filter(pl.col("year_end") == year.end)
        .select("entry")
        .unique(maintain_order=True)
    )
    return firm.ledger.filter(
        (pl.col("year_end") == year.end)
        & (pl.col("phase") == "flow")
        & starts(firm.ledger, ("411",))
    ).join(entries, on="entry", how="semi")


def _balance_cost(
    firm: Firm, world: World, owed: tuple[Evidence, ...], invoices: pl.DataFrame, days: float
) -> Stake:
    """Cost of what is owed beyond the legal delay."""
    limit = world["customer_payment_max_days"]
    rate = world["financing_rate"]
    balance = evidence_cents(owed) / 100
    held = balance * (1 - limit.central / days)
    return Stake(
        low=held * rate.low,
        central=held * rate.central,
        high=held * rate.high,
        formula=t(
            "(owed - invoices / year_days × target_days) × financing_rate : ce qui reste dû au-delà du délai légal, multiplié par ce que coûte un an de trésorerie."
        ),
        inputs=(
            euros_input("owed", t("dû par les clients à la fin de l’exercice"), owed),
            euros_input("invoices", t("factures clients de l’exercice, TTC"), firm.prove(invoices)),
            Input("year_days", t("jours de l’exercice"), firm.year.days, "days", "books"),
            legal_target(world),
            financing_input(world),
        ),
    )


def _balance_actions() -> tuple[Action, ...]:
    return (
        Action(
            code="receivables_lettering",
            title=t(
                "Demandez à votre comptable de rapprocher (lettrer) chaque paiement de sa facture"
            ),
            nature="measure",
            role="accountant",
            hours=6,
            cost_eur=0,
            delay_days=30,
            gain_share=0.0,
            success=t("Chaque facture payée porte sa lettre dans le compte du client"),
        ),
    )
