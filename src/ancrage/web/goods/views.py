"""Fournisseurs et stock: what slows down, one supplier, one item, and what is said of a supplier."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ancrage.text import Language, currency_symbol, t, tn
from ancrage.web.answers.models import Answer
from ancrage.web.goods.alerts import subscribe, unsubscribe
from ancrage.web.goods.facts import NotAFact, checked, keep, written
from ancrage.web.goods.raises_pages import on_item
from ancrage.web.jobs.work import ask, waiting
from ancrage.web.pager import pager
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.roles import Permission
from ancrage.web.saying import say
from ancrage.web.studies.pages import page, some_pages

MAP = "suppliers_map"
UNITS = {"days": t("jours"), "percent": t("%"), "count": t("entreprises")}


@firm_page(Permission.READ)
def overview(request: FirmRequest) -> HttpResponse:
    """Signals: who slows down, what would run out, what is not known, and the suppliers."""
    base = request.base
    found = some_pages(["goods", "goods:purchases", "room:chain.suppliers"], request.language)
    if "goods" not in found:
        return nothing(request)
    shown = found["goods"]
    for one in shown["slow"]:
        one["url"] = f"{base}goods/suppliers/{one['slug']}/"
    for one in [*shown["soon"], *shown["decide"]]:
        one["url"] = f"{base}goods/items/{one['slug']}/" if one["slug"] else ""
    pictures = found.get("room:chain.suppliers", {}).get("pictures", ())
    count = found["goods:purchases"]["count"]
    context = {
        "shown": shown,
        "picture": next((one for one in pictures if one["code"] == MAP), shown.get("picture")),
        "orders_said": say(
            tn("{count} article à commander", "{count} articles à commander", count),
            request.language,
        )
        if count
        else "",
        "signals_url": f"{base}goods/signals/" if settings.LOCAL else "",
        "purchases_url": f"{base}goods/purchases/",
        "what_if_url": f"{base}goods/what-if/",
        "items_url": f"{base}goods/items/",
        "problems_url": f"{base}tables/problems/" if shown["problems"] and request.books else "",
        # Pages of rooms are those of an audit, and an audit asks for books.
        "rooms": [
            (f"{base}rooms/chain.suppliers/", say(t("Le domaine « fournisseurs »"), request.language)),
            (f"{base}rooms/chain.stock/", say(t("Le domaine « stock »"), request.language)),
        ]
        if request.books
        else [],
    }  # fmt: skip
    return render(request, "goods.html", context)


def _unit(kind: str, language: Language) -> str:
    """What a fact of a supplier counts, behind its field."""
    if kind == "euros":
        return say(t("{unit} par an", unit=currency_symbol(language)), language)
    return say(UNITS[kind], language) if kind in UNITS else ""


def nothing(request: FirmRequest) -> HttpResponse:
    """Where no file tells of goods, or nothing is studied yet."""
    context = {"data_url": f"{request.base}data/"}
    return render(request, "goods_none.html", context)


@firm_page(Permission.READ)
def supplier(request: FirmRequest, slug: str) -> HttpResponse:
    """One supplier: lead times, deliveries, way, what if it stops, its score opened, what is said of it."""
    return _supplier(request, slug, {}, frozenset())


def _supplier(
    request: FirmRequest, slug: str, typed: dict[str, str], wrong: frozenset[str]
) -> HttpResponse:
    base, key = request.base, f"goods:supplier:{slug}"
    found = some_pages([key, "goods:choices", "goods:purchases"], request.language)
    if key not in found:
        raise Http404
    shown, choices = found[key], found["goods:choices"]
    groups = found["goods:purchases"]["suppliers"]
    count = next((len(group["lines"]) for group in groups if group["slug"] == slug), 0)
    kept = dict(
        Answer.objects.filter(question__in=[fact["answer"] for fact in shown["facts"]]).values_list(
            "question", "value"
        )
    )
    for fact in shown["facts"]:
        fact["value"] = typed.get(fact["name"], written(kept.get(fact["answer"], "")))
        fact["wrong"] = fact["name"] in wrong
        fact["unit"] = _unit(fact["kind"], request.language)
        fact["options"] = {"country": choices["countries"], "mode": choices["modes"]}.get(fact["kind"], ())  # fmt: skip
        fact["list"] = choices["ports"] if fact["name"] in {"port", "arrival"} else ()
    context = {
        "shown": shown,
        "back_url": f"{base}goods/",
        "form_url": f"{base}goods/suppliers/{slug}/said/",
        "what_if_url": f"{base}goods/what-if/?kind=supplier&target={slug}&amount=4",
        "purchases_url": f"{base}goods/purchases/",
        "orders_said": say(tn("{count} article à lui commander", "{count} articles à lui commander", count), request.language)
        if count
        else "",
        "error": say(t("Un champ n’est pas compris : rien n’a été enregistré."), request.language)
        if wrong
        else "",
    }  # fmt: skip
    return render(request, "goods_supplier.html", context, status=400 if wrong else 200)


@firm_page(Permission.DECIDE, "POST")
def say_facts(request: FirmRequest, slug: str) -> HttpResponse:
    """Keep what is said of a supplier; an empty field clears what was said."""
    key = f"goods:supplier:{slug}"
    found = some_pages([key, "goods:choices"], request.language)
    if key not in found:
        raise Http404
    typed: dict[str, str] = {}
    said: dict[str, Any] = {}
    wrong = set()
    for fact in found[key]["facts"]:
        if fact["name"] not in request.POST:
            continue
        typed[fact["name"]] = request.POST[fact["name"]]
        try:
            said[fact["answer"]] = checked(
                fact["kind"], typed[fact["name"]], found["goods:choices"]
            )
        except NotAFact:
            wrong.add(fact["name"])
    if wrong:
        return _supplier(request, slug, typed, frozenset(wrong))
    if keep(found[key]["name"], said, request.user.pk):
        messages.success(request, say(t("C’est noté. L’étude se met à jour."), request.language))
    return redirect(f"{request.base}goods/suppliers/{slug}/")


@firm_page(Permission.BRING, "POST")
def ask_signals(request: FirmRequest) -> HttpResponse:
    """Ask publishers for the series of the world; on a shared server whoever keeps it does."""
    if not settings.LOCAL:
        messages.info(request, say(t("Sur ce serveur, la personne qui le tient lit les séries publiques."), request.language))  # fmt: skip
        return redirect(f"{request.base}goods/")
    job = waiting("signals") or ask("signals", user_id=request.user.pk)
    return redirect(f"{request.base}jobs/{job.pk}/")


@firm_page(Permission.READ)
def items(request: FirmRequest) -> HttpResponse:
    """Every item, fifty a page."""
    first = page("goods:items:1", request.language)
    if first is None:
        return nothing(request)
    shown = pager(request, first["pages"])
    found = first if shown["page"] == 1 else page(f"goods:items:{shown['page']}", request.language)
    if found is None:
        raise Http404
    context = {
        "grid": found["grid"],
        "pager": shown,
        "said": say(tn("{count} article", "{count} articles", found["count"]), request.language),
        "back_url": f"{request.base}goods/",
    }
    return render(request, "table.html", context)


@firm_page(Permission.READ)
def item(request: FirmRequest, slug: str) -> HttpResponse:
    """One item: stock, use, when to order and why, what to decide, what is not known."""
    shown = page(f"goods:item:{slug}", request.language)
    if shown is None:
        raise Http404
    base = request.base
    context = {
        "shown": shown,
        "raises": on_item(slug, base, request.language),
        "back_url": f"{base}goods/items/",
        "supplier_url": f"{base}goods/suppliers/{shown['supplier_slug']}/"
        if shown["supplier_slug"]
        else "",
        "purchases_url": f"{base}goods/purchases/",
    }
    return render(request, "goods_item.html", context)


@firm_page(Permission.READ, "POST")
def alert_mail(request: FirmRequest) -> HttpResponse:
    """Begin or end the alerts by mail of the person who asks, in this firm."""
    if request.POST.get("wanted") == "no":
        unsubscribe(request.user.pk)
    elif request.POST.get("wanted") == "yes" and settings.SENDS_MAIL:
        subscribe(request.user.pk, timezone.localdate())
    return redirect(f"{request.base}settings/")
