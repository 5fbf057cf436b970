"""What is decided of a step of the roadmap: checked, kept, and held against what the step promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ancrage.text import Language, Text, t
from ancrage.web.given import one_line, several_lines
from ancrage.web.journal.models import note
from ancrage.web.scope import scoped_firm
from ancrage.web.steps.following import Measure, measured, promise
from ancrage.web.steps.models import Status, StepState
from ancrage.web.studies.models import Study
from ancrage.web.studies.pages import latest, page

LONGEST_PERSON, LONGEST_NOTE = 80, 2000


class NotADecision(ValueError):
    """What was given cannot be kept; `reason` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Decision:
    """Who does the step by when, where it stands, and a note."""

    status: Status = Status.TODO
    person: str = ""
    due: date | None = None
    note: str = ""


def decided(*, status: str, person: str, due: str, note: str) -> Decision:
    """The decision that these words stand for; `due` is an ISO date or "". Raises NotADecision."""
    person, note = one_line(person), several_lines(note)
    try:
        day = date.fromisoformat(due) if due else None
    except ValueError:
        raise NotADecision(t("Cette date n’existe pas.")) from None
    if status not in set(Status) or len(note) > LONGEST_NOTE or len(person) > LONGEST_PERSON:
        raise NotADecision(t("Vérifiez les champs : un texte est trop long."))
    return Decision(Status(status), person, day, note)


def stage_of(code: str, language: Language) -> dict[str, Any] | None:
    """The step of that code in the plan of the last study."""
    plan = page("roadmap", language)
    stages = [stage for window in plan["windows"] for stage in window["stages"]] if plan else []
    return next((stage for stage in stages if stage["code"] == code), None)


def known(code: str, language: Language) -> bool:
    """Whether the plan holds the step, or something was decided of it."""
    return stage_of(code, language) is not None or StepState.objects.filter(code=code).exists()


def follow(code: str, decision: Decision, user_id: int, language: Language) -> StepState:
    """Write what was decided; a step newly done keeps what it promised. `language` is that of the journal."""
    with transaction.atomic():
        state = StepState.objects.select_for_update().filter(code=code).first() or StepState(
            firm_id=scoped_firm(), code=code
        )
        newly_done = decision.status == Status.DONE and state.status != Status.DONE
        if newly_done:
            study = latest()
            state.done_on = timezone.localdate()
            if study is not None:
                state.promise = promise(study.summary, code, study.pk, study.covered_until)
        elif decision.status != Status.DONE:
            state.done_on, state.promise = None, {}
        state.status, state.person = decision.status, decision.person
        state.due, state.note = decision.due, decision.note
        state.updated_by_id = user_id
        state.save()
        stage = stage_of(code, language)
        action = "step.done" if newly_done else "step.changed"
        note(user_id, action, stage["title"] if stage else code)
    return state


def measure(state: StepState, study: Study | None) -> Measure | None:
    """What a done step won so far; None for a step that is not done."""
    if state.status != Status.DONE or state.done_on is None or study is None:
        return None
    return measured(state.promise, state.done_on, study.summary, study.covered_until)
