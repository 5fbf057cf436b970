"""What is asked for an item whose supplier is at risk, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ancrage.chain.stock.simulate.items import Item, Option, Policy, Pool, Rush, Second
from ancrage.chain.stock.simulate.outcome import Outcome

WORTH = 0.005  # of the yearly cost


class Kind(StrEnum):
    """Ways to live with a supplier that may stop."""

    ACCEPT = "accept"
    STOCK_MORE = "stock_more"
    SECOND_SOURCE = "second_source"
    POOL = "pool"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class ItemCase:
    """An item, how it is run today, and what could be had.

    Args:
        item: with the shocks that may stop its sources.
        policy: of today.
        second: a second source; its `share` and `after_days` are chosen here. None: there is none.
        notice_days: days after which the firm knows that its supplier has stopped.
        rush: an emergency mode; its `under` and `up_to` are chosen here. None: there is none.
        pool: a pooled stock, taken as it is. None: there is none.
    """

    item: Item
    policy: Policy
    second: Second | None = None
    notice_days: int = 0
    rush: Rush | None = None
    pool: Pool | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The best way found of one kind, and what it gives in the year to come."""

    kind: Kind
    option: Option
    outcome: Outcome

    def weighed(self) -> float:
        """Euros a year by which choices are ranked: a change that saves less than WORTH is not worth an owner's hours."""
        return self.outcome.euros.total * standing(self.kind)


def standing(kind: Kind) -> float:
    """Factor on the cost of a kind when choices are ranked."""
    return 1 - WORTH if kind is Kind.ACCEPT else 1.0


@dataclass(frozen=True, slots=True)
class Turn:
    """Where another choice becomes the cheapest.

    Args:
        at: stops a year, or mean days of a stop.
        then: the choice beyond.
    """

    at: float
    then: Kind


@dataclass(frozen=True, slots=True)
class BreakEven:
    """How far the frequency or the length of stops may be from what is believed before the choice changes.

    Each way stays as it is advised; all the shocks that stop the main source are scaled alike. None: no change within a
    factor of eight, or as far as the scenarios can tell.

    Args:
        rarer: with fewer stops a year.
        oftener: with more.
        shorter: with stops of fewer days on average.
        longer: of more.
    """

    rarer: Turn | None
    oftener: Turn | None
    shorter: Turn | None
    longer: Turn | None


@dataclass(frozen=True, slots=True)
class Order:
    """The next order that a choice asks for, should demand be its mean until then.

    Args:
        day: 0 is tomorrow morning.
        units: in whole packs.
        until_day: day from which the raised levels end; None: they last, or nothing is raised.
    """

    day: int
    units: int
    until_day: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The choices for one item, cheapest first; accepting is before what is cheaper by less than WORTH.

    Args:
        name: of the item.
        choices: the best of each kind that can be had.
        break_even: of the first.
        order: that the first asks for.
    """

    name: str
    choices: tuple[Choice, ...]
    break_even: BreakEven
    order: Order

    @property
    def best(self) -> Choice:
        """The choice that is advised."""
        return self.choices[0]

    @property
    def saving(self) -> float:
        """Euros a year that the best saves beside accepting."""
        accepted = next(choice for choice in self.choices if choice.kind is Kind.ACCEPT)
        return accepted.outcome.euros.total - self.best.outcome.euros.total
