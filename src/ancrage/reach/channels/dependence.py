"""How much comes in through one marketplace, and payouts booked net of what was kept.

Dependence is read in sales (labels, customers, accounts), else in receipts: payouts that name a
marketplace / all receipts of entries that settle customers or sell.
"""

from __future__ import annotations

import polars as pl

from ancrage.findings import Action, Confidence, Finding, evidence_cents
from ancrage.firm.evidence import starts
from ancrage.money import Euros, Percent
from ancrage.reach.channels.view import YearView
from ancrage.text import Text, t

# IFRS 8, paragraph 34, takes 10 % of sales for a "major" customer. A platform is less than a
# customer: its rules, ranking and fees change for all its sellers overnight, and it can close an account.
DEPENDENT = 0.10
NETTED_AT_LEAST = 0.01  # of sales
_NETTED_REASON = t(
    "Si les frais ont été retenus avant le versement, vos ventes et vos frais sont tous deux plus hauts que vos comptes ne le disent."
)
_RECEIPTS = ("511", "512", "514", "517", "53")
_SETTLES = ("411", "413", "416", "467", "70")


def platform_dependence(view: YearView) -> Finding | None:
    """The risk of one marketplace, from sales, else from receipts."""
    total, sales = view.total, view.platform_sales
    if total <= 0:
        return None
    if sales.is_empty():
        return _from_receipts(view)
    name, cents = _first(sales, "amount")
    if cents < DEPENDENT * total:
        return None
    evidence = view.firm.prove(sales.filter(pl.col("platform") == name), -1)
    return Finding(
        code="platform_dependence",
        room="reach.channels",
        kind="risk",
        title=t(
            "{name} vous apporte {share} de vos ventes, soit {amount}",
            name=name,
            share=Percent(cents / total),
            amount=Euros(evidence_cents(evidence)),
        ),
        reason=t(
            "Vous n’y choisissez ni les règles, ni les tarifs, et les clients y sont les siens plus que les vôtres."
        ),
        stake=None,
        confidence=Confidence(
            "high", t("Lu dans les libellés, les clients et les comptes de vos ventes.")
        ),
        evidence=evidence,
        actions=_actions(name),
    )


def _first(lines: pl.DataFrame, column: str) -> tuple[str, int]:
    best = (
        lines.group_by("platform", maintain_order=True)
        .agg(pl.col(column).sum())
        .sort(column, "platform", descending=[True, False])
    )
    return str(best["platform"][0]), int(best[column][0])


def _from_receipts(view: YearView) -> Finding | None:
    """Payouts over all receipts, where sales name no platform."""
    firm, year = view.firm, view.year
    paid = view.money.filter(
        pl.col("platform").is_in([name for name, _ in view.marketplaces])
        & pl.col("account").str.starts_with("51")
        & (pl.col("debit") > pl.col("credit"))
    )
    if paid.is_empty():
        return None
    of_year = firm.ledger.filter((pl.col("year_end") == year.end) & (pl.col("phase") == "flow"))
    settles = (
        of_year.filter(starts(firm.ledger, _SETTLES)).select("entry").unique(maintain_order=True)
    )
    receipts = of_year.filter(
        starts(firm.ledger, _RECEIPTS) & (pl.col("debit") > pl.col("credit"))
    ).join(settles, on="entry", how="semi")
    paid = paid.join(settles, on="entry", how="semi").with_columns(
        (pl.col("debit") - pl.col("credit")).alias("amount")
    )
    received = int((receipts["debit"] - receipts["credit"]).sum())
    if paid.is_empty() or received <= 0:
        return None
    name, cents = _first(paid, "amount")
    if cents < DEPENDENT * received:
        return None
    evidence = firm.prove(paid.filter(pl.col("platform") == name))
    return Finding(
        code="platform_dependence",
        room="reach.channels",
        kind="risk",
        title=t(
            "{name} vous verse {share} de ce que vous encaissez, soit {amount}",
            name=name,
            share=Percent(cents / received),
            amount=Euros(evidence_cents(evidence)),
        ),
        reason=t(
            "Vous n’y choisissez ni les règles, ni les tarifs, et les clients y sont les siens plus que les vôtres."
        ),
        stake=None,
        confidence=Confidence(
            "medium", t("Lu dans les libellés de vos encaissements, après les frais retenus.")
        ),
        evidence=evidence,
        actions=_actions(name),
    )


