"""Who is who among suppliers: what to look at, what was put together, what is said of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Body, Path, Schema, Status
from pydantic import Field

from ancrage.web.api.access import Call, Calls
from ancrage.web.api.errors import Unfit
from ancrage.web.api.given import Given, Page, Speaks, spoken
from ancrage.web.identities import service
from ancrage.web.identities.models import IdentityDecision
from ancrage.web.people.roles import Permission
from ancrage.web.studies.pages import page as page_of

calls = Calls(tags=["identities"])
DecisionId = Annotated[int, Path(ge=0, le=2**63 - 1)]
Key = Annotated[
    str, Field(min_length=1, max_length=200)
]  # `firm.identities.keys.LONGEST`, without loading what computes


class Spelling(Schema):
    """One way that a supplier is written: in which table (`parties` for the books), in which files (20 are named at most)."""

    key: str
    name: str
    code: str
    table: str
    files: list[str]
    file_count: int


class PairSide(Spelling):
    """A side of a question: other spellings of the same supplier; euros bought from it before tax, all fiscal years."""

    also: list[str]
    purchases_eur: float | None


class Pair(Schema):
    """Two suppliers that may be one: the chance of it (0 to 1), and the reason."""

    a: PairSide
    b: PairSide
    chance: float
    reason: str


class SaidOfPair(Schema):
    """What a person said of two rows, by their keys: one supplier, or two."""

    id: int
    a: str
    b: str
    a_said: str
    b_said: str
    same: bool
    said_at: datetime


class Identities(Schema):
    """The most useful questions of the last study, those that are answered included; `count` is how many there are."""

    questions: list[Pair]
    count: int
    decisions: list[SaidOfPair]


class TiedSpelling(Spelling):
    """A way of writing, tied to another one (`a` and `b`, null where nothing ties it without asking) for a reason."""

    a: str | None
    b: str | None
    reason: str | None


class Supplier(Schema):
    """A supplier that is written several ways; euros bought from it before tax, all fiscal years."""

    name: str
    purchases_eur: float | None
    rows: list[TiedSpelling]


class SupplierPage(Schema):
    """One page of suppliers that are written several ways, 20 at most."""

    items: list[Supplier]
    page: int
    pages: int
    count: int


class Saying(Given):
    """Keys of two rows, and whether they are one supplier or two."""

    a: Key
    b: Key
    same: bool


@calls.call("GET", "/identities", Permission.READ, Identities)
def get_identities(request: Call, language: Speaks = None) -> dict[str, Any]:
    """Pairs of suppliers to look at, and what is said. 404 before the first study."""
    found = page_of("who", spoken(request, language))
    if found is None:
        raise Http404
    decisions = IdentityDecision.objects.order_by("-said_at", "pk")
    return {**found, "decisions": [_decision(each) for each in decisions]}


@calls.call("GET", "/identities/suppliers", Permission.READ, SupplierPage)
def list_identities(request: Call, page: Page = 1, language: Speaks = None) -> dict[str, Any]:
    """Suppliers that are written several ways, and why each way is theirs; a page beyond the last is not found."""
    found = page_of(f"who:together:{page}", spoken(request, language))
    if found is None:
        raise Http404
    suppliers = [
        supplier
        | {
            "rows": [
                row | {name: row[name] or None for name in ("a", "b", "reason")}
                for row in supplier["rows"]
            ]
        }
        for supplier in found["suppliers"]
    ]
    return {"items": suppliers, **{name: found[name] for name in ("page", "pages", "count")}}


@calls.call("POST", "/identities/decisions", Permission.DECIDE, SaidOfPair)
def say_identity(request: Call, saying: Body[Saying]) -> SaidOfPair:
    """Say that two rows of the last study are one supplier, or two; the firm is studied again. 422: no such two rows."""
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


def _decision(each: IdentityDecision) -> SaidOfPair:
    return SaidOfPair.model_validate(each, from_attributes=True)
