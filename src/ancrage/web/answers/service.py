"""Keeping and clearing answers; the firm is studied again with them."""

from __future__ import annotations

from django.db import transaction

from ancrage.questions import Answer as Value
from ancrage.questions import Question
from ancrage.text import Language
from ancrage.web.answers.models import Answer
from ancrage.web.imports.service import study_again
from ancrage.web.journal.models import note
from ancrage.web.saying import say
from ancrage.web.scope import scoped_firm


def give(question: Question, value: Value, user_id: int, language: Language) -> Answer:
    """Keep an answer (see `checked`) in place of the one before. `language` is that of the journal."""
    with transaction.atomic():
        kept: Answer = Answer.objects.update_or_create(
            firm_id=scoped_firm(),
            question=question.id,
            defaults={"value": value, "answered_by_id": user_id},
        )[0]
        note(user_id, "answer.given", say(question.ask, language))
        study_again(user_id)
    return kept


def clear(question: Question, user_id: int, language: Language) -> None:
    """Make the answer unknown again; nothing happens where it is."""
    with transaction.atomic():
        if Answer.objects.filter(question=question.id).delete()[0]:
            note(user_id, "answer.cleared", say(question.ask, language))
            study_again(user_id)
