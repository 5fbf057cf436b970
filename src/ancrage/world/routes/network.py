"""Shortest paths through the sea network of searoute, which is loaded at the first question only.

Source: searoute 1.6 (Gent Halili, Apache-2.0), on the maritime network of Eurostat's SeaRoute. Its own `searoute()` is not
called: it gives a blocked route a length of zero, loses the order of passages, and assumes 24 knots.
"""

from __future__ import annotations

import itertools
import math
from functools import lru_cache
from threading import Lock
from typing import Any

from ancrage.world.lines import Point, simplified
from ancrage.world.routes.passages import NEVER, PASSAGES
from ancrage.world.routes.ports import Port

TOLERANCE = 0.2  # degrees by which the line drawn may leave the path
_ONE_AT_A_TIME = Lock()  # what is closed is a state of the network


def sail(
    origin: Port, destination: Port, closed: frozenset[str]
) -> tuple[float, tuple[str, ...], tuple[Point, ...]] | None:
    """Nautical miles, passages in the order of sailing, and a line to draw, from port to port, to a tenth of a degree.

    The distance runs between the points of the network nearest to the ports, and is never under the straight line
    between the ports themselves. None where every way is closed.
    """
    from searoute.utils import distance_length, normalize_linestring  # noqa: PLC0415 (heavy)

    ends = (origin.lon, origin.lat), (destination.lon, destination.lat)
    with _ONE_AT_A_TIME:
        network = _network()
        network.restrictions = closed | NEVER
        length, path = network.shortest_path(*ends)
    if math.isinf(length):  # the network is in one piece: what is closed is infinitely long
        return None
    miles = max(distance_length(path, "naut"), distance_length(ends, "naut"))
    passages: list[str] = []
    for before, after in itertools.pairwise(path):
        passage = network.get_edge_data(before, after).get("passage")
        if passage in PASSAGES and passage not in passages:
            passages.append(passage)
    line: list[Point] = [ends[0]]
    for point in (*path, ends[1]):
        line.append(normalize_linestring(line[-1], point))
    return round(miles, 1), tuple(passages), _drawn(line)


@lru_cache(maxsize=1)
def _network() -> Any:
    """The network, with the straits that it does not name marked on the edges that cross them."""
    from searoute.searoute import setup_M  # noqa: PLC0415 (heavy)

    network = setup_M(None)
    gates = [(code, p.gate) for code, p in PASSAGES.items() if p.gate]
    for start, end, data in list(network.edges(data=True)):
        if "passage" not in data and abs(start[0] - end[0]) < 180:
            for code, (left, right) in gates:
                if _cross(start, end, left, right):  # each way has data of its own
                    network[start][end]["passage"] = network[end][start]["passage"] = code
    return network


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _drawn(line: list[Point]) -> tuple[Point, ...]:
    kept = simplified(line, TOLERANCE)
    return tuple((round(lon, 1), round(lat, 1)) for lon, lat in kept)
