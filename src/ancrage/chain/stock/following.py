"""The items of a firm as arrays that `whatif` follows: their stock, use, open orders and lead times."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from ancrage.chain.stock.whatif import Floats, Paths
from ancrage.firm.leadtimes.laws import LeadLaw
from ancrage.firm.supply.positions import Supply

ON_THE_WAY = 0.5  # part of the usual lead time after which an order is on the way, and a stop does not hold it


def paths(of: Supply) -> Paths:
    """The items that can be followed: use, stock and lead time are known."""
    laws = {number: law for number in of.partners if (law := of.law_of(number)) is not None}
    known = (
        (pl.col("per_day") > 0)
        & pl.col("on_hand").is_not_null()
        & pl.col("supplier").is_in(list(laws))
    ).fill_null(value=False)
    used = of.positions.filter(pl.col("supplier").is_not_null())
    items = used.filter(known)
    beside = used.filter(~known & (pl.col("per_day").is_null() | (pl.col("per_day") > 0)))
    suppliers = items["supplier"].cast(pl.Int64).to_numpy()
    by_item = {
        item: of.law_for(item, int(number)) or laws[int(number)]
        for item, number in zip(items["item"], suppliers, strict=True)
    }
    arrival, quantity, on_the_way = _arrivals(of, items, laws)
    return Paths(
        tuple(items["item"]),
        tuple(items["name"]),
        items["margin"].fill_null(float("nan")).to_numpy(),
        items["cost"].fill_null(float("nan")).to_numpy(),
        suppliers,
        items["per_day"].to_numpy(),
        items["on_hand"].to_numpy(),
        np.array([law.now_days for law in by_item.values()]),
        arrival,
        quantity,
        on_the_way,
        dict(beside.group_by("supplier", maintain_order=True).len().iter_rows()),
    )


def _arrivals(
    of: Supply, items: pl.DataFrame, laws: Mapping[int, LeadLaw]
) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Days until each open order comes, its units, and whether it is on the way: shape (items, orders)."""
    place = {item: row for row, item in enumerate(items["item"])}
    found: list[list[tuple[float, float, bool]]] = [[] for _ in place]
    for row in of.open_lines.select("item", "supplier", "ordered", "left").iter_rows(named=True):
        law = of.law_for(row["item"], row["supplier"]) if row["supplier"] in laws else None
        if row["item"] not in place or law is None:
            continue
        age = (of.known_until - row["ordered"]).days if row["ordered"] else 0
        on_way = age >= ON_THE_WAY * law.usual_days
        found[place[row["item"]]].append((law.left_days(age), row["left"], on_way))
    width = max((len(one) for one in found), default=0) or 1
    arrival = np.full((len(place), width), np.inf)
    quantity, on_the_way = np.zeros((len(place), width)), np.zeros((len(place), width), dtype=bool)
    for rank, one in enumerate(found):
        for column, (days, units, way) in enumerate(sorted(one)):
            arrival[rank, column], quantity[rank, column], on_the_way[rank, column] = (
                days,
                units,
                way,
            )
    return arrival, quantity, on_the_way
