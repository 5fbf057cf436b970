"""Who is who among suppliers, customers and items: what to look at, what was put together, what is said of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Body, Path, Query, Schema, Status
from pydantic import Field

from ancrage.web.api.access import Call, Calls
from ancrage.web.api.errors import Unfit
from ancrage.web.api.given import Given, Page, Speaks, spoken
from ancrage.web.identities import service
from ancrage.web.identities.among import Among, among_of
from ancrage.web.identities.models import IdentityDecision
from ancrage.web.people.roles import Permission
from ancrage.web.studies.pages import page as page_of

calls = Calls(tags=["identities"])
Of = Annotated[Among, Query(description="Of what: suppliers without it")]
Shown = Annotated[Among, Path(description="Of what")]
DecisionId = Annotated[int, Path(ge=0, le=2**63 - 1)]
Key = Annotated[
    str, Field(min_length=1, max_length=200)
]  # `firm.identities.keys.LONGEST`, without loading what computes


class Spelling(Schema):
    """One way of writing: in which table (`parties` for the books), in which files (20 are named at most).

    `code` is the account of a party, the reference of an item.
    """

    key: str
    name: str
    code: str
    barcode: str
    table: str
    files: list[str]
    file_count: int


class Amount(Schema):
    """Euros before tax, null where nothing knows; `amount_of` tells whether bought or sold.

    Of suppliers and customers the books say it, all fiscal years; of items shops do, or else invoices and orders.
    """

    amount_eur: float | None
    amount_of: Literal["purchases", "sales"] | None


class PairSide(Spelling, Amount):
    """A side of a question, with other spellings of the same."""

    also: list[str]


class Pair(Schema):
    """Two that may be one: the chance of it (0 to 1), and the reason."""

    a: PairSide
    b: PairSide
    chance: float
    reason: str


class SaidOfPair(Schema):
    """What a person said of two rows, by their keys: one, or two."""

    id: int
    among: Among
    a: str
    b: str
    a_said: str
    b_said: str
    same: bool
    said_at: datetime


class Identities(Schema):
    """The most useful questions of the last study, those that are answered included.

    `count` is how many there are, `total` how many suppliers, customers or items.
    """

    questions: list[Pair]
    count: int
    total: int
    decisions: list[SaidOfPair]


class TiedSpelling(Spelling):
    """A way of writing, tied to another one (`a` and `b`, null where nothing ties it without asking) for a reason."""

    a: str | None
    b: str | None
    reason: str | None


class Identity(Amount):
    """A supplier, customer or item that is written several ways."""

    name: str
    rows: list[TiedSpelling]


class IdentityPage(Schema):
    """One page of those that are written several ways, 20 at most."""

    items: list[Identity]
    page: int
    pages: int
    count: int


class Saying(Given):
    """Keys of two rows of one kind, and whether they are one supplier, customer or item, or two."""

    a: Key
    b: Key
    same: bool


@calls.call("GET", "/identities", Permission.READ, Identities)
def get_identities(
    request: Call, among: Of = "suppliers", language: Speaks = None
) -> dict[str, Any]:
    """Pairs of suppliers, customers or items to look at, and what is said. 404 before the first study."""
    found = page_of(f"who:{among}", spoken(request, language))
    if found is None:
        raise Http404
    return {**found, "decisions": [_decision(each) for each in service.decisions(among)]}


@calls.call("POST", "/identities/decisions", Permission.DECIDE, SaidOfPair)
def say_identity(request: Call, saying: Body[Saying]) -> SaidOfPair:
    """Say that two rows of the last study are one, or two; the firm is studied again. 422: no such two rows of one kind."""
    try:
        kept = service.say_who(saying.a, saying.b, request.auth.user.pk, same=saying.same)
    except service.NotKnown as error:
        raise Unfit("not two rows of the last study") from error
    return _decision(kept)


@calls.call("DELETE", "/identities/decisions/{decision_id}", Permission.DECIDE, None, 204)
def take_back_identity(request: Call, decision_id: DecisionId) -> Status[None]:
    """Take back what was said of two rows; the firm is studied again."""
    service.take_back(get_object_or_404(IdentityDecision, pk=decision_id), request.auth.user.pk)
    return Status(204, None)


# After the paths above: its parameter would take their place.
@calls.call("GET", "/identities/{among}", Permission.READ, IdentityPage)
def list_identities(
    request: Call, among: Shown, page: Page = 1, language: Speaks = None
) -> dict[str, Any]:
    """Those that are written several ways, and why each way is theirs; a page beyond the last is not found."""
    found = page_of(f"who:{among}:together:{page}", spoken(request, language))
    if found is None:
        raise Http404
    groups = [
        group
        | {
            "rows": [
                row | {name: row[name] or None for name in ("a", "b", "reason")}
                for row in group["rows"]
            ]
        }
        for group in found["groups"]
    ]
    return {"items": groups, **{name: found[name] for name in ("page", "pages", "count")}}


def _decision(each: IdentityDecision) -> SaidOfPair:
    said = {
        name: getattr(each, name)
        for name in ("id", "a", "b", "a_said", "b_said", "same", "said_at")
    }
    return SaidOfPair(among=among_of(each.a), **said)
