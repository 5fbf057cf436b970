"""The way of each supplier's goods, and the passages in alarm: what the rooms of suppliers and of stock share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ancrage.firm.supply.partners import Partner
from ancrage.firm.supply.positions import Supply
from ancrage.world import World
from ancrage.world.exposure import Exposure, Mode, exposure
from ancrage.world.routes import PASSAGES
from ancrage.world.routes.ports import port_named

if TYPE_CHECKING:
    from ancrage.world.signals.now import WorldSignal

# The first port for containers where a firm is, as long as nobody says otherwise: France, and Canada by its currency.
LE_HAVRE = "FRLEH"
_FIRST_PORT: Mapping[str, str] = {"CAD": "CAMTR"}
_MODES: Mapping[str, Mode] = {"sea": "sea", "road": "road", "air": "air"}


def exposures(of: Supply, world: World) -> dict[int, Exposure]:
    """The way of the goods of each supplier whose country is known, by its number.

    Those of which nobody says where they arrive do so where most of the others do, else at the first port of its country.
    """
    home = _home(of)
    return {
        number: _exposure(partner, home, world)
        for number, partner in of.partners.items()
        if partner.country
    }


def _home(of: Supply) -> str:
    said = Counter(
        port.code
        for one in of.partners.values()
        if one.arrival and (port := port_named(one.arrival)) is not None
    )
    return said.most_common(1)[0][0] if said else _FIRST_PORT.get(of.currency, LE_HAVRE)


def _exposure(partner: Partner, home: str, world: World) -> Exposure:
    country = partner.country or ""
    port = port_named(partner.port, country) if partner.port else None
    arrival = port_named(partner.arrival) if partner.arrival else None
    return exposure(
        str(partner.number),
        country,
        arrival.code if arrival else home,
        world,
        mode=_MODES.get(partner.mode or ""),
        port=port.code if port else None,
    )


def falls(world: World) -> dict[str, WorldSignal]:
    """Passages whose traffic has fallen and of which the news is fresh, by code: the greatest fall of each."""
    found: dict[str, WorldSignal] = {}
    for signal in world.signals:
        size = signal.alarm.size_pct
        if signal.stale or signal.passage not in PASSAGES or size >= 0:
            continue
        known = found.get(signal.passage)
        if known is None or size < known.alarm.size_pct:
            found[signal.passage] = signal
    return found
