"""What platforms and payment services take, as a share of sales, and what its drift costs.

Where a marketplace's own sales are known in both years: its fees / its sales without tax. Else: all
fees of sale and payment / net sales (account 70). Stake = (rate of the year - rate of the year
before) x sales of the year; its range comes from the quarters of the year before (the rate of the
dearest, then of the cheapest), or from nothing to the whole where fees are not booked every quarter.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.findings import Action, Confidence, Evidence, Finding, Input, Stake, evidence_cents
from ancrage.firm import Firm
from ancrage.money import Euros, Percent
from ancrage.reach.channels.view import YearView
from ancrage.text import Text, t

MATERIAL = 0.01  # of sales: less is not worth an afternoon
DRIFT = 0.10  # relative rise of the rate: a new price, not a rounding
STAKE_AT_LEAST = 0.0005  # of sales
SALES_AT_LEAST = 0.02  # of sales, through one marketplace, for its own rate to mean something
QUARTERS = 4


@dataclass(frozen=True, eq=False)
class Rate:
    """Fees of a year over the sales that they were taken on.

    Args:
        year: the fiscal year.
        fees, sales: whole lines: source, line, date, amount (cents).
        fees_cents, sales_cents: their sums.
    """

    year: FiscalYear
    fees: pl.DataFrame
    sales: pl.DataFrame

    @property
    def fees_cents(self) -> int:
        """Sum of the fees."""
        return int(self.fees["amount"].sum())

    @property
    def sales_cents(self) -> int:
        """Sum of the sales."""
        return int(self.sales["amount"].sum())

    @property
    def value(self) -> float:
        """Fees over sales."""
        return self.fees_cents / self.sales_cents

    def quarters(self) -> list[float]:
        """Rate of each quarter of the calendar; empty unless fees are booked in four of them."""
        by_quarter = [
            frame.group_by(pl.col("date").dt.quarter().alias("quarter"), maintain_order=True).agg(
                pl.col("amount").sum().alias(name)
            )
            for name, frame in (("fees", self.fees), ("sales", self.sales))
        ]
        both = by_quarter[0].join(by_quarter[1], on="quarter", maintain_order="left")
        both = both.filter((pl.col("fees") > 0) & (pl.col("sales") > 0))
        rates = (both["fees"] / both["sales"]).to_list()
        return rates if len(rates) == QUARTERS else []


def platform_fees(view: YearView, ago: YearView | None) -> Finding | None:
    """What platforms and payment services take, and its drift."""
    firm, fees, total = view.firm, view.fees, view.total
    taken = int(fees["amount"].sum())
    if total <= 0 or taken <= 0:
        return None
    own = _marketplace_drift(view, ago)
    if own is not None:
        return own
    now = Rate(firm.year, fees, _net_sales(view))
    before = _rate_before(ago)
    if before is not None and _drifts(now, before, total):
        return _finding(
            firm,
            now,
            before,
            t(
                "Commissions de vente et frais de paiement vous ont pris {amount}, {rate} de vos ventes, contre {before} un an plus tôt",
                amount=Euros(now.fees_cents),
                rate=Percent(now.value),
                before=Percent(before.value),
            ),
        )
    if now.value < MATERIAL:
        return None
    return Finding(
        code="platform_fees",
        room="reach.channels",
        kind="opportunity",
        title=t(
            "Commissions de vente et frais de paiement vous prennent {amount}, {rate} de vos ventes",
            amount=Euros(now.fees_cents),
            rate=Percent(now.value),
        ),
        reason=t("Ces frais se comparent et se négocient, surtout quand les volumes ont grandi."),
        stake=None,
        confidence=_confidence(before),
        evidence=firm.prove(fees),
        actions=_actions(t("vos plateformes et votre banque"), 0.0),
        questions=("payouts_booked_net",),
    )


def _marketplace_drift(view: YearView, ago: YearView | None) -> Finding | None:
    """The marketplace whose own rate rose most in euros."""
    if ago is None:
        return None
    best: tuple[float, str, Rate, Rate] | None = None
    for name in view.platform_sales["platform"].unique(maintain_order=True).sort().to_list():
        of_name = pl.col("platform") == name
        now, before = (
            Rate(v.year, v.fees.filter(of_name), v.platform_sales.filter(of_name))
            for v in (view, ago)
        )
        if now.sales_cents < SALES_AT_LEAST * view.total or before.sales_cents <= 0:
            continue
        if before.fees_cents <= 0 or not _drifts(now, before, view.total):
            continue
        lost = (now.value - before.value) * now.sales_cents
        if best is None or lost > best[0]:
            best = (lost, name, now, before)
    if best is None:
        return None
    _, name, now, before = best
    title = t(
        "{name} garde {rate} de ce que vous y vendez ({amount}), contre {before} un an plus tôt",
        name=name,
        rate=Percent(now.value),
        amount=Euros(now.fees_cents),
        before=Percent(before.value),
    )
    return _finding(view.firm, now, before, title, name)


def _net_sales(view: YearView) -> pl.DataFrame:
    return view.firm.sales.filter(pl.col("year_end") == view.year.end).select(
        "source", "line", "date", "amount"
    )


def _rate_before(ago: YearView | None) -> Rate | None:
    if ago is None or ago.total <= 0:
        return None
    rate = Rate(ago.year, ago.fees, _net_sales(ago))
    return rate if rate.fees_cents > 0 else None


def _drifts(now: Rate, before: Rate, total: int) -> bool:
    lost = (now.value - before.value) * now.sales_cents
    return now.value >= (1 + DRIFT) * before.value and lost >= STAKE_AT_LEAST * total


def _finding(firm: Firm, now: Rate, before: Rate, title: Text, name: str | None = None) -> Finding:
    whom = name if name is not None else t("vos plateformes et votre banque")
    return Finding(
        code="platform_fees",
        room="reach.channels",
        kind="weakness",
        title=title,
        reason=t(
            "La hausse s’est faite petit à petit : revenir au taux d’avant rendrait la différence chaque année."
        ),
        stake=_stake(firm, now, before),
        confidence=_confidence(before),
        evidence=firm.prove(now.fees),
        actions=_actions(whom, 0.7),
        questions=("payouts_booked_net",),
    )


def _stake(firm: Firm, now: Rate, before: Rate) -> Stake | None:
    if not (now.year.complete and before.year.complete):
        return None
    proofs = (
        ("fees", t("frais de l’exercice"), firm.prove(now.fees)),
        (
            "sales",
            t("ventes de l’exercice sur lesquelles ils sont pris"),
            firm.prove(now.sales, -1),
        ),
        ("fees_before", t("frais de l’exercice d’avant"), firm.prove(before.fees)),
        ("sales_before", t("ventes de l’exercice d’avant"), firm.prove(before.sales, -1)),
    )
    sales = now.sales_cents / 100
    central = (now.value - before.value) * sales
    quarters = before.quarters()
    low = max(0.0, min(central, (now.value - max(quarters)) * sales)) if quarters else 0.0
    high = max(central, (now.value - min(quarters)) * sales) if quarters else central
    return Stake(
        low=low,
        central=central,
        high=high,
        formula=t(
            "fees - fees_before / sales_before × sales : ce que vous payez de plus que si le taux de l’exercice d’avant valait encore. La fourchette va de son trimestre le plus cher à son trimestre le moins cher."
        )
        if quarters
        else t(
            "fees - fees_before / sales_before × sales : ce que vous payez de plus que si le taux de l’exercice d’avant valait encore. La fourchette va de rien à tout."
        ),
        inputs=tuple(_input(name, label, evidence) for name, label, evidence in proofs),
    )


def _input(name: str, label: Text, evidence: tuple[Evidence, ...]) -> Input:
    return Input(name, label, evidence_cents(evidence) / 100, "eur", "books", None, evidence)


def _confidence(before: Rate | None) -> Confidence:
    if before is None:
        return Confidence(
            "medium", t("Un seul exercice : rien ne dit encore si ces frais montent.")
        )
    return Confidence(
        "high" if before.year.complete else "medium",
        t(
            "Lu dans les comptes 6222, 627 et les libellés qui nomment une plateforme ou un paiement."
        ),
    )


def _actions(whom: str | Text, gain_share: float) -> tuple[Action, ...]:
    compare = Action(
        code="platform_fees_compare",
        title=t(
            "Relevez, vente par vente sur un mois, ce que {whom} retiennent vraiment (commission, frais fixes, publicité, TVA comprise)",
            whom=whom,
        )
        if isinstance(whom, Text)
        else t(
            "Relevez, vente par vente sur un mois, ce que {whom} retient vraiment (commission, frais fixes, publicité, TVA comprise)",
            whom=whom,
        ),
        nature="measure",
        role="accountant",
        hours=4,
        cost_eur=0,
        delay_days=14,
        gain_share=0.0,
        success=t("Le taux réel est connu par catégorie de produits"),
    )
    negotiate = Action(
        code="platform_fees_negotiate",
        title=t(
            "Avec ces chiffres, demandez un autre barème, retirez les produits qui n’y gagnent rien et proposez le site ou la boutique aux clients qui reviennent"
        ),
        nature="act",
        role="sales",
        hours=8,
        cost_eur=0,
        delay_days=60,
        gain_share=gain_share,
        success=t("Le taux est revenu à celui de l’exercice d’avant"),
        check_days=90,
        needs=("platform_fees_compare",),
    )
    return (compare, negotiate)
