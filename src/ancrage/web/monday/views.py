"""Lundi: what is worth doing this week, and what changed since the last one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ancrage.money import EURO, Euros, currency_shown
from ancrage.roadmap.report.words import WORDS
from ancrage.text import Language, Text, from_data, t, tn
from ancrage.web.answers.checked import QUESTIONS, ROOM_OF
from ancrage.web.goods.raises_pages import answered, left_to_order, on_monday
from ancrage.web.imports.models import Import
from ancrage.web.imports.models import State as ImportState
from ancrage.web.imports.service import study_again
from ancrage.web.imports.software import software
from ancrage.web.jobs.models import OPEN, Job
from ancrage.web.jobs.shown import shown
from ancrage.web.journal.models import Event
from ancrage.web.journal.said import sentence
from ancrage.web.monday.agenda import ICONS, Item, agenda, changes
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.roles import Permission
from ancrage.web.saying import day, say
from ancrage.web.steps.models import StepState
from ancrage.web.studies.models import Study
from ancrage.web.studies.pages import latest, outdated, some_pages

PAGES = [
    "firm",
    "cover",
    "roadmap",
    "points",
    "unread",
    "open_questions",
    "goods",
    "goods:purchases",
]
CHANGES = 6
MOST_GOODS = 5  # items of a kind on the Monday of a firm without books
SENTENCES: Mapping[str, Text] = {
    "new": t("Nouveau : {title}"),
    "gone": t("N’apparaît plus : {title}"),
    "more": t("Enjeu en hausse, de {then} à {now} par an : {title}"),
    "less": t("Enjeu en baisse, de {then} à {now} par an : {title}"),
}
TOLD = ("import.done", "import.undone", "step.done")  # events that are news to the owner


@firm_page(Permission.READ)
def monday(request: FirmRequest) -> HttpResponse:
    """The home page of a firm."""
    base, language = request.base, request.language
    if request.session.get("firm") != request.firm.pk:
        request.session["firm"] = request.firm.pk
    # Before the pages: work that ends in between is then followed, not missed.
    open_jobs = Job.objects.filter(state__in=OPEN).order_by("created_at")
    job = next((shown(each, base, language) for each in open_jobs[:1]), None)
    pages = some_pages(PAGES, language)
    to_see = Import.objects.filter(state__in=[ImportState.READY, ImportState.ASKING])
    waiting = list(to_see.values_list("pk", "name"))
    study, raises = latest(), answered()
    renewed = study is not None and request.may(Permission.BRING) and _to_renew(study)
    if "cover" not in pages and "goods" in pages:
        if renewed:
            job = shown(study_again(request.user.pk), base, language)
        if study is not None:
            pages["goods:purchases"] = left_to_order(pages["goods:purchases"], raises, study.day)
        context = _of_goods(pages, waiting, study, base, language)
        context |= {"job": job, "raises": on_monday(raises, base, language)}
        return render(request, "monday_goods.html", context)
    if "cover" not in pages:
        lists = Import.objects.filter(state=ImportState.IMPORTED).count()
        said = tn(
            "{count} fichier est importé. Il manque un FEC : c’est lui qui permet l’étude.",
            "{count} fichiers sont importés. Il manque un FEC : c’est lui qui permet l’étude.",
            lists,
        )
        context = {
            "empty": True,
            "studying": bool(lists and job),
            "lists_said": say(said, language) if lists and job is None else "",
            "upload_url": f"{base}data/upload/",
            "software": software(language),
            "job": job,
            "waiting": [{"name": name, "url": f"{base}data/{key}/"} for key, name in waiting],
            "raises": on_monday(raises, base, language),
        }
        return render(request, "monday.html", context)
    if renewed:
        job = shown(study_again(request.user.pk), base, language)
    if study is not None and "goods:purchases" in pages:
        pages["goods:purchases"] = left_to_order(pages["goods:purchases"], raises, study.day)
    lead = _lead(pages["cover"], pages["roadmap"]["windows"], base)
    items = [
        _shown(item, base, language)
        for item in _items(pages, waiting, study, "" if lead is None else lead["step"])
    ]
    since, told = _changes(study, base, language)
    cover = pages["cover"]
    context = {
        "empty": False,
        "lead": lead,
        "none_said": cover["none_said"],
        "items": items,
        "raises": on_monday(raises, base, language),
        "changes": told,
        "since": since,
        "picture": pages["points"]["picture"],
        "table": _table(items, language),
        "study": {
            "made_on": pages["firm"]["made_on"],
            "period": pages["firm"]["period"],
            "refresh_url": f"{base}study/",
        },
        "job": job,
    }
    return render(request, "monday.html", context)


def _of_goods(
    pages: Mapping[str, Any],
    waiting: Sequence[tuple[str, str]],
    study: Study | None,
    base: str,
    language: Language,
) -> dict[str, Any]:
    """Monday of a firm that dropped lists and no books: what to do about its goods, and what will be missing."""
    shown = pages["goods"]
    found = agenda(
        today=timezone.localdate(),
        windows=(),
        states={},
        questions=(),
        stakes={},
        waiting=waiting,
        refused_said="",
        years=0,
        goods=shown,
        purchases=pages["goods:purchases"],
    )
    items = [_shown(item, base, language) for item in found]
    for one in (*shown["soon"], *shown["decide"]):
        one["url"] = f"{base}goods/items/{one['slug']}/" if one["slug"] else ""
    since, told = _changes(study, base, language)
    return {
        "first": items[0] if items else None,
        "items": items[1:],
        "shown": shown,
        "most": MOST_GOODS,
        "goods_url": f"{base}goods/",
        "fec": currency_shown() == EURO,  # a firm that counts otherwise has no such file
        "data_url": f"{base}data/",
        "since": since,
        "changes": told,
    }


def _to_renew(study: Study) -> bool:
    """Whether a study comes from another version and none was asked for since."""
    asked = Job.objects.filter(kind="study", created_at__gt=study.made_at)
    return outdated(study) and not asked.exists()


def _lead(
    cover: Mapping[str, Any], windows: Sequence[Mapping[str, Any]], base: str
) -> dict[str, Any] | None:
    lead = cover["lead"]
    if lead is None:
        return None
    point = lead["point"]
    steps = [
        stage["code"]
        for window in windows
        for stage in window["stages"]
        if stage["title"] == lead["todo"]
    ]
    step = steps[0] if steps else ""
    return {
        "title": lead["title"],
        "todo": lead["todo"],
        "reason": lead["reason"],
        "draws": lead["draws"],
        "said": point["worth_said"],
        "between": point["worth"]["between"] if point["worth"] else "",
        "exact": point["worth"]["exact"] if point["worth"] else "",
        "sure": point["sure"],
        "step": step,
        "step_url": f"{base}roadmap/{step}/" if step else "",
        "url": f"{base}findings/{point['code']}/",
    }


def _items(
    pages: Mapping[str, Any],
    waiting: Sequence[tuple[str, str]],
    study: Study | None,
    leading: str,
) -> Sequence[Item]:
    stakes = {point["code"]: point for point in pages["points"]["points"]}
    questions = [
        {
            "key": key,
            "ask": QUESTIONS[key].ask,
            "why": QUESTIONS[key].why,
            "room": ROOM_OF[key].label,
            "unlocks": QUESTIONS[key].unlocks,
        }
        for key in pages["open_questions"]["keys"]
        if key in QUESTIONS
    ]
    return agenda(
        today=timezone.localdate(),
        windows=pages["roadmap"]["windows"],
        states={state.code: state for state in StepState.objects.all()},
        questions=questions,
        stakes=stakes,
        waiting=waiting,
        refused_said=pages["unread"]["said"] if pages["unread"].get("aside") else "",
        leading=leading,
        goods=pages.get("goods"),
        purchases=pages.get("goods:purchases"),
        years=len(study.summary.get("years", ())) if study else 0,
    )


def _shown(item: Item, base: str, language: Language) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "title": say(item.title, language),
        "reason": say(item.reason, language),
        "euros": say(item.said, language),
        "exact": item.exact,
        "room": say(item.room, language),
        "icon": ICONS[item.kind],
        "button": say(item.button, language),
        "url": base + item.path,
        "post": False,
    }


def _table(items: Sequence[Mapping[str, Any]], language: Language) -> dict[str, Any]:
    heads = (t("Quoi"), t("Pourquoi"), WORDS["stake"])
    return {
        "title": say(t("Les mêmes, en tableau"), language),
        "columns": [{"label": say(head, language), "kind": "text"} for head in heads],
        "rows": [[item["title"], item["reason"], item["euros"]] for item in items],
    }


def _changes(
    study: Study | None, base: str, language: Language
) -> tuple[str, list[dict[str, str]]]:
    """Since when, and what changed: findings of the last study against that of a week before, and what people did."""
    if study is None:
        return "", []
    week_ago = timezone.now() - timedelta(days=7)
    earlier = Study.objects.exclude(pk=study.pk).order_by("-made_at")
    before = earlier.filter(made_at__lte=week_ago).first() or earlier.last()
    told: list[dict[str, str]] = []
    if before is not None and before.summary.get("findings") and "findings" in study.summary:
        for what, code, then, now in changes(before.summary, study.summary)[:CHANGES]:
            known = study.summary["findings"].get(code) or before.summary["findings"][code]
            params = {
                "title": from_data(known["title"]),
                "then": Euros.of(then),
                "now": Euros.of(now),
            }
            told.append(
                {
                    "said": say(Text(SENTENCES[what].message, params), language),
                    "url": f"{base}findings/{code}/" if what != "gone" else "",
                }
            )
    events = Event.objects.filter(action__in=TOLD, at__gte=week_ago).select_related("user")[
        :CHANGES
    ]
    for event in events:
        who = str(event.user) if event.user else "Ancrage"
        told.append({"said": f"{who} {sentence(event.action, event.target, language)}", "url": ""})
    since = before.made_at if before is not None and before.made_at < week_ago else week_ago
    return day(timezone.localtime(since).date(), language), told
