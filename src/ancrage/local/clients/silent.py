"""Regular customers whose silence at the end of the year is longer than is usual for them.

Rule: at least four days of purchase spread over three months or more, one of them this year;
silence from the last one to the
last sale of the books longer than any silence before, than three times their mean interval,
and than a month. Somebody who buys at random (a Poisson process) is silent for three mean
intervals with probability exp(-3) = 5 %: the finding speaks only when more than that share of the
regular customers, by number or by sales, is silent. Usual yearly sales are those of the 365 days up
to the last purchase; stake = these x gross margin rate x share that can be won back (as for lost
customers).
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import partial

import polars as pl

from ancrage.exhibits import Column, Table
from ancrage.findings import Confidence, Evidence, Finding, Stake, evidence_cents
from ancrage.local.clients.actions import ask_leavers, contact_again, monthly_list
from ancrage.local.clients.lost import won_back
from ancrage.local.clients.revenue import Margin, Revenue, euros_input
from ancrage.money import Euros
from ancrage.text import t, tn
from ancrage.world import World

PURCHASES_AT_LEAST = 4
SPAN_AT_LEAST = 90  # days between first and last purchase: a rhythm, not one project
TIMES_USUAL = 3
SILENCE_AT_LEAST = 30  # days: less is a holiday
CHANCE = math.exp(-TIMES_USUAL)
MATERIAL = 0.01  # of the year's sales
SHOWN = 15


def last_sale(revenue: Revenue) -> date:
    """Day up to which silence is counted: the last sale to anybody, since books in progress stop early."""
    year = revenue.firm.year
    last = revenue.firm.sales["date"].max()
    return min(year.end, last) if isinstance(last, date) else year.end


def regular_customers(revenue: Revenue) -> pl.DataFrame:
    """party, last, mean_days, longest_days, silence_days, usual (cents), silent: the regular customers."""
    year = revenue.firm.year
    end = last_sale(revenue)
    days = (
        revenue.named.filter(pl.col("date") <= end)
        .group_by("party", "date", maintain_order=True)
        .agg(pl.col("amount").sum())
        .filter(pl.col("amount") > 0)
        .sort("party", "date")
        .with_columns(
            pl.when(pl.col("party") == pl.col("party").shift())
            .then(pl.col("date").diff().dt.total_days())
            .alias("gap")
        )
    )
    rhythm = (
        days.group_by("party", maintain_order=True)
        .agg(
            pl.len().alias("purchases"),
            pl.col("date").max().alias("last"),
            pl.col("gap").mean().alias("mean_days"),
            pl.col("gap").max().alias("longest_days"),
            pl.col("gap").sum().alias("span"),
        )
        .filter(
            (pl.col("purchases") >= PURCHASES_AT_LEAST)
            & (pl.col("span") >= SPAN_AT_LEAST)
            & (pl.col("last") >= year.start)
        )
        .with_columns((pl.lit(end) - pl.col("last")).dt.total_days().alias("silence_days"))
    )
    usual = (
        _usual_lines(revenue, rhythm)
        .group_by("party", maintain_order=True)
        .agg(pl.col("amount").sum().alias("usual"))
    )
    return (
        rhythm.join(usual, on="party", how="left", maintain_order="left")
        .filter(pl.col("usual") > 0)
        .with_columns(
            (
                (pl.col("silence_days") > pl.col("longest_days"))
                & (pl.col("silence_days") > TIMES_USUAL * pl.col("mean_days"))
                & (pl.col("silence_days") >= SILENCE_AT_LEAST)
            ).alias("silent")
        )
    )


def _usual_lines(revenue: Revenue, customers: pl.DataFrame) -> pl.DataFrame:
    """Lines of the 365 days up to each customer's last purchase."""
    return revenue.named.join(
        customers.select("party", "last"), on="party", maintain_order="left"
    ).filter(
        (pl.col("date") <= pl.col("last")) & (pl.col("date") > pl.col("last") - timedelta(days=365))
    )


