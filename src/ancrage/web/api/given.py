"""What every operation may be given: language, page, names of things."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import Http404
from ninja import Path, Query, Schema
from pydantic import BaseModel, ConfigDict, WithJsonSchema

from ancrage.text import Language
from ancrage.web.api.access import Call

ROWS = 50
T = TypeVar("T")


def one_of(values: Iterable[str]) -> WithJsonSchema:
    """How the description of the API says a closed list: by its values, since two lists may have the same name."""
    return WithJsonSchema({"type": "string", "enum": [str(value) for value in values]})


Id = Annotated[str, Path(pattern=r"^[a-z0-9]{1,12}$")]
Code = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,80}$")]
ProofKey = Annotated[
    str,
    Path(
        pattern=r"^[A-Za-z0-9_.-]{1,160}$",
        description="`proof` of a finding, of an input of its formula, or of a row of a table",
    ),
]
Speaks = Annotated[
    Language | None,
    Query(description="Language of the sentences; without it, that of the token's person"),
    one_of(Language),
]
Page = Annotated[int, Query(ge=1, le=1_000_000, description="1 is the first page")]


class Given(BaseModel):
    """What a call carries: an object with these names and no other, so that a misspelt one is not passed over."""

    model_config = ConfigDict(extra="forbid")


class Paged(Schema, Generic[T]):
    """One page of a list: at most 50 items; a page beyond the last is not found."""

    items: list[T]
    page: int
    pages: int
    count: int


def spoken(request: Call, asked: Language | None) -> Language:
    """The language of the answer, which the answer's header then names."""
    request.language = asked or request.auth.language
    return request.language


def window(count: int, page: int, rows: int = ROWS) -> tuple[int, int]:
    """First row of a page, and how many pages there are. Raises Http404 beyond the last."""
    pages = -(-count // rows) or 1
    if page > pages:
        raise Http404
    return (page - 1) * rows, pages


def paged(found: QuerySet[Any], page: int) -> tuple[QuerySet[Any], dict[str, int]]:
    """The rows of a page, and the other fields of `Paged`."""
    count = found.count()
    start, pages = window(count, page)
    return found[start : start + ROWS], {"page": page, "pages": pages, "count": count}
