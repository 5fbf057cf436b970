"""The API, version 1: its operations, its description, and who may call what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI

from ancrage.web.api import (
    answers,
    findings,
    firm,
    goods,
    identities,
    imports,
    jobs,
    raises,
    roadmap,
    tables,
)
from ancrage.web.api.access import Token, in_scope
from ancrage.web.api.errors import explain
from ancrage.web.people.access import page
from ancrage.web.people.roles import Permission

PREFIX = "/api/v1"
api = NinjaAPI(
    title="Ancrage",
    version="1.0",
    description="The firm of a token: its files, what a study found in them, and what is decided of it (docs/api.md).",
    openapi_url=None,  # served below, sorted
    docs_url=None,  # its page would load scripts from another host
    urls_namespace="api",
)
api.add_decorator(in_scope, mode="view")
explain(api)
for part in (
    firm.calls,
    imports.calls,
    tables.calls,
    identities.calls,
    findings.calls,
    goods.calls,
    raises.calls,
    roadmap.calls,
    answers.calls,
    jobs.calls,
    jobs.reports,
):
    api.add_router("", part)


def described() -> str:
    """The OpenAPI description, sorted, as tests/web/api/openapi.json keeps it."""
    schema = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX)))
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


@page("anyone")
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API."""
    return HttpResponse(described(), content_type="application/json")


def operations() -> Iterator[tuple[str, str, Permission]]:
    """Method, path with {names}, and the permission that each operation asks for."""
    for bound in api._get_bound_routers():  # noqa: SLF001 (nothing public lists them)
        for place, view in bound.path_operations.items():
            for operation in view.operations:
                (token,) = operation.auth_callbacks
                assert isinstance(token, Token)  # noqa: S101 (every operation comes from `Calls`)
                for method in operation.methods:
                    yield method, PREFIX + place, token.permission


_patterns, _app, _namespace = api.urls
# The root that the framework adds says nothing.
_operations = [pattern for pattern in _patterns if getattr(pattern, "name", "") != "api-root"]
urlpatterns: list[Any] = [path("openapi.json", openapi, name="openapi"), *_operations]
