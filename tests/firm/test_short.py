"""Suppliers that send less than was asked: what is waited for, and what it says of their lead times."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ancrage.firm.supply.positions import Supply
from goods import TODAY, came, firm, of, ordered

TAKES = [12, 14, 16, 13, 15]


def orders(share: float, rest_after: int | None) -> Supply:
    """An order of 100 every 15 days for two years; `share` of it in a fortnight, the rest so many days later, or never."""
    asked, in_ = [], []
    for n in range(49):
        day = TODAY - timedelta(days=735 - 15 * n)
        first = day + timedelta(days=TAKES[n % 5])
        asked.append(ordered(str(n), day.isoformat(), 100))
        days = [(first, 100 * share)]
        if rest_after is not None:
            days.append((first + timedelta(days=rest_after), 100 * (1 - share)))
        in_ += [
            came(str(n), when.isoformat(), units) for when, units in days if when < TODAY and units
        ]
    return of(firm(purchase_orders=asked, receipts=in_))


def test_who_always_sends_nine_of_ten_is_not_late_for_the_tenth() -> None:
    found = orders(0.9, None)
    (number,) = found.partners
    law = found.law_of(number)
    assert law is not None
    assert law.alarm is None
    assert law.now_days == law.usual_days == pytest.approx(14, abs=0.6)
    states = found.followed.lines["state"].to_list()
    assert states[:44] == ["short"] * 44
    # More than a fortnight after the last of it came nobody waits for the rest: it came 31 days ago, then 14, then 2.
    left = dict(found.followed.lines.select("order", "left").rows())
    assert (left["46"], left["47"], left["48"]) == (0.0, 10.0, 10.0)


def test_who_sends_the_rest_later_is_waited_for() -> None:
    found = orders(0.5, 25)
    waiting = found.followed.lines.filter(found.followed.lines["left"] > 0)
    # Half of what was ordered 30 and 15 days ago is still to come.
    assert waiting.select("order", "left").rows() == [("47", 50.0), ("48", 50.0)]


def test_who_sent_short_once_is_waited_for_ninety_days() -> None:
    found = of(
        firm(
            purchase_orders=[ordered("1", "2025-06-01", 100)],
            receipts=[came("1", (TODAY - timedelta(days=80)).isoformat(), 40)],
        )
    )
    assert found.followed.lines["left"].to_list() == [60.0]
