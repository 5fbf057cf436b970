"""Who may open a page. Every view says it with one of these decorators; a test reads them off the URL table."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Literal, ParamSpec, cast

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from ancrage.money import EURO, shown_in
from ancrage.text import Language
from ancrage.web.kept import Kept
from ancrage.web.people.models import Firm, Membership, User
from ancrage.web.people.roles import Permission, Role
from ancrage.web.scope import acting_as, firm_scope, scopes_disabled
from ancrage.web.studies.models import Study

P = ParamSpec("P")
Method = Literal["GET", "POST"]
Asks = Permission | Literal["anyone", "signed in"]


class Request(HttpRequest):
    """A request in the reader's language."""

    language: Language
    user: User


class FirmRequest(Request):
    """A request of somebody with a role in the firm that is in scope; `base` is the address of the firm's pages.

    `books` is false where the last study had lists and no books: most pages then say nothing.
    """

    firm: Firm
    base: str
    role: Role
    books: bool

    def may(self, permission: Permission) -> bool:
        """Whether this person may do that here."""
        return self.role.may(permission)


def firm_page(
    permission: Permission, *methods: Method
) -> Callable[
    [Callable[Concatenate[FirmRequest, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, str, P], HttpResponse],
]:
    """A view of one firm, for those whose role has the permission: sign-in for nobody, not found for strangers."""

    def decorate(
        view: Callable[Concatenate[FirmRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
        @wraps(view)
        def open_page(
            request: HttpRequest, firm_id: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            with firm_scope(firm_id):
                held = role_of(request.user.pk)
                if held is None:
                    raise Http404
                if not held[1].may(permission):
                    raise PermissionDenied
                inside = cast("FirmRequest", request)
                inside.firm, inside.role = held
                inside.books = has_books(held[0])
                inside.base = f"/f/{inside.firm.pk}/"
                inside.may = held[1].may  # type: ignore[method-assign]
                if request.method not in allowed:
                    return HttpResponseNotAllowed(sorted(allowed))
                with shown_in(currency_of(held[0])):
                    return view(inside, *args, **kwargs)

        allowed = {*(methods or ("GET",)), *({"HEAD"} if "GET" in (methods or ("GET",)) else set())}
        _marked(open_page, permission, methods or ("GET",))
        return cast("Callable[Concatenate[HttpRequest, str, P], HttpResponse]", open_page)

    return decorate


def lately(
    view: Callable[Concatenate[FirmRequest, P], HttpResponse],
) -> Callable[Concatenate[FirmRequest, P], HttpResponse]:
    """On a server, what cannot be taken back asks for the password again when it was given long ago.

    Written below `firm_page`. The person comes back to the page, or to the people of the firm after a form.
    """

    @wraps(view)
    def confirmed(request: FirmRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if settings.LOCAL or signed_in_recently(request):
            return view(request, *args, **kwargs)
        back = request.path if request.method == "GET" else f"{request.base}people/"
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")

    return cast("Callable[Concatenate[FirmRequest, P], HttpResponse]", confirmed)


def signed_in_recently(request: HttpRequest) -> bool:
    """Whether this session began, or gave a password or a code, in the last minutes."""
    records = get_authentication_records(request, request.user)
    last = max((record["at"] for record in records), default=request.session.get("began", 0))
    return bool(time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


_held: Kept[Any] = Kept(
    lambda user_id: Firm.objects.annotate(
        role=Subquery(
            Membership.objects.filter(firm=OuterRef("pk"), user_id=user_id).values("role")
        ),
        studied=Subquery(_last_study().values("made_at")[:1]),
        covered=Subquery(_last_study().values("covered_until")[:1]),
        currency=Subquery(_last_study().values("currency")[:1]),
    )
)


def _last_study() -> QuerySet[Study]:
    return Study.objects.filter(firm=OuterRef("pk")).order_by("-made_at")


def has_books(firm: Any) -> bool:
    """Whether the last study of a firm that `role_of` found had books, or is still to come."""
    return firm.studied is None or firm.covered is not None


def currency_of(firm: Any) -> str:
    """The currency in which a firm that `role_of` found counts, by its last study."""
    return firm.currency or EURO


def role_of(user_id: int) -> tuple[Firm, Role] | None:
    """The firm in scope and the role that a person has in it, or None."""
    firm: Any = next(_held(user_id), None)
    return None if firm is None or firm.role is None else (firm, Role(firm.role))


def firms_of(user: User) -> list[tuple[Firm, Role]]:
    """Every firm in which a person has a role, by name."""
    # Each membership is this person's own: the one query that no firm's scope can hold.
    with acting_as(user.pk), scopes_disabled():
        held = list(
            Membership.objects.select_related("firm").filter(user=user).order_by("firm__name")
        )
    return [(each.firm, Role(each.role)) for each in held]


def page(
    asks: Literal["anyone", "signed in"], *methods: Method
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view outside any firm."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def open_page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if asks == "signed in" and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if request.method not in {*(methods or ("GET",)), "HEAD"}:
                return HttpResponseNotAllowed(methods or ("GET",))
            return view(request, *args, **kwargs)

        _marked(open_page, asks, methods or ("GET",))
        return open_page

    return decorate


def _marked(view: Callable[..., HttpResponse], asks: Asks, methods: tuple[Method, ...]) -> None:
    view.asks = asks  # type: ignore[attr-defined]
    view.methods = methods  # type: ignore[attr-defined]
