"""Raises of stock: those that studies advised, and what is said of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import Http404
from django.utils import timezone
from ninja import Body, Path, Query, Schema

from ancrage.text import Language
from ancrage.web.api.access import Call, Calls
from ancrage.web.api.errors import Conflict
from ancrage.web.api.given import Given, Page, Paged, Speaks, one_of, paged, spoken
from ancrage.web.goods.due import why
from ancrage.web.goods.models import Raise as Kept
from ancrage.web.goods.models import RaiseState
from ancrage.web.goods.raises import NotNow, may, say
from ancrage.web.goods.raises_shown import sentences
from ancrage.web.people.roles import Permission
from ancrage.web.saying import say as said

calls = Calls(tags=["goods"])
Act = Literal["take", "aside", "end", "prolong", "correct", "undo"]
RaiseId = Annotated[int, Path(ge=0, le=2**62)]


class RaiseOrder(Schema):
    """An order of the item to the supplier, found in the files."""

    day: date
    units: float


class Raise(Schema):
    """A stock raised for a time.

    `units` were asked for; `until` is the day on which it ends, or comes back to be looked at where `review` is true; `taken_from` is
    `owner`, or `files` where `orders` reach the units asked; `due` says why it is to be ended now: `until` (its day is there), `gone`
    (its reason is), or null; `level` is the units under which to order once it has ended; `may` are the acts that it stands.
    """

    id: int
    item: str
    name: str
    supplier: str
    state: Annotated[RaiseState, one_of(RaiseState)]
    units: int
    advised_on: date
    until: date
    review: bool
    reason_gone_on: date | None
    taken_on: date | None
    taken_from: Literal["owner", "files"] | None
    orders: list[RaiseOrder]
    ended_on: date | None
    due: Literal["until", "gone"] | None
    level: int | None
    said: list[str]
    may: list[Act]


class RaiseSaid(Given):
    """What is said of a raise: ordered, not this time, done, prolonged by 90 days, not these orders, or the last word taken back."""

    act: Act


States = Annotated[RaiseState | None, Query(description="Those in this state alone"), one_of(RaiseState)]  # fmt: skip


@calls.call("GET", "/goods/raises", Permission.READ, Paged[Raise])
def list_raises(
    request: Call, state: States = None, page: Page = 1, language: Speaks = None
) -> dict[str, object]:
    """Raises of stock, the next to end first."""
    lang = spoken(request, language)
    found = Kept.objects.order_by("until", "pk")
    rows, told = paged(found.filter(state=state) if state else found, page)
    return {"items": [_raise(one, lang) for one in rows], **told}


@calls.call("POST", "/goods/raises/{raise_id}", Permission.DECIDE, Raise)
def say_raise(
    request: Call, raise_id: RaiseId, saying: Body[RaiseSaid], language: Speaks = None
) -> Raise:
    """Say of a raise: ordered, not this time, done, 90 more days, other orders, taken back. 409: not among its `may`."""
    lang = spoken(request, language)
    try:
        return _raise(say(raise_id, saying.act, request.auth.user.pk), lang)
    except Kept.DoesNotExist:
        raise Http404 from None
    except NotNow as error:
        raise Conflict("this cannot be said of the raise as it stands") from error


def _raise(one: Kept, language: Language) -> Raise:
    today = timezone.localdate()
    names = (
        "item", "name", "supplier", "units", "advised_on", "until", "review", "taken_on", "orders", "ended_on", "level",
    )  # fmt: skip
    return Raise.model_validate(
        {
            **{name: getattr(one, name) for name in names},
            "id": one.pk,
            "state": RaiseState(one.state),
            "reason_gone_on": one.gone_on,
            "taken_from": one.taken_from or None,
            "due": why(one, today) or None,
            "said": [said(text, language) for text in sentences(one, today)],
            "may": may(one),
        }
    )
