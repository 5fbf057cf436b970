"""What numbers a model takes; anything else is refused in plain words."""

from __future__ import annotations

from math import isfinite


def positive(**values: float) -> None:
    """Refuse what is not a finite number above zero.

    Raises:
        ValueError: with the name of the argument and the value that was given.
    """
    for name, value in values.items():
        if not (isfinite(value) and value > 0):
            raise ValueError(f"{name} must be above zero, not {value}")


def not_negative(**values: float) -> None:
    """Refuse what is not a finite number, zero or above.

    Raises:
        ValueError: with the name of the argument and the value that was given.
    """
    for name, value in values.items():
        if not (isfinite(value) and value >= 0):
            raise ValueError(f"{name} must be zero or above, not {value}")


def finite(**values: float) -> None:
    """Refuse what is not a finite number.

    Raises:
        ValueError: with the name of the argument and the value that was given.
    """
    for name, value in values.items():
        if not isfinite(value):
            raise ValueError(f"{name} must be a number, not {value}")


def probability(**values: float) -> None:
    """Refuse what is not between zero and one, both allowed.

    Raises:
        ValueError: with the name of the argument and the value that was given.
    """
    for name, value in values.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{name} must be between 0 and 1, not {value}")
