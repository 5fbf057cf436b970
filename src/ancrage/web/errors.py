"""Pages that say what went wrong, in the reader's language."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ancrage.web import watch


def _answer(request: HttpRequest, status: int, template: str) -> HttpResponse:
    if _by_program(request):
        return JsonResponse({"detail": HTTPStatus(status).phrase}, status=status)
    return render(request, template, status=status)


def _by_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _at(request: HttpRequest) -> dict[str, Any]:
    match, user = request.resolver_match, getattr(request, "user", None)
    return {"route": match.view_name if match else "", "user": user.pk if user else None}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    watch.refused("request.refused", reason=type(exception).__name__)
    return _answer(request, 400, "400.html")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: known here, but not for this."""
    watch.refused("access.refused", **_at(request))
    return _answer(request, 403, "403.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not yours."""
    if (
        request.resolver_match is not None
    ):  # a page that exists, asked for by somebody whom it does not concern
        watch.refused("access.not_found", **_at(request))
    return _answer(request, 404, "404.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: without context, since anything may be broken."""
    if _by_program(request):
        return JsonResponse({"detail": "Internal Server Error"}, status=500)
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came from elsewhere, or waited too long."""
    watch.refused("form.refused", **_at(request))
    return _answer(request, 403, "csrf.html")
