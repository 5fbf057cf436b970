"""Suppliers and stock, as `ancrage stock --json` says them (docs/stock.md), and "et si"."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404
from ninja import Query, Schema
from pydantic import Field

from ancrage.web.api.access import Call, Calls
from ancrage.web.api.contract import Range
from ancrage.web.api.errors import Unfit
from ancrage.web.api.given import Page, Speaks, spoken
from ancrage.web.people.roles import Permission
from ancrage.web.saying import say
from ancrage.web.studies.pages import page as page_of
from ancrage.web.studies.pages import page_in_any_language

calls = Calls(tags=["goods"])
MOST = 10  # things that happen at once


class Goods(Schema):
    """What the firm's files tell of its suppliers, on the last day that they know; the shapes are those of docs/stock.md."""

    version: str
    known_until: date
    currency: str
    known_said: str
    sales_seen: float | None
    season: dict[str, Any] | None
    world: list[dict[str, Any]] = Field(default_factory=list)
    countries: list[dict[str, Any]] = Field(default_factory=list)
    suppliers: list[dict[str, Any]]
    decisions: list[dict[str, Any]]
    saving_eur_year: Range
    undecided: int
    purchases: list[dict[str, Any]]
    problems: list[dict[str, Any]]


class GoodsItems(Schema):
    """One page of items, 500 at most; a page beyond the last is not found."""

    items: list[dict[str, Any]]
    page: int
    pages: int
    count: int


class Said(Schema):
    """A thing that happens, as it was understood."""

    kind: str
    target: str
    amount: float
    said: str


class Reached(Schema):
    """What happens to a supplier."""

    name: str
    slug: str
    delay_days: float
    stop_days: float
    longer_pct: float
    dearer_pct: float


class Lacking(Schema):
    """An item that runs out more than it would have anyway; `loss_eur` null where its margin is unknown."""

    item: str
    slug: str
    name: str
    supplier: str
    supplier_slug: str
    out_on: date
    back_on: date
    lost_days: float
    units: float
    loss_eur: float | None


class WhatIf(Schema):
    """What it does: margin lost, purchases dearer by so much a year, items that run out, and what could not be followed."""

    scenarios: list[Said]
    currency: str
    known_until: date
    loss_eur: float
    cost_eur_year: float
    suppliers: list[Reached]
    items: list[Lacking]
    followed: int
    not_followed: int
    suppliers_unknown: list[str]


@calls.call("GET", "/goods", Permission.READ, Goods)
def get_goods(request: Call, language: Speaks = None) -> Goods:
    """Suppliers, decisions, what to order. 404 where no file tells of goods, or before the first study."""
    found = page_of("goods:data", spoken(request, language))
    if found is None:
        raise Http404
    return Goods.model_validate(found)


@calls.call("GET", "/goods/items", Permission.READ, GoodsItems)
def list_goods_items(request: Call, page: Page = 1) -> GoodsItems:
    """The items, 500 a page: stock, use, cost, what is not known of them."""
    found = page_in_any_language(f"goods:data:items:{page}")
    if found is None:
        raise Http404
    return GoodsItems(**found, page=page)


Scenario = Annotated[str, Field(pattern=r"^[a-z]{1,12}(:[^:]{0,200})?:[0-9.,]{1,8}$")]
Scenarios = Annotated[
    list[Scenario],
    Query(
        alias="scenario",
        min_length=1,
        max_length=MOST,
        description="kind:target:amount, repeated (all happens at once): supplier:NAME:weeks, passage:suez:weeks, leadtimes:percent, "
        "strike:PORT:weeks, currency:USD:percent",
    ),
]


@calls.call("GET", "/goods/what-if", Permission.READ, WhatIf)
def what_if(request: Call, scenarios: Scenarios, language: Speaks = None) -> WhatIf:
    """What would happen, answered at once. 422: a supplier, a passage or a currency that is not known."""
    from ancrage.roadmap.stock.answer import NoScenario, answer, scenario_said  # noqa: PLC0415
    from ancrage.roadmap.stock.kept import unpack  # noqa: PLC0415

    lang = spoken(request, language)
    data = page_in_any_language("goods:paths")
    if data is None:
        raise Http404
    kept = unpack(data)
    try:
        asked = [scenario_said(one, kept.ties) for one in scenarios]
    except NoScenario as error:
        raise Unfit(say(error.text, lang)) from error
    return WhatIf.model_validate(answer(kept, asked, lang))
