"""From items and options to the flat arrays that the kernels take."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ancrage.chain.stock.simulate.arrays import (
    CROWD,
    ITEM,
    MEASURES,
    NEVER,
    NO_LEVEL,
    OPTION,
    PACE,
    PACES,
    SHOCK,
    SLOW,
    YEAR,
    Days,
    Floats,
    Longs,
    Records,
)
from ancrage.chain.stock.simulate.items import Item, Option, Prices, Run, Shock
from ancrage.chain.stock.simulate.laws import Law
from ancrage.chain.stock.simulate.tables import table_of

_AT = {name: rank for rank, name in enumerate(MEASURES)}
_ONE_DAY = 40.0  # a recovery that always comes within a day


@dataclass(frozen=True, slots=True)
class Packed:
    """See `kernel.run_tasks`."""

    items: Records
    paces: Records
    options: Records
    prices: Floats
    shocks: Records
    table: Longs
    due_day: Days
    due_units: Days
    mixture: Floats


class _Tables:
    """Tables of draws one after the other, each law once."""

    def __init__(self) -> None:
        self.parts: list[Longs] = []
        self.length = 0
        self.known: dict[int, tuple[int, int]] = {}

    def place(self, law: Law) -> tuple[int, int]:
        """Where the table of a law begins, and the base-2 logarithm of its length."""
        if id(law) not in self.known:
            table = table_of(law)
            self.known[id(law)] = (self.length, len(table).bit_length() - 1)
            self.parts.append(table)
            self.length += len(table)
        return self.known[id(law)]


def key_of(name: str) -> int:
    """64 bits of a name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def packed(runs: Sequence[Run]) -> Packed:
    """The arrays of some runs.

    Raises:
        ValueError: a number that no item can have.
    """
    tables = _Tables()
    items = np.zeros(len(runs), ITEM)
    paces = np.zeros((len(runs), PACES), PACE)
    count = sum(len(run.options) for run in runs)
    options = np.zeros(count, OPTION)
    prices = np.zeros((count, len(MEASURES)))
    shocks: list[tuple[float, ...]] = []
    due: list[tuple[int, int]] = []
    at = 0
    no_law = (0, 0)
    for rank, run in enumerate(runs):
        item = run.item
        _check(item)
        items[rank] = (
            key_of(item.name),
            tables.place(item.lead), tables.place(item.slow_lead) if item.slow_lead else no_law,
            item.on_hand,
            item.review_days, item.first_review_day,
            round(item.waits * 65536),
            len(due), len(item.due),
            len(shocks), len(item.shocks),
            at, len(run.options),
        )  # fmt: skip
        paces[rank] = [(*tables.place(law), law.step) for law in _paces(item)]
        due += item.due
        shocks += [_shock(shock) for shock in item.shocks]
        for option in run.options:
            options[at] = _option(option, tables)
            prices[at] = _prices(item.prices, option)
            at += 1
    days = np.array(due, np.int32).reshape(-1, 2)
    return Packed(
        items,
        paces,
        options,
        prices,
        np.array(shocks, SHOCK),
        np.concatenate(tables.parts) if tables.parts else np.zeros(1, np.uint64),
        days[:, 0].copy(),
        days[:, 1].copy(),
        _mixture(runs),
    )


def _paces(item: Item) -> tuple[Law, ...]:
    return item.paces or (item.demand,) * PACES


def _mixture(runs: Sequence[Run]) -> Floats:
    parts = {len(run.mixture) for run in runs}
    if len(parts) > 1 or 0 in parts:
        raise ValueError("the mixtures of a run have the same number of parts, one or more")
    mixture = np.array([run.mixture for run in runs], np.float64).reshape(len(runs), -1, 2)
    if not (mixture > 0).all():
        raise ValueError("factors on frequency and length are above zero")
    return mixture


def _check(item: Item) -> None:
    if item.lead.step != 1 or (item.slow_lead and item.slow_lead.step != 1):
        raise ValueError("a lead time is in days, 4,096 of them at most")
    if item.paces and len(item.paces) != PACES:
        raise ValueError(f"the pace of the demand is one of {PACES}")
    if item.slow_lead is None and any(shock.slows for shock in item.shocks):
        raise ValueError("what a shock slows takes slow_lead")
    if not 0 <= item.first_review_day < item.review_days:
        raise ValueError("first_review_day must be from 0 to review_days - 1")
    if not 0 <= item.waits <= 1:
        raise ValueError(f"waits must be a share, not {item.waits}")
    if any(day < 0 or units < 0 for day, units in item.due):
        raise ValueError("an open order is due on day 0 or later, and has no negative units")


def _shock(shock: Shock) -> tuple[float, ...]:
    if not (shock.per_year >= 0 and shock.per_year_after >= 0 and shock.mean_days >= 1):
        raise ValueError("stops have a rate that is not negative and last a day or more")
    first, then = shock.per_year / YEAR, shock.per_year_after / YEAR
    forever = shock.until_day is None
    until = float(NEVER) if shock.until_day is None else float(shock.until_day)
    return (
        key_of(shock.name),
        first,
        until,
        first if forever else then,
        -np.log1p(-1 / shock.mean_days) if shock.mean_days > 1 else _ONE_DAY,
        int(shock.down),
        int(shock.stops) | (CROWD if shock.shared else 0) | (SLOW if shock.slows else 0),
    )


def _option(option: Option, tables: _Tables) -> tuple[object, ...]:
    policy, second, rush, pool = option.policy, option.second, option.rush, option.pool
    if policy.pack < 1 or policy.up_to <= policy.reorder or option.extra < 0:
        raise ValueError("a pack holds a unit or more, up_to is above reorder, extra not negative")
    no_law = (0, 0)
    yearly = (second.yearly if second else 0.0) + (pool.yearly if pool else 0.0)
    return (
        policy.reorder, policy.up_to, policy.pack, policy.least,
        option.extra, NEVER if option.until_day is None else option.until_day,
        round(second.share * 256) if second else 0,
        second.after_days if second and second.after_days is not None else NEVER,
        tables.place(second.lead) if second else no_law,
        rush.under if rush else NO_LEVEL, rush.up_to if rush else 0,
        tables.place(rush.lead) if rush else no_law,
        pool.units if pool else 0, pool.refill_days if pool else 1,
        round(pool.crowded * 256) if pool else 256,
        yearly / YEAR,
    )  # fmt: skip


def _prices(prices: Prices, option: Option) -> Floats:
    found = np.zeros(len(MEASURES))
    found[_AT["held"]] = prices.unit_cost * prices.holding_rate / YEAR
    found[_AT["waiting"]] = prices.wait_day
    found[_AT["lost"]] = prices.margin
    found[_AT["orders"]] = prices.order_cost
    if option.second:
        found[_AT["second_orders"]] = option.second.order_cost
        found[_AT["second_units"]] = option.second.premium
    if option.rush:
        found[_AT["rush_orders"]] = option.rush.order_cost
        found[_AT["rush_units"]] = option.rush.premium
    if option.pool:
        found[_AT["pool_units"]] = option.pool.unit_fee
    return found
