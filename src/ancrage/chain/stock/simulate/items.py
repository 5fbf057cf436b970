"""What is simulated: an item, its supplier that may stop, and the ways to run it, as plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

from ancrage.chain.stock.simulate.laws import Law


class Source(IntFlag):
    """Where units come from."""

    MAIN = 1
    SECOND = 2
    RUSH = 4


@dataclass(frozen=True, slots=True)
class Shock:
    """Something that stops or slows deliveries now and then: a supplier, a country, a passage.

    Args:
        name: items with a shock of the same name stop on the same days.
        per_year: stops a year of work.
        mean_days: mean length of a stop, at least one day.
        stops: what cannot ship meanwhile; what has left is not held back.
        shared: whether the firms that share a pooled stock are hit as well.
        until_day: day from which `per_year_after` holds instead of `per_year`; None: never.
        per_year_after: stops a year of work after that day.
        slows: whether what the main source sends meanwhile takes `Item.slow_lead` instead of `Item.lead`: ships go round.
        down: whether it lasts already on the morning of day 0, for `mean_days` more on average.
    """

    name: str
    per_year: float
    mean_days: float
    stops: Source = Source.MAIN
    shared: bool = False
    until_day: int | None = None
    per_year_after: float = 0.0
    slows: bool = False
    down: bool = False


@dataclass(frozen=True, slots=True)
class Prices:
    """Euros.

    Args:
        unit_cost: of a unit bought from the main source.
        margin: lost with a unit that is not sold.
        holding_rate: cost of holding, share of the unit cost a year.
        order_cost: of an order, whatever its size.
        wait_day: of a unit that a customer waits for, a day.
    """

    unit_cost: float
    margin: float
    holding_rate: float
    order_cost: float = 0.0
    wait_day: float = 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """An item and where it stands on the evening before day 0.

    Args:
        name: what its random numbers are drawn from.
        demand: units a day.
        lead: days from the morning of an order to the morning on which it can be sold; 0: the same morning.
        prices: euros.
        on_hand: units; negative: customers who wait.
        due: (day, units) of open orders; they arrive as said.
        review_days: an order may be placed every so many days.
        first_review_day: 0 to `review_days` - 1.
        waits: share of customers who wait for what is not there; the others are lost.
        shocks: what may stop its sources, or slow the main one.
        paces: PACES laws of demand, as likely as one another, where its pace is in doubt: each scenario has one of them; none:
            all have `demand`.
        slow_lead: as `lead`, of what leaves while a shock slows; None: none does.
    """

    name: str
    demand: Law
    lead: Law
    prices: Prices
    on_hand: int = 0
    due: tuple[tuple[int, int], ...] = ()
    review_days: int = 1
    first_review_day: int = 0
    waits: float = 0.0
    shocks: tuple[Shock, ...] = ()
    slow_lead: Law | None = None
    paces: tuple[Law, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """When the position (in hand, on order, less what customers wait for) is `reorder` or less, order up to `up_to`.

    Args:
        reorder: units; may be negative.
        up_to: units.
        pack: orders are whole packs of so many units.
        least: units, the least that can be ordered.
    """

    reorder: int
    up_to: int
    pack: int = 1
    least: int = 1


def base_stock(level: int) -> Policy:
    """Order at every review what brings the position back to a level."""
    return Policy(level - 1, level)


def reorder_point(reorder: int, lot: int) -> Policy:
    """(r, Q): as many lots as bring the position above `reorder`."""
    return Policy(reorder, reorder + 1, pack=lot)


@dataclass(frozen=True, slots=True)
class Second:
    """A second source.

    Args:
        lead: its lead time.
        premium: euros a unit above the main source.
        share: of each order, 0 to 1, in steps of 1/256.
        after_days: days down of the main source after which orders go wholly to this one; None: never.
        order_cost: euros an order.
        yearly: euros a year to keep it.
    """

    lead: Law
    premium: float
    share: float = 0.0
    after_days: int | None = None
    order_cost: float = 0.0
    yearly: float = 0.0


@dataclass(frozen=True, slots=True)
class Rush:
    """A faster, dearer way, used of an evening when stock and what arrives within its time are `under` or less.

    Args:
        lead: days from the next morning.
        premium: euros a unit above the usual.
        under: units.
        up_to: units that it brings stock and what arrives within its time to.
        order_cost: euros an order.
    """

    lead: Law
    premium: float
    under: int
    up_to: int
    order_cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Pool:
    """Access to a stock that several firms hold together, from which what is missing is taken the same day.

    Args:
        units: what this firm may take.
        refill_days: days after the first unit is taken on which all are there again.
        unit_fee: euros a unit taken, above the unit cost.
        yearly: euros a year for access.
        crowded: share of `units` that is left while a shared shock lasts: the others draw too; in steps of 1/256.
    """

    units: int
    refill_days: int
    unit_fee: float
    yearly: float = 0.0
    crowded: float = 1.0


@dataclass(frozen=True, slots=True)
class Option:
    """One way to run an item.

    Args:
        policy: as today.
        extra: units added to the levels of the policy.
        until_day: day from which they are not any more; None: never.
        second: second source.
        rush: emergency mode.
        pool: pooled stock.
    """

    policy: Policy
    extra: int = 0
    until_day: int | None = None
    second: Second | None = None
    rush: Rush | None = None
    pool: Pool | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """An item and the ways to run it that are compared.

    Args:
        item: the item.
        options: the ways.
        mixture: factors on the frequency and on the length of stops of the main source. Scenarios take these parts in
            turn, and are weighted so that averages are those without factors: rare stops are seen more often that way. The
            same number of parts for all the items that are simulated at once.
    """

    item: Item
    options: tuple[Option, ...]
    mixture: tuple[tuple[float, float], ...] = ((1.0, 1.0),)
