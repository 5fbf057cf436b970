"""The way of each supplier's goods: port, passages, days; and the map of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

import polars as pl

from ancrage.chain.suppliers.delivery import proof_of_orders
from ancrage.chain.suppliers.risk import Route
from ancrage.exhibits import Map
from ancrage.findings import Evidence
from ancrage.firm import Firm
from ancrage.firm.supply.partners import Partner
from ancrage.firm.supply.positions import Supply
from ancrage.text import Text, t, tn
from ancrage.world import World
from ancrage.world.exposure import Exposure, Mode, exposure
from ancrage.world.routes.ports import port_named
from ancrage.world.ways import Way, listed, ways

# Where goods arrive by sea, as long as nobody says otherwise: the first French port for containers.
HOME_PORT = "FRLEH"
_MODES: Mapping[str, Mode] = {"sea": "sea", "road": "road", "air": "air"}


def exposures(of: Supply, world: World) -> dict[int, Exposure]:
    """The way of the goods of each supplier whose country is known, by its number."""
    return {
        number: _exposure(partner, world)
        for number, partner in of.partners.items()
        if partner.country
    }


def _exposure(partner: Partner, world: World) -> Exposure:
    country = partner.country or ""
    port = port_named(partner.port, country) if partner.port else None
    return exposure(
        str(partner.number),
        country,
        HOME_PORT,
        world,
        mode=_MODES.get(partner.mode or ""),
        port=port.code if port else None,
    )


def routes(found: Mapping[int, Exposure], alarmed: Collection[str]) -> dict[int, Route]:
    """Passages of each supplier, and those of them in alarm."""
    return {
        number: Route(one.passages, tuple(p for p in one.passages if p in alarmed))
        for number, one in found.items()
    }


def suppliers_map(
    firm: Firm, of: Supply, found: Mapping[int, Exposure], alarmed: Collection[str]
) -> Map | None:
    """Where the goods come from; None where no supplier is far enough for a map to say something."""
    abroad = {n: one for n, one in found.items() if one.country != one.destination.country}
    if not abroad:
        return None
    shown = [
        Way(
            one,
            of.partners[number].name,
            of.partners[number].bought_eur or of.partners[number].ordered_eur,
            partial(_orders, firm, of, number),
            alarmed=any(passage in alarmed for passage in one.passages),
        )
        for number, one in abroad.items()
    ]
    points, lines, passages = ways(shown, alarmed=alarmed)
    return Map(
        "suppliers_map",
        t("Par où viennent vos marchandises de l’étranger ?"),
        _answer(abroad),
        t("Achats d’un an"),
        "eur",
        points,
        lines,
        passages,
        t("achats du dernier exercice dans vos comptes, ou commandes de l’année où ils ne le disent pas ; arrivée au Havre et port du pays, sauf si vous en dites d’autres"),
    )  # fmt: skip


def _answer(abroad: Mapping[int, Exposure]) -> Text:
    crossed = dict.fromkeys(p for one in abroad.values() for p in one.passages)
    count = tn("{count} fournisseur à l’étranger", "{count} fournisseurs à l’étranger", len(abroad))
    if not crossed:
        return t("{count}, aucun par un passage maritime étroit.", count=count)
    return t("{count} ; les marchandises venues par mer passent par {passages}.", count=count, passages=listed(tuple(crossed)))  # fmt: skip


def _orders(firm: Firm, of: Supply, number: int) -> tuple[Evidence, ...]:
    return proof_of_orders(firm, of.followed.lines.filter(pl.col("supplier") == number))
