"""Replenishment, day by day: lots of the workshop, orders to suppliers, receipts, counts of the stock.

Every item follows one policy, the order-up-to level at fixed reviews (Silver, Pyke and Thomas,
Inventory and Production Management in Supply Chains, 2017, chapter 7): at each review, order what
brings the stock position to the sales expected over lead time, review and cover.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ancrage.demo import hidden
from ancrage.demo.cast.items import ITEMS
from ancrage.demo.cast.suppliers import (
    COVER_DAYS,
    LEAD_DAYS,
    REVIEW_DAYS,
    SUPPLIERS,
    USUAL_MODE,
    WORKSHOP,
)
from ancrage.demo.days import EVE, SPAN, YEARS, banking_day, years_from_start
from ancrage.demo.draws import stream
from ancrage.demo.life.currency import eur_cents
from ancrage.demo.records import (
    Item,
    Lot,
    Mode,
    PurchaseOrder,
    Receipt,
    SaleLine,
    StockCount,
    Ticket,
    TradeInvoice,
)

COST_RISE: Final = 0.018
"""Yearly rise of purchase prices, but for those of `hidden`."""

FORECAST_ERROR: Final = 0.08
"""Spread of the sales that the firm expects around those that come, as a share of them."""

_AFTER: Final = 364  # demand after the last day: that of the year before, same weekday


@dataclass(frozen=True, slots=True)
class Supply:
    """What was ordered, received, made and counted."""

    orders: tuple[PurchaseOrder, ...]
    receipts: tuple[Receipt, ...]
    lots: tuple[Lot, ...]
    counts: tuple[StockCount, ...]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Units of one item ordered on a day of the span, arriving on a later one."""

    item: int
    ordered: int
    arrives: int
    quantity: int


def supply(seed: int, tickets: Iterable[Ticket], invoices: Iterable[TradeInvoice]) -> Supply:
    """How the firm made and bought what it sold."""
    demand = _demand(tickets, invoices)
    made = [item for item in ITEMS.values() if item.kind == "made"]
    batches, made_stock = _replenish(seed, made, demand)
    lots = tuple(
        Lot(made[b.item].code, SPAN[b.ordered], EVE + timedelta(days=b.arrives), b.quantity)
        for b in batches
    )
    for batch in batches:
        for material, quantity in made[batch.item].recipe:
            demand[material][batch.ordered] += quantity * batch.quantity
    bought = [item for item in ITEMS.values() if item.kind != "made"]
    batches, bought_stock = _replenish(seed, bought, demand)
    orders, receipts = _orders(bought, batches)
    counts = tuple(_counts([*made, *bought], np.hstack([made_stock, bought_stock])))
    return Supply(orders, receipts, lots, counts)


def _demand(
    tickets: Iterable[Ticket], invoices: Iterable[TradeInvoice]
) -> dict[str, NDArray[np.int64]]:
    """Units that left the shelves, by item and day of the span; returns come back."""
    demand = {code: [0] * len(SPAN) for code in ITEMS}
    for sale in tickets:
        _take(demand, sale.day, sale.lines)
    for invoice in invoices:
        _take(demand, invoice.day, invoice.lines)
    return {code: np.array(units, dtype=np.int64) for code, units in demand.items()}


def _take(demand: dict[str, list[int]], day: date, lines: Iterable[SaleLine]) -> None:
    for line in lines:
        demand[line.item][(day - EVE).days] += line.quantity


def _replenish(
    seed: int, items: Sequence[Item], demand: Mapping[str, NDArray[np.int64]]
) -> tuple[list[_Batch], NDArray[np.int64]]:
    """Batches of each item, and its stock at the end of each day (days by items)."""
    batches: list[_Batch] = []
    columns = []
    for column, item in enumerate(items):
        found, stock = _life_of_item(seed, column, item, demand[item.code])
        batches += found
        columns.append(stock)
    return batches, np.array(columns, dtype=np.int64).T


def _life_of_item(
    seed: int, column: int, item: Item, sold: NDArray[np.int64]
) -> tuple[list[_Batch], list[int]]:
    """Batches of one item, and its stock at the end of each day."""
    rng = stream(seed, "replenishment", item.code)
    lead, review = LEAD_DAYS[item.supplier], REVIEW_DAYS[item.supplier]
    ahead = [0, *np.cumsum(np.concatenate([sold, sold[-_AFTER:]])).tolist()]
    arrivals: defaultdict[int, int] = defaultdict(int)
    batches: list[_Batch] = []
    stock: list[int] = []
    on_hand, on_order = ahead[lead + review + COVER_DAYS[item.supplier]], 0
    for index, (day, gone) in enumerate(zip(SPAN, sold.tolist(), strict=True)):
        on_hand += arrivals[index]
        on_order -= arrivals[index]
        if index % review == first_review(item.supplier):
            expected = ahead[index + horizon_days(item.supplier, day)] - ahead[index]
            wanted = expected * (1 + FORECAST_ERROR * rng.standard_normal())
            quantity = whole_packs(item, wanted - on_hand - on_order)
            if quantity:
                arrives = index + lead_days(seed, item.supplier, day)
                batches.append(_Batch(column, index, arrives, quantity))
                arrivals[arrives] += quantity
                on_order += quantity
        on_hand -= gone
        stock.append(on_hand)
    return batches, stock


