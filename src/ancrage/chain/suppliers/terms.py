"""How long the firm takes to pay its suppliers: against last year, and against the law."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ancrage.chain.suppliers.basis import annual_input, reference_input
from ancrage.chain.suppliers.questions import ROOM, TERMS_REASON
from ancrage.dates import FiscalYear
from ancrage.findings import Action, Confidence, Evidence, Finding, Input, Stake, evidence_cents
from ancrage.firm import Firm
from ancrage.money import Euros, Number, Percent
from ancrage.text import t
from ancrage.world import World

FORGOTTEN_DAYS = 365  # lettering beyond a year, or paid half a year ahead, is a slip of lettering more than a term
AHEAD_DAYS = -180
GROUPS = 8  # invoices settled in a year under which a mean delay is chance
SHIFT_DAYS = 5.0  # a working week: less is the calendar (week-ends, payment runs)
SAME_SIDE = 0.60  # of the euros: suppliers must move together, not one of them alone
COMMON = 0.50  # of the year's settled euros, with suppliers of both years
LATE_SHARE, LATE_GROUPS, LATE_CENTS = 0.10, 3, 1_000_00  # less is an invoice in dispute


@dataclass(frozen=True, slots=True)
class Shift:
    """Change of the payment delay with the suppliers settled in both years.

    Args:
        now, before: mean delay weighted by this year's amounts, in days.
        same_side: share of the euros whose supplier moved the same way.
        common: share of this year's euros settled with suppliers of both years.
    """

    now: float
    before: float
    same_side: float
    common: float

    @property
    def days(self) -> float:
        """Days gained (positive) or lost (negative) in a year."""
        return self.now - self.before


def settled(firm: Firm, year: FiscalYear) -> pl.DataFrame:
    """Lettered groups of suppliers of a year whose invoice date is sure."""
    pooled = firm.parties.filter("pooled")["party"]
    return firm.settlements.filter(
        (pl.col("year_end") == year.end)
        & (pl.col("side") == "supplier")
        & ~pl.col("opening")
        & pl.col("days").is_between(AHEAD_DAYS, FORGOTTEN_DAYS)
        & ~pl.col("party").is_in(pooled.implode())
    )


def shift(firm: Firm, year: FiscalYear, before: FiscalYear) -> Shift | None:
    """The change of delay between two years, supplier by supplier; None when too little was lettered."""
    now, then = settled(firm, year), settled(firm, before)
    if now.height < GROUPS or then.height < GROUPS:
        return None
    both = _by_supplier(now).join(
        _by_supplier(then), on="party", suffix="_before", maintain_order="left"
    )
    weight, total = int(both["amount"].sum()), int(now["amount"].sum())
    if weight <= 0 or total <= 0:
        return None
    moved = both["days"] - both["days_before"]
    days = float((moved * both["amount"]).sum()) / weight
    same = float(both["amount"].filter((moved < 0) if days < 0 else (moved > 0)).sum()) / weight
    mean = float((both["days"] * both["amount"]).sum()) / weight
    return Shift(mean, mean - days, same, weight / total)


def _by_supplier(groups: pl.DataFrame) -> pl.DataFrame:
    return groups.group_by("party", maintain_order=True).agg(
        ((pl.col("days") * pl.col("amount")).sum() / pl.col("amount").sum()).alias("days"),
        pl.col("amount").sum(),
    )


def terms_shortened(
    firm: Firm, world: World, year: FiscalYear, before: FiscalYear | None
) -> Finding | None:
    """Suppliers paid earlier than a year ago: cash that left sooner. Not said when a discount pays for it."""
    if before is None or not (year.complete and before.complete):
        return None
    if firm.answers.get(TERMS_REASON) == "discount":
        return None
    change = shift(firm, year, before)
    if (
        change is None
        or change.days > -SHIFT_DAYS
        or change.same_side < SAME_SIDE
        or change.common < COMMON
    ):
        return None
    groups = settled(firm, year)
    evidence = _invoices(firm, groups)
    cents = evidence_cents(evidence)
    if cents <= 0:
        return None
    return Finding(
        code="supplier_terms_shortened",
        room=ROOM,
        kind="weakness",
        title=t(
            "Vous payez vos fournisseurs {days} jours plus tôt qu’il y a un an : {now} jours en moyenne contre "
            "{before}, pour {amount} de factures",
            days=Number(-change.days),
            now=Number(change.now),
            before=Number(change.before),
            amount=Euros(cents),
        ),
        reason=t(
            "Chaque jour d’avance est de la trésorerie qui manque ailleurs, et qu’il faut parfois emprunter."
        ),
        stake=_cash_stake(world, year, change, evidence),
        confidence=Confidence(
            "high" if change.common >= 0.8 else "medium",
            t(
                "Mesuré sur le lettrage, avec les mêmes fournisseurs les deux années ({share} des sommes réglées).",
                share=Percent(change.common),
            ),
        ),
        evidence=evidence,
        actions=_shortened_actions(),
        questions=(TERMS_REASON,),
    )


def _cash_stake(
    world: World, year: FiscalYear, change: Shift, evidence: tuple[Evidence, ...]
) -> Stake:
    cents = evidence_cents(evidence)
    annual = annual_input(year)
    rate = world["financing_rate"]
    held = cents / 100 * annual.value * -change.days / 365
    paid = Input(
        "paid",
        t("Factures de l’exercice réglées et lettrées, taxes comprises"),
        cents / 100,
        "eur",
        "books",
        evidence=evidence,
    )
    sooner = Input("days", t("Jours d’avance sur l’an passé"), -change.days, "days", "books")
    label = t("Coût d’un an de trésorerie")
    money = reference_input("rate", label, world, "financing_rate", "ratio")
    return Stake(
        held * rate.low,
        held * rate.central,
        held * rate.high,
        t("paid × annualisation × days ÷ 365 × rate"),
        (paid, annual, sooner, money),
    )


def _invoices(firm: Firm, groups: pl.DataFrame) -> tuple[Evidence, ...]:
    """The invoices of lettered groups: their lines on the suppliers' account."""
    if groups.height == 0:
        return ()
    accounts = groups["account"].unique(maintain_order=True).to_list()
    lines = firm.ledger.filter(
        (pl.col("year_end").is_in(groups["year_end"].unique(maintain_order=True).to_list()))
        & (pl.col("letter") != "")
        & pl.col("account").is_in(accounts)
        & (pl.col("credit") > pl.col("debit"))
    ).select("year_end", pl.col("account", "aux").cast(pl.String), "letter", "source", "line")
    found = lines.join(
        groups.select("year_end", "account", "aux", "letter"),
        on=["year_end", "account", "aux", "letter"],
        how="semi",
        nulls_equal=True,
    )
    return firm.prove(found, -1)


