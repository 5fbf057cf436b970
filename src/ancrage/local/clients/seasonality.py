"""In which months the firm sells: monthly indices, 1 being an average month.

Index of a month = its sales / the mean month of its fiscal year, averaged over the complete years.
A peak (or a slack month) must be one in every complete year. A year whose sales are booked in
fewer than ten of its months says nothing of its season.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.exhibits import Chart, Series
from ancrage.findings import Action, Confidence, Evidence, Finding
from ancrage.firm import Firm
from ancrage.money import Number, Percent
from ancrage.text import MONTHS, Text, t

MONTHS_BOOKED = 10
PEAK = 1.4  # a month that sells 40 % more than an average one needs its own stock and hands
SLACK = 0.7
FLAT = (0.8, 1.25)  # all months within a quarter of the average: nothing to plan


@dataclass(frozen=True, slots=True)
class Season:
    """The shape of a year.

    Args:
        indices: by month, January first; 1 is an average month.
        peaks, slack: months (1 to 12) that sell much more, or less, in every complete year.
        peak_share: share of the last complete year's sales made in the peak months.
        read: complete years whose sales are booked month by month, oldest first.
    """

    indices: tuple[float, ...]
    peaks: tuple[int, ...]
    slack: tuple[int, ...]
    peak_share: float
    read: tuple[FiscalYear, ...]

    @property
    def years(self) -> int:
        """How many years were read."""
        return len(self.read)

    @property
    def last_year(self) -> FiscalYear:
        """The last of them."""
        return self.read[-1]


def season_of(firm: Firm) -> Season | None:
    """Monthly indices over the complete years; None where sales are not booked month by month."""
    complete = [year for year in firm.years if year.complete]
    by_month = (
        firm.sales.filter(pl.col("year_end").is_in([year.end for year in complete]))
        .group_by("year_end", pl.col("date").dt.month().alias("month"), maintain_order=True)
        .agg(pl.col("amount").sum())
        .sort("year_end", "month")
    )
    yearly: list[tuple[float, ...]] = []
    kept: list[FiscalYear] = []
    for year in complete:
        rows = by_month.filter(pl.col("year_end") == year.end)
        months = dict(rows.select("month", "amount").iter_rows())
        total = sum(months.values())
        if total <= 0 or sum(cents > 0 for cents in months.values()) < MONTHS_BOOKED:
            continue
        yearly.append(tuple(12 * max(0, months.get(m, 0)) / total for m in range(1, 13)))
        kept.append(year)
    if not kept:
        return None
    indices = tuple(sum(column) / len(yearly) for column in zip(*yearly, strict=True))
    peaks = tuple(m + 1 for m in range(12) if all(year[m] >= PEAK for year in yearly))
    slack = tuple(m + 1 for m in range(12) if all(year[m] <= SLACK for year in yearly))
    share = sum(yearly[-1][m - 1] for m in peaks) / 12
    return Season(indices, peaks, slack, share, tuple(kept))


def seasonality(firm: Firm, season: Season | None) -> Finding | None:
    """A season to prepare, or the strength of regular sales."""
    if season is None:
        return None
    confidence = (
        Confidence("high", t("Les mêmes mois sur {years} exercices.", years=season.years))
        if season.years > 1
        else Confidence("low", t("Un seul exercice complet : la saison reste à confirmer."))
    )
    if season.peaks:
        return Finding(
            code="seasonality",
            room="local.clients",
            kind="risk",
            title=t(
                "{months}, vous faites {share} de vos ventes de l’année",
                months=_listed(season.peaks, capital=True),
                share=Percent(season.peak_share),
            ),
            reason=t(
                "Le stock, les bras et la trésorerie de ces mois-là se préparent un trimestre plus tôt."
            ),
            stake=None,
            confidence=confidence,
            evidence=firm.prove(_lines(firm, season), -1),
            actions=_actions(season),
        )
    if min(season.indices) >= FLAT[0] and max(season.indices) <= FLAT[1]:
        return Finding(
            code="seasonality",
            room="local.clients",
            kind="strength",
            title=t(
                "Vos ventes sont régulières : aucun mois ne s’écarte de plus d’un quart de la moyenne"
            ),
            reason=t("Stocks, équipes et trésorerie se prévoient facilement."),
            stake=None,
            confidence=confidence,
            evidence=firm.prove_accounts(season.last_year, "70", sign=-1),
        )
    return None


def season_chart(firm: Firm, season: Season | None) -> Chart | None:
    """Index of each month."""
    if season is None:
        return None
    best = max(range(12), key=season.indices.__getitem__)
    worst = min(range(12), key=season.indices.__getitem__)
    return Chart(
        "seasonality",
        t("Quels mois vendez-vous le plus ?"),
        t(
            "Le mois le plus fort est {best} ({high} fois un mois moyen), le plus faible {worst} ({low} fois).",
            best=MONTHS[best],
            worst=MONTHS[worst],
            high=Number(season.indices[best], 1),
            low=Number(season.indices[worst], 1),
        ),
        "columns",
        "ratio",
        (
            Series(
                t("Ventes du mois, 100 % étant un mois moyen"),
                tuple(zip(MONTHS, season.indices, strict=True)),
                tuple(partial(_of_month, firm, season, month) for month in range(1, 13)),
            ),
        ),
        t(
            "les ventes du mois, divisées par celles d’un mois moyen du même exercice ; puis la moyenne des exercices"
        ),
    )


def _of_month(firm: Firm, season: Season, month: int) -> tuple[Evidence, ...]:
    """Sales of a month in all the years that make the indices."""
    rows = firm.sales.filter(
        pl.col("year_end").is_in([year.end for year in season.read])
        & (pl.col("date").dt.month() == month)
    )
    return firm.prove(rows, -1)


def _lines(firm: Firm, season: Season) -> pl.DataFrame:
    return firm.sales.filter(
        (pl.col("year_end") == season.last_year.end) & pl.col("date").dt.month().is_in(season.peaks)
    )


def _listed(months: tuple[int, ...], *, capital: bool = False) -> Text:
    """« novembre et décembre »; three months or more are separated by commas."""
    names = [MONTHS[m - 1] for m in months]
    if capital:
        names[0] = t("En {month}", month=names[0])
    text = names[0]
    for index, name in enumerate(names[1:], 2):
        text = (
            t("{before} et {month}", before=text, month=name)
            if index == len(names)
            else t("{before}, {month}", before=text, month=name)
        )
    return text


def _actions(season: Season) -> tuple[Action, ...]:
    prepare = Action(
        code="season_plan",
        title=t(
            "Trois mois avant le premier mois fort, fixez par écrit les quantités à commander, les heures de renfort et la trésorerie nécessaire"
        ),
        nature="act",
        role="owner",
        hours=6,
        cost_eur=0,
        delay_days=60,
        gain_share=0.0,
        success=t("Aucune rupture et aucun découvert pendant les mois forts"),
        check_days=180,
    )
    if not season.slack:
        return (prepare,)
    fill = Action(
        code="season_slack_offer",
        title=t(
            "Réservez aux clients connus une offre ou un rendez-vous dans les mois calmes ({months})",
            months=_listed(season.slack),
        ),
        nature="act",
        role="sales",
        hours=8,
        cost_eur=0,
        delay_days=90,
        gain_share=0.0,
        success=t("Les mois calmes vendent un dixième de plus que l’an dernier"),
        check_days=180,
    )
    return (prepare, fill)
