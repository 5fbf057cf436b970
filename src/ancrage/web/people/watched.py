"""What happens to accounts: events in the logs, and a new session number when a password is given again."""

from __future__ import annotations

import logging
import sys
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.core.signals import got_request_exception
from django.http import HttpRequest

from ancrage.web.watch import event, refused


def _signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    records = request.session.get("account_authentication_methods", ())
    factors = sorted({str(record.get("type") or record.get("method")) for record in records})
    event("account.signed_in", user=user.pk, factors=factors)


def _signed_out(user: Any, **_: Any) -> None:
    event("account.signed_out", user=getattr(user, "pk", None))


def _failed(**_: Any) -> None:
    refused("account.sign_in_failed")  # whose address was tried is personal, and may be nobody's


def _second_factor_failed(user: Any, **_: Any) -> None:
    refused("account.second_factor_failed", user=user.pk)


def _again(request: HttpRequest, *, reauthenticated: bool = False, **_: Any) -> None:
    if not reauthenticated:
        return
    event("account.confirmed", user=request.user.pk)
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)


def _account(action: str) -> Any:
    def write(user: Any, **_: Any) -> None:
        event(action, user=user.pk)

    return write


def _broken(**_: Any) -> None:
    logging.getLogger("ancrage.request").error("unexpected error", exc_info=sys.exc_info())


_HANDLERS = {
    account.user_logged_in: _signed_in,
    account.authentication_step_completed: _again,
    user_logged_out: _signed_out,
    user_login_failed: _failed,
    mfa.authentication_failed: _second_factor_failed,
    got_request_exception: _broken,
    account.user_signed_up: _account("account.signed_up"),
    account.password_changed: _account("account.password_changed"),
    account.password_set: _account("account.password_set"),
    account.password_reset: _account("account.password_reset"),
    account.email_added: _account("account.email_added"),
    account.email_changed: _account("account.email_changed"),
    account.email_removed: _account("account.email_removed"),
    mfa.authenticator_added: _account("account.second_factor_added"),
    mfa.authenticator_removed: _account("account.second_factor_removed"),
    mfa.authenticator_reset: _account("account.second_factor_reset"),
}


def connect() -> None:
    """Listen to what happens to accounts."""
    for signal, handler in _HANDLERS.items():
        signal.connect(handler, weak=False, dispatch_uid=handler)
