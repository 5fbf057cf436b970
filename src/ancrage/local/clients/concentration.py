"""How much of the sales hangs on the first customers, or how well they are spread.

Shares are of all sales (account 70); HHI = sum of squared shares, of named customers alone and of
all sales (pooled customers, being many people, then weigh nothing). Stake = margin on the first
customer x share of the sales to named customers that the firm sees leave from one year to the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.exhibits import Column, Proof, Table
from ancrage.findings import Action, Confidence, Finding, Input, Stake, evidence_cents
from ancrage.local.clients.retention import Flow, flow_between
from ancrage.local.clients.revenue import Margin, Revenue, euros_input
from ancrage.money import Euros, Number, Percent
from ancrage.text import t

# IFRS 8, paragraph 34: from 10 % of sales a listed group has to speak of a customer. Under it
# nobody is "major"; from twice as much, losing one customer is losing two major ones.
MAJOR = 0.10
FIRST_AT_RISK = 2 * MAJOR
THREE_AT_RISK = 0.50  # more than half of the sales in three hands
SPREAD_CUSTOMERS = 10  # fewer named customers cannot each stay under 10 % of what they buy
SPREAD_NAMED = 0.30  # share of sales that must have a name before a spread means anything
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Concentration:
    """Weight of the first named customers of a year.

    Args:
        customers: named customers.
        top1, top3, top5: their share of all sales.
        named: share of all sales that goes to named customers.
        hhi_named: sum of squared shares among named customers.
        hhi_all: sum of squared shares of all sales.
        first: key of the first customer.
        first_cents: what it bought.
    """

    customers: int
    top1: float
    top3: float
    top5: float
    named: float
    hhi_named: float
    hhi_all: float
    first: int
    first_cents: int


def concentration(revenue: Revenue, year: FiscalYear) -> Concentration | None:
    """Weight of the first customers; None where no named customer, or no sales."""
    customers = revenue.of_year(year)
    total = revenue.total(year)
    named = int(customers["amount"].sum())
    if total <= 0 or named <= 0:
        return None
    amounts = customers["amount"].to_list()
    squares = sum(cents**2 for cents in amounts)
    return Concentration(
        customers=len(amounts),
        top1=amounts[0] / total,
        top3=sum(amounts[:3]) / total,
        top5=sum(amounts[:5]) / total,
        named=named / total,
        hhi_named=squares / named**2,
        hhi_all=squares / total**2,
        first=int(customers["party"][0]),
        first_cents=amounts[0],
    )


def concentration_risk(
    revenue: Revenue, seen: Concentration | None, margin: Margin | None
) -> Finding | None:
    """The risk of the first customers, when one or three of them hold too much."""
    year = revenue.firm.year
    if seen is None or (seen.top1 < FIRST_AT_RISK and seen.top3 < THREE_AT_RISK):
        return None
    names = revenue.of_year(year)["party"]
    first_alone = seen.top1 >= FIRST_AT_RISK
    cited = names.head(1 if first_alone else 3)
    evidence = revenue.prove(year, cited)
    amount = Euros(evidence_cents(evidence))
    if first_alone:
        title = t(
            "{name} fait à lui seul {share} de vos ventes, soit {amount}",
            name=revenue.firm.name_of(seen.first),
            share=Percent(seen.top1),
            amount=amount,
        )
    else:
        title = t(
            "Trois clients font {share} de vos ventes, soit {amount}",
            share=Percent(seen.top3),
            amount=amount,
        )
    return Finding(
        code="customer_concentration",
        room="local.clients",
        kind="risk",
        title=title,
        reason=t(
            "Si ce client partait, réduisait ses commandes ou payait en retard, toute l’entreprise le sentirait."
        )
        if first_alone
        else t(
            "Si l’un d’eux partait, réduisait ses commandes ou payait en retard, toute l’entreprise le sentirait."
        ),
        stake=_stake(revenue, seen, margin),
        confidence=_confidence(seen),
        evidence=evidence,
        actions=_actions(revenue, seen),
        questions=("first_customer_contract",),
    )


def spread_strength(revenue: Revenue, seen: Concentration | None) -> Finding | None:
    """The strength of a base where no customer weighs much."""
    year = revenue.firm.year
    if (
        seen is None
        or seen.top1 >= MAJOR
        or seen.customers < SPREAD_CUSTOMERS
        or seen.named < SPREAD_NAMED
    ):
        return None
    return Finding(
        code="customer_base_spread",
        room="local.clients",
        kind="strength",
        title=t(
            "Vos ventes reposent sur {count} clients nommés, dont aucun ne pèse {share}",
            count=seen.customers,
            share=Percent(0.01, 0),
        )
        if seen.top1 < 0.01
        else t(
            "Vos ventes reposent sur {count} clients nommés, dont le premier ne pèse que {share}",
            count=seen.customers,
            share=Percent(seen.top1),
        ),
        reason=t("Le départ d’un seul client ne mettrait pas l’entreprise en difficulté."),
        stake=None,
        confidence=_confidence(seen),
        evidence=revenue.prove(year, revenue.of_year(year)["party"].head(5)),
    )


def customers_table(revenue: Revenue, seen: Concentration | None) -> Table | None:
    """The first customers of the last year, against the year before."""
    firm = revenue.firm
    if seen is None:
        return None
    total = revenue.total(firm.year)
    top = revenue.of_year(firm.year).head(SHOWN)
    before = (
        dict(revenue.of_year(firm.year_ago).select("party", "amount").iter_rows())
        if firm.year_ago
        else {}
    )
    return Table(
        "customers_top",
        t(
            "Vos premiers clients nommés : les trois premiers font {top3} des ventes, les cinq premiers {top5} (indice de concentration de {hhi} sur 1)",
            top3=Percent(seen.top3),
            top5=Percent(seen.top5),
            hhi=Number(seen.hhi_all, 2),
        ),
        (
            Column("name", t("Client"), "text"),
            Column("amount", t("Ventes de l’exercice"), "eur"),
            Column(
                "share",
                t("Part des ventes"),
                "ratio",
                t(
                    "les ventes à ce client divisées par toutes les ventes de l’exercice (compte 70)"
                ),
            ),
            Column("before", t("Ventes de l’exercice d’avant"), "eur"),
            Column("entries", t("Factures et avoirs"), "count"),
        ),
        tuple(
            (
                firm.name_of(party),
                amount / 100,
                amount / total,
                before[party] / 100 if party in before else None,
                entries,
            )
            for party, amount, entries in top.select("party", "amount", "entries").iter_rows()
        ),
        tuple(_sales_of(revenue, party) for party in top["party"].to_list()),
    )


def _sales_of(revenue: Revenue, party: int) -> Mapping[str, Proof]:
    firm = revenue.firm
    one = pl.Series([party], dtype=pl.UInt32)
    before = {"before": partial(revenue.prove, firm.year_ago, one)} if firm.year_ago else {}
    return {"": partial(revenue.prove, firm.year, one), **before}


def _confidence(seen: Concentration) -> Confidence:
    if seen.named >= SPREAD_NAMED:
        return Confidence(
            "high",
            t(
                "{share} des ventes portent le nom d’un client dans vos écritures.",
                share=Percent(seen.named),
            ),
        )
    return Confidence(
        "medium",
        t(
            "Seules {share} des ventes portent le nom d’un client ; le reste est regroupé.",
            share=Percent(seen.named),
        ),
    )


def _stake(revenue: Revenue, seen: Concentration, margin: Margin | None) -> Stake | None:
    """Margin on the first customer x observed yearly loss rate; None with one year, or no loss seen."""
    flow = flow_between(revenue, revenue.firm.year_ago, revenue.firm.year)
    if margin is None or flow is None or flow.lost_cents <= 0 or not revenue.firm.year.complete:
        return None
    rates = _rates(revenue, flow)
    first = seen.first_cents / 100 * margin.rate
    party = pl.Series([seen.first], dtype=pl.UInt32)
    inputs: tuple[Input, ...] = (
        euros_input(
            "first_customer",
            t("ventes de l’exercice au premier client"),
            revenue.prove(revenue.firm.year, party),
        ),
        *margin.inputs,
        euros_input(
            "lost",
            t("ventes de l’exercice d’avant aux clients qui ne sont pas revenus"),
            revenue.prove(flow.before, flow.lost["party"]),
        ),
        euros_input(
            "named_before",
            t("ventes de l’exercice d’avant à tous les clients nommés"),
            revenue.prove(flow.before, flow.all_before["party"]),
        ),
    )
    return Stake(
        low=first * min(rates),
        central=first * flow.lost_cents / flow.before_cents,
        high=first * max(rates),
        formula=t(
            "first_customer × gross_margin / sales × lost / named_before : la marge faite avec le premier client, multipliée par la part des ventes que vos clients partis emportent en un an. La fourchette va de la plus faible à la plus forte des parts perdues observées, comptées en ventes puis en nombre de clients."
        ),
        inputs=inputs,
    )


def _rates(revenue: Revenue, flow: Flow) -> list[float]:
    rates = [flow.lost_share, flow.lost_count_share]
    years = revenue.firm.years
    if len(years) > 2 and (earlier := flow_between(revenue, years[-3], years[-2])) is not None:
        rates += [earlier.lost_share, earlier.lost_count_share]
    return rates


def _actions(revenue: Revenue, seen: Concentration) -> tuple[Action, ...]:
    name = revenue.firm.name_of(seen.first)
    secure = Action(
        code="first_customer_agreement",
        title=t(
            "Proposez à {name} un accord d’un an sur les volumes, les prix et le préavis", name=name
        ),
        nature="act",
        role="owner",
        hours=6,
        cost_eur=0,
        delay_days=60,
        gain_share=0.5,
        success=t("Un accord signé, avec un préavis d’au moins trois mois"),
        check_days=90,
    )
    widen = Action(
        code="customers_grow_next_ones",
        title=t(
            "Rendez visite aux dix clients suivants pour savoir ce qu’ils achètent ailleurs et que vous pourriez leur vendre"
        ),
        nature="listen",
        role="sales",
        hours=15,
        cost_eur=0,
        delay_days=120,
        gain_share=0.2,
        success=t("La part du premier client a baissé de cinq points en un an"),
        check_days=180,
    )
    if revenue.firm.answers.get("first_customer_contract") == "contract":
        return (widen,)
    return (secure, widen)
