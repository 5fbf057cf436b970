"""Making, exporting and erasing a firm."""

from __future__ import annotations

from django.db import transaction

from ancrage.web import watch
from ancrage.web.ids import new_id
from ancrage.web.jobs import work
from ancrage.web.journal.models import note
from ancrage.web.people.models import Firm, Membership, User
from ancrage.web.people.roles import Role
from ancrage.web.policies import current_setting
from ancrage.web.scope import firm_scope


def new_firm(name: str, owner: User) -> Firm:
    """A firm of which this person is the owner."""
    firm_id = new_id()
    with transaction.atomic(), firm_scope(firm_id):
        firm: Firm = Firm.objects.create(pk=firm_id, name=name[:120])
        Membership.objects.create(firm=firm, user=owner, role=Role.OWNER)
        note(owner.pk, "firm.created", firm.name)
    return firm


def erase(firm: Firm) -> None:
    """The firm in scope, its files, studies, answers and journal: everything, at once and for good."""
    watch.event("firm.erased", firm=firm.pk)
    with transaction.atomic(), current_setting("app.erased", firm.pk, ""):
        work.forget(firm.pk)
        firm.delete()
