"""Ending one's own account: nothing personal is kept, and what was done in firms stays done by nobody known.

The row stays, without address or name, because the journals of firms point to it: they show "Compte effacé".
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ancrage.text import Language, t
from ancrage.web import watch
from ancrage.web.goods.models import AlertMail
from ancrage.web.journal.models import note
from ancrage.web.people.access import Request, firms_of, page, signed_in_recently
from ancrage.web.people.models import ApiToken, EntryLink, Firm, Invitation, Membership, User
from ancrage.web.people.roles import Role
from ancrage.web.saying import say
from ancrage.web.scope import firm_scope

NOBODY = t("Compte effacé")


class LastOwner(Exception):
    """The person is the last owner of these firms."""

    def __init__(self, firms: list[str]) -> None:
        super().__init__(len(firms))
        self.firms = firms


def leave(person: User, language: Language) -> None:
    """End the account and everything of it.

    Raises:
        LastOwner: firms would be left without an owner; nothing was changed.
    """
    alone = []
    with transaction.atomic():
        for firm, role in firms_of(person):
            with firm_scope(firm.pk):
                Firm.objects.select_for_update().get()
                owners = Membership.objects.filter(role=Role.OWNER)
                if role is Role.OWNER and owners.exclude(user=person).count() == 0:
                    alone.append(firm.name)
                    continue
                ApiToken.objects.filter(user=person).delete()
                AlertMail.objects.filter(user=person).delete()
                Invitation.objects.filter(email=person.email).delete()
                Membership.objects.filter(user=person).delete()
                note(person.pk, "person.left")
        if alone:
            raise LastOwner(alone)
        for session in UserSession.objects.filter(user=person):
            session.end()
        for kept in (EmailAddress, Authenticator, UserSession, EntryLink):
            kept.objects.filter(user=person).delete()
        person.email, person.name = f"{person.pk}@effaces.invalid", say(NOBODY, language)
        person.language, person.is_active, person.last_login = "", False, None
        person.set_unusable_password()
        person.save()
    watch.event("account.erased", user=person.pk)


@page("signed in", "GET", "POST")
def delete_account(request: Request) -> HttpResponse:
    """Ask for the end of one's own account, and do it."""
    if settings.LOCAL:  # the person of this machine; the data go with their folder
        return redirect("/")
    if not signed_in_recently(request):
        return redirect("/account/reauthenticate/?next=/account/delete/")
    firms: list[str] = []
    if request.method == "POST" and request.POST.get("sure") == "yes":
        try:
            leave(request.user, request.language)
        except LastOwner as error:
            firms = error.firms
        else:
            logout(request)
            done = t("Votre compte est effacé, avec votre adresse et votre mot de passe.")
            messages.success(request, say(done, request.language))
            return redirect(settings.LOGIN_URL)
    return render(request, "account/delete.html", {"firms": firms, "url": request.path})
