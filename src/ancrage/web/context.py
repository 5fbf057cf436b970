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
# Of a firm that dropped lists and no books: the pages that say something, and the others below.
GOODS: tuple[tuple[str, str, Text], ...] = (
    ("", "calendar-check", t("Lundi")),
    ("data/", "folder-input", t("Données")),
    ("goods/", "package", t("Fournisseurs et stock")),
    ("goods/purchases/", "shopping-cart", t("À commander")),
    ("goods/what-if/", "route", t("Et si ?")),
)
KEYS = {"": "l", "data/": "d", "roadmap/": "r"}  # pressed after g
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
    books = getattr(request, "books", True)
    main = NAVIGATION if books else GOODS
    places = [way[0] for way in main] + [way[0] for way in MENU]
    inside = [end for end in places if (path.startswith(end) if end else not path)]
    here = max(inside, key=len, default=None)
    shown["may"] = {permission.value: role.may(permission) for permission in Permission}
    shown["nav"] = _ways(firm.pk, here, language, None, books=books)
    shown["menu"] = _ways(firm.pk, here, language, role, books=books)
    return shown


@lru_cache(maxsize=2000)
def _ways(
    firm_id: str, here: str | None, language: Language, role: Role | None, *, books: bool
) -> SafeString:
    """The ways to go from a page, written once a process for each place: the main ones, or those of a role's menu.

    Args:
        firm_id: of the firm.
        here: end of the address of the place among them that the page is in, None where it is in none.
        language: of the reader.
        role: whose menu; None for the main ways.
        books: whether the firm's books are studied.
    """
    main = NAVIGATION if books else GOODS
    already = {way[0] for way in main}
    ways = (
        main
        if role is None
        else [(end, icon, label) for end, icon, label, asks in MENU if role.may(asks) and end not in already]
    )  # fmt: skip
    told = [
        {
            "label": render(label, language),
            "url": f"/f/{firm_id}/{end}",
            "icon": icon,
            "current": end == here,
            "key": KEYS.get(end, "") if role is None else "",
        }
        for end, icon, label in ways
    ]
    return render_to_string("_ways.html", {"ways": told, "size": 22 if role is None else 20})
