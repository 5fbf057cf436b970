"""The reader's language, for each request."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from ancrage.text import Language

KNOWN = {"fr": Language.FR, "en": Language.EN, "fr-ca": Language.FR_CA}


def reader(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Sets `request.language`: chosen by the person, else by the cookie, else asked for by the browser, else French."""

    def respond(request: HttpRequest) -> HttpResponse:
        code = _chosen(request)
        request.language = KNOWN[code]  # type: ignore[attr-defined]
        with translation.override(code):
            response = get_response(request)
            response.headers.setdefault("Content-Language", code)
        return response

    return respond


def _chosen(request: HttpRequest) -> str:
    user = request.user
    if user.is_authenticated and user.language in KNOWN:
        return str(user.language)
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if cookie in KNOWN:
        return cookie
    for asked in request.headers.get("Accept-Language", "").lower().split(","):
        code = asked.split(";")[0].strip()
        if code in KNOWN:
            return code
        if code[:2] in KNOWN:
            return code[:2]
    return "fr"
