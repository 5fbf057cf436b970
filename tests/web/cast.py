"""The people of the tests: one firm with somebody in each role, and the owner of another firm, who is a stranger to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

from ancrage.text import Language
from ancrage.web.people.firms import new_firm
from ancrage.web.people.models import Firm, Membership, User
from ancrage.web.people.roles import Role
from ancrage.web.scope import firm_scope
from ancrage.web.start.demo import demonstration


class Browser(Client):
    """Django's test browser, over https as a server asks for."""

    def generic(self, method: str, path: str, *args: Any, **more: Any) -> Any:
        return super().generic(method, path, *args, **(more | {"secure": True}))


@dataclass(frozen=True)
class Cast:
    """`firm` is that of the owner, member, adviser and reader; `other` is that of the stranger, who owns it."""

    owner: User
    member: User
    adviser: User
    reader: User
    stranger: User
    firm: Firm
    other: Firm

    def browser(self, name: str) -> Browser:
        """The browser of one of them, signed in, or of nobody ("anonymous")."""
        found = browser()
        if name != "anonymous":
            found.force_login(getattr(self, name))
        return found


def browser() -> Browser:
    """A browser that speaks French."""
    return Browser(headers={"accept-language": "fr"})


def gather(name: str, make: Callable[[User], Firm]) -> Cast:
    """Make them all; `make` makes the firm of its owner, `name` tells their addresses from those of another cast."""
    owner, member, adviser, reader, stranger = (
        User.objects.create_user(f"{person}@{name}.test", name=person.title())
        for person in ("owner", "member", "adviser", "reader", "stranger")
    )
    firm = make(owner)
    with firm_scope(firm.pk):
        for person, role in ((member, Role.MEMBER), (adviser, Role.ADVISER), (reader, Role.READER)):
            Membership.objects.create(firm=firm, user=person, role=role)
    other = new_firm("Garage Dupont", stranger)
    return Cast(owner, member, adviser, reader, stranger, firm, other)


def plain() -> Cast:
    """A cast whose firm has no files yet."""
    return gather("plain", lambda owner: new_firm("Atelier Martin", owner))


def studied() -> Cast:
    """A cast whose firm is the demonstration firm, imported and studied."""
    return gather("studied", lambda owner: demonstration(owner, Language.FR))