def silent_customers(revenue: Revenue) -> pl.DataFrame:
    """The silent ones, the largest first; empty where chance alone would show as many."""
    regular = regular_customers(revenue)
    silent = regular.filter("silent").sort("usual", "party", descending=[True, False])
    total, quiet = int(regular["usual"].sum()), int(silent["usual"].sum())
    by_chance = silent.height <= CHANCE * regular.height and quiet <= CHANCE * total
    small = quiet < MATERIAL * revenue.total(revenue.firm.year)
    return silent.clear() if by_chance or small else silent


def customers_silent(
    revenue: Revenue, silent: pl.DataFrame, margin: Margin | None, world: World
) -> Finding | None:
    """The risk that regular customers have left without a word."""
    if silent.is_empty():
        return None
    evidence = revenue.evidence(_usual_lines(revenue, silent))
    years = revenue.named["year_end"].n_unique()
    return Finding(
        code="customers_silent",
        room="local.clients",
        kind="risk",
        title=tn(
            "Un client régulier se tait depuis bien plus longtemps que d’habitude : il vous achetait {amount} par an",
            "{count} clients réguliers se taisent depuis bien plus longtemps que d’habitude : ils vous achetaient {amount} par an",
            silent.height,
            amount=Euros(evidence_cents(evidence)),
        ),
        reason=t(
            "Un client qui s’éloigne le dit rarement : tant qu’il n’a pas pris ses habitudes ailleurs, un échange suffit souvent."
        ),
        stake=_stake(revenue, world, margin, silent),
        confidence=Confidence(
            "medium" if years > 1 else "low",
            tn(
                "Leur silence dépasse trois fois leur intervalle moyen et tous leurs silences passés, sur un seul exercice : une habitude de saison n’est pas exclue.",
                "Leur silence dépasse trois fois leur intervalle moyen et tous leurs silences passés, sur {count} exercices.",
                years,
            ),
        ),
        evidence=evidence,
        actions=(ask_leavers(), contact_again(0.5), monthly_list(0.3)),
    )


def silent_table(revenue: Revenue, silent: pl.DataFrame) -> Table | None:
    """The silent customers with their rhythm."""
    if silent.is_empty():
        return None
    return Table(
        "customers_silent",
        t("Clients réguliers devenus silencieux"),
        (
            Column("name", t("Client"), "text"),
            Column("usual", t("Ventes d’une année habituelle"), "eur"),
            Column("last", t("Dernier achat"), "date"),
            Column(
                "mean",
                t("Intervalle moyen"),
                "days",
                t("les jours entre deux achats, en moyenne sur tous ses achats"),
            ),
            Column(
                "silence",
                t("Silence à la fin de l’exercice"),
                "days",
                t("les jours depuis son dernier achat"),
            ),
        ),
        tuple(
            (revenue.firm.name_of(party), usual / 100, last, mean, silence)
            for party, usual, last, mean, silence in silent.head(SHOWN)
            .select("party", "usual", "last", "mean_days", "silence_days")
            .iter_rows()
        ),
        tuple(
            {"": partial(_usual, revenue, silent.slice(place, 1))}
            for place in range(min(SHOWN, silent.height))
        ),
    )


def _usual(revenue: Revenue, customer: pl.DataFrame) -> tuple[Evidence, ...]:
    return revenue.evidence(_usual_lines(revenue, customer))


def _stake(
    revenue: Revenue, world: World, margin: Margin | None, silent: pl.DataFrame
) -> Stake | None:
    if margin is None:
        return None
    evidence = revenue.evidence(_usual_lines(revenue, silent))
    usual = evidence_cents(evidence) / 100 * margin.rate
    back = won_back(revenue, world)
    return Stake(
        low=usual * back.low,
        central=usual * back.central,
        high=usual * back.high,
        formula=t(
            "usual_sales × gross_margin / sales × {share} : la marge d’une année habituelle avec ces clients, multipliée par la part que l’on fait revenir quand on s’en occupe.",
            share=back.formula_share,
        ),
        inputs=(
            euros_input(
                "usual_sales",
                t("ventes à ces clients sur les douze mois qui précèdent leur dernier achat"),
                evidence,
            ),
            *margin.inputs,
            *back.inputs,
        ),
    )
