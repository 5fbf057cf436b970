"""Errors of the API: {"detail": one sentence}, whatever went wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError


class Conflict(HttpError):
    """409: it cannot be done as things stand."""

    def __init__(self, message: str) -> None:
        super().__init__(409, message)


class Unfit(HttpError):
    """422: what was given does not fit."""

    def __init__(self, message: str) -> None:
        super().__init__(422, message)


def explain(api: NinjaAPI) -> None:
    """Teach an API to answer so."""

    def http_error(request: HttpRequest, error: Any) -> HttpResponse:
        response = api.create_response(request, {"detail": str(error)}, status=error.status_code)
        if error.status_code == 401:
            response["WWW-Authenticate"] = "Bearer"
        if isinstance(error, Throttled) and error.wait:
            response["Retry-After"] = str(error.wait)
        return response

    def invalid(request: HttpRequest, error: Any) -> HttpResponse:
        told = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors]
        return api.create_response(request, {"detail": "; ".join(told)}, status=422)

    api.add_exception_handler(HttpError, http_error)
    api.add_exception_handler(ValidationError, invalid)
