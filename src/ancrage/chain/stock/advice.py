"""What to do for the items that matter: a decision card each, and the list of what to buy.

The items that matter are those whose supplier slows down, then those with the greatest margin a day: at most `MOST`. An item is
decided on only where nothing that it needs is unknown. A purchase is what a raise asks to order within `AHEAD` days, or, where
nothing is to change, what brings an item back that has fallen under its reorder point; in whole packs. A raise that ends
carries the day on which it does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl

from ancrage.chain.stock.cases import Told, complete, demand_laws, told
from ancrage.chain.stock.causes_said import said
from ancrage.chain.stock.decide.case import Choice, Decision, Kind, Order
from ancrage.chain.stock.reorder import SERVICE, ReorderPoint, reorder_point, season_adds
from ancrage.chain.stock.season import TOLD
from ancrage.chain.stock.simulate.items import Run
from ancrage.firm.supply.positions import Supply
from ancrage.text import Text, t
from ancrage.world import World

MOST = 200
AHEAD = 30  # days
REVIEWED = 90  # days after which a raise that nothing ends comes back to be looked at
SCENARIOS = 1024  # years, for the range of what all of it saves
WORTH = 20.0  # euros a year under which a change is not advised


@dataclass(frozen=True, eq=False)
class Card:
    """The decision on one item.

    Args:
        told: what it rests on.
        decision: the choices, cheapest first; the advice is the first, or to go on as today where it saves less than WORTH.
        reorder: its reorder point beside the usual formula.
    """

    told: Told
    decision: Decision
    reorder: ReorderPoint

    @property
    def accepted(self) -> Choice:
        """To go on as today."""
        return next(one for one in self.decision.choices if one.kind is Kind.ACCEPT)

    @property
    def advised(self) -> Kind:
        """The kind of choice that is advised."""
        return self.decision.best.kind if self.decision.saving >= WORTH else Kind.ACCEPT

    @property
    def order(self) -> Order:
        """The next order of the best choice; that of a raise is larger or smaller by what the season of its days asks for."""
        found, told = self.decision.order, self.told
        if self.decision.best.kind is not Kind.STOCK_MORE or told.demand.ahead is None:
            return found
        days = found.day + told.habit.review_days
        more = season_adds(told.demand, told.lead.now, days, SERVICE)
        # Never less than without a raise: what brings the position back to the reorder point and the firm's own lot.
        left = told.row["on_hand"] + told.row["on_order"] - told.demand.mean(found.day)
        least = self.reorder.units + told.habit.up_to - told.habit.reorder - left
        pack = told.case.policy.pack
        units = pack * -(-round(max(found.units + more, least)) // pack)
        return replace(found, units=max(0, units))

    @property
    def saving(self) -> float:
        """Euros a year that the advice saves, zero where it is to go on."""
        return self.decision.saving if self.advised is not Kind.ACCEPT else 0.0


@dataclass(frozen=True, slots=True)
class Purchase:
    """Something to order.

    Args:
        supplier: number of the supplier.
        item: key of the item.
        name: its name.
        units: in whole packs.
        unit_cost: euros.
        by: day by which to order.
        until: day on which the raise ends, or comes back to be looked at; None where nothing is raised.
        why: one sentence.
    """

    supplier: int
    item: str
    name: str
    units: int
    unit_cost: float
    by: date
    until: date | None
    why: Text


@dataclass(frozen=True, eq=False)
class Advice:
    """Cards, the greatest saving first; what to buy; items in use that could not be decided on, with why (UNKNOWNS)."""

    cards: tuple[Card, ...]
    purchases: tuple[Purchase, ...]
    undecided: int
    low: float
    saving: float
    high: float


# The room and the page of goods ask for the same advice in one study: it is worked out once.
_KNOWN: WeakKeyDictionary[Supply, tuple[World, Advice]] = WeakKeyDictionary()


def advise(of: Supply, world: World) -> Advice:
    """Cards and purchases; the items of suppliers that slow down come first."""
    known = _KNOWN.get(of)
    if known is None or known[0] is not world:
        known = _KNOWN[of] = world, _advised(of, world)
    return known[1]


def _advised(of: Supply, world: World) -> Advice:
    from ancrage.chain.stock.decide.choose import decide_all  # noqa: PLC0415 (loads Numba)

    ready = complete(of)
    slow = [n for n in of.partners if (law := of.law_of(n)) is not None and law.alarm is not None]
    chosen = ready.sort(
        pl.col("supplier").is_in(slow), pl.col("margin") * pl.col("per_day"), "item",
        descending=[True, True, False],
    ).head(MOST)  # fmt: skip
    found = told(of, chosen, demand_laws(of), world)
    decisions = decide_all([one.case for one in found]) if found else []
    cards = tuple(
        sorted(
            (
                Card(one, decision, reorder_point(one.demand, one.lead.now, one.habit.review_days, SERVICE))
                for one, decision in zip(found, decisions, strict=True)
            ),
            key=lambda card: (-card.saving, -card.told.row["margin"] * card.told.row["per_day"], card.told.row["item"]),
        )
    )  # fmt: skip
    used = of.positions.filter(pl.col("per_day").is_null() | (pl.col("per_day") > 0)).height
    low, high = _range(cards)
    saving = sum(card.saving for card in cards)
    return Advice(
        cards, _purchases(cards, of), used - len(cards), min(low, saving), saving, max(high, saving)
    )


def _range(cards: tuple[Card, ...]) -> tuple[float, float]:
    """90 % range of the euros a year saved in all: the same scenarios for all items, stops of a supplier striking all of its."""
    from ancrage.chain.stock.simulate.run import Setting, simulate  # noqa: PLC0415 (loads Numba)

    changed = [card for card in cards if card.advised is not Kind.ACCEPT]
    if not changed:
        return 0.0, 0.0
    runs = [
        Run(card.told.case.item, (card.accepted.option, card.decision.best.option))
        for card in changed
    ]
    saved = np.zeros(SCENARIOS)
    for today, advised in simulate(runs, Setting(scenarios=SCENARIOS, seed=1)):
        saved += today.totals - advised.totals
    low, high = np.quantile(saved, [0.05, 0.95])
    return max(0.0, float(low)), max(0.0, float(high))


def _purchases(cards: tuple[Card, ...], of: Supply) -> tuple[Purchase, ...]:
    found = []
    for card in cards:
        row, order = card.told.row, card.order
        if card.advised is Kind.STOCK_MORE:
            if order.day > AHEAD or order.units <= 0:
                continue
            day, units = order.day, order.units
            end = of.known_until + timedelta(days=order.until_day or REVIEWED)
        else:
            # To go on is not to order out of habit: an order is due once the position is under the level that is enough.
            position = row["on_hand"] + row["on_order"]
            if position > card.reorder.units:
                continue
            lot = card.told.habit.up_to - card.told.habit.reorder
            pack = card.told.case.policy.pack
            day, end = 0, None
            units = pack * -(-round(card.reorder.units + lot - position) // pack)
        found.append(
            Purchase(
                row["supplier"], row["item"], row["name"], units, row["cost"],
                of.known_until + timedelta(days=1 + day), end, _why(card, of),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (of.partners[one.supplier].name, one.by, one.name, one.item)))  # fmt: skip


def _why(card: Card, of: Supply) -> Text:
    law = card.told.lead
    busy = card.told.demand.seasonal and card.reorder.season >= 1 + TOLD
    if card.advised is Kind.STOCK_MORE:
        closed = next((one for one in card.told.causes if one.signal is not None), None)
        if closed is not None:
            return t("Plus que d’habitude. {why}", why=said(closed, of))
        if law.stretch > 1:
            return t(
                "Plus que d’habitude : {name} livre maintenant en {now} jours au lieu de {usual}.",
                name=of.partners[card.told.row["supplier"]].name,
                now=round(law.now_days), usual=round(law.usual_days),
            )  # fmt: skip
        if busy:
            return t("Plus que d’habitude : des mois où vous vendez plus arrivent.")
        if card.told.habit.read_from == "default":
            return t(
                "Plus qu’il n’en faut d’ordinaire : un arrêt du fournisseur coûterait plus que ce stock."
            )
        return t("Plus que d’habitude : un arrêt du fournisseur coûterait plus que ce stock.")
    if law.announced:
        return t(
            "Ce qui est en stock et en commande ne couvre plus, dans 95 cas sur 100, le délai que {name} annonce.",
            name=of.partners[card.told.row["supplier"]].name,
        )
    if busy:
        return t("Des mois où vous vendez plus arrivent : ce qui est en stock et en commande ne les couvre plus dans 95 cas sur 100.")  # fmt: skip
    return t("Ce qui est en stock et en commande ne couvre plus le délai du fournisseur dans 95 cas sur 100.")  # fmt: skip
