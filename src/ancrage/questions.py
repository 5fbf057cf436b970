"""What the books cannot tell is asked: one declaration for the TOML file, the web form and the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ancrage.text import Text

AnswerKind = Literal["yes_no", "number", "share", "choice"]
Answer: TypeAlias = "bool | float | str"
Answers: TypeAlias = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the owner.

    Args:
        id: stable name, the key in the answers file.
        room: dotted name of the room that asks.
        ask: the question, in words an owner uses.
        why: what the answer changes.
        unlocks: codes of the findings that it settles or sharpens.
        kind: yes_no, number (of `unit`), share (0 to 100 %) or choice (one of `choices`).
        unit: words for the unit of a number.
        choices: value in the answers file and its label.
    """

    id: str
    room: str
    ask: Text
    why: Text
    unlocks: tuple[str, ...]
    kind: AnswerKind
    unit: Text | None = None
    choices: tuple[tuple[str, Text], ...] = ()
