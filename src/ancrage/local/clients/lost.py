"""Named customers who bought the year before and nothing this year, and the margin that left with them.

Stake = sales of the year before to those of them who used to come back (two invoices that year, or
a purchase the year before it) x gross margin rate of that year x share won back. That share is the
firm's own where three years show it (sales of the last year to customers lost between the first two
/ their sales of the first year), else the reference `lost_customers_won_back`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import polars as pl

from ancrage.exhibits import Column, Table
from ancrage.findings import Confidence, Finding, Input, Stake, evidence_cents
from ancrage.local.clients.actions import ask_leavers, contact_again
from ancrage.local.clients.retention import Flow, flow_between
from ancrage.local.clients.revenue import Revenue, euros_input, margin_of
from ancrage.money import Euros, Percent
from ancrage.text import t, tn
from ancrage.world import World

MATERIAL = 0.02  # of the year before's sales: less is the ordinary life of a shop
CAME_BACK = 2  # invoices in a year that make a customer one who comes back
OWN_AT_LEAST = 5  # customers lost two years ago, under which the firm's own rate says nothing
SHOWN = 15


@dataclass(frozen=True, eq=False)
class WonBack:
    """Share of lost customers' sales that came back: low, central, high, and the inputs of central."""

    low: float
    central: float
    high: float
    formula_share: str
    inputs: tuple[Input, ...]


def customers_lost(revenue: Revenue, world: World) -> Finding | None:
    """Who left, with the sales and the margin they took away."""
    flow = _last_flow(revenue)
    if flow is None:
        return None
    evidence = revenue.prove(flow.before, flow.lost["party"])
    left = Euros(evidence_cents(evidence))
    count = flow.lost.height
    title = tn(
        "Un client qui achetait l’exercice d’avant n’a rien acheté cette année : {amount} de ventes, {share} du total d’alors",
        "{count} clients qui achetaient l’exercice d’avant n’ont rien acheté cette année : {amount} de ventes, {share} du total d’alors",
        count,
        amount=left,
        share=Percent(flow.lost_cents / revenue.total(flow.before)),
    )
    regular = _regular(revenue, flow)
    return Finding(
        code="customers_lost",
        room="local.clients",
        kind="weakness",
        title=title,
        reason=t(
            "Ils vous connaissent déjà : en faire revenir une partie coûte moins que d’en trouver de nouveaux."
        ),
        stake=_stake(revenue, world, flow, regular),
        confidence=Confidence(
            "high" if regular.height * 2 >= count else "low",
            t(
                "{regular} d’entre eux sur {count} revenaient plusieurs fois par an ou d’une année sur l’autre.",
                regular=regular.height,
                count=count,
            ),
        ),
        evidence=evidence,
        actions=(ask_leavers(), contact_again(0.6)),
    )


def lost_table(revenue: Revenue) -> Table | None:
    """The customers who left, the largest first."""
    flow = _last_flow(revenue)
    if flow is None:
        return None
    return Table(
        "customers_lost",
        t("Clients qui n’ont rien acheté cette année"),
        (
            Column("name", t("Client"), "text"),
            Column("amount", t("Ventes de l’exercice d’avant"), "eur"),
            Column("entries", t("Factures et avoirs"), "count"),
            Column("last", t("Dernier achat"), "date"),
        ),
        tuple(
            (revenue.firm.name_of(party), amount / 100, entries, last)
            for party, amount, entries, last in flow.lost.head(SHOWN)
            .select("party", "amount", "entries", "last")
            .iter_rows()
        ),
        tuple(
            {"": partial(revenue.prove, flow.before, pl.Series([party], dtype=pl.UInt32))}
            for party in flow.lost["party"].head(SHOWN).to_list()
        ),
    )


def _last_flow(revenue: Revenue) -> Flow | None:
    """The last pair of years, where enough sales left for a word."""
    flow = flow_between(revenue, revenue.firm.year_ago, revenue.firm.year)
    if flow is None or flow.lost.is_empty():
        return None
    return flow if flow.lost_cents >= MATERIAL * revenue.total(flow.before) else None


def _regular(revenue: Revenue, flow: Flow) -> pl.DataFrame:
    """Lost customers who used to come back."""
    earlier = revenue.by_customer.filter(pl.col("year_end") < flow.before.end)["party"]
    return flow.lost.filter(
        (pl.col("entries") >= CAME_BACK) | pl.col("party").is_in(earlier.implode())
    )


def won_back(revenue: Revenue, world: World) -> WonBack:
    """Share of lost customers' sales that comes back: the firm's own where it shows, else the reference."""
    own = _own_won_back(revenue)
    if own is not None:
        return own
    reference = world["lost_customers_won_back"]
    return WonBack(
        reference.low,
        reference.central,
        reference.high,
        "won_back",
        (
            Input(
                "won_back",
                t("part des clients perdus qui reviennent quand on s’en occupe"),
                reference.central,
                "ratio",
                "default",
                reference.code,
            ),
        ),
    )


def _own_won_back(revenue: Revenue) -> WonBack | None:
    years = revenue.firm.years
    if len(years) < 3:
        return None
    first, second, third = years[-3:]
    flow = flow_between(revenue, first, second)
    if flow is None or flow_between(revenue, second, third) is None:
        return None
    lost = flow.lost
    back = revenue.of_year(third).join(lost.select("party"), on="party", how="semi")
    if lost.height < OWN_AT_LEAST or back.is_empty():
        return None
    came, gone = int(back["amount"].sum()), flow.lost_cents
    rates = (came / gone, back.height / lost.height)
    if max(rates) > 1:
        return None  # those who came back buy more than all who left: not a rate to apply to others
    return WonBack(
        min(rates),
        came / gone,
        max(rates),
        "came_back / gone",
        (
            euros_input(
                "came_back",
                t("ventes de l’exercice à des clients perdus deux ans plus tôt"),
                revenue.prove(third, back["party"]),
            ),
            euros_input(
                "gone",
                t("ce que les clients perdus deux ans plus tôt achetaient"),
                revenue.prove(first, lost["party"]),
            ),
        ),
    )


def _stake(revenue: Revenue, world: World, flow: Flow, regular: pl.DataFrame) -> Stake | None:
    margin = margin_of(revenue.firm, flow.before)
    if margin is None or regular.is_empty():
        return None
    evidence = revenue.prove(flow.before, regular["party"])
    left = evidence_cents(evidence) / 100 * margin.rate
    back = won_back(revenue, world)
    return Stake(
        low=left * back.low,
        central=left * back.central,
        high=left * back.high,
        formula=t(
            "regular_lost × gross_margin / sales × {share} : la marge que faisaient les clients partis qui avaient l’habitude de revenir, multipliée par la part que l’on peut espérer faire revenir.",
            share=back.formula_share,
        ),
        inputs=(
            euros_input(
                "regular_lost",
                t("ventes de l’exercice d’avant aux clients partis qui revenaient"),
                evidence,
            ),
            *margin.inputs,
            *back.inputs,
        ),
    )
