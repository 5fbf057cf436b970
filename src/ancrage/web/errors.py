"""Pages that say what went wrong, in the reader's language."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def _answer(request: HttpRequest, status: int, template: str) -> HttpResponse:
    if _by_program(request):
        return JsonResponse({"detail": HTTPStatus(status).phrase}, status=status)
    return render(request, template, status=status)


def _by_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _answer(request, 400, "400.html")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: known here, but not for this."""
    return _answer(request, 403, "403.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not yours."""
    return _answer(request, 404, "404.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: without context, since anything may be broken."""
    if _by_program(request):
        return JsonResponse({"detail": "Internal Server Error"}, status=500)
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came from elsewhere, or waited too long."""
    return _answer(request, 403, "csrf.html")
