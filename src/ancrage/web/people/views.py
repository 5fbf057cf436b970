"""Firms, people, invitations, settings, deletion; language of the reader."""

from __future__ import annotations

import math
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from ancrage.text import t
from ancrage.web.given import one_line
from ancrage.web.goods.models import AlertMail
from ancrage.web.imports.service import study_again
from ancrage.web.jobs.models import Job
from ancrage.web.jobs.shown import shown
from ancrage.web.journal.models import note
from ancrage.web.middleware import KNOWN
from ancrage.web.people import firms, tokens
from ancrage.web.people.access import FirmRequest, Request, firm_page, firms_of, lately, page
from ancrage.web.people.models import ApiToken, Firm, Invitation, Membership
from ancrage.web.people.roles import LABELS, MEANINGS, Permission, Role
from ancrage.web.people.secrets import hashed, new_secret
from ancrage.web.saying import moment, say, short_day
from ancrage.web.scope import firm_scope

MOST_HOURS, MOST_EUROS = 400, 10_000_000


@page("signed in")
def home(request: Request) -> HttpResponse:
    """Monday of the firm looked at last, or the list of firms, or the first one to make."""
    mine = firms_of(request.user)
    last = request.session.get("firm")
    if len(mine) == 1 or any(firm.pk == last for firm, _ in mine):
        chosen = last if any(firm.pk == last for firm, _ in mine) else mine[0][0].pk
        return redirect(f"/f/{chosen}/")
    return redirect("firms" if mine else "firm-new")


@page("signed in")
def firm_list(request: Request) -> HttpResponse:
    """The firms of a person."""
    rows = [
        {
            "name": firm.name,
            "url": f"/f/{firm.pk}/",
            "role": say(LABELS[role], request.language),
            "said": f"SIREN {firm.siren}" if firm.siren else "",
        }
        for firm, role in firms_of(request.user)
    ]
    return render(request, "firms.html", {"firms": rows, "new_url": "/firms/new/"})


@page("signed in", "GET", "POST")
def firm_new(request: Request) -> HttpResponse:
    """Make a firm."""
    error = ""
    if request.method == "POST":
        name = one_line(request.POST.get("name", ""))
        if name:
            firm = firms.new_firm(name, request.user)
            return redirect(f"/f/{firm.pk}/data/")
        error = say(t("Donnez un nom à l’entreprise."), request.language)
    return render(request, "firm_new.html", {"url": "/firms/new/", "error": error})


@page("anyone", "POST")
def language(request: Request) -> HttpResponse:
    """Keep the reader's language."""
    code = request.POST.get("language", "").lower()
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = redirect(back)
    if code in KNOWN:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            request.user.language = code
            request.user.save(update_fields=["language"])
    return response


@firm_page(Permission.READ)
def people(request: FirmRequest) -> HttpResponse:
    """Who has which role, who is invited, which programs have a token."""
    return render(request, "people.html", _people(request))


def _people(request: FirmRequest, **more: str) -> dict[str, Any]:
    base, lang = request.base, request.language
    manages = request.may(Permission.MANAGE)
    members = Membership.objects.select_related("user").order_by("since")
    mine = ApiToken.objects.filter(user=request.user).order_by("created_at")
    return {
        "people": [
            {
                "id": held.user_id,
                "name": held.user.name or held.user.email,
                "email": held.user.email,
                "role": held.role,
                "role_label": say(LABELS[Role(held.role)], lang),
                "since": short_day(held.since.date(), lang),
                "form_url": f"{base}people/{held.user_id}/" if manages else "",
                "me": held.user_id == request.user.pk,
            }
            for held in members
        ],
        "roles": [
            (role.value, say(LABELS[role], lang), say(MEANINGS[role], lang)) for role in Role
        ],
        "invitations": [
            {
                "email": invitation.email,
                "role_label": say(LABELS[Role(invitation.role)], lang),
                "expires": short_day(invitation.expires_at.date(), lang),
                "cancel_url": f"{base}people/invitations/{invitation.pk}/cancel/",
            }
            for invitation in Invitation.objects.filter(expires_at__gt=timezone.now())
        ]
        if manages
        else [],
        "invite_url": f"{base}people/invite/" if manages else "",
        "tokens": [
            {
                "name": token.name,
                "said": tokens.told(token, lang),
                "url": f"{base}people/tokens/{token.pk}/revoke/",
            }
            for token in mine
        ],
        "token_url": f"{base}people/tokens/",
        "token_days": [
            (days, say(label, lang), days == tokens.USUAL) for days, label in tokens.DAYS.items()
        ],
        "token_writes": tokens.writes(request.role),
        "link": "",
        "token": "",
        **more,
    }


