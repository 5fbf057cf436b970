"""How long named customers take to pay, against last year and the law, and the cash that it ties up.

Days = amount-weighted delay of the lettered invoices of customers who are not pools, groups with a
line brought forward left out. Cost = invoices / days in the year x (days - target) x cost of a year
of cash; the target is the agreed term (answer), else last year's delay where it was shorter, else
the legal 60 days for the invoices that passed them. Without lettering: balance of accounts 411 /
invoices with tax of the year x days in the year.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.exhibits import Column, Table
from ancrage.findings import Action, Confidence, Evidence, Finding, Input, Stake, evidence_cents
from ancrage.firm import Firm
from ancrage.firm.evidence import starts
from ancrage.local.clients.revenue import Revenue, euros_input
from ancrage.money import Euros, Number, Percent
from ancrage.text import Text, t
from ancrage.world import World

GROUPS_AT_LEAST = 5  # lettered groups in a year, under which a mean delay is an anecdote
DRIFT_DAYS = 5  # a working week
DRIFT_SHARE = 0.10
LATE_MATERIAL = 0.05  # of what named customers are invoiced
LETTERED_ENOUGH = 0.60  # of what customers are invoiced, for a sure mean
LETTERED_LITTLE = 0.20  # under it the balance says more than the few lettered invoices
PAID_AT_LEAST = 0.25  # of what accounts 411 are debited: below, payments are booked elsewhere
SHOWN = 10


@dataclass(frozen=True, eq=False)
class Delay:
    """Payment delay of a year.

    Args:
        year: the fiscal year.
        groups: lettered groups: party, account, aux, letter, days, amount (cents, tax included).
        days: their weighted mean delay.
        covered: their amount over the debits of accounts 411, between 0 and 1.
    """

    year: FiscalYear
    groups: pl.DataFrame
    days: float
    covered: float


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
    invoiced, _ = _movements(firm, year)
    days = float((groups["days"] * groups["amount"]).sum()) / total
    return Delay(year, groups, days, min(1.0, total / max(1, invoiced)))


def _movements(firm: Firm, year: FiscalYear) -> tuple[int, int]:
    """Debits and credits of accounts 411 in the year, opening left out, cents."""
    rows = firm.balances.filter(
        (pl.col("year_end") == year.end)
        & (pl.col("phase") == "flow")
        & pl.col("account").str.starts_with("411")
    )
    return int(rows["debit"].sum()), int(rows["credit"].sum())


def customer_payment_delay(revenue: Revenue, world: World) -> Finding | None:
    """Slow, slower or quick payments; from the balance where invoices are not lettered."""
    firm = revenue.firm
    now = delay_of(revenue, firm.year)
    if now is None or now.covered < LETTERED_LITTLE:
        return _from_balance(firm, world)
    before = delay_of(revenue, firm.year_ago)
    limit = world["customer_payment_max_days"].central
    late = now.groups.filter(pl.col("days") > limit)
    late_share = int(late["amount"].sum()) / int(now.groups["amount"].sum())
    drift = before is not None and (
        now.days - before.days >= max(DRIFT_DAYS, DRIFT_SHARE * before.days)
    )
    is_late = late_share >= LATE_MATERIAL
    if not (drift or is_late):
        quick = now.days <= world["customer_payment_default_days"].central
        return _quick(firm, now) if quick else None
    shown = late if is_late else now.groups
    evidence = _prove(firm, now.year, shown)
    return Finding(
        code="customer_payment_delay",
        room="local.clients",
        kind="weakness",
        title=_title(now, before if drift else None, evidence if is_late else None, limit),
        reason=t(
            "Cet argent est à vous mais il dort chez eux : c’est votre trésorerie qui paie l’attente."
        ),
        stake=_stake(firm, world, now, before),
        confidence=_confidence(now),
        evidence=evidence,
        actions=_actions(revenue, now),
        questions=("payment_terms_days",),
    )


def slow_payers_table(revenue: Revenue, world: World) -> Table | None:
    """The customers whose delays hold most cash, this year and the year before."""
    now = delay_of(revenue, revenue.firm.year)
    if now is None:
        return None
    limit = world["customer_payment_max_days"].central
    by_party = _by_party(now.groups, limit).filter(pl.col("days") > 0).head(SHOWN)
    before = delay_of(revenue, revenue.firm.year_ago)
    days_before = (
        dict(_by_party(before.groups, limit).select("party", "days").iter_rows()) if before else {}
    )
    return Table(
        "customers_slow_payers",
        t("Qui paie lentement"),
        (
            Column("name", t("Client"), "text"),
            Column("amount", t("Factures lettrées, TTC"), "eur"),
            Column("days", t("Délai moyen"), "days"),
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
            for party, amount, days, late in by_party.select(
                "party", "amount", "days", "late"
            ).iter_rows()
        ),
    )


def _by_party(groups: pl.DataFrame, limit: float) -> pl.DataFrame:
    """party, amount, days, late (cents past the limit): those whose delay holds most cash first."""
    return (
        groups.group_by("party")
        .agg(
            pl.col("amount").sum(),
            ((pl.col("days") * pl.col("amount")).sum() / pl.col("amount").sum()).alias("days"),
            pl.col("amount").filter(pl.col("days") > limit).sum().alias("late"),
        )
        .with_columns((pl.col("days") * pl.col("amount")).alias("held"))
        .sort("held", "party", descending=[True, False])
    )


def _prove(firm: Firm, year: FiscalYear, groups: pl.DataFrame) -> tuple[Evidence, ...]:
    """The invoices of lettered groups."""
    keys = groups.select("party", "account", "aux", "letter").unique()
    lines = (
        firm.ledger.filter(
            (pl.col("year_end") == year.end)
            & (pl.col("letter") != "")
            & (pl.col("debit") > pl.col("credit"))
            & starts(firm.ledger, keys["account"].unique().to_list())
        )
        .select("account", "aux", "aux_label", "letter", "source", "line")
        .join(firm.party_keys, on=["account", "aux", "aux_label"], how="left", nulls_equal=True)
        .with_columns(pl.col("account", "aux").cast(pl.String))
        .join(keys, on=["party", "account", "aux", "letter"], how="semi", nulls_equal=True)
    )
    return firm.prove(lines)


def _title(
    now: Delay, before: Delay | None, late: tuple[Evidence, ...] | None, limit: float
) -> Text:
    days = Number(now.days)
    if before is not None and late is not None:
        return t(
            "Vos clients nommés paient en {days} jours en moyenne, contre {before} l’exercice d’avant ; {late} de factures ont attendu plus de {limit} jours",
            days=days,
            before=Number(before.days),
            late=Euros(evidence_cents(late)),
            limit=Number(limit),
        )
    if before is not None:
        return t(
            "Vos clients nommés paient en {days} jours en moyenne, contre {before} l’exercice d’avant",
            days=days,
            before=Number(before.days),
        )
    return t(
        "{late} de factures ont attendu plus de {limit} jours d’être payées ; la moyenne de vos clients nommés est de {days} jours",
        late=Euros(evidence_cents(late or ())),
        limit=Number(limit),
        days=days,
    )


def _quick(firm: Firm, now: Delay) -> Finding:
    return Finding(
        code="customer_payment_delay",
        room="local.clients",
        kind="strength",
        title=t("Vos clients nommés vous paient en {days} jours en moyenne", days=Number(now.days)),
        reason=t("Vos ventes deviennent vite de la trésorerie."),
        stake=None,
        confidence=_confidence(now),
        evidence=_prove(firm, now.year, now.groups),
    )


def _confidence(now: Delay) -> Confidence:
    return Confidence(
        "high" if now.covered >= LETTERED_ENOUGH else "medium",
        t(
            "Lu dans {share} des factures clients, celles que vos écritures rapprochent de leur paiement.",
            share=Percent(now.covered),
        ),
    )


def _stake(firm: Firm, world: World, now: Delay, before: Delay | None) -> Stake | None:
    """Cost of the cash held beyond the target delay; None where the mean is within it."""
    groups, days = now.groups, now.days
    agreed = firm.answers.get("payment_terms_days")
    if isinstance(agreed, int | float) and not isinstance(agreed, bool) and agreed > 0:
        target = Input(
            "target_days",
            t("délai convenu avec vos clients"),
            float(agreed),
            "days",
            "answer",
            "payment_terms_days",
        )
    elif before is not None and days - before.days >= DRIFT_DAYS:
        target = Input(
            "target_days",
            t("délai moyen de l’exercice d’avant"),
            before.days,
            "days",
            "books",
            None,
            _prove(firm, before.year, before.groups),
        )
    else:
        limit = world["customer_payment_max_days"]
        groups = groups.filter(pl.col("days") > limit.central)
        if groups.is_empty():
            return None
        days = float((groups["days"] * groups["amount"]).sum()) / int(groups["amount"].sum())
        target = Input(
            "target_days",
            t("délai légal maximal entre professionnels"),
            limit.central,
            "days",
            "default",
            limit.code,
        )
    if days <= target.value:
        return None
    return _cost(world, _prove(firm, now.year, groups), days, target, now.year.days)


def _cost(
    world: World,
    evidence: tuple[Evidence, ...],
    days: float,
    target: Input,
    year_days: int,
) -> Stake:
    rate = world["receivables_financing_rate"]
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
            Input(
                "financing_rate",
                t("coût d’un an de trésorerie"),
                rate.central,
                "ratio",
                "default",
                rate.code,
            ),
        ),
    )


def _actions(revenue: Revenue, now: Delay) -> tuple[Action, ...]:
    slowest = _by_party(now.groups, now.days).row(0, named=True)
    overdue = Action(
        code="receivables_overdue_list",
        title=t("Sortez chaque lundi la liste des factures échues, par client et par ancienneté"),
        nature="measure",
        role="accountant",
        hours=4,
        cost_eur=0,
        delay_days=7,
        gain_share=0.1,
        success=t("La liste existe et son total baisse d’un mois sur l’autre"),
    )
    talk = Action(
        code="receivables_slowest_customer",
        title=t(
            "Voyez avec {name}, qui paie en {days} jours, ce qui retarde ses règlements : circuit de validation, date d’arrêté, facture contestée",
            name=revenue.firm.name_of(slowest["party"]),
            days=Number(slowest["days"]),
        ),
        nature="act",
        role="owner",
        hours=3,
        cost_eur=0,
        delay_days=45,
        gain_share=0.4,
        success=t("Son délai est revenu à celui de l’exercice d’avant, ou au délai convenu"),
        check_days=90,
        needs=("receivables_overdue_list",),
    )
    remind = Action(
        code="receivables_reminders",
        title=t(
            "Écrivez cinq jours avant l’échéance, appelez cinq jours après, et demandez un acompte aux plus lents"
        ),
        nature="act",
        role="accountant",
        hours=10,
        cost_eur=0,
        delay_days=60,
        gain_share=0.4,
        success=t("Le délai moyen a baissé de cinq jours en un trimestre"),
        check_days=90,
        needs=("receivables_overdue_list",),
    )
    return (overdue, talk, remind)


def _from_balance(firm: Firm, world: World) -> Finding | None:
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


def _invoices(firm: Firm, year: FiscalYear) -> pl.DataFrame:
    """Lines of accounts 411 in the entries that sell."""
    entries = firm.sales.filter(pl.col("year_end") == year.end).select("entry").unique()
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
    rate = world["receivables_financing_rate"]
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
            Input(
                "target_days",
                t("délai légal maximal entre professionnels"),
                limit.central,
                "days",
                "default",
                limit.code,
            ),
            Input(
                "financing_rate",
                t("coût d’un an de trésorerie"),
                rate.central,
                "ratio",
                "default",
                rate.code,
            ),
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
