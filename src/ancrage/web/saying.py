"""Words of the pages: sentences kept as data, days, amounts, sizes, said once in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ancrage.money import Number
from ancrage.text import Language, Text, from_data, render, show, t

SHORT: dict[Language, str] = {
    Language.FR: "%d/%m/%Y",
    Language.EN: "%d/%m/%Y",
    Language.FR_CA: "%Y-%m-%d",
}


def said(data: Any, language: Language) -> str:
    """A sentence that `to_data` wrote, or a plain string, in the reader's language."""
    return render(from_data(data), language) if data else ""


def say(text: Text | str, language: Language) -> str:
    """A sentence in the reader's language."""
    return render(text, language)


def short_day(day: date | None, language: Language) -> str:
    """A day in figures; without the locale library, since lists hold many."""
    return day.strftime(SHORT[language]) if day else ""


def moment(at: datetime | None, language: Language) -> str:
    """A day in figures and the time of day, here."""
    if at is None:
        return ""
    # Everybody's zone is that of the settings; asking for a request's own, fifty times, is half the time of a list.
    local = timezone.localtime(at, timezone.get_default_timezone())
    return local.strftime(f"{SHORT[language]} %H:%M")


def size(count: int, language: Language) -> str:
    """A number of bytes as a person says it."""
    for unit, step in ((t("{n} Mo"), 1e6), (t("{n} ko"), 1e3)):
        if count >= step:
            digits = 1 if count < 10 * step else 0
            return render(Text(unit.message, {"n": Number(count / step, digits)}), language)
    return render(t("{n} octets", n=count), language)


def day(value: date, language: Language) -> str:
    """A day with its month in words."""
    return show(value, language)
