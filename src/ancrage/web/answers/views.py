"""The questionnaire: what is unknown, what each answer would unlock, one question at a time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ancrage.money import Number
from ancrage.questions import Question
from ancrage.roadmap.rooms import ROOMS
from ancrage.text import Language, t, tn
from ancrage.web.answers.checked import QUESTIONS, ROOM_OF, NotAnAnswer, checked, written
from ancrage.web.answers.models import Answer
from ancrage.web.answers.service import clear, give
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.roles import Permission
from ancrage.web.saying import said, say
from ancrage.web.studies.pages import latest, page


def ordered(language: Language) -> list[str]:
    """Ids of all questions: the unanswered ones first, those that bear on the most euros leading."""
    cover = page("open_questions", language)
    waiting = [key for key in (cover or {}).get("keys", ()) if key in QUESTIONS]
    return [*waiting, *(key for key in QUESTIONS if key not in waiting)]


@firm_page(Permission.READ)
def questions(request: FirmRequest) -> HttpResponse:
    """Every question by room, with its answer or what the answer would unlock."""
    language, base = request.language, request.base
    answers = dict(Answer.objects.values_list("question", "value"))
    study = latest()
    found = study.summary.get("findings", {}) if study else {}
    groups = [
        {
            "room": say(room.label, language),
            "questions": [_line(q, answers, found, base, language) for q in room.questions],
        }
        for room in ROOMS
    ]
    waiting = [key for key in ordered(language) if key not in answers]
    given = sum(key in QUESTIONS for key in answers)  # the others are of one supplier
    context = {
        "groups": groups,
        "answered_said": say(
            tn(
                "{count} réponse donnée sur {total}",
                "{count} réponses données sur {total}",
                given,
                total=len(QUESTIONS),
            ),
            language,
        ),
        "next_url": f"{base}questions/{waiting[0]}/" if waiting else "",
    }
    return render(request, "questions.html", context)


def _line(
    question: Question,
    answers: dict[str, Any],
    found: dict[str, Any],
    base: str,
    language: Language,
) -> dict[str, Any]:
    known = question.id in answers
    return {
        "ask": say(question.ask, language),
        "why": say(question.why, language),
        "url": f"{base}questions/{question.id}/",
        "answered": known,
        "answer": _in_words(question, answers[question.id], language) if known else "",
        "unlocks": [
            said(found[code]["title"], language) for code in question.unlocks if code in found
        ],
    }


def _in_words(question: Question, value: Any, language: Language) -> str:
    if question.kind == "yes_no":
        return say(t("oui") if value else t("non"), language)
    if question.kind == "choice":
        return say(dict(question.choices).get(value, str(value)), language)
    number = Number(value, 0 if float(value).is_integer() else 1)
    if question.kind == "share":
        return say(t("{n} %", n=number), language)
    unit = question.unit if question.unit is not None else ""
    return say(t("{n} {unit}", n=number, unit=unit), language).strip()


@firm_page(Permission.READ)
def question(request: FirmRequest, key: str) -> HttpResponse:
    """One question."""
    return _page(request, key)


def _page(
    request: FirmRequest, key: str, error: str = "", value: str | None = None
) -> HttpResponse:
    if key not in QUESTIONS:
        raise Http404
    language, base = request.language, request.base
    asked = QUESTIONS[key]
    kept = Answer.objects.filter(question=key).first()
    order = ordered(language)
    place = order.index(key)
    study = latest()
    found = study.summary.get("findings", {}) if study else {}
    shown = written(asked, kept.value) if kept else ""
    context = {
        "asked": {
            "key": key,
            "room": say(ROOM_OF[key].label, language),
            "ask": say(asked.ask, language),
            "why": say(asked.why, language),
            "kind": asked.kind,
            "unit": say(asked.unit, language) if asked.unit is not None else "",
            "choices": [(choice, say(label, language)) for choice, label in asked.choices],
            "value": shown if value is None else value,
            "answered": kept is not None,
            "unlocks": [
                {"title": said(found[code]["title"], language), "url": f"{base}findings/{code}/"}
                for code in asked.unlocks
                if code in found
            ],
        },
        "form_url": f"{base}questions/{key}/save/",
        "all_url": f"{base}questions/",
        "previous_url": f"{base}questions/{order[place - 1]}/" if place else "",
        "next_url": f"{base}questions/{order[place + 1]}/" if place + 1 < len(order) else "",
        "said": say(t("Question {place} sur {total}", place=place + 1, total=len(order)), language),
        "error": error,
    }
    return render(request, "question.html", context, status=400 if error else 200)


@firm_page(Permission.DECIDE, "POST")
def save(request: FirmRequest, key: str) -> HttpResponse:
    """Keep, clear or skip the answer; the next question that waits comes then."""
    if key not in QUESTIONS:
        raise Http404
    language, base = request.language, request.base
    action, asked = request.POST.get("action", "save"), QUESTIONS[key]
    order = ordered(language)
    if action == "clear":
        clear(asked, request.user.pk, language)
        return redirect(f"{base}questions/{key}/")
    if action == "save":
        try:
            value = checked(asked, request.POST.get("value", ""))
        except NotAnAnswer:
            wrong = t("Cette réponse ne convient pas à la question. Rien n’a été enregistré.")
            return _page(request, key, say(wrong, language), request.POST.get("value", ""))
        give(asked, value, request.user.pk, language)
        messages.success(request, say(t("C’est noté. L’étude se met à jour."), language))
    known = set(Answer.objects.values_list("question", flat=True))
    after = order[order.index(key) + 1 :] + order[: order.index(key)]
    waiting = [other for other in after if other not in known]
    return redirect(f"{base}questions/{waiting[0]}/" if waiting else f"{base}questions/")
