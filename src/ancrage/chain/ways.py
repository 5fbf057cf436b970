"""The way of each supplier's goods, and the passages in alarm: what the rooms of suppliers and of stock share."""

from __future__ import annotations

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

_MODES: Mapping[str, Mode] = {"sea": "sea", "road": "road", "air": "air"}


def exposures(of: Supply, world: World) -> dict[int, Exposure]:
    """The way of the goods of each supplier whose country is known, by its number."""
    return {
        number: _exposure(partner, of.home_port, world)
        for number, partner in of.partners.items()
        if partner.country
    }


def _exposure(partner: Partner, home: str, world: World) -> Exposure:
    country = partner.country or ""
    port = port_named(partner.port, country) if partner.port else None
    return exposure(
        str(partner.number),
        country,
        home,
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
