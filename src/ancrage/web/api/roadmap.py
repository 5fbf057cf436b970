"""The plan of the last study, and what is decided of its steps."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404
from ninja import Body, Schema
from pydantic import Field

from ancrage.text import Language
from ancrage.web.api.access import Call, Calls
from ancrage.web.api.contract import Action, First, LeftOut, Means, Range, Unanswered, contract
from ancrage.web.api.errors import Unfit
from ancrage.web.api.given import Code, Given, Speaks, one_of, spoken
from ancrage.web.people.roles import Permission
from ancrage.web.saying import said, say
from ancrage.web.steps.models import Status, StepState
from ancrage.web.steps.service import (
    LONGEST_NOTE,
    LONGEST_PERSON,
    NotADecision,
    decided,
    follow,
    known,
    measure,
    stage_of,
)
from ancrage.web.studies.models import Study
from ancrage.web.studies.pages import latest

calls = Calls(tags=["roadmap"])


class Measured(Schema):
    """What a done step won so far, in euros a year; null where it is not known yet, with the reason."""

    won_eur_year: float | None
    said: str


class Following(Schema):
    """What is decided of a step; `measured` is null until it is done."""

    code: str
    title: str
    status: Annotated[Status, one_of(Status)]
    person: str
    due: date | None
    note: str
    done_on: date | None
    measured: Measured | None


class Step(Action):
    """A step of the plan: days counted from the study, gain in euros a year, and what is decided of it."""

    findings: list[str]
    horizon_days: int
    start_day: int
    end_day: int
    gain_eur_year: Range
    check_on: date
    following: Following


class Roadmap(Schema):
    """The plan. `done` are done steps that the last study does not propose any more."""

    first: First | None
    means: Means
    steps: list[Step]
    done: list[Following]
    left_out: list[LeftOut]
    questions: list[Unanswered]


class Decision(Given):
    """What to change of a step; what is not given stays as it is."""

    status: Annotated[Status, one_of(Status)] | None = None
    person: Annotated[str, Field(max_length=LONGEST_PERSON)] | None = None
    due: date | None = None
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] | None = None


@calls.call("GET", "/roadmap", Permission.READ, Roadmap)
def get_roadmap(request: Call, language: Speaks = None) -> Roadmap:
    """The first opportunity, the steps in the order to do them, what was left out. 404 before the first study."""
    lang = spoken(request, language)
    told, study = contract(lang), latest()
    plan = told["roadmap"]
    states = {state.code: state for state in StepState.objects.all()}
    steps = [
        {**step, "following": _following(step["code"], states.get(step["code"]), study, lang, step)}
        for step in plan["steps"]
    ]
    planned = {step["code"] for step in plan["steps"]}
    gone = [s for s in states.values() if s.code not in planned and s.status == Status.DONE]
    return Roadmap.model_validate(
        {
            **plan,
            "steps": steps,
            "done": [_following(state.code, state, study, lang) for state in gone],
            "questions": told["questions"],
        }
    )


@calls.call("PATCH", "/roadmap/{code}", Permission.DECIDE, Following)
def follow_step(
    request: Call, code: Code, decision: Body[Decision], language: Speaks = None
) -> Following:
    """Decide of a step: status, person, due date (null for none), note. A step newly done keeps what it promised."""
    lang = spoken(request, language)
    if not known(code, lang):
        raise Http404
    state = StepState.objects.filter(code=code).first() or StepState(code=code)
    words: dict[str, Any] = {
        "status": state.status,
        "person": state.person,
        "due": state.due.isoformat() if state.due else "",
        "note": state.note,
    }
    for name, value in decision.model_dump(mode="json", exclude_unset=True).items():
        if value is not None:
            words[name] = value
        elif name == "due":
            words[name] = ""
    try:
        kept = follow(code, decided(**words), request.auth.user.pk, request.auth.language)
    except NotADecision as error:
        raise Unfit(say(error.reason, lang)) from error
    return _following(code, kept, latest(), lang, stage_of(code, lang))


def _following(
    code: str,
    state: StepState | None,
    study: Study | None,
    language: Language,
    step: dict[str, Any] | None = None,
) -> Following:
    """What is decided of a step, under the title that the plan gives it, else the one that it promised under."""
    held = state or StepState(code=code)
    title = step["title"] if step else said(held.promise.get("title"), language)
    found = measure(held, study)
    return Following(
        code=code,
        title=title or code,
        status=Status(held.status),
        person=held.person,
        due=held.due,
        note=held.note,
        done_on=held.done_on,
        measured=Measured(won_eur_year=found.won, said=say(found.said, language))
        if found
        else None,
    )
