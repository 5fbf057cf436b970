"""Who is who: pairs to look at, what was put together and why, what was said, each of them undone at will."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ancrage.text import Language, Text, t, tn
from ancrage.web.identities.among import AMONG, Among
from ancrage.web.identities.models import IdentityDecision
from ancrage.web.identities.service import (
    NotKnown,
    decisions,
    key_of_words,
    say_who,
    take_back,
)
from ancrage.web.identities.words import WORDS
from ancrage.web.pager import pager
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.roles import Permission
from ancrage.web.saying import moment, say
from ancrage.web.studies.pages import page, some_pages

# Where the whole list is, for suppliers and customers; items have none.
_LISTS: dict[Among, str] = {"suppliers": "tables/suppliers/", "customers": "tables/customers/", "items": "data/"}  # fmt: skip


@firm_page(Permission.READ)
def who(request: FirmRequest, among: Among) -> HttpResponse:
    """Pairs of suppliers, customers or items that may be one, what was put together and why, and what was said of them."""
    return _page(request, among)


def _page(request: FirmRequest, among: Among, error: str = "") -> HttpResponse:
    base, language, words = request.base, request.language, WORDS[among]
    status = 400 if error else 200
    first = f"who:{among}:together:1"
    found = some_pages([*(f"who:{one}" for one in AMONG), first], language)
    if first not in found:
        context: dict[str, Any] = {"data_url": f"{base}data/"}
        return render(request, "nothing_yet.html", context, status=status)
    together = found[first]
    shown = pager(request, together["pages"])
    if shown["page"] > 1:
        together = page(f"who:{among}:together:{shown['page']}", language) or together
    known = set(IdentityDecision.objects.values_list("a", "b"))
    # What is said already waits for the study that takes it in.
    open_ = {one: _open(found[f"who:{one}"]["questions"], known) for one in AMONG}
    left = {
        one: found[f"who:{one}"]["count"] - len(found[f"who:{one}"]["questions"]) + len(open_[one])
        for one in AMONG
    }
    for question in open_[among]:
        question["sides"] = [question["a"], question["b"]]
    for group in together["groups"]:
        for row in group["rows"]:
            row["told"] = bool(row["a"]) and _pair(row["a"], row["b"]) in known
    here = found[f"who:{among}"]
    context = {
        "words": {name: say(getattr(words, name), language) for name in words.__slots__},
        "tabs": [
            {
                "url": f"{base}{one}/who/",
                "label": say(WORDS[one].tab, language),
                "count": left[one],
                "said": say(_looked(left[one]), language),
                "here": one == among,
            }
            for one in AMONG
        ],
        "total": here["total"],
        "questions": open_[among],
        "count_said": say(_looked(left[among]), language),
        "groups": together["groups"],
        "together_said": say(words.together(among, together["count"]), language),
        "pager": shown,
        "decisions": [
            _decision(each, f"{base}{among}/who/", language)
            for each in decisions(among).select_related("said_by")
        ],
        "choices": here["choices"],
        "typed": here["total"] > 1 and not here["choices"],
        "say_url": f"{base}{among}/who/say/",
        "back_url": f"{base}{_LISTS[among]}",
        "data_url": f"{base}data/",
        "error": error,
    }
    return render(request, "who.html", context, status=status)


def _open(questions: list[dict[str, Any]], known: set[tuple[str, str]]) -> list[dict[str, Any]]:
    return [q for q in questions if _pair(q["a"]["key"], q["b"]["key"]) not in known]


def _looked(count: int) -> Text:
    return tn("{count} paire à regarder", "{count} paires à regarder", count)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _decision(each: IdentityDecision, address: str, language: Language) -> dict[str, Any]:
    person = each.said_by
    return {
        "a": each.a_said,
        "b": each.b_said,
        "same": each.same,
        "who": (person.name or person.email) if person else "",
        "when": moment(each.said_at, language),
        "undo_url": f"{address}{each.pk}/undo/",
    }


@firm_page(Permission.DECIDE, "POST")
def say_it(request: FirmRequest, among: Among) -> HttpResponse:
    """Keep that two are the same supplier, customer or item, or two."""
    language = request.language
    a, b, told = (request.POST.get(name, "") for name in ("a", "b", "same"))
    if told not in {"yes", "no"}:
        unsaid = t("Choisissez l’une des deux réponses. Rien n’a été enregistré.")
        return _page(request, among, say(unsaid, language))
    if "words" in request.POST:  # typed, where there are too many to choose from
        a, b = key_of_words(among, a), key_of_words(among, b)
    try:
        say_who(a, b, request.user.pk, same=told == "yes")
    except NotKnown:
        gone = t("Ces deux noms ne sont pas, ou plus, dans vos fichiers. Rien n’a été enregistré.")
        if "words" in request.POST:
            gone = t(
                "Il faut deux références, ou deux noms, dont chacun n’est celui que d’un seul dans vos fichiers. Rien n’a été enregistré."
            )
        return _page(request, among, say(gone, language))
    messages.success(request, say(t("C’est noté. L’étude se met à jour."), language))
    return redirect(f"{request.base}{among}/who/")


@firm_page(Permission.DECIDE, "POST")
def undo(request: FirmRequest, among: Among, decision_id: int) -> HttpResponse:
    """Take back what was said of two."""
    take_back(get_object_or_404(decisions(among), pk=decision_id), request.user.pk)
    undone = t("C’est annulé. L’étude se met à jour.")
    messages.success(request, say(undone, request.language))
    return redirect(f"{request.base}{among}/who/")
