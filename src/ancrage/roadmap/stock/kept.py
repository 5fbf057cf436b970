"""All that "et si" needs of a firm, as plain data: kept by a page, read again without tables."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from ancrage.chain.stock.whatif import Floats, Paths
from ancrage.roadmap.stock.scenarios import Tie

DIGITS = 4


@dataclass(frozen=True, eq=False)
class Kept:
    """Items to follow, ties of suppliers by number, the day up to which events are known, the currency of amounts."""

    paths: Paths
    ties: dict[int, Tie]
    known_until: date
    currency: str


def pack(kept: Kept) -> dict[str, Any]:
    """Plain data; amounts and days to the fourth decimal."""
    of = kept.paths
    coming = np.isfinite(of.arrival)
    return {
        "known_until": kept.known_until.isoformat(),
        "currency": kept.currency,
        "ties": {str(number): asdict(tie) for number, tie in kept.ties.items()},
        "items": list(of.items),
        "names": list(of.names),
        "suppliers": of.suppliers.tolist(),
        **{name: _told(getattr(of, name)) for name in ("margin", "cost", "per_day", "on_hand", "again")},
        # Each open order of each item: days, units, whether it is on the way.
        "orders": [
            [
                [round(float(of.arrival[row, at]), DIGITS), round(float(of.quantity[row, at]), DIGITS), int(of.on_the_way[row, at])]
                for at in np.flatnonzero(coming[row])
            ]
            for row in range(len(of.items))
        ],
        "beside": {str(number): count for number, count in of.beside.items()},
    }  # fmt: skip


def unpack(data: Mapping[str, Any]) -> Kept:
    """What `pack` wrote."""
    orders = data["orders"]
    shape = (len(orders), max((len(one) for one in orders), default=0) or 1)
    arrival, quantity = np.full(shape, np.inf), np.zeros(shape)
    on_the_way = np.zeros(shape, dtype=bool)
    for row, one in enumerate(orders):
        for at, (days, units, way) in enumerate(one):
            arrival[row, at], quantity[row, at], on_the_way[row, at] = days, units, bool(way)
    paths = Paths(
        tuple(data["items"]), tuple(data["names"]), _floats(data["margin"]), _floats(data["cost"]),
        np.array(data["suppliers"], dtype=np.int64), _floats(data["per_day"]), _floats(data["on_hand"]),
        _floats(data["again"]), arrival, quantity, on_the_way,
        {int(number): count for number, count in data["beside"].items()},
    )  # fmt: skip
    ties = {int(number): Tie(**tie) for number, tie in data["ties"].items()}
    return Kept(paths, ties, date.fromisoformat(data["known_until"]), data["currency"])


def _told(values: Floats) -> list[float | None]:
    return [None if math.isnan(value) else round(value, DIGITS) for value in values.tolist()]


def _floats(values: list[float | None]) -> npt.NDArray[np.float64]:
    return np.array([math.nan if value is None else value for value in values], dtype=np.float64)
