"""What the cash that customers keep too long costs in a year.

Cost = invoices / days in the year x (days - target) x cost of a year of cash. The target is the term
agreed with customers (answer), else last year's delay where payments slowed, else the legal 60 days
for the invoices that passed them.
"""

from __future__ import annotations

import polars as pl

from ancrage.findings import Evidence, Input, Stake, evidence_cents
from ancrage.firm import Firm
from ancrage.local.clients.payment_days import Delay, mean_days, prove_invoices
from ancrage.local.clients.revenue import euros_input
from ancrage.text import t
from ancrage.world import World


def agreed_days(firm: Firm) -> float | None:
    """The payment term that the owner gives, days; None where not answered."""
    answer = firm.answers.get("payment_terms_days")
    if isinstance(answer, bool) or not isinstance(answer, int | float) or answer <= 0:
        return None
    return float(answer)


def delay_stake(firm: Firm, world: World, now: Delay, before: Delay | None) -> Stake | None:
    """Cost of the cash held beyond the target delay; None where the mean is within it.

    `before` is last year's delay where payments slowed since.
    """
    groups, days = now.groups, now.days
    agreed = agreed_days(firm)
    if agreed is not None:
        target = Input(
            "target_days",
            t("délai convenu avec vos clients"),
            agreed,
            "days",
            "answer",
            "payment_terms_days",
        )
    elif before is not None:
        target = Input(
            "target_days",
            t("délai moyen de l’exercice d’avant"),
            before.days,
            "days",
            "books",
            None,
            prove_invoices(firm, before.year, before.groups),
        )
    else:
        limit = world["customer_payment_max_days"]
        groups = groups.filter(pl.col("days") > limit.central)
        if groups.is_empty():
            return None
        days = mean_days(groups)
        target = legal_target(world)
    if days <= target.value:
        return None
    return _cost(world, prove_invoices(firm, now.year, groups), days, target, now.year.days)


def _cost(
    world: World,
    evidence: tuple[Evidence, ...],
    days: float,
    target: Input,
    year_days: int,
) -> Stake:
    rate = world["financing_rate"]
    held = evidence_cents(evidence) / 100 / year_days * (days - target.value)
    return Stake(
        low=held * rate.low,
        central=held * rate.central,
        high=held * rate.high,
        formula=t(
            "invoices / year_days × (days - target_days) × financing_rate : l’argent immobilisé par les jours d’attente en trop, multiplié par ce que coûte un an de trésorerie."
        ),
        inputs=(
            euros_input("invoices", t("factures clients concernées, TTC"), evidence),
            Input("year_days", t("jours de l’exercice"), year_days, "days", "books"),
            Input("days", t("délai moyen de ces factures"), days, "days", "books", None, evidence),
            target,
            financing_input(world),
        ),
    )


def financing_input(world: World) -> Input:
    """Cost of a year of cash: a default, with its source."""
    rate = world["financing_rate"]
    return Input(
        "financing_rate",
        t("coût d’un an de trésorerie"),
        rate.central,
        "ratio",
        "default",
        rate.code,
    )


def legal_target(world: World) -> Input:
    """The legal 60 days."""
    limit = world["customer_payment_max_days"]
    return Input(
        "target_days",
        t("délai légal maximal entre professionnels"),
        limit.central,
        "days",
        "default",
        limit.code,
    )
