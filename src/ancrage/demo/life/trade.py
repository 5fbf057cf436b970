"""Sales to trade customers: invoices, credit notes, rebates of the big customer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ancrage.demo import hidden
from ancrage.demo.cast.customers import CUSTOMERS, yearly_cents
from ancrage.demo.cast.items import SOLD, trade_cents
from ancrage.demo.days import AHEAD, EVE, LAST, banking_day
from ancrage.demo.draws import stream
from ancrage.demo.life.season import day_of_year
from ancrage.demo.records import Customer, SaleLine, TradeInvoice, Zone

SHIPPING_CENTS: Final = 1_800
"""Shipping billed to French trade customers below `FREE_FROM_CENTS`, without tax; never raised."""

FREE_FROM_CENTS: Final = 45_000

REBATE: Final = 0.015
"""Quarterly rebate to the big customer, as a share of its purchases."""

_CREDIT_SHARE: Final = 0.035


def trade_invoices(seed: int) -> tuple[TradeInvoice, ...]:
    """Every invoice and credit note to trade customers, numbered in order of time within each year."""
    drafts = [draft for one in CUSTOMERS.values() for draft in _of_customer(seed, one, EVE, LAST)]
    drafts += _rebates(drafts)
    drafts.sort(key=lambda draft: (draft.day, draft.customer, draft.number))
    names: dict[str, str] = {}
    counts: defaultdict[tuple[str, int], int] = defaultdict(int)
    for draft in drafts:
        prefix = "AV" if draft.net_cents < 0 else "FA"
        counts[prefix, draft.day.year] += 1
        # the eve counts from the autumn on: its first invoice is not the first of its year
        start = 600 if draft.day.year == EVE.year and prefix == "FA" else 0
        names[draft.number] = f"{prefix}{draft.day:%y}{start + counts[prefix, draft.day.year]:04d}"
    return tuple(
        replace(draft, number=names[draft.number], origin=names.get(draft.origin, ""))
        for draft in drafts
    )


def trade_ahead(seed: int) -> tuple[TradeInvoice, ...]:
    """Invoices and credit notes of the six months in store, to the customers of the last year, not numbered."""
    still = [one for one in CUSTOMERS.values() if one.last_year == LAST.year]
    return tuple(
        draft
        for one in still
        for draft in _of_customer(seed, replace(one, last_year=AHEAD[-1].year), AHEAD[0], AHEAD[-1])
    )


def _of_customer(seed: int, customer: Customer, first: date, last: date) -> Iterator[TradeInvoice]:
    """Its orders from one day to another, spread over the season of each year, with the credit notes that follow."""
    last = _last_day(customer, last)
    taste = np.array([item.share / item.retail_cents for item in SOLD])
    taste *= stream(seed, "taste", customer.code).lognormal(0, 0.5, size=len(SOLD))
    often = customer.orders_a_year
    for year in range(first.year, last.year + 1):
        rng = stream(seed, "customer", customer.code, year)
        parts = (np.arange(often) + 0.5 + rng.uniform(-0.3, 0.3, often)) / often
        values = yearly_cents(customer, year) / often * rng.lognormal(-0.01, 0.14, often)
        for order, (part, value) in enumerate(zip(parts.tolist(), values.tolist(), strict=True)):
            day = banking_day(date(year, *day_of_year(part)))
            if value <= 0 or not first <= day <= last:
                continue
            invoice = TradeInvoice(
                f"{customer.code}-{year}-{order:02d}",
                day,
                customer.code,
                _lines(rng, taste, value, year),
            )
            if customer.zone is Zone.FRANCE and invoice.net_cents < FREE_FROM_CENTS:
                invoice = replace(invoice, shipping_cents=SHIPPING_CENTS)
            yield invoice
            yield from _credit(rng, invoice, last)


def _last_day(customer: Customer, last: date) -> date:
    """Last day, not after `last`, on which the customer deals with the firm."""
    last = min(last, date(customer.last_year, 12, 31))
    if customer.silent_from is not None:
        last = min(last, customer.silent_from - timedelta(days=1))
    return last


def _lines(
    rng: np.random.Generator, taste: NDArray[np.float64], value: float, year: int
) -> tuple[SaleLine, ...]:
    """Some items in pairs, worth about `value` together."""
    kinds = min(len(SOLD), 4 + int(value / 40_000))
    arrivals = rng.standard_exponential(len(SOLD)) / taste  # the first ones to come are chosen
    chosen = sorted(np.argsort(arrivals)[:kinds].tolist())
    prices = [trade_cents(SOLD[k], year) for k in chosen]
    weights = np.array([SOLD[k].share for k in chosen])
    weights = weights / weights.sum() * value
    return tuple(
        SaleLine(SOLD[k].code, max(2, round(w / price / 2) * 2), price)
        for k, price, w in zip(chosen, prices, weights.tolist(), strict=True)
    )


def _credit(rng: np.random.Generator, invoice: TradeInvoice, last: date) -> Iterator[TradeInvoice]:
    """Sometimes a few units come back, some days later."""
    back_on = banking_day(invoice.day + timedelta(days=int(rng.integers(6, 25))))
    if rng.random() >= _CREDIT_SHARE or back_on > last:
        return
    first = invoice.lines[0]
    back = SaleLine(first.item, -max(1, first.quantity // 3), first.unit_cents)
    number = f"{invoice.number}-credit"
    yield TradeInvoice(number, back_on, invoice.customer, (back,), origin=invoice.number)


def _rebates(invoices: list[TradeInvoice]) -> list[TradeInvoice]:
    """Quarterly rebates of the big customer, on what it bought in the quarter."""
    bought: defaultdict[date, int] = defaultdict(int)
    for invoice in invoices:
        if invoice.customer == hidden.BIG_CUSTOMER:
            month = (invoice.day.month + 2) // 3 * 3
            last = date(invoice.day.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            bought[last] += invoice.net_cents
    return [
        TradeInvoice(
            f"rebate-{day}", day, hidden.BIG_CUSTOMER, (), rebate_cents=-round(cents * REBATE)
        )
        for day, cents in bought.items()
    ]