@never_cache
@firm_page(Permission.MANAGE, "POST")
@lately
def invite(request: FirmRequest) -> HttpResponse:
    """Invite somebody; the link is mailed where a mail server is known, and shown once in any case."""
    email = request.POST.get("email", "").strip().lower()
    role = request.POST.get("role", "")
    try:
        validate_email(email)
        chosen = Role(role)
    except (ValidationError, ValueError):
        messages.error(request, say(t("Vérifiez l’adresse et le rôle."), request.language))
        return redirect(f"{request.base}people/")
    secret = new_secret()
    with transaction.atomic():
        # Addresses are not kept longer than their invitation.
        Invitation.objects.filter(Q(email=email) | Q(expires_at__lte=timezone.now())).delete()
        Invitation.objects.create(
            firm=request.firm,
            email=email,
            role=chosen,
            secret_hash=hashed(secret),
            invited_by=request.user,
        )
        note(request.user.pk, "person.invited", role=chosen.value)
    link = request.build_absolute_uri(f"/invitation/{request.firm.pk}/{secret}/")
    if settings.SENDS_MAIL:
        send_mail(
            say(
                t("Invitation à suivre {firm} dans Ancrage", firm=request.firm.name),
                request.language,
            ),
            say(
                t(
                    "Bonjour,\n\n{name} vous invite à suivre {firm} dans Ancrage. Le lien vaut quatorze jours :\n\n{link}\n",
                    name=str(request.user),
                    firm=request.firm.name,
                    link=link,
                ),
                request.language,
            ),
            None,
            [email],
        )
    return render(request, "people.html", _people(request, link=link))


@firm_page(Permission.MANAGE, "POST")
def cancel_invitation(request: FirmRequest, invitation_id: str) -> HttpResponse:
    """Take an invitation back."""
    get_object_or_404(Invitation, pk=invitation_id).delete()
    note(request.user.pk, "person.invitation_cancelled")
    return redirect(f"{request.base}people/")


@page("anyone", "GET", "POST")
def invitation(request: HttpRequest, firm_id: str, secret: str) -> HttpResponse:
    """Accept an invitation, once signed in."""
    language = cast("Request", request).language
    with firm_scope(firm_id):
        found = (
            Invitation.objects.select_related("firm")
            .filter(secret_hash=hashed(secret), expires_at__gt=timezone.now())
            .first()
        )
        if found is None:
            return render(request, "invitation.html", {"expired": True}, status=410)
        if request.method == "POST":
            if not request.user.is_authenticated:
                return redirect_to_login(request.path)
            with transaction.atomic():
                if not Invitation.objects.filter(pk=found.pk).delete()[0]:  # somebody was quicker
                    return render(request, "invitation.html", {"expired": True}, status=410)
                Membership.objects.get_or_create(
                    firm=found.firm, user=request.user, defaults={"role": found.role}
                )
                note(request.user.pk, "person.joined", role=found.role)
            return redirect(f"/f/{firm_id}/")
        context = {
            "firm_name": found.firm.name,
            "role_label": say(LABELS[Role(found.role)], language),
            "url": request.path,
            "expired": False,
            "sign_in_url": ""
            if request.user.is_authenticated
            else f"/account/login/?next={request.path}",
        }
        return render(request, "invitation.html", context)


@firm_page(Permission.MANAGE, "POST")
@lately
def person(request: FirmRequest, user_id: int) -> HttpResponse:
    """Change a person's role, or end it; a firm keeps an owner."""
    role = request.POST.get("role", "")
    with transaction.atomic():
        Firm.objects.select_for_update().get()
        held = get_object_or_404(Membership, user_id=user_id)
        owners = Membership.objects.filter(role=Role.OWNER).count()
        if held.role == Role.OWNER and role != Role.OWNER and owners == 1:
            messages.error(request, say(t("Il faut au moins un propriétaire."), request.language))
        elif role == "none":
            held.delete()
            ApiToken.objects.filter(user_id=user_id).delete()
            AlertMail.objects.filter(user_id=user_id).delete()
            note(request.user.pk, "person.removed", str(user_id))
        elif role in set(Role):
            held.role = role
            held.save(update_fields=["role"])
            note(request.user.pk, "person.role", str(user_id), role=role)
    return redirect(f"{request.base}people/")


