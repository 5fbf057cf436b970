"""The firm of the token."""

from __future__ import annotations

from typing import Annotated

from ninja import Schema

from ancrage.web.api.access import Call, Calls
from ancrage.web.api.given import one_of
from ancrage.web.people.roles import Permission, Role

calls = Calls(tags=["firm"])


class Firm(Schema):
    """A firm, its means (null where nobody said), and what this token may do in it."""

    id: str
    name: str
    siren: str | None
    hours_per_month: float | None
    budget_eur: float | None
    role: Annotated[Role, one_of(Role)]
    permissions: list[Annotated[Permission, one_of(Permission)]]


@calls.call("GET", "/firm", Permission.READ, Firm)
def get_firm(request: Call) -> Firm:
    """The firm of the token: name, SIREN, hours a month and euros that it can give to the plan."""
    caller = request.auth
    return Firm(
        id=caller.firm.pk,
        name=caller.firm.name,
        siren=caller.firm.siren or None,
        hours_per_month=caller.firm.hours_per_month,
        budget_eur=caller.firm.budget_eur,
        role=caller.role,
        permissions=[permission for permission in Permission if caller.may(permission)],
    )
