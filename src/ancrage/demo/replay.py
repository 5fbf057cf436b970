"""The six months in store, lived with some purchases more than the firm would make: what runs out, and what it costs.

Nothing of it is in a file. Customers ask as in the year before, with its growth; the slow supplier goes on slowing and a
passage closes on its route (`hidden`); the firm goes on ordering as it did, up to what it sold in the same days of the
year before. Sales that find no stock are lost. All draws depend on the seed, never on the purchases: two replays differ
by nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ancrage.demo import hidden, truth
from ancrage.demo.cast.items import ITEMS
from ancrage.demo.cast.references import sku
from ancrage.demo.cast.suppliers import REVIEW_DAYS
from ancrage.demo.days import AHEAD, EVE, LAST
from ancrage.demo.draws import stream
from ancrage.demo.life.retail import tickets
from ancrage.demo.life.supply import (
    FORECAST_ERROR,
    first_review,
    horizon_days,
    lead_days,
    mode_of,
    whole_packs,
)
from ancrage.demo.life.trade import trade_ahead
from ancrage.demo.records import Channel, Item, Mode, Truth

_YEAR = 364  # the same weekdays
_RETAIL_TAX = 1.2
_BOUGHT = MappingProxyType(
    {sku(item): item for item in ITEMS.values() if item.kind in {"good", "material"}}
)


@dataclass(frozen=True, slots=True)
class Purchase:
    """Units ordered on a day over and above what the firm orders by itself.

    Args:
        reference: the item, as files write it.
        units: how many.
        day: day of the order, of those in store.
        mode: how it travels; as usual where None. The import alone may fly.
    """

    reference: str
    units: int
    day: date
    mode: Mode | None = None


@dataclass(frozen=True, slots=True)
class Lived:
    """What the months in store made of one item, or of all.

    Args:
        wanted: units that customers asked for.
        short: those that they did not get.
        days_out: days that ended with none left.
        margin_lost: margin of the units not sold, in euros before tax, once landed; a material has none of its own.
        holding: what keeping the stock cost, in euros.
        tied: mean value of the stock on the shelves, in euros.
        express: what the air cost more than the sea, in euros.
    """

    wanted: int
    short: int
    days_out: int
    margin_lost: float
    holding: float
    tied: float
    express: float

    @property
    def cost(self) -> float:
        """Euros that the stock decision moves: margin lost, keeping, air."""
        return self.margin_lost + self.holding + self.express


@dataclass(frozen=True, slots=True)
class Outcome:
    """The months in store by reference of the items bought, and in all."""

    items: Mapping[str, Lived]

    @property
    def total(self) -> Lived:
        """All items together."""
        sums = (sum(getattr(one, f.name) for one in self.items.values()) for f in fields(Lived))
        return Lived(*sums)


def replay(seed: int, extra: Sequence[Purchase] = ()) -> Outcome:
    """The six months after the last day of the files, with some purchases more.

    Raises:
        ValueError: a purchase of what is not bought, of no unit, on another day, or by a way that does not exist.
    """
    start = _start(seed)
    by_item: defaultdict[str, list[Purchase]] = defaultdict(list)
    for purchase in extra:
        by_item[_checked(purchase).reference].append(purchase)
    return Outcome(
        MappingProxyType({ref: _live(seed, item, start[ref], by_item[ref]) for ref, item in _BOUGHT.items()})
    )  # fmt: skip


def _checked(purchase: Purchase) -> Purchase:
    item = _BOUGHT.get(purchase.reference)
    if item is None:
        msg = f"no item bought has the reference {purchase.reference}"
        raise ValueError(msg)
    flies = item.supplier == hidden.IMPORT_SUPPLIER and purchase.mode == "air"
    usual = purchase.mode in {None, mode_of(item.supplier, purchase.day)}
    if purchase.units <= 0 or purchase.day not in AHEAD or not (flies or usual):
        msg = f"this cannot be ordered: {purchase}"
        raise ValueError(msg)
    return purchase


@dataclass(frozen=True, eq=False)
class _Start:
    """What one item is made of on the last day of the files, and what is in store for it.

    Args:
        on_hand: units counted.
        coming: units still to come of each open order, by day of arrival counted from the first in store.
        before: units that left on each of the last days of the files, a whole year of weeks.
        wanted: units asked for on each day in store.
        margin: euros of a unit sold, once landed.
        cost: euros of a unit landed.
    """

    on_hand: int
    coming: Mapping[int, int]
    before: NDArray[np.int64]
    wanted: NDArray[np.int64]
    margin: float
    cost: float


@lru_cache(maxsize=2)
def _start(seed: int) -> Mapping[str, _Start]:
    told = truth(seed)
    wanted, price = _wanted(seed)
    before = _left(told)
    came = {receipt.order for receipt in told.receipts}
    coming: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for order in told.orders:
        if order.number not in came:
            place = _arrives(seed, order.supplier, order.ordered_on, None)
            for line in order.lines:
                coming[line.item][place] = coming[line.item].get(place, 0) + line.quantity
    counts = {one.item: one for one in told.stock_counts if one.day == LAST}
    found = {}
    for reference, item in _BOUGHT.items():
        count = counts[item.code]
        cost = count.unit_cents / 100 * _landing(item.supplier)
        if item.kind == "material":
            # The workshop goes on as the year before.
            asked, margin = before[item.code][: len(AHEAD)], 0.0
        else:
            asked, margin = wanted[item.code], price[item.code] - cost
        found[reference] = _Start(
            count.quantity, coming[item.code], before[item.code], asked, margin, cost
        )
    return MappingProxyType(found)


def _wanted(seed: int) -> tuple[dict[str, NDArray[np.int64]], dict[str, float]]:
    """Units asked for by item and day in store, returns taken off; mean price of a unit in euros before tax."""
    units = {code: np.zeros(len(AHEAD), dtype=np.int64) for code in ITEMS}
    euros: defaultdict[str, float] = defaultdict(float)
    for channel in Channel:
        for ticket in tickets(seed, channel, AHEAD):
            for line in ticket.lines:
                units[line.item][(ticket.day - AHEAD[0]).days] += line.quantity
                euros[line.item] += line.cents / 100 / _RETAIL_TAX
    for invoice in trade_ahead(seed):
        for line in invoice.lines:
            units[line.item][(invoice.day - AHEAD[0]).days] += line.quantity
            euros[line.item] += line.cents / 100
    return units, {code: euros[code] / max(1, int(units[code].sum())) for code in ITEMS}


def _left(told: Truth) -> dict[str, NDArray[np.int64]]:
    """Units that left the shelves on each of the last days of the files, materials with the lots that they made."""
    units = {code: np.zeros(_YEAR, dtype=np.int64) for code in ITEMS}

    def take(item: str, day: date, quantity: int) -> None:
        place = _YEAR - 1 - (LAST - day).days
        if 0 <= place < _YEAR:
            units[item][place] += quantity

    for ticket in told.tickets:
        for line in ticket.lines:
            take(line.item, ticket.day, line.quantity)
    for invoice in told.trade_invoices:
        for line in invoice.lines:
            take(line.item, invoice.day, line.quantity)
    for lot in told.lots:
        for material, quantity in ITEMS[lot.item].recipe:
            take(material, lot.started_on, quantity * lot.quantity)
    return units


def _landing(supplier: str) -> float:
    """What a euro of goods costs once it is on the shelf."""
    if supplier != hidden.IMPORT_SUPPLIER:
        return 1.0
    freight = hidden.IMPORT_FREIGHT.at(LAST)
    return 1 + freight + hidden.DUTY_SHARE * (1 + freight) + hidden.FORWARDER_SHARE


def _arrives(seed: int, supplier: str, ordered_on: date, mode: Mode | None) -> int:
    """Day of arrival of an order, counted from the first day in store."""
    by = mode or mode_of(supplier, ordered_on)
    day = ordered_on + timedelta(days=lead_days(seed, supplier, ordered_on))
    if by == "air" and mode_of(supplier, ordered_on) == "sea":
        day -= timedelta(days=hidden.AIR_SAVES_DAYS)
    if by == "sea" and day - timedelta(days=hidden.PASSAGE_DAYS) >= hidden.CLOSED_FROM:
        day += timedelta(days=hidden.DETOUR_DAYS)
    return (day - AHEAD[0]).days


def _live(seed: int, item: Item, start: _Start, extra: Sequence[Purchase]) -> Lived:
    rng = stream(seed, "in store", item.code)
    # What the firm expects: what left in the same days of the year before, and of the year before again.
    expected = np.concatenate([[0], np.cumsum(np.tile(start.before, 3))])
    arrivals: defaultdict[int, int] = defaultdict(int, start.coming)
    added: defaultdict[int, int] = defaultdict(int)
    flown = 0
    for one in extra:
        added[_arrives(seed, item.supplier, one.day, one.mode)] += one.units
        flown += one.units * (one.mode == "air")
    on_hand, on_order, more = start.on_hand, sum(arrivals.values()), 0
    short = days_out = kept = 0
    for index, day in enumerate(AHEAD):
        on_hand += arrivals[index] + added[index]
        on_order -= arrivals[index]
        more += added[index]
        if (day - EVE).days % REVIEW_DAYS[item.supplier] == first_review(item.supplier):
            wanted = expected[index + horizon_days(item.supplier, day)] - expected[index]
            wanted *= 1 + FORECAST_ERROR * rng.standard_normal()
            # What was bought more is a reserve: the firm does not order less for it.
            quantity = whole_packs(item, float(wanted) - (on_hand - more) - on_order)
            arrivals[_arrives(seed, item.supplier, day, None)] += quantity
            on_order += quantity
        asked = int(start.wanted[index])
        lost = max(0, asked - on_hand)
        on_hand -= asked - lost
        short += lost
        days_out += on_hand == 0
        kept += on_hand
    tied = kept * start.cost / len(AHEAD)
    return Lived(
        wanted=int(start.wanted.sum()),
        short=short,
        days_out=days_out,
        margin_lost=short * start.margin,
        holding=tied * hidden.HOLDING_RATE * len(AHEAD) / 365,
        tied=tied,
        express=flown * start.cost / _landing(item.supplier) * hidden.AIR_PREMIUM,
    )