@never_cache
@firm_page(Permission.READ, "POST")
@lately
def new_token(request: FirmRequest) -> HttpResponse:
    """A token for a program of this person, with no more rights than the person's own."""
    name = one_line(request.POST.get("name", ""))[:80]
    if not name:
        messages.error(request, say(t("Donnez un nom à la clé."), request.language))
        return redirect(f"{request.base}people/")
    token = tokens.new_token(
        request.user.pk,
        request.role,
        name,
        writing=request.POST.get("writes") == "yes",
        days=request.POST.get("days", ""),
    )
    return render(request, "people.html", _people(request, token=token))


@firm_page(Permission.READ, "POST")
def revoke_token(request: FirmRequest, token_id: str) -> HttpResponse:
    """End a token of one's own."""
    found = get_object_or_404(ApiToken, pk=token_id, user=request.user)
    note(request.user.pk, "token.revoked", found.name)
    found.delete()
    return redirect(f"{request.base}people/")


@firm_page(Permission.READ)
def firm_settings(request: FirmRequest) -> HttpResponse:
    """Name and means of the firm, export, deletion."""
    base, firm = request.base, request.firm
    last = Job.objects.filter(kind="export").order_by("-created_at").first()
    context = {
        "form": {
            "name": firm.name,
            "hours": _plain(firm.hours_per_month),
            "budget": _plain(firm.budget_eur),
            "url": f"{base}settings/save/",
        },
        "alerts": {
            "url": f"{base}settings/alerts/",
            "asked": AlertMail.objects.filter(user=request.user).exists(),
            "possible": settings.SENDS_MAIL,
            "email": request.user.email,
        },
        "export": {
            "url": f"{base}export/",
            "job": shown(last, base, request.language) if last and last.open else None,
            "download_url": f"{base}export/file/" if last and last.state == "done" else "",
            "made": moment(last.finished_at, request.language) if last else "",
        },
        "delete_url": f"{base}delete/",
    }
    return render(request, "settings.html", context)


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


@firm_page(Permission.DECIDE, "POST")
def save_settings(request: FirmRequest) -> HttpResponse:
    """Keep the name and the means; a change of means makes a new plan."""
    firm, lang = request.firm, request.language
    before = (firm.hours_per_month, firm.budget_eur)
    name = one_line(request.POST.get("name", firm.name))
    try:
        firm.hours_per_month = _number(request.POST.get("hours", ""), MOST_HOURS)
        firm.budget_eur = _number(request.POST.get("budget", ""), MOST_EUROS)
    except ValueError:
        messages.error(request, say(t("Écrivez des nombres positifs, ou laissez vide."), lang))
        return redirect(f"/f/{firm.pk}/settings/")
    with transaction.atomic():
        firm.name = name[:120] or firm.name
        firm.save(update_fields=["name", "hours_per_month", "budget_eur"])
        note(request.user.pk, "firm.changed", firm.name)
        if before != (firm.hours_per_month, firm.budget_eur):
            study_again(request.user.pk)
    messages.success(request, say(t("C’est noté."), lang))
    back = request.POST.get("next", "")
    fallback = f"/f/{firm.pk}/settings/"
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else fallback)


def _number(text: str, most: float) -> float | None:
    text = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
    if not text:
        return None
    value = float(text)
    if not (math.isfinite(value) and 0 <= value <= most):
        raise ValueError(text)
    return value


@firm_page(Permission.MANAGE, "GET", "POST")
@lately
def delete(request: FirmRequest) -> HttpResponse:
    """Erase the firm and everything of it, once its name is written again."""
    error = ""
    if request.method == "POST":
        if request.POST.get("name", "").strip() == request.firm.name:
            firms.erase(request.firm)
            request.session.pop("firm", None)
            messages.success(
                request,
                say(
                    t("{name} et toutes ses données sont effacées.", name=request.firm.name),
                    request.language,
                ),
            )
            return redirect("firms")
        error = say(t("Le nom n’est pas le bon : rien n’a été effacé."), request.language)
    context = {"name": request.firm.name, "url": f"{request.base}delete/", "error": error}
    return render(request, "delete.html", context)
