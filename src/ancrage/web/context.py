"""What every page shows around its content: the firm, the person, the ways to go."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ancrage.text import Language, Text, render, t
from ancrage.web.people.roles import Permission, Role

NAVIGATION: tuple[tuple[str, str, Text], ...] = (
    ("", "calendar-check", t("Lundi")),
    ("data/", "folder-input", t("Données")),
    ("findings/", "scale", t("Forces et faiblesses")),
    ("roadmap/", "route", t("Feuille de route")),
    ("report/", "file-text", t("Rapport")),
)
MENU: tuple[tuple[str, str, Text, Permission], ...] = (
    ("goods/", "package", t("Fournisseurs et stock"), Permission.READ),
    ("questions/", "circle-question-mark", t("Questions"), Permission.READ),
    ("people/", "users", t("Personnes"), Permission.READ),
    ("journal/", "history", t("Journal"), Permission.READ),
    ("settings/", "settings", t("Réglages"), Permission.READ),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every page."""
    language = getattr(request, "language", Language.FR)
    firm = getattr(request, "firm", None)
    role: Any = getattr(request, "role", None)
    user = getattr(request, "user", None)
    shown: dict[str, Any] = {
        "language": language,
        "language_code": language.value,
        "firm": firm,
        "role": role,
        "person": user if user is not None and user.is_authenticated else None,
        "local": settings.LOCAL,
        "nav": "",
        "menu": "",
        "may": {},
    }
    if firm is None:
        return shown
    path = request.path.removeprefix(f"/f/{firm.pk}/")
    places = [way[0] for way in NAVIGATION] + [way[0] for way in MENU]
    here = next((end for end in places if (path.startswith(end) if end else not path)), None)
    shown["may"] = {permission.value: role.may(permission) for permission in Permission}
    shown["nav"] = _ways(firm.pk, here, language, None)
    shown["menu"] = _ways(firm.pk, here, language, role)
    return shown


@lru_cache(maxsize=2000)
def _ways(firm_id: str, here: str | None, language: Language, role: Role | None) -> SafeString:
    """The ways to go from a page, written once a process for each place: the main ones, or those of a role's menu.

    Args:
        firm_id: of the firm.
        here: end of the address of the place among them that the page is in, None where it is in none.
        language: of the reader.
        role: whose menu; None for the main ways.
    """
    ways = (
        NAVIGATION
        if role is None
        else [(end, icon, label) for end, icon, label, asks in MENU if role.may(asks)]
    )
    told = [
        {
            "label": render(label, language),
            "url": f"/f/{firm_id}/{end}",
            "icon": icon,
            "current": end == here,
        }
        for end, icon, label in ways
    ]
    keyed = role is None
    return render_to_string(
        "_ways.html", {"ways": told, "keyed": keyed, "size": 22 if keyed else 20}
    )
