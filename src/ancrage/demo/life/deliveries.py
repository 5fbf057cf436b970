"""What came in, item by item: most orders at once, some in two times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from ancrage.demo import hidden
from ancrage.demo.days import banking_day
from ancrage.demo.draws import stream
from ancrage.demo.records import Delivery, PurchaseOrder, Receipt

_SPLIT_SHARE: Final = 0.12
"""Part of the orders of which something comes first."""

_AHEAD_DAYS: Final = (3, 12)
_FIRST_PART: Final = (0.4, 0.7)


def deliveries(
    seed: int, orders: Iterable[PurchaseOrder], receipts: Iterable[Receipt]
) -> tuple[Delivery, ...]:
    """Units of each item of each order by day, in order of time.

    The last delivery of an order is its receipt, on which it is billed. What comes first is on the
    shelves of the same year, so that what is counted on its last day does not change.
    """
    by_number = {order.number: order for order in orders}
    found: list[Delivery] = []
    for receipt in receipts:
        found += _of_order(seed, by_number[receipt.order], receipt)
    return tuple(sorted(found, key=lambda one: (one.day, one.order, one.item)))


def _of_order(seed: int, order: PurchaseOrder, receipt: Receipt) -> Iterator[Delivery]:
    first_day, parts = _first_part(seed, order, receipt.received_on)
    for line in order.lines:
        came = parts.get(line.item, 0)
        if came:
            yield Delivery(order.number, order.supplier, first_day, line.item, came)
        if line.quantity > came:
            left = line.quantity - came
            yield Delivery(order.number, order.supplier, receipt.received_on, line.item, left)


def _first_part(seed: int, order: PurchaseOrder, complete: date) -> tuple[date, dict[str, int]]:
    """Day and units of what came before the rest; nothing for most orders, nor for a container."""
    rng = stream(seed, "deliveries", order.number)
    ahead = int(rng.integers(*_AHEAD_DAYS))
    day = banking_day(complete - timedelta(days=ahead))
    possible = order.ordered_on + timedelta(days=2) <= day < complete and day.year == complete.year
    if order.supplier == hidden.IMPORT_SUPPLIER or not possible or rng.random() >= _SPLIT_SHARE:
        return complete, {}
    part = rng.uniform(*_FIRST_PART)
    if len(order.lines) == 1:
        (line,) = order.lines
        return day, {line.item: int(line.quantity * part)}
    whole = order.lines[: max(1, round(len(order.lines) * part))]
    return day, {line.item: line.quantity for line in whole[: len(order.lines) - 1]}
