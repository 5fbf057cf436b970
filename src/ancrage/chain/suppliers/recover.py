"""How long until a supplier that stopped delivers again: as the firm says, else a default for its country and transport."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ancrage.firm.supply.partners import Partner
from ancrage.firm.supply.positions import Supply
from ancrage.world import World

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


def recoveries(of: Supply, world: World) -> dict[int, Recovery]:
    """Recovery of each supplier, by number.

    The default is the length of an interruption as observed in a large survey, then the time that the supplier's goods
    take to come, which holds its distance and its means of transport.
    """
    return {number: _recovery(of, partner, world) for number, partner in of.partners.items()}


def _recovery(of: Supply, partner: Partner, world: World) -> Recovery:
    if partner.recover_days is not None:
        days = float(partner.recover_days)
        return Recovery(days, days, days, "list")
    stop, lead = world[STOP], _lead(of, partner, world)
    return Recovery(stop.low + lead, stop.central + lead, stop.high + lead, "default")


def _lead(of: Supply, partner: Partner, world: World) -> float:
    law = of.law_of(partner.number)
    if law is not None:
        return law.usual_days
    # Nothing tells how far it is: as from Europe, the shortest that could be.
    return float(partner.lead_days if partner.lead_days is not None else world[NEAREST].central)
