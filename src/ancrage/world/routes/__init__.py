"""Sea routes: how far, through which straits and canals, how many days, and what is left when one closes.

In: codes of ports (UN/LOCODE) and of passages. Out: `Route`, or None where there is no way: never a distance of zero.
"""

from ancrage.world.routes.passages import PASSAGES, Passage
from ancrage.world.routes.ports import Port, port_named, ports, reference_port
from ancrage.world.routes.voyage import (
    Days,
    Detour,
    Route,
    detours,
    door_days,
    rerouted,
    route,
    sailing_days,
)

__all__ = [
    "PASSAGES",
    "Days",
    "Detour",
    "Passage",
    "Port",
    "Route",
    "detours",
    "door_days",
    "port_named",
    "ports",
    "reference_port",
    "rerouted",
    "route",
    "sailing_days",
]
