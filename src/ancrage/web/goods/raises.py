"""Raises of stock, kept: brought by studies, taken, set aside, prolonged and ended by people, each of which can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ancrage.web.given import one_line
from ancrage.web.goods.coming_back import tell_on
from ancrage.web.goods.following import LONGER, SAME, asked_more, ends_on, reached
from ancrage.web.goods.models import Raise, RaiseState
from ancrage.web.journal.models import note
from ancrage.web.people.models import Firm
from ancrage.web.scope import scoped_firm
from ancrage.web.studies.models import Study

OPEN = (RaiseState.ADVISED, RaiseState.TAKEN)
# What people say changes these, and taking it back restores them.
DAYS = ("until", "taken_on", "counted_from", "kept_on", "ended_on")
KEPT = ("state", "taken_from", "orders", *DAYS)


class NotNow(Exception):
    """This cannot be said of the raise as it stands."""


# What a study brings


def followed() -> list[dict[str, Any]]:
    """The raises that a study is asked about (`compute.raises`)."""
    return [
        {
            "id": one.pk,
            "item_slug": one.item_slug,
            "supplier_slug": one.supplier_slug,
            "supplier_key": one.supplier_key,
            "slow": one.slow,
            "since": (one.counted_from or one.advised_on).isoformat(),
        }
        for one in _alive(timezone.localdate())
    ]


def _alive(day: date) -> list[Raise]:
    """Raises that studies go on speaking of."""
    rows = Raise.objects.exclude(state=RaiseState.ENDED).order_by("pk")
    return [one for one in rows if one.state != RaiseState.ASIDE or not _away(one, day)]


def _away(one: Raise, day: date) -> bool:
    """Whether its advice was gone for so long that another on the same item is a new one."""
    return one.gone_on is not None and day - one.advised_last > SAME


def after(study: Study, told: Mapping[str, Any] | None) -> None:
    """Called with a new study, in its transaction: what it says of raises (`compute.raises`); None where it tells of no goods."""
    if told is None:
        return
    with transaction.atomic():
        _locked()
        rows = {one.pk: one for one in _alive(study.day)}
        anew = {key for key, one in rows.items() if _away(one, study.day)}
        for fact in told["followed"]:
            if fact["id"] in rows:
                _seen(rows[fact["id"]], fact, study.day)
        # One that is open stands for its item, even where an older one was set aside.
        ranked = sorted(rows.values(), key=lambda one: one.state in OPEN)
        by_pair = {(one.item_slug, one.supplier_slug): one for one in ranked}
        for advice in told["advised"]:
            one = by_pair.get((advice["item_slug"], advice["supplier_slug"]))
            new = one is None or one.pk in anew
            _advised(one or Raise(firm_id=scoped_firm()), advice, study.day, new=new)


def _seen(one: Raise, fact: Mapping[str, Any], day: date) -> None:
    """What a study says of a raise that is followed."""
    if fact["level"] is not None:
        one.level = fact["level"]
    if fact["holds"]:
        one.gone_on = None
        one.advised_last = day
    elif fact["holds"] is False and one.gone_on is None:
        one.gone_on = day
    found = reached(one.asked, fact["orders"], one.counted_from)
    if one.state == RaiseState.ADVISED and found is not None:
        one.state, one.taken_from, one.taken_on = RaiseState.TAKEN, "files", found.day
        one.until = ends_on(one.until, found.day, review=one.review)
        one.before = {}
        note(None, "raise.found", one.name)
        tell_on(one.until, day)
    elif one.taken_from == "files" and not one.before and found is None:
        # The import that held the orders was undone, and nobody said anything since.
        one.state, one.taken_from, one.taken_on, one.orders = RaiseState.ADVISED, "", None, []
    if one.taken_from == "files" and found is not None:
        one.orders = [{"day": at.isoformat(), "units": units} for at, units in found.orders]
    one.save()


def _advised(one: Raise, advice: Mapping[str, Any], day: date, *, new: bool) -> None:
    """An advice of a study: kept on a raise that nobody answered; of another, only that it still stands."""
    one.gone_on = None
    if new and one.state == RaiseState.ADVISED:
        one.advised_on, one.asked = day, []
    one.advised_last = day
    one.level = advice["level"]
    if one.state != RaiseState.TAKEN:
        for name, most in (("item", 200), ("name", 200), ("supplier", 200), ("supplier_key", 250)):
            setattr(one, name, one_line(advice[name])[:most])
        one.item_slug, one.supplier_slug = advice["item_slug"], advice["supplier_slug"]
        one.units, one.review, one.slow = advice["units"], advice["review"], advice["slow"]
        one.until = date.fromisoformat(advice["until"])
        said = {name: advice[name] for name in ("units", "by", "until")}
        one.asked = asked_more(one.asked, {"day": day.isoformat(), **said})
    one.save()


# What people say


def say(raise_id: int, act: str, user_id: int, today: date | None = None, seen: str = "") -> Raise:
    """Do what a person says of a raise (`ACTS`).

    Args:
        raise_id: of the raise; of another firm it is not there.
        act: one of ACTS.
        user_id: who says it.
        today: the day, that of the clock where it is not given.
        seen: state and day that the person saw ("taken:2026-03-31"), "" for whatever they are: the same press twice is one.

    Raises:
        NotNow: it does not stand as it was seen, or this cannot be said of it.
        Raise.DoesNotExist: there is no such raise.
    """
    today = today or timezone.localdate()
    with transaction.atomic():
        _locked()
        one: Raise = Raise.objects.get(pk=raise_id)
        if act not in may(one) or (seen and seen != seen_as(one)):
            raise NotNow
        before = _said(one)
        ACTS[act](one, today)
        one.before = {} if act == "undo" else before
        one.said_on, one.said_by_id = today, user_id
        one.save()
        note(user_id, SAID[act], one.name)
        if one.state == RaiseState.TAKEN:
            tell_on(one.until, today)
    return one


def seen_as(one: Raise) -> str:
    """How a page says what it showed."""
    return f"{one.state}:{one.until}"


def may(one: Raise) -> tuple[str, ...]:
    """What can be said of a raise, the most likely first."""
    acts: tuple[str, ...] = {
        RaiseState.ADVISED: ("take", "aside"),
        RaiseState.TAKEN: ("end", "prolong"),
        RaiseState.ASIDE: ("take",),
    }.get(RaiseState(one.state), ())
    if one.state == RaiseState.TAKEN and one.taken_from == "files":
        acts += ("correct",)
    return acts + (("undo",) if one.before else ())


def _take(one: Raise, today: date) -> None:
    _only_open(one)
    one.state, one.taken_from, one.taken_on, one.orders = RaiseState.TAKEN, "owner", today, []
    one.until = ends_on(one.until, today, review=one.review)


def _aside(one: Raise, _: date) -> None:
    one.state = RaiseState.ASIDE


def _end(one: Raise, today: date) -> None:
    one.state, one.ended_on = RaiseState.ENDED, today


def _prolong(one: Raise, today: date) -> None:
    one.until, one.kept_on = max(one.until, today) + LONGER, today


def _correct(one: Raise, today: date) -> None:
    """Orders found so far are not it; later ones may be."""
    last = max((date.fromisoformat(order["day"]) for order in one.orders), default=today)
    one.counted_from = last + timedelta(days=1)
    one.state, one.taken_from, one.taken_on, one.orders = RaiseState.ADVISED, "", None, []


def _undo(one: Raise, _: date) -> None:
    if one.before["state"] in OPEN:
        _only_open(one)
    for name in KEPT:
        value = one.before[name]
        setattr(one, name, date.fromisoformat(value) if value and name in DAYS else value)


ACTS: Mapping[str, Callable[[Raise, date], None]] = {
    "take": _take,
    "aside": _aside,
    "end": _end,
    "prolong": _prolong,
    "correct": _correct,
    "undo": _undo,
}
SAID: Mapping[str, str] = {
    "take": "raise.taken",
    "aside": "raise.aside",
    "end": "raise.ended",
    "prolong": "raise.prolonged",
    "correct": "raise.corrected",
    "undo": "raise.undone",
}


def _only_open(one: Raise) -> None:
    """Make room for a raise that opens again: an advice on the same item that nobody answered is this one. Raises NotNow."""
    others = Raise.objects.filter(item_slug=one.item_slug, supplier_slug=one.supplier_slug, state__in=OPEN).exclude(pk=one.pk)  # fmt: skip
    for other in others:
        if other.state == RaiseState.TAKEN or other.before:
            raise NotNow
        other.delete()


def _said(one: Raise) -> dict[str, Any]:
    """What taking back restores."""
    values = {name: getattr(one, name) for name in KEPT}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}  # fmt: skip


def _locked() -> None:
    """One change at a time to the raises of a firm."""
    Firm.objects.select_for_update().get()
