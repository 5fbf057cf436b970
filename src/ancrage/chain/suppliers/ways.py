"""What each supplier's goods go through, for its score, and the map of their ways."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

import polars as pl

from ancrage.chain.suppliers.delivery import proof_of_orders
from ancrage.chain.suppliers.risk import Route
from ancrage.exhibits import Map
from ancrage.findings import Evidence
from ancrage.firm import Firm
from ancrage.firm.supply.positions import Supply
from ancrage.text import Text, t, tn
from ancrage.world.exposure import Exposure
from ancrage.world.routes import ports
from ancrage.world.ways import Way, listed, ways


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
        t(
            "achats du dernier exercice dans vos comptes, ou commandes de l’année où ils ne le disent pas ; arrivée : {port} ; départ du premier port du pays, sauf si vous en dites un autre",
            port=ports()[of.home_port].name,
        ),
    )  # fmt: skip


def _answer(abroad: Mapping[int, Exposure]) -> Text:
    crossed = dict.fromkeys(p for one in abroad.values() for p in one.passages)
    count = tn("{count} fournisseur à l’étranger", "{count} fournisseurs à l’étranger", len(abroad))
    if not crossed:
        return t("{count}, aucun par un passage maritime étroit.", count=count)
    return t("{count} ; les marchandises venues par mer passent par {passages}.", count=count, passages=listed(tuple(crossed)))  # fmt: skip


def _orders(firm: Firm, of: Supply, number: int) -> tuple[Evidence, ...]:
    return proof_of_orders(firm, of.followed.lines.filter(pl.col("supplier") == number))
