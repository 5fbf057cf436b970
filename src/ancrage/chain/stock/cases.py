"""From a firm's files to what the decision by item takes: demand, lead time, prices, habit, shocks and ways out.

What nobody told is a default with its source, and is said as an assumption beside the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from ancrage.chain.stock.causes import Cause, causes, put_off, slow_law
from ancrage.chain.stock.counts import counts_of_months, counts_of_rows, months_of_rows
from ancrage.chain.stock.decide.case import ItemCase
from ancrage.chain.stock.demand import DemandLaw, DemandLaws, PlainRecord, fit_demand
from ancrage.chain.stock.habits import Habit, habit, supposed
from ancrage.chain.stock.reorder import SERVICE, reorder_point
from ancrage.chain.stock.season import Ahead
from ancrage.chain.stock.season_fit import fit_season
from ancrage.chain.stock.simulate.arrays import PACES
from ancrage.chain.stock.simulate.items import (
    Item,
    Policy,
    Pool,
    Prices,
    Rush,
    Second,
    Shock,
    Source,
)
from ancrage.chain.stock.simulate.laws import Law, law, negative_binomial, paces
from ancrage.chain.ways import exposures, falls
from ancrage.firm.leadtimes.laws import LeadLaw, fixed
from ancrage.firm.supply.positions import Supply
from ancrage.text import Text, t
from ancrage.world import World

HOLDING = "stock_holding_rate"
EUROPE_DAYS, EUROPE_PREMIUM = "zone_europe_days", "zone_europe_premium"
NOTICE_DAYS = 14  # after which the firm knows that its supplier has stopped
FAR_DAYS = 30  # of lead time: what comes from so far can be had nearer, dearer
SETUP_EUR, SETUP_YEARS = (
    500.0,
    3,
)  # of finding and trying a second source (the action of the room of suppliers), spread
FIRMS = 2  # that share a stock, the least that can
REVIEW_DAYS = 30  # between two orders to a supplier whose orders nobody keeps
HISTORY = 730  # days of orders that tell a habit
_NOBODY = frozenset(["no", "non", "aucun", "aucune", "none", "0"])


@dataclass(frozen=True, eq=False)
class Told:
    """An item with all that is needed to decide.

    Args:
        row: its row of POSITIONS.
        case: for `decide`.
        demand: law of its demand.
        lead: lead time now.
        habit: today's policy.
        causes: what may stop its supplier or make it late.
        assumptions: what was not told by the files or the owner.
    """

    row: Mapping[str, Any]
    case: ItemCase
    demand: DemandLaw
    lead: LeadLaw
    habit: Habit
    causes: tuple[Cause, ...]
    assumptions: tuple[Text, ...]


def demand_laws(of: Supply) -> dict[str, DemandLaw]:
    """Law of the demand of each item in use, by its key.

    Items read from sales are fitted together; of those whose use is only read from receipts the pace is known, and the
    irregularity is that of the middle of the others. A season of the firm is that of the items read from sales. Where some
    sales are totals of months, all are counted by the month.
    """
    sold = of.usage.history
    fitted: DemandLaws | None = None
    if len(sold):
        periods = counts_of_months if of.usage.monthly else counts_of_rows
        counts = periods(sold, of.known_until)
        season = fit_season(months_of_rows(sold, of.known_until))
        ahead = Ahead(season, of.known_until) if season else None
        fitted = fit_demand(counts, ahead=ahead) if len(counts.items) else None
    laws = dict(zip(fitted.items, fitted, strict=True)) if fitted else {}
    ratios = [one.variance_per_day / one.mean_per_day for one in laws.values() if one.mean_per_day > 0]  # fmt: skip
    usual = float(np.median(ratios)) if ratios else 1.0
    others = of.positions.filter((pl.col("usage_from") == "receipts") & (pl.col("per_day") > 0))
    for item, pace in others.select("item", "per_day").iter_rows():
        laws[item] = DemandLaw(pace, pace * usual, 0.0, PlainRecord(pace, None, 0.0, 0.0))
    return laws


def complete(of: Supply) -> pl.DataFrame:
    """Rows of POSITIONS of which nothing that a decision needs is unknown."""
    return of.positions.filter(
        (pl.col("unknown").list.len() == 0) & (pl.col("per_day") > 0) & (pl.col("margin") > 0)
    )


def told(of: Supply, rows: pl.DataFrame, laws: Mapping[str, DemandLaw], world: World) -> list[Told]:
    """What is needed to decide for each of these items."""
    context = _Context(of, laws, world)
    return [context.told(row) for row in rows.iter_rows(named=True) if row["item"] in laws]


class _Context:
    """What all items of a firm share."""

    def __init__(self, of: Supply, laws: Mapping[str, DemandLaw], world: World) -> None:
        self.of, self.laws, self.world = of, laws, world
        margins = of.positions.filter(pl.col("supplier").is_not_null()).group_by("supplier", maintain_order=True).agg(
            (pl.col("margin") * pl.col("per_day")).clip(lower_bound=0).sum().alias("margin"), pl.len().alias("items")
        )  # fmt: skip
        self.margin = {s: m or 0.0 for s, m, _ in margins.iter_rows()}
        self.items = {s: n for s, _, n in margins.iter_rows()}
        self.ways = exposures(of, world)
        countries = {number: one.country for number, one in of.partners.items() if one.country}
        self.causes = causes(self.margin, countries, self.ways, falls(world), world)
        start = of.known_until - timedelta(days=HISTORY)
        lines = of.followed.lines.filter(pl.col("ordered") > start)
        self.orders: dict[str, list[tuple[date, float]]] = {}
        for item, day, units in (
            lines.drop_nulls("item").group_by("item", "ordered", maintain_order=True).agg(pl.col("quantity").sum())
            .sort("ordered").iter_rows()
        ):  # fmt: skip
            self.orders.setdefault(item, []).append((day, units))
        self.reviews = _reviews(lines)
        self.used = _used(of)

    def told(self, row: Mapping[str, Any]) -> Told:
        supplier, item, per_day = row["supplier"], row["item"], row["per_day"]
        lead, behind = self.of.law_for(item, supplier), self.causes[supplier]
        if lead is None:
            raise ValueError(item)  # `complete` has left it out
        slow = slow_law(behind, lead)
        demand = self.laws[item]
        orders = self.orders.get(item, [])
        review = self.reviews.get(supplier, REVIEW_DAYS)
        used = [self._used_since(item, day, row) for day, _ in orders]
        today = habit(row["on_hand"] + row["on_order"], orders, used, review)
        if today is None:
            enough = reorder_point(demand, lead.now, review, SERVICE).units
            today = supposed(enough, per_day, review, orders[-1][0] if orders else None)
        pack = max(1, round(row["pack"] or 1))
        reorder = round(today.reorder)
        # The simulator's days are all alike: a season is luck to it, over the days that an order must last.
        daily = demand.variance_all_year(lead.now_days + today.review_days)
        case_item = Item(
            name=item,
            demand=negative_binomial(demand.mean_per_day, daily),
            lead=_law(lead.now),
            prices=Prices(row["cost"], row["margin"], self.world[HOLDING].central),
            on_hand=round(row["on_hand"]),
            due=self._due(item, supplier, lead),
            review_days=today.review_days,  # the first one now: whoever reads this can order
            shocks=tuple(self._shock(cause, supplier) for cause in behind),
            slow_lead=_law(slow) if slow is not None else None,
            paces=paces(demand.mean_per_day, daily, demand.rate_sd_per_day, PACES),
        )
        second, second_said = self._second(row, lead)
        rush, rush_said = self._rush(row)
        pool, pool_said = self._pool(row, demand, lead)
        unsure = (_announced_said(lead), second_said, rush_said, pool_said, self._habit_said(today))
        said = [one for one in unsure if one is not None]
        case = ItemCase(
            case_item,
            Policy(reorder, max(reorder + 1, round(today.up_to)), pack=pack),
            second=second,
            notice_days=NOTICE_DAYS,
            rush=rush,
            pool=pool,
        )
        return Told(row, case, demand, lead, today, behind, tuple(said))

    def _used_since(self, item: str, day: date, row: Mapping[str, Any]) -> float:
        if row["usage_from"] == "sales" and item in self.used:
            days, left = self.used[item]
            place = int(np.searchsorted(days, day.toordinal(), side="right"))
            return float(left[-1] - (left[place - 1] if place else 0.0))
        return float(row["per_day"]) * (self.of.known_until - day).days

    def _due(self, item: str, supplier: int, lead: LeadLaw) -> tuple[tuple[int, int], ...]:
        found = []
        rows = self.of.open_lines.filter(pl.col("item") == item)
        for ordered, left in rows.select("ordered", "left").iter_rows():
            age = (self.of.known_until - ordered).days if ordered else 0
            days = lead.left_days(age)
            days += put_off(self.causes[supplier], lead, self.ways.get(supplier), days)
            found.append((max(0, round(days) - 1), round(left)))
        return tuple(sorted(one for one in found if one[1] > 0))

    def _shock(self, cause: Cause, supplier: int) -> Shock:
        """The shock of a cause; what strikes the country of the second source too stops both."""
        elsewhere = self.of.partners[supplier].second_country
        if cause.kind == "country" and cause.place == elsewhere:
            return replace(cause.shock, stops=cause.shock.stops | Source.SECOND)
        return cause.shock

    def _second(self, row: Mapping[str, Any], lead: LeadLaw) -> tuple[Second | None, Text | None]:
        partner = self.of.partners[row["supplier"]]
        yearly = SETUP_EUR / SETUP_YEARS / max(1, self.items.get(row["supplier"], 1))
        if (
            partner.second_source is not None
            and partner.second_source.strip().casefold() in _NOBODY
        ):
            return None, None
        days, pct = partner.second_days, partner.second_pct
        if days is not None and pct is not None:
            return Second(_law(fixed(days)), row["cost"] * pct / 100, yearly=yearly), None
        if lead.usual_days < FAR_DAYS:
            return None, None
        premium, near = self.world[EUROPE_PREMIUM], self.world[EUROPE_DAYS]
        found = Second(
            _law(fixed(near.central if days is None else days)),
            row["cost"] * (premium.central if pct is None else pct / 100),
            yearly=yearly,
        )  # fmt: skip
        return found, t("Second fournisseur : délai et surcoût d’un fournisseur européen, valeurs par défaut.")  # fmt: skip

    def _rush(self, row: Mapping[str, Any]) -> tuple[Rush | None, Text | None]:
        partner = self.of.partners[row["supplier"]]
        if partner.rush_days is None or partner.rush_pct is None:
            return None, t("Envoi en urgence : ni son délai ni son prix ne sont connus, il n’est pas comparé.")  # fmt: skip
        premium = row["cost"] * partner.rush_pct / 100
        return Rush(_law(fixed(partner.rush_days)), premium, under=0, up_to=0), None

    def _pool(
        self, row: Mapping[str, Any], demand: DemandLaw, lead: LeadLaw
    ) -> tuple[Pool | None, Text | None]:
        """The stock that several firms would hold together; in a stop that strikes them all, each takes its part of it."""
        partner = self.of.partners[row["supplier"]]
        if partner.pool_days is None or partner.pool_pct is None:
            return None, t("Stock commun avec d’autres entreprises : ses conditions ne sont pas connues, il n’est pas comparé.")  # fmt: skip
        firms = max(partner.pool_firms or FIRMS, 1.0)
        found = Pool(
            max(1, round(partner.pool_days * demand.mean_per_day)),
            max(1, round(lead.usual_days)),
            row["cost"] * partner.pool_pct / 100,
            (partner.pool_eur or 0.0) / max(1, self.items.get(row["supplier"], 1)),
            1 / firms,
        )
        unsaid = partner.pool_firms is None or partner.pool_eur is None
        return found, t("Stock commun : ce que vous n’avez pas dit est supposé (deux entreprises, sans participation).") if unsaid else None  # fmt: skip

    def _habit_said(self, today: Habit) -> Text | None:
        if today.read_from == "orders":
            return None
        return t("Trop peu de commandes pour lire votre façon de commander : on suppose que vous commandez à temps, un mois à la fois. Ce que rapporte le conseil est compté à partir de là.")  # fmt: skip


def _announced_said(lead: LeadLaw) -> Text | None:
    if not lead.announced:
        return None
    return t("Délai : celui qui est annoncé, {days} jours environ ; aucune commande reçue ne l’a encore mesuré.", days=round(lead.usual_days))  # fmt: skip


def _law(chance: np.ndarray[Any, np.dtype[np.float64]]) -> Law:
    return law(np.arange(len(chance)), chance)


def _reviews(lines: pl.DataFrame) -> dict[int, int]:
    """Median days between two orders, by supplier."""
    days = (
        lines.drop_nulls("supplier")
        .select("supplier", "ordered")
        .unique(maintain_order=True)
        .sort("ordered")
    )
    gaps = days.with_columns(gap=pl.col("ordered").diff().dt.total_days().over("supplier"))
    medians = (
        gaps.drop_nulls("gap").group_by("supplier", maintain_order=True).agg(pl.col("gap").median())
    )
    return {supplier: max(1, round(gap)) for supplier, gap in medians.iter_rows()}


def _used(of: Supply) -> dict[str, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """For each item read from sales: its days, and the units that had left by the end of each."""
    found = {}
    for (item,), part in of.usage.history.sort("date").group_by("item", maintain_order=True):
        days = np.array([day.toordinal() for day in part["date"]])
        found[str(item)] = (days, np.cumsum(part["units"].to_numpy()))
    return found
