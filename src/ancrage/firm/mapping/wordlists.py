"""How a list of names that a column may have is written: names parted by semicolons, in plain form (`names.plain`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """What a column may be called.

    Args:
        sure: names that say what it is; with `sign`, they speak for the table as well.
        weak: names that may mean something else.
        common: names that say what it is, but that other tables use too.
        sign: whether a sure name speaks for the table.
    """

    sure: tuple[str, ...]
    weak: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    sign: bool = False


def split(text: str) -> tuple[str, ...]:
    """The names of a list."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def names(sure: str, weak: str = "", *, common: str = "", sign: bool = False) -> Names:
    """Names from their lists."""
    return Names(split(sure), split(weak), split(common), sign=sign)
