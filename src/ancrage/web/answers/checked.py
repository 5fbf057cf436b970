"""An answer as a form or a program gives it, checked against its question."""

from __future__ import annotations

import math

from ancrage.questions import Answer, Question
from ancrage.roadmap.rooms import ROOMS

QUESTIONS: dict[str, Question] = {q.id: q for room in ROOMS for q in room.questions}
ROOM_OF = {q.id: room for room in ROOMS for q in room.questions}


class NotAnAnswer(ValueError):
    """The text does not answer the question."""


def checked(question: Question, text: str) -> Answer:
    """The value that the text stands for. Raises NotAnAnswer."""
    text = text.strip()
    if question.kind == "yes_no" and text in {"yes", "no"}:
        return text == "yes"
    if question.kind == "choice" and text in {value for value, _ in question.choices}:
        return text
    if question.kind in {"number", "share"}:
        plain = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").rstrip("%")
        try:
            value = float(plain.replace(",", "."))
        except ValueError:
            raise NotAnAnswer(text) from None
        most = 100 if question.kind == "share" else 1e12
        if math.isfinite(value) and 0 <= value <= most:
            return value
    raise NotAnAnswer(text)


def written(question: Question, value: object) -> str:
    """A kept answer as its form shows it."""
    if question.kind == "yes_no":
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else str(value)
