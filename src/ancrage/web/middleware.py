"""Around each request: a line in the log, what a page may load and browsers may keep, how long a session lasts, the language."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import translation

from ancrage.text import Language
from ancrage.web.logs import REQUEST_ID

Respond = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("ancrage.request")
SEEN_EVERY = 600  # seconds between two notes that a session is in use
KNOWN = {"fr": Language.FR, "en": Language.EN, "fr-ca": Language.FR_CA}


def one_line(get_response: Respond) -> Respond:
    """Gives each request a number, and on a server writes a line about it: the name of the page, never its address."""

    def respond(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        number = secrets.token_hex(8)
        mark = REQUEST_ID.set(number)
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = number
            if not settings.LOCAL:
                match = request.resolver_match
                user = getattr(request, "user", None)
                line = {
                    "method": request.method if request.method in METHODS else "other",
                    "route": (match.view_name or "") if match else "",
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - began) * 1000, 1),
                    "user": user.pk if match and user is not None else None,
                }
                logger.info("request", extra=line)
        finally:
            REQUEST_ID.reset(mark)
        return response

    return respond


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def api_over_tls(get_response: Respond) -> Respond:
    """On a server, refuses a call over plain HTTP: redirecting it would let a program send its key in clear for ever."""

    def respond(request: HttpRequest) -> HttpResponse:
        if settings.LOCAL or request.is_secure() or not request.path.startswith("/api/"):
            return get_response(request)
        return JsonResponse(
            {"detail": "Use https: this key has travelled in clear; revoke it."}, status=403
        )

    return respond


def content_policy(get_response: Respond) -> Respond:
    """Says what a page may load: the same for every page, without nonce or exception, and so written once a process."""
    policy = build_policy()

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(HEADER, policy)
        return response

    return respond


def kept_nowhere(get_response: Respond) -> Respond:
    """Pages hold figures of firms: no browser and no proxy keeps them; signing out clears what a browser holds."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        match = request.resolver_match
        if match and match.view_name == "account_logout" and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return respond


def session_limits(get_response: Respond) -> Respond:
    """On a server, ends sessions that are old or that nobody used for long, and asks for a second factor if it must."""

    def respond(request: HttpRequest) -> HttpResponse:
        if settings.LOCAL or not request.user.is_authenticated:
            return get_response(request)
        now = int(time.time())
        began = request.session.setdefault("began", now)
        seen = request.session.get("seen", now)
        if now - began > settings.SESSION_LONGEST or now - seen > settings.SESSION_IDLE:
            logout(request)
            return redirect(settings.LOGIN_URL)
        if now - seen > SEEN_EVERY or "seen" not in request.session:
            request.session["seen"] = now
        open_path = request.path.startswith(("/account/", "/language/"))
        if settings.SECOND_FACTOR_REQUIRED and not open_path and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return get_response(request)

    return respond


def reader(get_response: Respond) -> Respond:
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
