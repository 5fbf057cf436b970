"""What every page shows around its content: the firm, the person, the ways to go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ancrage.text import Language, Text, render, t
from ancrage.web.people.roles import Permission

NAVIGATION: tuple[tuple[str, str, Text], ...] = (
    ("", "calendar-check", t("Lundi")),
    ("data/", "folder-input", t("Données")),
    ("findings/", "scale", t("Forces et faiblesses")),
    ("roadmap/", "route", t("Feuille de route")),
    ("report/", "file-text", t("Rapport")),
)
MENU: tuple[tuple[str, str, Text, Permission], ...] = (
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
        "nav": (),
        "menu": (),
        "may": {},
    }
    if firm is None:
        return shown
    base = f"/f/{firm.pk}/"
    path = request.path.removeprefix(base)
    shown["may"] = {permission.value: role.may(permission) for permission in Permission}
    shown["nav"] = [
        {
            "label": render(label, language),
            "url": base + end,
            "icon": icon,
            "current": path.startswith(end) if end else not path,
        }
        for end, icon, label in NAVIGATION
    ]
    shown["menu"] = [
        {
            "label": render(label, language),
            "url": base + end,
            "icon": icon,
            "current": path.startswith(end),
        }
        for end, icon, label, permission in MENU
        if role.may(permission)
    ]
    return shown