def paid_late(firm: Firm, world: World, year: FiscalYear) -> Finding | None:
    """Invoices settled after the longest term that the law lets two firms agree."""
    limit = world["supplier_payment_max_days"].central
    groups = settled(firm, year)
    late = groups.filter(pl.col("days") > limit)
    total, cents = int(groups["amount"].sum()), int(late["amount"].sum())
    if total <= 0 or late.height < LATE_GROUPS or cents < max(LATE_CENTS, LATE_SHARE * total):
        return None
    evidence = _invoices(firm, late)
    proved = evidence_cents(evidence)
    if proved <= 0:
        return None
    over = float(((late["days"] - limit) * late["amount"]).sum()) / cents
    return Finding(
        code="supplier_paid_late",
        room=ROOM,
        kind="risk",
        title=t(
            "{share} de ce que vous réglez à vos fournisseurs part après {limit} jours ({amount}), le délai le plus "
            "long que la loi permette de convenir",
            share=Percent(cents / total),
            limit=Number(limit),
            amount=Euros(proved),
        ),
        reason=t(
            "Un fournisseur payé tard peut réclamer des pénalités, livrer les autres d’abord, ou demander à être payé "
            "comptant."
        ),
        stake=_penalties(world, year, evidence, over, late.height),
        confidence=Confidence(
            "medium",
            t(
                "Mesuré sur le lettrage, à partir de la date des factures ; 45 jours fin de mois, s’ils sont écrits au "
                "contrat, peuvent aller un peu au-delà de 60 jours."
            ),
        ),
        evidence=evidence,
        actions=_late_actions(),
        questions=(),
    )


def _penalties(
    world: World, year: FiscalYear, evidence: tuple[Evidence, ...], over: float, count: int
) -> Stake:
    cents = evidence_cents(evidence)
    annual = annual_input(year)
    rate = world["supplier_late_penalty_rate"].central
    fixed = world["supplier_late_indemnity_eur"].central
    interest = cents / 100 * annual.value * over / 365 * rate
    inputs = (
        Input(
            "late",
            t("Factures réglées trop tard, taxes comprises"),
            cents / 100,
            "eur",
            "books",
            evidence=evidence,
        ),
        annual,
        Input("over", t("Jours au-delà du délai, en moyenne"), over, "days", "books"),
        Input("count", t("Règlements concernés"), float(count), "count", "books"),
        reference_input(
            "rate",
            t("Taux annuel des pénalités de retard"),
            world,
            "supplier_late_penalty_rate",
            "ratio",
        ),
        reference_input(
            "fixed", t("Indemnité par facture"), world, "supplier_late_indemnity_eur", "eur"
        ),
    )
    formula = t(
        "late × annualisation × over ÷ 365 × rate ; au plus, si chaque fournisseur réclame aussi l’indemnité : "
        "plus count × annualisation × fixed ; au moins zéro, si personne ne réclame"
    )
    return Stake(0.0, interest, interest + count * annual.value * fixed, formula, inputs)


def _shortened_actions() -> tuple[Action, ...]:
    return (
        Action(
            "suppliers_list_terms",
            t(
                "Relevez pour vos dix premiers fournisseurs le délai écrit au contrat et le délai où vous les payez"
            ),
            "measure",
            "accountant",
            hours=3,
            cost_eur=0,
            delay_days=10,
            gain_share=0.0,
            success=t("Un tableau : fournisseur, délai convenu, délai réel, escompte"),
        ),
        Action(
            "suppliers_pay_on_term",
            t("Réglez à l’échéance convenue, par une campagne de virements deux fois par mois"),
            "act",
            "accountant",
            hours=4,
            cost_eur=0,
            delay_days=45,
            gain_share=0.8,
            success=t("Le délai moyen de règlement revient à celui de l’an passé, sans retard"),
            check_days=90,
            needs=("suppliers_list_terms",),
        ),
    )


def _late_actions() -> tuple[Action, ...]:
    return (
        Action(
            "suppliers_agree_schedule",
            t(
                "Appelez les fournisseurs payés le plus tard et convenez d’un échéancier que vous tiendrez"
            ),
            "act",
            "owner",
            hours=5,
            cost_eur=0,
            delay_days=20,
            gain_share=0.5,
            success=t("Un échéancier écrit avec chaque fournisseur concerné"),
        ),
        Action(
            "suppliers_due_calendar",
            t("Tenez un calendrier des échéances, regardé chaque semaine avec la trésorerie"),
            "act",
            "accountant",
            hours=6,
            cost_eur=0,
            delay_days=60,
            gain_share=0.3,
            success=t("Moins d’une facture sur vingt réglée après 60 jours"),
            check_days=90,
        ),
    )
