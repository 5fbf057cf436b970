"""Slow, slower or quick payments of named customers, against last year and the law.

Late = paid later than the legal 60 days. Where most of the late invoices are one customer's, the
finding names it. Where invoices are not lettered, the balance of accounts 411 speaks
(`balance_age`).
"""

from __future__ import annotations

import polars as pl

from ancrage.findings import Action, Confidence, Evidence, Finding, Stake, evidence_cents
from ancrage.firm import Firm
from ancrage.local.clients.balance_age import balance_age
from ancrage.local.clients.cash_cost import agreed_days, delay_stake
from ancrage.local.clients.payment_days import (
    Delay,
    by_party,
    mean_days,
    prove_invoices,
)
from ancrage.local.clients.revenue import Revenue
from ancrage.money import Euros, Number, Percent
from ancrage.text import Text, t
from ancrage.world import World

DRIFT_DAYS = 5  # a working week
DRIFT_SHARE = 0.10
LATE_MATERIAL = 0.05  # of what named customers are invoiced
MAIN_SHARE = 0.5  # of the late invoices: past it the delay is the story of one customer
LETTERED_ENOUGH = 0.60  # of what named customers are invoiced, for a sure mean
LETTERED_LITTLE = 0.20  # under it the balance says more than the few lettered invoices


def customer_payment_delay(
    revenue: Revenue, world: World, now: Delay | None, before: Delay | None
) -> Finding | None:
    """Slow, slower or quick payments; from the balance where invoices are not lettered."""
    firm = revenue.firm
    if now is None or now.covered < LETTERED_LITTLE:
        return balance_age(firm, world)
    limit = world["customer_payment_max_days"].central
    late = now.groups.filter(pl.col("days") > limit)
    late_share = int(late["amount"].sum()) / int(now.groups["amount"].sum())
    drift = before is not None and (
        now.days - before.days >= max(DRIFT_DAYS, DRIFT_SHARE * before.days)
    )
    is_late = late_share >= LATE_MATERIAL
    agreed = agreed_days(firm)
    if not (drift or is_late) and agreed is not None and now.days - agreed >= DRIFT_DAYS:
        return _over_terms(revenue, world, now, agreed)
    if not (drift or is_late):
        quick = now.days <= world["customer_payment_default_days"].central
        return _quick(firm, now) if quick else None
    main = _main_late(late) if is_late else None
    shown = late if main is None else late.filter(pl.col("party") == main)
    evidence = prove_invoices(firm, now.year, shown if is_late else now.groups)
    title = (
        _title(now, before if drift else None, evidence if is_late else None, limit)
        if main is None
        else _main_title(firm, main, now, before, evidence, limit)
    )
    stake = delay_stake(firm, world, now, before if drift else None)
    return _weakness(revenue, now, title, stake, evidence)


def _over_terms(revenue: Revenue, world: World, now: Delay, agreed: float) -> Finding:
    """Payments within the law, but later than what was agreed."""
    title = t(
        "Vos clients nommés paient en {days} jours en moyenne, contre {agreed} convenus",
        days=Number(now.days),
        agreed=Number(agreed),
    )
    stake = delay_stake(revenue.firm, world, now, None)
    return _weakness(revenue, now, title, stake, prove_invoices(revenue.firm, now.year, now.groups))


def _weakness(
    revenue: Revenue,
    now: Delay,
    title: Text,
    stake: Stake | None,
    evidence: tuple[Evidence, ...],
) -> Finding:
    return Finding(
        code="customer_payment_delay",
        room="local.clients",
        kind="weakness",
        title=title,
        reason=t(
            "Cet argent est à vous mais il dort chez eux : c’est votre trésorerie qui paie l’attente."
        ),
        stake=stake,
        confidence=_confidence(now),
        evidence=evidence,
        actions=_actions(revenue, now),
        questions=("payment_terms_days",),
    )


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


def _main_late(late: pl.DataFrame) -> int | None:
    """The customer who alone holds most of the late invoices, if there is one."""
    first = (
        late.group_by("party", maintain_order=True)
        .agg(pl.col("amount").sum())
        .sort("amount", descending=True)
    )
    held = int(first["amount"][0])
    return int(first["party"][0]) if held > MAIN_SHARE * int(late["amount"].sum()) else None


def _main_title(
    firm: Firm,
    party: int,
    now: Delay,
    before: Delay | None,
    late: tuple[Evidence, ...],
    limit: float,
) -> Text:
    """The sentence that names the slow customer."""
    of_party = pl.col("party") == party
    days = Number(mean_days(now.groups.filter(of_party)))
    amount = Euros(evidence_cents(late))
    earlier = before.groups.filter(of_party) if before else now.groups.clear()
    if earlier.is_empty():
        return t(
            "{name} vous paie en {days} jours : {late} de ses factures ont attendu plus de {limit} jours",
            name=firm.name_of(party),
            days=days,
            late=amount,
            limit=Number(limit),
        )
    return t(
        "{name} vous paie en {days} jours, contre {before} l’exercice d’avant : {late} de ses factures ont attendu plus de {limit} jours",
        name=firm.name_of(party),
        days=days,
        before=Number(mean_days(earlier)),
        late=amount,
        limit=Number(limit),
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
        evidence=prove_invoices(firm, now.year, now.groups),
    )


def _confidence(now: Delay) -> Confidence:
    return Confidence(
        "high" if now.covered >= LETTERED_ENOUGH else "medium",
        t(
            "Lu dans {share} des factures à vos clients nommés, celles que vos écritures rapprochent de leur paiement.",
            share=Percent(now.covered),
        ),
    )


def _actions(revenue: Revenue, now: Delay) -> tuple[Action, ...]:
    slowest = by_party(now.groups, now.days).row(0, named=True)
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
