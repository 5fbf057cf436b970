"""Accounts: who may sign up, and where."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-up is open on a server; a local start has its one person already."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up on somebody's own machine."""
        return not settings.LOCAL

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """The address is the name."""
