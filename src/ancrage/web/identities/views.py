"""Who is who among suppliers: pairs to look at, what was put together and why, what was said, each of them undone at will."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ancrage.text import Language, t, tn
from ancrage.web.identities.models import IdentityDecision
from ancrage.web.identities.service import NotKnown, say_who, take_back
from ancrage.web.pager import pager
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.roles import Permission
from ancrage.web.saying import moment, say
from ancrage.web.studies.pages import page, some_pages


@firm_page(Permission.READ)
def who(request: FirmRequest) -> HttpResponse:
    """Pairs of suppliers that may be one, what was put together and why, and what was said of them."""
    return _page(request)


def _page(request: FirmRequest, error: str = "") -> HttpResponse:
    base, language = request.base, request.language
    status = 400 if error else 200
    found = some_pages(["who", "who:together:1"], language)
    if len(found) < 2:
        context: dict[str, Any] = {"data_url": f"{base}data/"}
        return render(request, "nothing_yet.html", context, status=status)
    together = found["who:together:1"]
    shown = pager(request, together["pages"])
    if shown["page"] > 1:
        together = page(f"who:together:{shown['page']}", language) or together
    decisions = list(IdentityDecision.objects.select_related("said_by").order_by("-said_at", "pk"))
    known = {(each.a, each.b) for each in decisions}
    # What is said already waits for the study that takes it in.
    questions = [
        q for q in found["who"]["questions"] if _pair(q["a"]["key"], q["b"]["key"]) not in known
    ]
    for question in questions:
        question["sides"] = [question["a"], question["b"]]
    left = found["who"]["count"] - len(found["who"]["questions"]) + len(questions)
    for supplier in together["suppliers"]:
        for row in supplier["rows"]:
            row["told"] = bool(row["a"]) and _pair(row["a"], row["b"]) in known
    context = {
        "questions": questions,
        "count_said": say(
            tn("{count} paire à regarder", "{count} paires à regarder", left), language
        ),
        "suppliers": together["suppliers"],
        "together_said": say(
            tn(
                "{count} fournisseur écrit à plusieurs endroits",
                "{count} fournisseurs écrits à plusieurs endroits",
                together["count"],
            ),
            language,
        ),
        "pager": shown,
        "decisions": [_decision(each, base, language) for each in decisions],
        "choices": found["who"]["choices"],
        "say_url": f"{base}suppliers/who/say/",
        "back_url": f"{base}tables/suppliers/",
        "error": error,
    }
    return render(request, "who.html", context, status=status)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _decision(each: IdentityDecision, base: str, language: Language) -> dict[str, Any]:
    person = each.said_by
    return {
        "a": each.a_said,
        "b": each.b_said,
        "same": each.same,
        "who": (person.name or person.email) if person else "",
        "when": moment(each.said_at, language),
        "undo_url": f"{base}suppliers/who/{each.pk}/undo/",
    }


@firm_page(Permission.DECIDE, "POST")
def say_it(request: FirmRequest) -> HttpResponse:
    """Keep that two are the same supplier, or two."""
    language = request.language
    a, b, told = (request.POST.get(name, "") for name in ("a", "b", "same"))
    if told not in {"yes", "no"}:
        unsaid = t("Choisissez l’une des deux réponses. Rien n’a été enregistré.")
        return _page(request, say(unsaid, language))
    try:
        say_who(a, b, request.user.pk, same=told == "yes")
    except NotKnown:
        gone = t("Ces deux noms ne sont pas, ou plus, dans vos fichiers. Rien n’a été enregistré.")
        return _page(request, say(gone, language))
    messages.success(request, say(t("C’est noté. L’étude se met à jour."), language))
    return redirect(f"{request.base}suppliers/who/")


@firm_page(Permission.DECIDE, "POST")
def undo(request: FirmRequest, decision_id: int) -> HttpResponse:
    """Take back what was said of two suppliers."""
    take_back(get_object_or_404(IdentityDecision, pk=decision_id), request.user.pk)
    undone = t("C’est annulé. L’étude se met à jour.")
    messages.success(request, say(undone, request.language))
    return redirect(f"{request.base}suppliers/who/")
