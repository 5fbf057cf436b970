"""Who may call what: a token of one person in one firm, and the permission that each operation asks for.

The firm is the token's. Its scope is entered when the token is checked and left when the answer is written out, so that
everything between, serialization included, sees the rows of that firm and no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, TypeVar

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from ninja.errors import AuthenticationError, AuthorizationError, Throttled
from ninja.security import HttpBearer

from ancrage.money import shown_in
from ancrage.text import Language
from ancrage.web.middleware import KNOWN
from ancrage.web.people.access import currency_of, role_of
from ancrage.web.people.models import ApiToken, Firm, User
from ancrage.web.people.roles import Permission, Role
from ancrage.web.people.secrets import hashed
from ancrage.web.scope import firm_scope

_TOKEN = re.compile(r"anc_(?P<firm>[a-z0-9]{1,12})_(?P<secret>[A-Za-z0-9_-]{20,100})")
_FAILURE_SECONDS = 300  # over which failed tokens of one address are counted

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Caller:
    """The person in whose name a program calls, in the firm that is in scope."""

    user: User
    firm: Firm
    role: Role
    writes: bool

    def may(self, permission: Permission) -> bool:
        """Whether both the role and the token allow it."""
        return self.role.may(permission) and (self.writes or permission is Permission.READ)

    @property
    def language(self) -> Language:
        """The person's own."""
        return KNOWN.get(self.user.language, Language.FR)


class Call(HttpRequest):
    """A request whose token is good; `language` is that of the answer."""

    auth: Caller
    language: Language
    scopes: ExitStack


class Detail(Schema):
    """What is wrong, in one sentence."""

    detail: str


# Whatever is wrong has the same shape; which status says what is in docs/api.md.
PROBLEMS: dict[Any, type[Schema]] = {frozenset({"4XX"}): Detail}


class Token(HttpBearer):
    """`Authorization: Bearer anc_<firm>_<secret>`: a key made on the page of people. Session cookies open nothing here."""

    openapi_description = "A key made on the page of people: anc_<firm>_<secret>."

    def __init__(self, permission: Permission) -> None:
        super().__init__()
        self.permission = permission

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Enter the scope of the token's firm.

        Raises:
            Throttled: too many failures came from this address.
            AuthenticationError: the token is unknown, expired, or of somebody who has no role there any more.
            AuthorizationError: the role or the token does not allow it.
        """
        failures = f"api-failures:{get_adapter().get_client_ip(request)}"
        if cache.get(failures, 0) >= settings.API_FAILURES:
            raise Throttled(_FAILURE_SECONDS)
        caller = _caller(request, token)
        if caller is None:
            cache.add(failures, 0, _FAILURE_SECONDS)
            with suppress(ValueError):  # the count ended in between
                cache.incr(failures)
            raise AuthenticationError
        if not caller.may(self.permission):
            why = "role" if not caller.role.may(self.permission) else "token"
            raise AuthorizationError(message=f"this {why} does not allow: {self.permission}")
        # Whatever looks at the person behind the request (limits of uploads) finds the token's, never a session's.
        request.user = caller.user
        return caller


def _caller(request: Any, token: str) -> Caller | None:
    parts = _TOKEN.fullmatch(token)
    if parts is None:
        return None
    request.scopes.enter_context(firm_scope(parts["firm"]))
    found = (
        ApiToken.objects.select_related("user").filter(secret_hash=hashed(parts["secret"])).first()
    )
    expired = found and found.expires_at is not None and found.expires_at <= timezone.now()
    if found is None or expired or not found.user.is_active:
        return None
    held = role_of(found.user_id)
    if held is None:
        return None
    request.scopes.enter_context(shown_in(currency_of(held[0])))
    today = timezone.localdate()
    if found.last_used_on != today:
        ApiToken.objects.filter(pk=found.pk).update(last_used_on=today)
    return Caller(found.user, *held, found.writes)


def in_scope(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Around a whole operation: what the token opened is closed at its end. Answers are never kept on the way."""

    @wraps(run)
    def within(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        with ExitStack() as request.scopes:
            response = run(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Content-Language"] = request.language.value
        return response

    return within


class Calls(Router):
    """Operations of one part of the API."""

    def call(
        self,
        method: Method,
        path: str,
        permission: Permission,
        answer: Any,
        status: int = 200,
        media: Iterable[str] = (),
    ) -> Callable[[F], F]:
        """An operation that asks for a permission and answers with `answer` under `status`, or with a file of `media`."""
        file = {"schema": {"type": "string", "format": "binary"}}
        described: dict[Any, Any] = {"4XX": {"description": "What is wrong, in one sentence"}}
        if media:
            described[status] = {"content": dict.fromkeys(media, file)}

        def decorate(function: F) -> F:
            self.api_operation(
                [method],
                path,
                auth=Token(permission),
                response={status: answer, **PROBLEMS},
                operation_id=function.__name__,
                openapi_extra={"responses": described},
            )(function)
            return function

        return decorate
