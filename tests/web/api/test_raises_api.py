"""Raises of stock through the API: listed, and each thing that is said of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from cast import Cast
from django.utils import timezone
from programs import Program, program

from ancrage.web.models import Event, Raise
from ancrage.web.scope import firm_scope

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


@pytest.fixture
def kept(plain: Cast, monkeypatch: pytest.MonkeyPatch) -> Raise:
    """A raise advised on that day, which is today."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    with firm_scope(plain.firm.pk):
        one: Raise = Raise.objects.create(
            firm=plain.firm, item="B2", item_slug="b2-1", name="Lanterne", supplier="Ningbo", supplier_slug="ningbo-1",
            supplier_key="n", units=120, advised_on=DAY, advised_last=DAY, until=DAY + timedelta(days=90), review=True, level=44,
        )  # fmt: skip
    return one


def say(ours: Program, key: int, act: str, status: int = 200) -> Any:
    return ours.ask("POST", f"/goods/raises/{key}?language=en", {"act": act}, status=status)


def test_what_is_said_of_a_raise_and_taken_back(plain: Cast, kept: Raise) -> None:
    ours = program(plain.firm, plain.member)
    (one,) = ours.get("/goods/raises?language=en")["items"]
    assert one == {
        "id": kept.pk, "item": "B2", "name": "Lanterne", "supplier": "Ningbo", "state": "advised", "units": 120,
        "advised_on": "2026-01-05", "until": "2026-04-05", "review": True, "reason_gone_on": None, "taken_on": None,
        "taken_from": None, "orders": [], "ended_on": None, "due": None, "level": 44,
        "said": ["Raise advised on 5 January 2026: 120 units, until 5 April 2026."], "may": ["take", "aside"],
    }  # fmt: skip
    taken = say(ours, kept.pk, "take")
    assert (taken["state"], taken["taken_from"], taken["taken_on"]) == ("taken", "owner", "2026-01-05")  # fmt: skip
    assert taken["may"] == ["end", "prolong", "undo"]
    assert say(ours, kept.pk, "prolong")["until"] == "2026-07-04"
    assert say(ours, kept.pk, "undo")["until"] == "2026-04-05"
    assert say(ours, kept.pk, "end")["ended_on"] == "2026-01-05"
    assert say(ours, kept.pk, "prolong", 409)["detail"]
    with firm_scope(plain.firm.pk):
        assert list(Event.objects.order_by("pk").filter(action__startswith="raise.").values_list("action", "user_id")) == [
            (f"raise.{said}", plain.member.pk) for said in ("taken", "prolonged", "undone", "ended")
        ]  # fmt: skip


def test_one_state_alone_and_what_is_due(plain: Cast, kept: Raise) -> None:
    ours = program(plain.firm, plain.reader)
    assert ours.get("/goods/raises?state=taken")["count"] == 0
    with firm_scope(plain.firm.pk):
        Raise.objects.update(state="taken", taken_on=DAY, taken_from="files", until=DAY, orders=[{"day": "2026-01-05", "units": 130.0}])  # fmt: skip
    (one,) = ours.get("/goods/raises?state=taken")["items"]
    assert (one["due"], one["orders"]) == ("until", [{"day": "2026-01-05", "units": 130.0}])
    assert one["may"] == ["end", "prolong", "correct"]
    assert ours.call("GET", "/goods/raises?state=lost").status_code == 422


def test_what_is_not_there_or_not_theirs(plain: Cast, kept: Raise) -> None:
    ours, theirs = program(plain.firm, plain.owner), program(plain.other, plain.stranger)
    assert theirs.get("/goods/raises")["count"] == 0
    say(theirs, kept.pk, "take", 404)
    say(ours, kept.pk + 1, "take", 404)
    say(ours, kept.pk, "sell", 422)
    assert ours.ask("POST", f"/goods/raises/{kept.pk}", {"act": "take", "x": 1}, status=422)
    with firm_scope(plain.firm.pk):
        assert Raise.objects.get().state == "advised"
