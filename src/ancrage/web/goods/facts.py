"""What a person says of a supplier: checked as it is typed, kept as answers, cleared; the firm is studied again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from ancrage.questions import Answer as Value
from ancrage.web.answers.models import Answer
from ancrage.web.given import one_line
from ancrage.web.imports.service import study_again
from ancrage.web.journal.models import note
from ancrage.web.scope import scoped_firm

LONGEST = 120  # signs of a text
MOST = {"days": 3650.0, "percent": 1000.0, "euros": 1e7, "count": 1000.0}


class NotAFact(ValueError):
    """The text does not say what is asked."""


def checked(kind: str, text: str, choices: Mapping[str, Sequence[Sequence[str]]]) -> Value | None:
    """The value that a text stands for, None for nothing said. Raises NotAFact.

    Args:
        kind: of the fact (`ancrage.facts.Kind`).
        text: as typed.
        choices: countries and modes that may be chosen, as (code, name).
    """
    said = one_line(text)
    if not said:
        return None
    if kind in {"country", "mode"}:
        known = choices["countries" if kind == "country" else "modes"]
        if said in {code for code, _ in known}:
            return said
        raise NotAFact(text)
    if kind == "text":
        return said[:LONGEST]
    plain = said.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").rstrip("%€$")
    try:
        value = float(plain.replace(",", "."))
    except ValueError:
        raise NotAFact(text) from None
    if not (math.isfinite(value) and 0 <= value <= MOST[kind]):
        raise NotAFact(text)
    return value


def written(value: Any) -> str:
    """A kept fact as its field shows it."""
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def keep(supplier: str, said: Mapping[str, Value | None], user_id: int) -> bool:
    """Keep what changed of the facts of a supplier, by key of their answer; None clears. Whether anything changed."""
    with transaction.atomic():
        before = dict(Answer.objects.filter(question__in=said).values_list("question", "value"))
        gone = [key for key, value in said.items() if value is None and key in before]
        new = {key: v for key, v in said.items() if v is not None and before.get(key) != v}
        Answer.objects.filter(question__in=gone).delete()
        for key, value in new.items():
            Answer.objects.update_or_create(
                firm_id=scoped_firm(),
                question=key,
                defaults={"value": value, "answered_by_id": user_id},
            )
        if gone or new:
            note(user_id, "supplier.said", supplier[:120])
            study_again(user_id)
        return bool(gone or new)
