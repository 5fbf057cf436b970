"""Sales to persons: at the counter, in the firm's web shop, on the marketplace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

import numpy as np

from ancrage.demo.cast.items import SOLD, retail_cents
from ancrage.demo.days import SPAN
from ancrage.demo.draws import stream
from ancrage.demo.life.season import day_weights
from ancrage.demo.records import Channel, SaleLine, Ticket

YEARLY_EUR = MappingProxyType(
    {
        Channel.COUNTER: {
            2022: 192_000,
            2023: 196_000,
            2024: 200_000,
            2025: 204_000,
            2026: 208_000,
        },
        Channel.WEB: {2022: 79_000, 2023: 80_000, 2024: 81_500, 2025: 83_000, 2026: 84_500},
        Channel.MARKET: {2022: 96_000, 2023: 105_000, 2024: 121_000, 2025: 138_000, 2026: 150_000},
    }
)
"""Sales that each channel brings in a year, without tax."""

_PREFIX = MappingProxyType({Channel.COUNTER: "T", Channel.WEB: "WEB", Channel.MARKET: "BZ"})
_LINES = ((1, 2, 3), (0.62, 0.27, 0.11))
_QUANTITIES = ((1, 2), (0.88, 0.12))
_REFUND_SHARE = MappingProxyType({Channel.COUNTER: 0.006, Channel.WEB: 0.03, Channel.MARKET: 0.045})

SHIPPING_CENTS: Final = 590
"""Shipping paid in the web shop, tax included, below `FREE_FROM_CENTS`; never raised."""

FREE_FROM_CENTS: Final = 8_000


def tickets(seed: int, channel: Channel, span: Sequence[date] = SPAN) -> tuple[Ticket, ...]:
    """Every sale of one channel over some whole months, in order of time, refunds included."""
    since = () if span is SPAN else (span[0].isoformat(),)
    rng = stream(seed, "tickets", channel, *since)
    weights = day_weights(channel, span)
    units = np.array([item.share / item.retail_cents for item in SOLD])
    units /= units.sum()
    unit_eur = sum(p * i.retail_cents for p, i in zip(units, SOLD, strict=True)) / 120
    basket_eur = unit_eur * np.dot(*_LINES) * np.dot(*_QUANTITIES)
    expected = weights * [YEARLY_EUR[channel][day.year] for day in span] / basket_eur
    yearly_noise = 1 + 0.06 * rng.standard_normal(len(span))
    counts = rng.poisson(np.clip(expected * yearly_noise, 0, None))
    day_index = np.repeat(np.arange(len(span)), counts)
    sizes = rng.choice(_LINES[0], p=_LINES[1], size=len(day_index))
    chosen = rng.choice(len(SOLD), p=units, size=int(sizes.sum())).tolist()
    quantities = rng.choice(_QUANTITIES[0], p=_QUANTITIES[1], size=len(chosen)).tolist()
    refunded = rng.random(len(day_index)) < _REFUND_SHARE[channel]
    refund_days = rng.integers(5, 21, size=len(day_index)).tolist()
    prices = {
        year: [retail_cents(item, year) for item in SOLD] for year in {day.year for day in span}
    }
    prefixes = [f"{_PREFIX[channel]}{day:%y}-" for day in span]
    sales: list[Ticket] = []
    at = 0
    for number, (index, size) in enumerate(zip(day_index.tolist(), sizes.tolist(), strict=True)):
        day = span[index]
        price = prices[day.year]
        lines = tuple(
            SaleLine(SOLD[k].code, q, price[k])
            for k, q in zip(chosen[at : at + size], quantities[at : at + size], strict=True)
        )
        at += size
        shipping = 0
        if channel is Channel.WEB and sum(line.cents for line in lines) < FREE_FROM_CENTS:
            shipping = SHIPPING_CENTS
        name = f"{prefixes[index]}{number:05d}"
        sales.append(Ticket(name, day, channel, lines, shipping))
        back_on = day + timedelta(days=refund_days[number])
        if refunded[number] and back_on <= span[-1] and weights[(back_on - span[0]).days] > 0:
            sales.append(Ticket(f"{name}-R", back_on, channel, (_returned(lines[0]),)))
    return tuple(sorted(sales, key=lambda sale: (sale.day, sale.number)))


def _returned(line: SaleLine) -> SaleLine:
    return SaleLine(line.item, -line.quantity, line.unit_cents)
