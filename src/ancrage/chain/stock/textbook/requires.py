"""What numbers a model takes; anything else is refused in plain words."""

from __future__ import annotations

from math import isfinite, sqrt

MOST = 1e100  # beyond, products of two numbers are no numbers any more
MOST_UNITS = 1e12  # beyond, a unit more or less is lost in the digits of a mean


def positive(**values: float) -> None:
    """Refuse what is not a finite number above zero.

    Raises:
        ValueError: with the name of the argument and the value that was given.
    """
    for name, value in values.items():
        if not (isfinite(value) and value > 0):
            raise ValueError(f"{name} must be above zero, not {value}")
        _within(name, value, MOST)


def not_negative(**values: float) -> None:
    """Refuse what is not a finite number, zero or above.

    Raises:
        ValueError: with the name of the argument and the value that was given.
    """
    for name, value in values.items():
        if not (isfinite(value) and value >= 0):
            raise ValueError(f"{name} must be zero or above, not {value}")
        _within(name, value, MOST)


def finite(**values: float) -> None:
    """Refuse what is not a finite number.

    Raises:
        ValueError: with the name of the argument and the value that was given.
    """
    for name, value in values.items():
        if not isfinite(value):
            raise ValueError(f"{name} must be a number, not {value}")
        _within(name, value, MOST)


def countable(most: float = MOST_UNITS, **values: float) -> None:
    """Refuse a mean of whole units that is too large for them to be told apart, or looked at one by one.

    Raises:
        ValueError: with the name of the argument and the value that was given.
    """
    for name, value in values.items():
        _within(name, value, most)


def few_units(
    instead: str, most: int, fixed: float, holding: float, stockout: float, rate: float
) -> None:
    """Refuse orders whose economic quantity is of more than `most` units, where each unit is looked at.

    Raises:
        ValueError: with the quantity and the model to use `instead`.
    """
    quantity = sqrt(2 * fixed / holding) * sqrt(rate) * sqrt((holding + stockout) / stockout)
    if quantity > most:
        raise ValueError(f"orders of about {quantity:.3g} units are too large; use {instead}")


def _within(name: str, value: float, most: float) -> None:
    if abs(value) > most:
        raise ValueError(f"{name} must be at most {most:g}, not {value}")


def probability(**values: float) -> None:
    """Refuse what is not between zero and one, both allowed.

    Raises:
        ValueError: with the name of the argument and the value that was given.
    """
    for name, value in values.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{name} must be between 0 and 1, not {value}")
