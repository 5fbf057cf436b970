"""The one-time link of a local start: whoever can read the terminal is the person of this machine."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from ancrage.web.people.access import page
from ancrage.web.people.models import ENTRY_MINUTES, EntryLink, User
from ancrage.web.people.secrets import hashed, new_secret

LOCAL_EMAIL = "moi@ancrage.local"


def local_person(name: str) -> User:
    """The person of this machine, under this name the first time; no password opens the account."""
    found = User.objects.filter(email=LOCAL_EMAIL).first()
    return found or User.objects.create_user(LOCAL_EMAIL, name=name)


def new_entry(user: User) -> str:
    """The path of a fresh one-time link."""
    secret = new_secret()
    EntryLink.objects.filter(
        created_at__lt=timezone.now() - timedelta(minutes=ENTRY_MINUTES)
    ).delete()
    EntryLink.objects.create(user=user, secret_hash=hashed(secret))
    return f"/enter/{secret}/"


@never_cache
@page("anyone", "GET", "POST")
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in with the link, once."""
    if not settings.LOCAL:
        return render(request, "entry.html", {"error": True}, status=404)
    if request.user.is_authenticated:  # the link opened twice in the same browser
        return redirect("/")
    with transaction.atomic():
        fresh = timezone.now() - timedelta(minutes=ENTRY_MINUTES)
        link = EntryLink.objects.filter(secret_hash=hashed(secret), created_at__gte=fresh).first()
        if link is None or not EntryLink.objects.filter(pk=link.pk).delete()[0]:
            return render(request, "entry.html", {"error": True}, status=410)
    login(request, link.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("/")
