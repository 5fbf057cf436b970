"""What may stop a supplier or make its goods late: itself, its country, the passages of their way.

The survey says how often some supplier of a firm stops; stops strike suppliers in proportion to the margin that passes through
them. Part of it is common to the suppliers of a country, so that they stop on the same days: its rate is such that, weighted
by margin, as much is lost to stops as if all were apart. A passage that closes makes goods go round; where no way is left they wait. A
passage in alarm today is closed from the first day on. See docs/rooms/chain.stock.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from ancrage.chain.stock.simulate.items import Shock, Source
from ancrage.firm.leadtimes.laws import LeadLaw
from ancrage.world import World
from ancrage.world.exposure import Exposure, extra_days

if TYPE_CHECKING:
    from ancrage.world.signals.now import WorldSignal

Floats = npt.NDArray[np.float64]
INTERVAL, STOP, SHARED = (
    "supply_disruption_interval_years",
    "supply_disruption_days",
    "supply_disruption_shared",
)
CLOSED_EVERY, SUEZ_EVERY = "passage_interval_years", "passage_suez_interval_years"
CLOSED_DAYS, DIVERTED = "passage_closure_days", "passage_diverted_share"
SUEZ = "suez"
# Two ends of one way: what closes the one closes the other.
ONE_WAY: Mapping[str, str] = {"babalmandab": SUEZ, "dardanelles": "bosporus"}
_LEAST_DAYS = 1.0  # of a detour, under which it is not told
YEAR = 365


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that may stop or slow a supplier.

    Args:
        kind: what.
        place: number of the supplier, ISO 3166-1 code of the country, or code of the passage.
        shock: as simulated.
        late_days: that the way round adds; None: nothing is sent meanwhile.
        diverted: share of what leaves meanwhile that goes round.
        signal: of the world, where it is under way.
    """

    kind: Literal["supplier", "country", "passage"]
    place: str
    shock: Shock
    late_days: float | None = None
    diverted: float = 0.0
    signal: WorldSignal | None = None


def causes(
    margins: Mapping[int, float],
    countries: Mapping[int, str],
    ways: Mapping[int, Exposure],
    alarms: Mapping[str, WorldSignal],
    world: World,
) -> dict[int, tuple[Cause, ...]]:
    """What may stop or slow each supplier, by number.

    Args:
        margins: euros a day that pass through each supplier.
        countries: of those that are known.
        ways: of the goods of those whose country is known.
        alarms: passages whose traffic has fallen (`chain.ways.falls`).
        world: references, and the day.
    """
    rates = _rates(margins, world)
    common = _common(margins, countries, rates, world)
    passages = _Passages(alarms, world)
    found = {}
    for number, rate in rates.items():
        country = countries.get(number)
        with_others = common.get(country, 0.0) if country else 0.0
        mine = [_stop("supplier", str(number), max(rate - with_others, 0.0), world)]
        if country and with_others > 0:
            mine.append(_stop("country", country, with_others, world))
        if number in ways:
            mine += passages.of(ways[number])
        found[number] = tuple(mine)
    return found


def _rates(margins: Mapping[int, float], world: World) -> dict[int, float]:
    """Stops a year of each supplier."""
    whole = sum(margins.values())
    every = world[INTERVAL].central
    return {n: margin / whole / every if whole else 0.0 for n, margin in margins.items()}


def _common(
    margins: Mapping[int, float],
    countries: Mapping[int, str],
    rates: Mapping[int, float],
    world: World,
) -> dict[str, float]:
    """Stops a year that strike all of a country."""
    weighted: defaultdict[str, float] = defaultdict(float)
    weights: defaultdict[str, float] = defaultdict(float)
    for number, country in countries.items():
        if margins.get(number, 0.0) > 0:
            weighted[country] += margins[number] * rates[number]
            weights[country] += margins[number]
    share = world[SHARED].central
    return {one: share * weighted[one] / weights[one] for one in weights}


def _stop(kind: Literal["supplier", "country"], place: str, per_year: float, world: World) -> Cause:
    both = Source.MAIN | Source.RUSH
    return Cause(
        kind, place, Shock(f"{kind} {place}", per_year, world[STOP].central, both, shared=True)
    )


class _Passages:
    """Causes of the passages; the same for all suppliers."""

    def __init__(self, alarms: Mapping[str, WorldSignal], world: World) -> None:
        self.world = world
        self.alarms: dict[str, WorldSignal] = {}
        for code, signal in alarms.items():
            way = ONE_WAY.get(code, code)
            known = self.alarms.get(way)
            if known is None or signal.alarm.size_pct < known.alarm.size_pct:
                self.alarms[way] = signal

    def of(self, way: Exposure) -> list[Cause]:
        """Those of a way."""
        ends: defaultdict[str, set[str]] = defaultdict(set)
        for passage in way.passages:
            ends[ONE_WAY.get(passage, passage)].add(passage)
        found = []
        for code, closed in ends.items():
            detour = way.when_closed(frozenset(closed))
            days = extra_days(detour, self.world) if detour else None
            if days is None or days.central >= _LEAST_DAYS:
                found.append(self._cause(code, days.central if days else None))
        return found

    def _cause(self, code: str, late_days: float | None) -> Cause:
        world, signal = self.world, self.alarms.get(code)
        lasts, diverted = world[CLOSED_DAYS].central, world[DIVERTED].central
        if signal is not None:
            # What has lasted long will last as long again, as far as anyone can tell.
            lasts = max(lasts, float((world.today - signal.alarm.onset).days))
            diverted = min(1.0, -signal.alarm.size_pct / 100)
        shock = Shock(
            f"passage {code}",
            1 / world[SUEZ_EVERY if code == SUEZ else CLOSED_EVERY].central,
            lasts,
            Source.MAIN if late_days is None else Source(0),
            shared=True,
            slows=late_days is not None,
            down=signal is not None,
        )
        return Cause("passage", code, shock, late_days, diverted, signal)


def slow_law(of: tuple[Cause, ...], law: LeadLaw) -> Floats | None:
    """Lead time of what leaves while a passage of the way is closed; None where none can slow it.

    Several passages that may close are mixed by the days that each is expected to be.
    """
    slowing = [cause for cause in of if cause.shock.slows]
    if not slowing:
        return None
    weights = np.array([1.0 if one.shock.down else one.shock.per_year * one.shock.mean_days / YEAR for one in slowing])  # fmt: skip
    late = [round(added_days(cause, law)) for cause in slowing]
    mixed = np.zeros(len(law.now) + max(late))
    for weight, cause, days in zip(weights / weights.sum(), slowing, late, strict=True):
        mixed[: len(law.now)] += weight * (1 - cause.diverted) * law.now
        mixed[days : days + len(law.now)] += weight * cause.diverted * law.now
    return mixed


def added_days(cause: Cause, law: LeadLaw) -> float:
    """Days that the way round adds to an order placed now; what slower orders show already is not added again."""
    late = cause.late_days or 0.0
    if cause.signal is None or law.stretch <= 1:
        return late
    return max(0.0, late - (law.now_days - law.usual_days))


def put_off(of: tuple[Cause, ...], law: LeadLaw, way: Exposure | None, left_days: float) -> float:
    """Days by which an open order, to come in `left_days`, is expected later because its passage is closed.

    A ship that is past the middle of its way is taken to be past the passage.
    """
    if way is None or way.days is None or left_days < way.days.central / 2:
        return 0.0
    return sum(one.diverted * added_days(one, law) for one in of if one.signal is not None and one.shock.slows)  # fmt: skip
