"""Numbers that the owner answered."""

from __future__ import annotations

from ancrage.firm import Firm


def number(firm: Firm, question: str) -> float | None:
    """The answer to a question of kind number or share, zero or more; None where there is none."""
    value = firm.answers.get(question)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        return None
    return float(value)
