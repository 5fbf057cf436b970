"""The questionnaire."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404
from ninja import Body, Schema, Status
from pydantic import StrictBool, StrictFloat, StrictInt, StrictStr

from ancrage.questions import AnswerKind, Question
from ancrage.text import Language
from ancrage.web.answers import service
from ancrage.web.answers.checked import QUESTIONS, NotAnAnswer, checked
from ancrage.web.answers.models import Answer as Kept
from ancrage.web.api.access import Call, Calls
from ancrage.web.api.errors import Unfit
from ancrage.web.api.given import Code, Given, Speaks, spoken
from ancrage.web.people.roles import Permission
from ancrage.web.saying import say

calls = Calls(tags=["answers"])


class Choice(Schema):
    """One answer of a question of choice."""

    value: str
    label: str


class Answer(Schema):
    """A question and its answer: true or false, a number of `unit`, percent (0 to 100) or a choice; null if unknown."""

    question: str
    room: str
    ask: str
    why: str
    kind: AnswerKind
    unit: str | None
    choices: list[Choice]
    unlocks: list[str]
    value: bool | float | str | None
    answered_at: datetime | None


class Value(Given):
    """The value that answers the question."""

    value: StrictBool | StrictInt | StrictFloat | StrictStr


@calls.call("GET", "/answers", Permission.READ, list[Answer])
def list_answers(request: Call, language: Speaks = None) -> list[Answer]:
    """Every question by room, with its answer or null."""
    lang = spoken(request, language)
    kept = {answer.question: answer for answer in Kept.objects.all()}
    return [_answer(asked, kept.get(asked.id), lang) for asked in QUESTIONS.values()]


@calls.call("GET", "/answers/{question}", Permission.READ, Answer)
def get_answer(request: Call, question: Code, language: Speaks = None) -> Answer:
    """One question, with its answer or null."""
    asked = _asked(question)
    kept = Kept.objects.filter(question=asked.id).first()
    return _answer(asked, kept, spoken(request, language))


@calls.call("PUT", "/answers/{question}", Permission.DECIDE, Answer)
def put_answer(
    request: Call, question: Code, given: Body[Value], language: Speaks = None
) -> Answer:
    """Answer a question, in place of the answer before; the firm is studied again. 422: it is no answer to it."""
    asked, lang = _asked(question), spoken(request, language)
    text = {True: "yes", False: "no"}[given.value] if isinstance(given.value, bool) else None
    try:
        value = checked(asked, str(given.value) if text is None else text)
    except NotAnAnswer as error:
        raise Unfit(f"not an answer to a question of kind {asked.kind}") from error
    kept = service.give(asked, value, request.auth.user.pk, request.auth.language)
    return _answer(asked, kept, lang)


@calls.call("DELETE", "/answers/{question}", Permission.DECIDE, None, 204)
def delete_answer(request: Call, question: Code) -> Status[None]:
    """Make the answer unknown again; the firm is studied again."""
    service.clear(_asked(question), request.auth.user.pk, request.auth.language)
    return Status(204, None)


def _asked(question: str) -> Question:
    if question not in QUESTIONS:
        raise Http404
    return QUESTIONS[question]


def _answer(asked: Question, kept: Kept | None, language: Language) -> Answer:
    return Answer(
        question=asked.id,
        room=asked.room,
        ask=say(asked.ask, language),
        why=say(asked.why, language),
        kind=asked.kind,
        unit=say(asked.unit, language) if asked.unit is not None else None,
        choices=[Choice(value=value, label=say(label, language)) for value, label in asked.choices],
        unlocks=list(asked.unlocks),
        value=kept.value if kept else None,
        answered_at=kept.answered_at if kept else None,
    )
