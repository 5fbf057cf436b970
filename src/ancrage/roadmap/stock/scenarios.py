"""From what happens in the world ("et si") to what it does to suppliers.

Five things can happen: a supplier stops for some weeks; a passage closes, so that ships go round, or wait where there is no
way round; all lead times grow; a strike holds ships at the port of arrival; a currency rises. Several may happen at once.

Plain numbers in and out: what it takes to know of each supplier is in its `Tie`, so that a page can keep them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from ancrage.chain.stock.whatif import Shock

Kind = Literal["supplier", "passage", "leadtimes", "strike", "currency"]
KINDS: tuple[Kind, ...] = get_args(Kind)
WEEK = 7
MOST_WEEKS, MOST_PCT = 104.0, 300.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing that happens.

    Args:
        kind: what.
        amount: weeks that it lasts; percent for lead times and currencies.
        target: slug of the supplier, code of the passage, UN/LOCODE of the port (empty: every port of arrival) or ISO 4217
            code of the currency; empty for lead times.
    """

    kind: Kind
    amount: float
    target: str = ""

    def __post_init__(self) -> None:
        most = MOST_WEEKS if self.in_weeks else MOST_PCT
        if not 0 < self.amount <= most:
            raise ValueError(f"{self.kind}: {self.amount} is not above 0 and at most {most:g}")

    @property
    def in_weeks(self) -> bool:
        """Whether the amount is weeks."""
        return self.kind in {"supplier", "passage", "strike"}


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a supplier to the world.

    Args:
        slug: short name of the supplier, in addresses.
        name: as people write it.
        known_way: whether it is known where its goods come from, and how.
        passages: passages on the way of its goods, each with the days at sea that a detour adds when it alone closes; None
            where there is no way left.
        port: UN/LOCODE of the port where its goods arrive by sea, empty where they do not.
        currency: ISO 4217 code of its last orders, empty where they do not say.
    """

    slug: str
    name: str
    known_way: bool
    passages: Mapping[str, float | None]
    port: str
    currency: str


def shock_of(scenario: Scenario, ties: Mapping[int, Tie]) -> Shock:
    """What a scenario does to suppliers, by number; nothing to those whose tie does not say that it reaches them."""
    days, ratio = scenario.amount * WEEK, scenario.amount / 100
    if scenario.kind == "supplier":
        return Shock(stops={n: days for n, tie in ties.items() if tie.slug == scenario.target})
    if scenario.kind == "leadtimes":
        return Shock(longer=dict.fromkeys(ties, 1 + ratio))
    if scenario.kind == "currency":
        return Shock(
            dearer={n: ratio for n, tie in ties.items() if tie.currency == scenario.target}
        )
    if scenario.kind == "strike":
        return Shock(
            delays={
                n: days for n, tie in ties.items() if tie.port and scenario.target in {"", tie.port}
            }
        )
    crossing = {
        n: tie.passages[scenario.target]
        for n, tie in ties.items()
        if scenario.target in tie.passages
    }
    return Shock(
        # A closure shorter than the way round is waited for.
        delays={n: min(extra, days) for n, extra in crossing.items() if extra is not None},
        stops={n: days for n, extra in crossing.items() if extra is None},
    )  # fmt: skip


def together(shocks: Iterable[Shock]) -> Shock:
    """Several shocks at once: delays add up, of stops the longest holds, factors multiply."""
    delays: dict[int, float] = {}
    stops: dict[int, float] = {}
    longer: dict[int, float] = {}
    dearer: dict[int, float] = {}
    for shock in shocks:
        for number, days in shock.delays.items():
            delays[number] = delays.get(number, 0.0) + days
        for number, days in shock.stops.items():
            stops[number] = max(stops.get(number, 0.0), days)
        for number, factor in shock.longer.items():
            longer[number] = longer.get(number, 1.0) * factor
        for number, rise in shock.dearer.items():
            dearer[number] = (1 + dearer.get(number, 0.0)) * (1 + rise) - 1
    return Shock(delays, stops, longer, dearer)


def untold(scenario: Scenario, ties: Mapping[int, Tie]) -> list[int]:
    """Suppliers of which it is not known whether the scenario reaches them."""
    if scenario.kind in {"passage", "strike"}:
        return [n for n, tie in ties.items() if not tie.known_way]
    if scenario.kind == "currency":
        return [n for n, tie in ties.items() if not tie.currency]
    return []
