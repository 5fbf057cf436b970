"""Feuille de route: the steps, who does what by when, and what was won."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ancrage.text import Language, Text, t
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.roles import Permission
from ancrage.web.saying import said, say, short_day
from ancrage.web.steps.models import Status, StepState
from ancrage.web.steps.service import NotADecision, decided, follow, known, measure, stage_of
from ancrage.web.studies.models import Study
from ancrage.web.studies.pages import latest, some_pages

STATUSES: dict[str, Text] = {
    Status.TODO: t("À faire"),
    Status.DOING: t("En cours"),
    Status.DONE: t("Faite"),
    Status.DROPPED: t("Abandonnée"),
}


@firm_page(Permission.READ)
def roadmap(request: FirmRequest) -> HttpResponse:
    """The plan, window by window, with the state of each step; then what is done."""
    base, language = request.base, request.language
    found = some_pages(["roadmap", "points"], language)
    if not found:
        return render(request, "nothing_yet.html", {"data_url": f"{base}data/"})
    plan, study = found["roadmap"], latest()
    states = {state.code: state for state in StepState.objects.all()}
    for window in plan["windows"]:
        window["stages"] = [
            followed(stage, states.get(stage["code"]), study, base, language)
            for stage in window["stages"]
        ]
    shown = {stage["code"] for window in plan["windows"] for stage in window["stages"]}
    gone = [s for s in states.values() if s.code not in shown and s.status == Status.DONE]
    for dropped in plan["left_out"]:
        for ref in dropped["answers"]:
            ref["url"] = f"{base}findings/{ref['code']}/"
    context = {
        "means": {
            "said": plan["means"],
            "hours": _plain(request.firm.hours_per_month),
            "budget": _plain(request.firm.budget_eur),
            "url": f"{base}settings/save/",
        },
        "windows": plan["windows"],
        "done": [
            {
                "title": said(state.promise.get("title"), language) or state.code,
                "measured": _measured(state, study, language),
                "note": state.note,
                "done_on": short_day(state.done_on, language),
                "url": f"{base}roadmap/{state.code}/",
            }
            for state in gone
        ],
        "left_out": plan["left_out"],
        "left_out_said": plan["left_out_said"],
        "picture": found["points"]["picture"],
    }
    return render(request, "roadmap.html", context)


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def followed(
    stage: dict[str, Any],
    state: StepState | None,
    study: Study | None,
    base: str,
    language: Language,
) -> dict[str, Any]:
    """A step of the plan with what was decided of it."""
    status = state.status if state else Status.TODO
    for ref in stage["answers"]:
        ref["url"] = f"{base}findings/{ref['code']}/"
    return stage | {
        "url": f"{base}roadmap/{stage['code']}/",
        "status": status,
        "status_label": say(STATUSES[status], language),
        "person": state.person if state else "",
        "due": short_day(state.due, language) if state else "",
        "late": bool(
            state
            and state.due
            and state.due < timezone.localdate()
            and status in {Status.TODO, Status.DOING}
        ),
        "note": state.note if state else "",
        "measured": _measured(state, study, language) if state else "",
    }


def _measured(state: StepState, study: Study | None, language: Language) -> str:
    found = measure(state, study)
    return say(found.said, language) if found else ""


@firm_page(Permission.READ)
def step(request: FirmRequest, code: str) -> HttpResponse:
    """One step: what to do, and who does it by when."""
    return _page(request, code)


def _page(
    request: FirmRequest, code: str, error: str = "", given: dict[str, str] | None = None
) -> HttpResponse:
    base, language = request.base, request.language
    stage = stage_of(code, language)
    state = StepState.objects.filter(code=code).first()
    if stage is None and state is None:
        raise Http404
    study = latest()
    shown = followed(stage, state, study, base, language) if stage else None
    form = {
        "status": state.status if state else Status.TODO,
        "person": state.person if state else "",
        "due": state.due.isoformat() if state and state.due else "",
        "note": state.note if state else "",
        **(given or {}),
        "statuses": [(value, say(label, language)) for value, label in STATUSES.items()],
        "url": f"{base}roadmap/{code}/save/",
    }
    context = {
        "stage": shown,
        "title": stage["title"]
        if stage
        else said(state.promise.get("title"), language)
        if state
        else code,
        "form": form,
        "measured": _measured(state, study, language) if state else "",
        "answers": shown["answers"] if shown else [],
        "error": error,
        "back_url": f"{base}roadmap/",
    }
    return render(request, "step.html", context, status=400 if error else 200)


@firm_page(Permission.DECIDE, "POST")
def save(request: FirmRequest, code: str) -> HttpResponse:
    """Keep what was decided of a step."""
    language = request.language
    if not known(code, language):
        raise Http404
    given = {name: request.POST.get(name, "") for name in ("status", "person", "due", "note")}
    try:
        decision = decided(**given)
    except NotADecision as error:
        return _page(request, code, say(error.reason, language), given)
    follow(code, decision, request.user.pk, language)
    messages.success(request, say(t("C’est noté."), language))
    return redirect(f"{request.base}roadmap/")
