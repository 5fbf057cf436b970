"""One reader's language: sentences, figures, days and cells said in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ancrage.findings import Unit
from ancrage.money import Euros, Number, Percent
from ancrage.roadmap.report.shapes import Cell, CellKind, Figure, Heading
from ancrage.text import Language, Param, Territory, Text, currency_symbol, render, show, t, tn

# Control characters and lone surrogates (XML and fonts refuse them), and marks that turn the writing direction.
_UNSAYABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """A text of a file that any of the four reports can hold."""
    return _TURNING.sub("", _UNSAYABLE.sub(" ", text))


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things in one language."""

    language: Language

    def say(self, text: Text | str) -> str:
        """A sentence, or a name as it is."""
        return clean(render(text, self.language))

    def day(self, day: date) -> str:
        """A day with its month in words."""
        return show(day, self.language)

    def short_day(self, day: date) -> str:
        """A day in figures, for tables."""
        from babel.dates import format_date  # noqa: PLC0415 (heavy)

        return format_date(day, "short", self.language.locale)

    def month(self, day: date) -> str:
        """The month of a day, in words."""
        from babel.dates import format_date  # noqa: PLC0415 (heavy)

        return format_date(day, "MMMM y", self.language.locale)

    def figure(self, value: float, unit: Unit) -> Figure:
        """A figure in its unit, rounded and exact."""
        said = self._measured(value, unit, exact=False)
        return Figure(said, self._measured(value, unit, exact=True), value, unit)

    def heading(self, label: Text | str, kind: CellKind) -> Heading:
        """The head of a column, with its unit."""
        said = self.say(label)
        if kind == "eur" and "€" not in said:
            said = self.say(t("{label} ({unit})", label=said, unit=currency_symbol(self.language)))
        elif kind == "days":
            said = self.say(t("{label} (jours)", label=said))
        return Heading(said, kind)

    def cell(self, value: Param | float | None, kind: CellKind) -> Cell:
        """A cell of a column of that kind: euros to the unit, a Number to its own decimals; None is said as unknown."""
        if value is None:
            return Cell(self.say(t("inconnu")), None)
        if isinstance(value, Text | str | Territory):
            said = clean(show(value, self.language))
            return Cell(said, said)
        if isinstance(value, date):
            return Cell(self.short_day(value), value)
        number = _number(value)
        if kind == "text" and not isinstance(value, float):
            return Cell(show(value, self.language), number)
        if kind == "ratio":
            return Cell(show(Percent(number), self.language), number)
        if isinstance(value, Number):  # the price of a unit: cents count
            return Cell(show(value, self.language), number)
        return Cell(show(_plain(number, 0 if kind == "eur" else 1), self.language), number)

    def cents(self, cents: int) -> Cell:
        """A cell of a debit or credit column, to the cent; nothing for zero, as books write it."""
        return Cell(show(Number(cents / 100, 2), self.language) if cents else "", cents / 100)

    def _measured(self, value: float, unit: Unit, *, exact: bool) -> str:
        if unit == "eur":
            return show(Euros.of(value, exact=exact), self.language)
        if unit == "eur_year":
            return self.say(t("{amount} par an", amount=Euros.of(value, exact=exact)))
        if unit == "ratio":
            return show(Percent(value, 2 if exact else None), self.language)
        number = _plain(value, 2 if exact else 1)
        if unit == "count":
            return show(number, self.language)
        if unit == "hours":
            return self.say(t("{hours} h", hours=number))
        many = _grammatical(number.value, self.language)
        if unit == "days":
            return self.say(tn("{days} jour", "{days} jours", many, days=number))
        return self.say(tn("{weeks} semaine", "{weeks} semaines", many, weeks=number))


def _number(value: Euros | Percent | Number | float) -> float:
    if isinstance(value, Percent):
        return value.ratio
    return float(value.value) if isinstance(value, Euros | Number) else float(value)


def _plain(value: float, most: int) -> Number:
    """The number with at most `most` decimals, no useless zero, and never minus zero."""
    shown = round(value, most) + 0.0
    return Number(shown, next(d for d in range(most + 1) if d == most or round(shown, d) == shown))


def _grammatical(value: float, language: Language) -> int:
    """The whole number that chooses between singular and plural: 1.5 is singular in French, plural in English."""
    if value == int(value):
        return int(abs(value))
    return 2 if abs(value) >= 2 or language is Language.EN else 1
