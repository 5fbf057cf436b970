"""What must be right before a server starts, beyond Django's own `check --deploy`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError

from ancrage.web.policies import bypasses_policies


@register("security", deploy=True)
def named_hosts(**_: Any) -> list[CheckMessage]:
    """A server answers to its own names alone."""
    if settings.LOCAL or not any(host.startswith(("*", ".")) for host in settings.ALLOWED_HOSTS):
        return []
    hint = "Write the names of the site."
    return [Error("ANCRAGE_HOSTS lets any name through.", hint=hint, id="ancrage.E002")]


@register("database")
def application_role(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """On PostgreSQL the application must not be able to read past the row-level policies."""
    if settings.LOCAL or not databases:
        return []
    try:
        if not bypasses_policies():
            return []
    except DatabaseError:
        return []  # not reachable, or not migrated: other checks and commands say so
    if settings.DATABASES["default"].get("USER") == settings.APPLICATION_ROLE:
        return [
            Error(
                "The role of ANCRAGE_DATABASE_URL is a superuser, bypasses row-level security or owns the tables.",
                hint="Make a role of its own for the application: docs/server.md.",
                id="ancrage.E001",
            )
        ]
    return []
