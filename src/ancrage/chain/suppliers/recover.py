"""How long until a supplier that stopped delivers again: as the firm says, else a default for its country and transport."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ancrage.firm.supply.partners import Partner
from ancrage.firm.supply.positions import Supply
from ancrage.world import World
from ancrage.world.exposure import Exposure

STOP = "supply_disruption_days"
NEAREST = "zone_europe_days"


@dataclass(frozen=True, slots=True)
class Recovery:
    """Days until a supplier delivers again after a stop.

    Args:
        low: days if all goes well.
        central: days to count with.
        high: days if it goes badly.
        origin: "list" where the firm's list of suppliers says it, else "default".
    """

    low: float
    central: float
    high: float
    origin: Literal["list", "default"]


def recoveries(of: Supply, ways: Mapping[int, Exposure], world: World) -> dict[int, Recovery]:
    """Recovery of each supplier, by number.

    Args:
        of: what the firm is supplied with.
        ways: of the goods of each supplier whose country is known.
        world: references.

    The default is the length of an interruption as observed in a large survey, then the time that the supplier's goods
    take to come, which holds its distance and its means of transport.
    """
    return {number: _recovery(of, partner, ways.get(number), world) for number, partner in of.partners.items()}  # fmt: skip


def _recovery(of: Supply, partner: Partner, way: Exposure | None, world: World) -> Recovery:
    if partner.recover_days is not None:
        days = float(partner.recover_days)
        return Recovery(days, days, days, "list")
    stop, lead = world[STOP], _lead(of, partner, way, world)
    return Recovery(stop.low + lead, stop.central + lead, stop.high + lead, "default")


def _lead(of: Supply, partner: Partner, way: Exposure | None, world: World) -> float:
    law = of.law_of(partner.number)
    if law is not None:
        return law.usual_days
    if partner.lead_days is not None:
        return float(partner.lead_days)
    # Where nothing tells how far it is: as from Europe, the shortest that could be.
    known = way.days if way is not None else None
    return float(known.central if known is not None else world[NEAREST].central)
