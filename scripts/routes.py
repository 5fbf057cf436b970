"""Write the routes that are shipped: each port to each port of arrival, as passages close, two at a time.

Slow (a minute): the network is asked for thousands of routes. A test compares a sample of the table with the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ancrage.world.lines import encoded
from ancrage.world.routes import ports
from ancrage.world.routes.network import sail
from ancrage.world.routes.table import ARRIVALS, CLOSED_AT_ONCE, Entry, answering

TABLE = Path(__file__).parents[1] / "src" / "ancrage" / "world" / "data" / "routes.csv"


def entries(origin: str, destination: str) -> list[Entry]:
    """Those of two ports: the shortest route, then for each passage that it crosses, the next best, and so on."""
    found: list[Entry] = []
    waiting: list[frozenset[str]] = [frozenset()]
    while waiting:
        closed = waiting.pop(0)
        entry = answering(found, closed)
        if entry is None:
            sailed = sail(ports()[origin], ports()[destination], closed)
            entry = Entry(closed, *(sailed or (None, (), ())))
            found.append(entry)
        if len(closed) < CLOSED_AT_ONCE:
            nexts = (closed | {passage} for passage in entry.passages)
            waiting += [closed for closed in nexts if closed not in waiting]
    return found


def rows() -> Iterator[tuple[str, ...]]:
    """The lines of the table."""
    for destination in ARRIVALS:
        for origin in ports():
            if origin == destination or (origin in ARRIVALS and origin > destination):
                continue
            for e in entries(origin, destination):
                miles = "" if e.miles is None else f"{e.miles:g}"
                closed, passages = " ".join(sorted(e.closed)), " ".join(e.passages)
                yield origin, destination, closed, miles, passages, encoded(e.line)


def main() -> None:
    """Write the table."""
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        print("origin,destination,closed,miles,passages,line", file=stream)
        for row in rows():
            print(",".join(row), file=stream)


if __name__ == "__main__":
    main()
