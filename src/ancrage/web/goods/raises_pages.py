"""Raises of stock on pages: beside what to order, on the page of an item, on Monday once they have come back; one press each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from ancrage.roadmap.stock.slugs import slug
from ancrage.text import Language, Text, t
from ancrage.web.goods.due import why
from ancrage.web.goods.models import Raise, RaiseState
from ancrage.web.goods.raises import NotNow
from ancrage.web.goods.raises import say as say_of
from ancrage.web.goods.raises_shown import DONE, of_lines, shown
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.roles import Permission
from ancrage.web.saying import say
from ancrage.web.studies.models import StudyPage

PAST = timedelta(
    days=180
)  # what is over stays on the page of what to order for so long, to be taken back
MOST = 200  # shown of what is over


def on_purchases(groups: list[dict[str, Any]], base: str, language: Language) -> dict[str, Any]:
    """Give each line of what to order its raise (`raise`), and gather the other raises: to end, in force, unanswered, over."""
    today = timezone.localdate()
    recent = Q(ended_on__gte=today - PAST) | Q(said_on__gte=today - PAST)
    alive = list(Raise.objects.filter(state__in=[RaiseState.ADVISED, RaiseState.TAKEN]).order_by("until", "pk"))  # fmt: skip
    over = list(Raise.objects.filter(recent, state__in=[RaiseState.ENDED, RaiseState.ASIDE]).order_by("-said_on", "-pk")[:MOST])  # fmt: skip
    aside = [one for one in over if one.state == RaiseState.ASIDE]
    by_pair, beside = of_lines([*alive, *aside]), set()
    for group in groups:
        for line in group["lines"]:
            one = by_pair.get((slug(line["item"]), group["slug"])) if line["until"] else None
            line["raise"] = _beside(one, base, language, today) if one else None
            line["ordered"] = one is not None and one.state == RaiseState.TAKEN
            if one and not why(one, today):
                beside.add(one.pk)
    others = [one for one in [*alive, *over] if one.pk not in beside]
    parts: dict[str, list[dict[str, Any]]] = {name: [] for name in ("to_end", "in_force", "unanswered", "over")}  # fmt: skip
    for one, told in zip(others, _named(others, base, language, today), strict=True):
        if one in over:
            parts["over"].append(told)
        elif why(one, today):
            parts["to_end"].append(told)
        elif one.state == RaiseState.TAKEN:
            parts["in_force"].append(told)
        elif one.gone_on is None:
            parts["unanswered"].append(told)
    return {**parts, "any": bool(beside or any(parts.values()))}


def _beside(one: Raise, base: str, language: Language, today: date) -> dict[str, Any]:
    """A raise beside its line, which says already what is advised."""
    told = shown(one, base, language, today)
    return told | {"said": []} if one.state == RaiseState.ADVISED else told


def _named(
    rows: list[Raise], base: str, language: Language, today: date, back: str = ""
) -> list[dict[str, Any]]:
    """Raises with the name of their item, in a link where it has a page in the last study."""
    keys = [f"goods:item:{one.item_slug}" for one in rows]
    pages = set(StudyPage.objects.filter(language=language.value, key__in=keys).values_list("key", flat=True)) if rows else set()  # fmt: skip
    return [
        shown(one, base, language, today, back=back, named=True)
        | {"item_url": f"{base}goods/items/{one.item_slug}/" if key in pages else ""}
        for one, key in zip(rows, keys, strict=True)
    ]


def on_item(item_slug: str, base: str, language: Language) -> list[dict[str, Any]]:
    """The raises of an item that are advised or in force, one a supplier."""
    found = Raise.objects.filter(item_slug=item_slug, state__in=[RaiseState.ADVISED, RaiseState.TAKEN])  # fmt: skip
    today = timezone.localdate()
    return [
        shown(one, base, language, today, back="item")
        for one in found.order_by("-state", "pk")
        if one.state == RaiseState.TAKEN or one.gone_on is None
    ]


def answered() -> list[Raise]:
    """What Monday needs, in one query: raises ordered or set aside, and those ended today."""
    over = Q(state=RaiseState.ENDED, ended_on=timezone.localdate())
    return list(Raise.objects.filter(over | Q(state__in=[RaiseState.TAKEN, RaiseState.ASIDE])).order_by("until", "pk"))  # fmt: skip


def on_monday(rows: list[Raise], base: str, language: Language) -> list[dict[str, Any]]:
    """Of the answered, those that have come back, the longest over first; then those ended or prolonged today, to take it back."""
    today = timezone.localdate()
    back = [one for one in rows if why(one, today)]
    undone = [
        one
        for one in rows
        if one not in back and one.before and today in ({one.ended_on, one.kept_on} & {one.said_on})
    ]
    return _named([*back, *undone], base, language, today, "monday")


def left_to_order(purchases: dict[str, Any], rows: list[Raise], study_day: date) -> dict[str, Any]:
    """The page of what to order without the raises set aside, or said to be ordered since the study, which cannot know it."""
    said = {
        (one.item_slug, one.supplier_slug)
        for one in rows
        if one.state == RaiseState.ASIDE
        or (
            one.state == RaiseState.TAKEN and one.taken_on is not None and one.taken_on >= study_day
        )
    }
    groups = [
        group
        | {
            "lines": [
                line
                for line in group["lines"]
                if not line["until"] or (slug(line["item"]), group["slug"]) not in said
            ]
        }
        for group in purchases["suppliers"]
    ]
    return purchases | {"suppliers": groups}


@firm_page(Permission.DECIDE, "POST")
def say_raise(request: FirmRequest, raise_id: int) -> HttpResponse:
    """Keep what is said of a raise (`act`): ordered, not this time, done, prolonged, not these orders, or taken back."""
    act, language = request.POST.get("act", ""), request.language
    try:
        one = say_of(raise_id, act, request.user.pk, seen=request.POST.get("seen", ""))
    except Raise.DoesNotExist:
        raise Http404 from None
    except NotNow:
        messages.info(request, say(t("Cette hausse a changé entre-temps : rien n’a été enregistré."), language))  # fmt: skip
    else:
        messages.success(request, say(Text(DONE[act].message, {"day": one.until}), language))
    return redirect(_back(request, raise_id))


def _back(request: FirmRequest, raise_id: int) -> str:
    """The page on which the button was, at the raise."""
    place = f"#raise-{raise_id}"
    if request.POST.get("back") == "monday":
        return request.base + place
    if request.POST.get("back") == "item":
        item = Raise.objects.filter(pk=raise_id).values_list("item_slug", flat=True).first()
        if item:
            return f"{request.base}goods/items/{item}/{place}"
    return f"{request.base}goods/purchases/{place}"
