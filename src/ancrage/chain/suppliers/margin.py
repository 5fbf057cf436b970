"""What goods and materials take out of sales, year against year."""

from __future__ import annotations

from dataclasses import dataclass

from ancrage.chain.suppliers.basis import annual_input
from ancrage.chain.suppliers.questions import ROOM
from ancrage.dates import FiscalYear
from ancrage.findings import Action, Confidence, Evidence, Finding, Input, Stake, evidence_cents
from ancrage.firm import Firm
from ancrage.money import Euros, Percent
from ancrage.text import t

SALES = ("70",)
COST = ("601", "602", "603", "607", "608", "609", "713")
GOODS_MATTER = 0.10  # of sales: under it the firm does not live from goods
DRIFT = 0.01  # a point of margin: less is stock counting and rounding


@dataclass(frozen=True, slots=True)
class CostRate:
    """Goods and materials used in a year (stock change and stored production counted) as a share of sales.

    Args:
        year: which.
        cost, sales: in cents.
    """

    year: FiscalYear
    cost: int
    sales: int

    @property
    def rate(self) -> float:
        """Cost over sales."""
        return self.cost / self.sales


def cost_rates(firm: Firm) -> tuple[CostRate, ...]:
    """The rate of each complete year in which goods matter, oldest first.

    Stock is counted at the end of the year: the rate of a year under way would say nothing.
    """
    found = []
    for year in firm.years:
        sales = firm.amount(year, *SALES, sign=-1)
        cost = firm.amount(year, *COST)
        if year.complete and sales > 0 and cost >= GOODS_MATTER * sales:
            found.append(CostRate(year, cost, sales))
    return tuple(found)


def margin_drift(firm: Firm) -> Finding | None:
    """Goods that take more (weakness) or less (strength) of sales than the year before."""
    rates = cost_rates(firm)
    if len(rates) < 2 or rates[-1].year != firm.year or rates[-2].year != firm.year_ago:
        return None
    now, before = rates[-1], rates[-2]
    drift = now.rate - before.rate
    if abs(drift) < DRIFT:
        return None
    evidence = firm.prove_accounts(now.year, *COST)
    cents = evidence_cents(evidence)
    if drift < 0:
        return _better(now, before, evidence, cents)
    best = min(rate.rate for rate in rates[:-1])
    return Finding(
        code="margin_drift",
        room=ROOM,
        kind="weakness",
        title=t(
            "Marchandises et matières prennent {now} de vos ventes, contre {before} un an plus tôt ({amount} "
            "consommés)",
            now=Percent(now.rate, 1),
            before=Percent(before.rate, 1),
            amount=Euros(cents),
        ),
        reason=t(
            "Chaque point de plus est de la marge qui part : prix d’achat, remises accordées, pertes ou articles moins "
            "rentables."
        ),
        stake=_stake(firm, now, before, best),
        confidence=Confidence(
            "high",
            t("Lu dans vos comptes de deux exercices complets, variation de stock comprise."),
        ),
        evidence=evidence,
        actions=_actions(),
    )


def _better(now: CostRate, before: CostRate, evidence: tuple[Evidence, ...], cents: int) -> Finding:
    return Finding(
        code="margin_improved",
        room=ROOM,
        kind="strength",
        title=t(
            "Marchandises et matières ne prennent plus que {now} de vos ventes, contre {before} un an plus tôt "
            "({amount} consommés)",
            now=Percent(now.rate, 1),
            before=Percent(before.rate, 1),
            amount=Euros(cents),
        ),
        reason=t(
            "Vous achetez ou vous vendez mieux : cette marge peut payer les essais de la suite."
        ),
        stake=None,
        confidence=Confidence(
            "high",
            t("Lu dans vos comptes de deux exercices complets, variation de stock comprise."),
        ),
        evidence=evidence,
    )


def _stake(firm: Firm, now: CostRate, before: CostRate, best: float) -> Stake:
    evidence = firm.prove_accounts(now.year, *SALES, sign=-1)
    sales = evidence_cents(evidence) / 100
    annual = annual_input(now.year)
    yearly = sales * annual.value
    central = yearly * (now.rate - before.rate)
    inputs = (
        Input("sales", t("Ventes de l’exercice"), sales, "eur", "books", evidence=evidence),
        annual,
        Input(
            "now",
            t("Part des marchandises et matières dans les ventes, cette année"),
            now.rate,
            "ratio",
            "books",
        ),
        Input("before", t("La même part, un an plus tôt"), before.rate, "ratio", "books"),
        Input("best", t("La plus basse des années précédentes"), best, "ratio", "books"),
    )
    formula = t(
        "sales × annualisation × (now − before) ; au moins la moitié, à mi-chemin de l’an passé ; au plus "
        "sales × annualisation × (now − best)"
    )
    return Stake(central / 2, central, max(central, yearly * (now.rate - best)), formula, inputs)


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            "suppliers_margin_by_item",
            t(
                "Recalculez la marge des vingt articles les plus vendus, avec les derniers prix d’achat"
            ),
            "measure",
            "owner",
            hours=8,
            cost_eur=0,
            delay_days=20,
            gain_share=0.0,
            success=t(
                "Un tableau : article, prix d’achat rendu, prix de vente, marge, il y a un an et aujourd’hui"
            ),
        ),
        Action(
            "suppliers_reprice",
            t(
                "Relevez les prix de vente restés en retard sur les prix d’achat, article par article"
            ),
            "act",
            "sales",
            hours=6,
            cost_eur=0,
            delay_days=30,
            gain_share=0.4,
            success=t(
                "La part des marchandises dans les ventes du trimestre revient à celle de l’an passé"
            ),
            check_days=90,
            needs=("suppliers_margin_by_item",),
        ),
    )
