"""Raises of stock from one study to the next: the rule for orders found in files, and what no study may overwrite."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from cast import Cast

from ancrage.web.goods import raises
from ancrage.web.goods.due import come_back, why
from ancrage.web.goods.following import asked_more, due, ends_on, reached
from ancrage.web.models import Event, Raise, Study
from ancrage.web.scope import firm_scope

DAY = date(2026, 1, 5)
ASKED = {"day": "2026-01-05", "units": 120, "by": "2026-01-20", "until": "2026-04-05"}


@pytest.mark.parametrize(
    ("orders", "since", "day"),
    [
        ([("2026-01-05", 120)], None, "2026-01-05"),  # on the day of the advice
        ([("2026-01-04", 120)], None, None),  # the day before: nobody had read it
        ([("2026-02-03", 120)], None, "2026-02-03"),  # 14 days after the day by which to order
        ([("2026-02-04", 120)], None, None),  # one day later, usual orders go on
        ([("2026-01-06", 119)], None, None),
        ([("2026-01-06", 70), ("2026-01-30", 50)], None, "2026-01-30"),  # in two orders
        ([("2026-01-06", 80), ("2026-02-20", 80)], None, None),  # two usual orders, six weeks apart
        ([("2026-01-06", 120)], date(2026, 1, 7), None),  # the owner said that it is not this one
        ([("2026-01-06", 120), ("2026-01-09", 130)], date(2026, 1, 7), "2026-01-09"),
        ([], None, None),
    ],
)
def test_orders_reach_what_was_asked_in_time_or_not(orders: Any, since: date | None, day: str | None) -> None:  # fmt: skip
    found = reached([ASKED], orders, since)
    assert (found.day.isoformat() if found else None) == day


def test_each_advice_is_held_against_the_orders_placed_after_it() -> None:
    later = ASKED | {"day": "2026-01-12", "units": 40, "by": "2026-01-20"}
    partial = [("2026-01-08", 80), ("2026-01-15", 40)]
    found = reached([ASKED, later], partial)
    assert found is not None
    assert (found.day, found.units) == (date(2026, 1, 15), 120)  # of the older: 80 + 40
    alone = reached([later], partial)
    assert alone is not None
    assert alone.orders == ((date(2026, 1, 15), 40.0),)


def test_with_old_files_the_time_to_order_begins_when_the_advice_is_read() -> None:
    old = ASKED | {"by": "2025-02-01"}
    assert reached([old], [("2026-01-19", 120)]) is not None
    assert reached([old], [("2026-01-20", 120)]) is None


def test_the_same_advice_again_is_not_kept_twice() -> None:
    again = ASKED | {"day": "2026-01-06"}
    assert asked_more([ASKED], again) == [ASKED]
    assert asked_more([ASKED], again | {"units": 130}) == [ASKED, again | {"units": 130}]
    many: list[Any] = []
    for units in range(100):
        many = asked_more(many, ASKED | {"units": units})
    assert [one["units"] for one in many] == list(range(40, 100))


def test_when_a_raise_comes_back() -> None:
    until = date(2026, 4, 5)
    assert due(until, None, None, date(2026, 4, 4)) == ""
    assert due(until, None, None, until) == "until"
    assert due(until, date(2026, 2, 1), None, date(2026, 2, 1)) == "gone"
    assert (
        due(until, date(2026, 2, 1), date(2026, 2, 2), date(2026, 2, 3)) == ""
    )  # kept, knowing it
    assert due(until, date(2026, 2, 1), date(2026, 2, 2), until) == "until"
    assert ends_on(until, DAY, review=True) == until
    assert ends_on(DAY, DAY, review=False) == DAY
    assert ends_on(DAY, DAY, review=True) == date(2026, 4, 5)  # 26 + 28 + 31 + 5 = 90 days


# From one study to the next

LAMP: dict[str, Any] = {
    "item": "B2", "item_slug": "b2-1", "name": "Lanterne", "supplier": "Ningbo", "supplier_slug": "ningbo-1",
    "supplier_key": "parties:f1:ningbo", "units": 120, "by": "2026-01-20", "until": "2026-04-05", "review": True, "slow": True,
    "level": 44,
}  # fmt: skip


@pytest.fixture
def of(plain: Cast, db: None) -> Any:
    """A firm in scope."""
    with firm_scope(plain.firm.pk):
        yield plain


def study(
    of: Cast, day: date, *advised: dict[str, Any], holds: bool | None = True, orders: Any = ()
) -> None:
    """A study of that day, as the child writes what it says of raises."""
    done = Study.objects.create(firm=of.firm, day=day, summary={})
    followed = [
        {"id": each["id"], "holds": holds, "level": 50, "orders": [list(one) for one in orders]}
        for each in raises.followed()
    ]
    raises.after(done, {"advised": list(advised), "followed": followed})


def state() -> list[tuple[str, int, date]]:
    return list(Raise.objects.order_by("pk").values_list("state", "units", "until"))


def test_a_later_study_updates_an_advice_and_never_makes_a_second(of: Cast) -> None:
    study(of, DAY, LAMP)
    study(of, DAY + timedelta(days=7), LAMP | {"units": 140, "until": "2026-04-12"})
    one = Raise.objects.get()
    assert (one.state, one.units, one.until) == ("advised", 140, date(2026, 4, 12))
    assert (one.advised_on, one.advised_last) == (DAY, DAY + timedelta(days=7))
    assert [asked["units"] for asked in one.asked] == [120, 140]


def test_what_was_ordered_keeps_its_day_whatever_later_studies_say(of: Cast) -> None:
    study(of, DAY, LAMP)
    raises.say(Raise.objects.get().pk, "take", of.owner.pk, DAY)
    study(of, DAY + timedelta(days=60), LAMP | {"units": 300, "until": "2026-06-05"})
    assert state() == [("taken", 120, date(2026, 4, 5))]
    assert Raise.objects.get().gone_on is None
    assert not come_back(date(2026, 4, 4))
    assert [one.pk for one in come_back(date(2026, 4, 5))] == [Raise.objects.get().pk]


def test_what_was_set_aside_stays_so_until_its_reason_was_long_away(of: Cast) -> None:
    study(of, DAY, LAMP)
    raises.say(Raise.objects.get().pk, "aside", of.owner.pk, DAY)
    study(of, DAY + timedelta(days=300), LAMP)  # still the same reason
    assert [one[0] for one in state()] == ["aside"]
    study(of, DAY + timedelta(days=310), holds=False)
    study(of, DAY + timedelta(days=390), LAMP)  # it was away for 90 days since day 300
    assert [one[0] for one in state()] == ["aside"]
    study(of, DAY + timedelta(days=400), holds=False)
    study(of, DAY + timedelta(days=500), LAMP, holds=None)
    assert [one[0] for one in state()] == ["aside", "advised"]


def test_an_advice_that_is_gone_is_kept_for_what_may_still_be_found(of: Cast) -> None:
    study(of, DAY, LAMP)
    study(of, DAY + timedelta(days=14), holds=False)
    assert Raise.objects.get().gone_on == DAY + timedelta(days=14)
    study(of, DAY + timedelta(days=21), LAMP)
    one = Raise.objects.get()
    assert (one.gone_on, one.advised_on) == (None, DAY)


def test_a_reason_that_is_gone_brings_the_raise_back_early_and_one_unknown_does_not(of: Cast) -> None:  # fmt: skip
    study(of, DAY, LAMP)
    raises.say(Raise.objects.get().pk, "take", of.owner.pk, DAY)
    study(of, DAY + timedelta(days=10), holds=None)
    assert not come_back(DAY + timedelta(days=10))
    study(of, DAY + timedelta(days=20), holds=False)
    (one,) = come_back(DAY + timedelta(days=20))
    assert (why(one, DAY + timedelta(days=20)), one.level) == ("gone", 50)
    study(of, DAY + timedelta(days=30), holds=True)  # it comes back: nothing to end
    assert not come_back(DAY + timedelta(days=30))


def test_orders_found_are_taken_said_of_nobody_and_lost_again_with_their_import(of: Cast) -> None:
    study(of, DAY, LAMP)
    study(of, DAY + timedelta(days=20), orders=[("2026-01-12", 150)])
    one = Raise.objects.get()
    assert (one.state, one.taken_from, one.taken_on) == ("taken", "files", date(2026, 1, 12))
    assert one.orders == [{"day": "2026-01-12", "units": 150.0}]
    assert (Event.objects.latest("pk").action, Event.objects.latest("pk").user) == ("raise.found", None)  # fmt: skip
    study(of, DAY + timedelta(days=21))
    one = Raise.objects.get()
    assert (one.state, one.taken_from, one.taken_on, one.orders) == ("advised", "", None, [])


def test_orders_that_are_not_it_are_not_found_again_and_later_ones_are(of: Cast) -> None:
    study(of, DAY, LAMP)
    found = [("2026-01-12", 150)]
    study(of, DAY + timedelta(days=10), orders=found)
    key = Raise.objects.get().pk
    raises.say(key, "correct", of.owner.pk, DAY + timedelta(days=11))
    study(of, DAY + timedelta(days=12), orders=found)
    assert Raise.objects.get().state == "advised"
    study(of, DAY + timedelta(days=20), orders=[*found, ("2026-01-18", 120)])
    assert Raise.objects.get().orders == [{"day": "2026-01-18", "units": 120.0}]


def test_what_the_owner_prolonged_does_not_go_when_an_import_is_undone(of: Cast) -> None:
    study(of, DAY, LAMP)
    study(of, DAY + timedelta(days=10), orders=[("2026-01-12", 150)])
    raises.say(Raise.objects.get().pk, "prolong", of.owner.pk, DAY + timedelta(days=11))
    study(of, DAY + timedelta(days=12))
    assert state() == [("taken", 120, date(2026, 7, 4))]  # 5 April and 90 days: 25 + 31 + 30 + 4


def test_a_raise_ended_then_advised_again_is_another_and_taking_back_the_end_is_the_first(
    of: Cast,
) -> None:
    study(of, DAY, LAMP)
    first = Raise.objects.get().pk
    raises.say(first, "take", of.owner.pk, DAY)
    raises.say(first, "end", of.owner.pk, DAY + timedelta(days=90))
    study(of, DAY + timedelta(days=91), LAMP)
    assert [one[0] for one in state()] == ["ended", "advised"]
    raises.say(first, "undo", of.owner.pk, DAY + timedelta(days=92))
    assert Raise.objects.get().pk == first
    raises.say(first, "end", of.owner.pk, DAY + timedelta(days=93))
    study(of, DAY + timedelta(days=94), LAMP)
    raises.say(Raise.objects.exclude(pk=first).get().pk, "take", of.owner.pk, DAY + timedelta(days=95))  # fmt: skip
    with pytest.raises(raises.NotNow):  # what was said of the second is not lost
        raises.say(first, "undo", of.owner.pk, DAY + timedelta(days=96))
    assert [one[0] for one in state()] == ["ended", "taken"]


def test_nothing_known_of_goods_changes_nothing(of: Cast) -> None:
    study(of, DAY, LAMP)
    raises.after(Study.objects.create(firm=of.firm, day=DAY, summary={}), None)
    assert state() == [("advised", 120, date(2026, 4, 5))]


@pytest.mark.parametrize(
    ("said", "then"),
    [
        (("end",), "advised"), (("prolong",), "advised"), (("correct",), "advised"), (("undo",), "advised"),
        (("take", "take"), "taken"), (("take", "aside"), "taken"), (("take", "correct"), "taken"),
        (("take", "end", "take"), "ended"), (("aside", "end"), "aside"), (("nonsense",), "advised"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_changes_nothing(of: Cast, said: tuple[str, ...], then: str) -> None:
    study(of, DAY, LAMP)
    key = Raise.objects.get().pk
    for act in said[:-1]:
        raises.say(key, act, of.owner.pk, DAY)
    events = Event.objects.count()
    with pytest.raises(raises.NotNow):
        raises.say(key, said[-1], of.owner.pk, DAY)
    assert Raise.objects.get().state == then
    assert Event.objects.count() == events


def test_each_word_can_be_taken_back_once(of: Cast) -> None:
    study(of, DAY, LAMP)
    key = Raise.objects.get().pk
    before = Raise.objects.values().get()
    for act in ("take", "aside"):
        raises.say(key, act, of.owner.pk, DAY)
        raises.say(key, "undo", of.owner.pk, DAY)
        after = Raise.objects.values().get()
        assert {k: v for k, v in after.items() if not k.startswith("said_")} == {
            k: v for k, v in before.items() if not k.startswith("said_")
        }
    raises.say(key, "take", of.owner.pk, DAY)
    raises.say(key, "prolong", of.owner.pk, DAY)
    assert state()[0][2] == date(2026, 7, 4)
    raises.say(key, "undo", of.owner.pk, DAY)
    assert state() == [("taken", 120, date(2026, 4, 5))]
    with pytest.raises(raises.NotNow):
        raises.say(key, "undo", of.owner.pk, DAY)