def horizon_days(supplier: str, day: date) -> int:
    """Days of coming sales that the firm wants on its shelves and on their way, on a day of review."""
    drift = hidden.IMPORT_COVER if supplier == hidden.IMPORT_SUPPLIER else hidden.STOCK_COVER
    cover = COVER_DAYS[supplier] * drift.at(day)
    return round(LEAD_DAYS[supplier] + REVIEW_DAYS[supplier] + cover)


def whole_packs(item: Item, lacking: float) -> int:
    """Units to order of an item of which some are lacking: packs are not opened."""
    return max(0, math.ceil(lacking / item.pack)) * item.pack


@lru_cache
def first_review(supplier: str) -> int:
    """Suppliers are looked at on different days."""
    order = list(LEAD_DAYS)
    return (order.index(supplier) * 5) % REVIEW_DAYS[supplier]


@lru_cache(maxsize=1024)
def lead_days(seed: int, supplier: str, day: date) -> int:
    """Days between an order and its receipt, on a banking day."""
    rng = stream(seed, "lead", supplier, day.isoformat())
    days = LEAD_DAYS[supplier] * (1 + 0.05 * rng.standard_normal())
    if supplier == hidden.SLOW_SUPPLIER:
        days += hidden.SLOW_EXTRA_DAYS.at(day)
    arrival = banking_day(day + timedelta(days=max(2, round(days))))
    return (arrival - day).days


def mode_of(supplier: str, ordered_on: date) -> Mode:
    """How an order travels: by sea for the import, by air for some months once its delays have begun."""
    if supplier != hidden.IMPORT_SUPPLIER:
        return USUAL_MODE
    return "air" if hidden.AIR_FROM <= ordered_on < hidden.SEA_AGAIN else "sea"


def unit_cents(item: Item, day: date) -> int:
    """Purchase price of one unit on a day, in the supplier's currency."""
    return round(item.cost_cents * math.pow(1 + COST_RISE, years_from_start(day)))


def _orders(
    items: Sequence[Item], batches: Sequence[_Batch]
) -> tuple[tuple[PurchaseOrder, ...], tuple[Receipt, ...]]:
    """Batches of one supplier ordered together make one order, received at once."""
    together: dict[tuple[int, str], list[_Batch]] = {}
    for batch in batches:
        key = (batch.ordered, items[batch.item].supplier)
        together.setdefault(key, []).append(batch)
    orders: list[PurchaseOrder] = []
    receipts: list[Receipt] = []
    for (ordered, supplier), group in sorted(together.items()):
        day = SPAN[ordered]
        number = f"CF{day:%y%m%d}-{supplier[1:]}"
        lines = tuple(
            SaleLine(items[b.item].code, b.quantity, unit_cents(items[b.item], day)) for b in group
        )
        promised = day + timedelta(days=LEAD_DAYS[supplier])
        orders.append(PurchaseOrder(number, supplier, day, promised, lines))
        if group[0].arrives < len(SPAN):
            received = SPAN[group[0].arrives]
            receipts.append(Receipt(number, supplier, received, mode_of(supplier, day)))
    receipts.sort(key=lambda one: (one.received_on, one.order))
    return tuple(orders), tuple(receipts)


def _counts(items: Sequence[Item], stock: NDArray[np.int64]) -> Iterable[StockCount]:
    """Stock of every item at the end of each year, at the prices of the day, in euros."""
    for year in (EVE.year, *YEARS):
        day = date(year, 12, 31)
        for item, quantity in zip(items, stock[(day - EVE).days].tolist(), strict=True):
            yield StockCount(day, item.code, quantity, _value_cents(item, day))


def _value_cents(item: Item, day: date) -> int:
    """Purchase price in euros; for what is made, materials and labour."""
    if item.supplier == WORKSHOP:
        materials = sum(q * _value_cents(ITEMS[code], day) for code, q in item.recipe)
        return materials + unit_cents(item, day)
    return eur_cents(unit_cents(item, day), SUPPLIERS[item.supplier].currency, day)