def _actions(name: str) -> tuple[Action, ...]:
    return (
        Action(
            code="platform_bring_customers_home",
            title=t(
                "Glissez dans chaque colis vendu par {name} une carte qui donne une raison de revenir en boutique ou sur votre site, dans les limites de ses conditions",
                name=name,
            ),
            nature="act",
            role="sales",
            hours=6,
            cost_eur=80,
            delay_days=60,
            gain_share=0.0,
            success=t("Une commande sur vingt de ces clients arrive en direct au bout de six mois"),
            check_days=180,
        ),
        Action(
            code="platform_second_channel",
            title=t(
                "Ouvrez un second canal (votre site ou une autre place de marché) avec vos dix meilleurs produits"
            ),
            nature="act",
            role="sales",
            hours=20,
            cost_eur=150,
            delay_days=90,
            gain_share=0.0,
            success=t("La part du premier canal a baissé de cinq points en un an"),
            check_days=180,
        ),
    )


def netted_payouts(view: YearView) -> Finding | None:
    """Payouts of a platform that reach the sales account as they come, without any fee in the books."""
    firm, total = view.firm, view.total
    answer = firm.answers.get("payouts_booked_net")
    if total <= 0 or answer is False:
        return None
    seen = _netted(view)
    if seen is None:
        return _said_netted() if answer is True else None
    name, sales = seen
    evidence = firm.prove(sales, -1)
    return Finding(
        code="netted_payouts",
        room="reach.channels",
        kind="weakness",
        title=t(
            "{amount} de ventes sont comptées au montant versé par {name}, sans aucune commission dans vos comptes",
            amount=Euros(evidence_cents(evidence)),
            name=name,
        ),
        reason=_NETTED_REASON,
        stake=None,
        confidence=Confidence("high", t("Vous le confirmez."))
        if answer is True
        else Confidence(
            "low",
            t(
                "Vu aux libellés des encaissements ; un versement sans frais se lirait de la même façon."
            ),
        ),
        evidence=evidence,
        actions=(_gross(name),),
        questions=("payouts_booked_net",),
    )


def _netted(view: YearView) -> tuple[str, pl.DataFrame] | None:
    """The platform that pays most, and the sales of entries that it pays and where no fee is booked."""
    paid = view.money.filter(pl.col("debit") > pl.col("credit"))
    charged = view.fees["platform"].drop_nulls().unique(maintain_order=True).implode()
    paid = paid.filter(~pl.col("platform").is_in(charged)).with_columns(
        (pl.col("debit") - pl.col("credit")).alias("amount")
    )
    sales = view.firm.sales.filter(pl.col("year_end") == view.year.end).join(
        paid.select("entry").unique(maintain_order=True), on="entry", how="semi"
    )
    if sales.is_empty() or int(sales["amount"].sum()) < NETTED_AT_LEAST * view.total:
        return None
    name, _ = _first(
        paid.join(sales.select("entry").unique(maintain_order=True), on="entry", how="semi"),
        "amount",
    )
    return name, sales


def _said_netted() -> Finding:
    return Finding(
        code="netted_payouts",
        room="reach.channels",
        kind="weakness",
        title=t("Vos ventes en ligne sont comptées au montant versé, commissions déduites"),
        reason=_NETTED_REASON,
        stake=None,
        confidence=Confidence(
            "medium", t("D’après votre réponse ; les libellés ne le montrent pas.")
        ),
        evidence=(),
        actions=(_gross(t("la plateforme")),),
        questions=("payouts_booked_net",),
    )


def _gross(name: str | Text) -> Action:
    return Action(
        code="platform_payouts_gross",
        title=t(
            "Avec votre comptable, rapprochez un mois de relevés de {name} des écritures et comptez les ventes au prix payé par le client",
            name=name,
        ),
        nature="measure",
        role="accountant",
        hours=4,
        cost_eur=0,
        delay_days=30,
        gain_share=0.0,
        success=t("Les ventes et les commissions du mois retombent sur le relevé de la plateforme"),
    )
