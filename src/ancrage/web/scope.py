"""The firm in scope: without one, a query on a firm's rows is an error; on PostgreSQL the database says it again.

`firm_scope` is the only door. It sets the scope of django-scopes, and on PostgreSQL the setting `app.firm` that the
row-level policies read (see `policies`). Connections must not be shared between sessions in the middle of a scope:
a pooler has to work by session, not by transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager, scope, scopes_disabled
from django_scopes.state import get_scope

from ancrage.web.policies import current_setting


@contextmanager
def firm_scope(firm_id: str) -> Iterator[None]:
    """Inside, queries see the rows of this firm and no other."""
    before = get_scope().get("firm", "")
    with scope(firm=firm_id), current_setting("app.firm", firm_id, before or ""):
        yield


@contextmanager
def acting_as(user_id: int | None) -> Iterator[None]:
    """Inside, the database lets this person see which firms are theirs."""
    with current_setting("app.user", "" if user_id is None else str(user_id), ""):
        yield


def scoped_firm() -> str:
    """The firm in scope. Raises LookupError where there is none."""
    found = get_scope().get("firm")
    if not found:
        raise LookupError("no firm in scope")
    return str(found)


class FirmRows(models.Model):
    """Rows that belong to one firm: readable and writable only while that firm is in scope."""

    firm = models.ForeignKey("web.Firm", on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[models.Manager[Any]] = ScopedManager(firm="firm")

    class Meta:  # noqa: D106 (Django's own)
        abstract = True


__all__ = ["FirmRows", "acting_as", "firm_scope", "scoped_firm", "scopes_disabled"]
