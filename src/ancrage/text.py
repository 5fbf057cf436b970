"""Words for people: a French sentence with named holes, rendered late in the reader's language.

The French sentence is the key of the catalogue (gettext). Numbers, dates and amounts stay values until
`render`, which writes them as the reader's locale does.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias, cast

from ancrage.money import Euros, Number, Percent, currency_shown, rounded

LOCALES = Path(__file__).parent / "locale"


class Language(StrEnum):
    """The languages of the project; the value is what a person types after `--lang`."""

    FR = "fr"
    EN = "en"
    FR_CA = "fr-CA"

    @property
    def locale(self) -> str:
        """Name of the locale for numbers and dates."""
        return {"fr": "fr_FR", "en": "en_GB", "fr-CA": "fr_CA"}[self.value]

    @classmethod
    def from_environment(cls) -> Language:
        """Reader's language from LC_ALL, LC_MESSAGES or LANG; French where they say nothing."""
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            value = os.environ.get(name, "")
            if value.startswith("fr_CA"):
                return cls.FR_CA
            if value.startswith("en"):
                return cls.EN
            if value:
                return cls.FR
        return cls.FR


Param: TypeAlias = "str | int | Euros | Percent | Number | date | Territory | Text"


@dataclass(frozen=True, slots=True, order=True)
class Territory:
    """A country by its ISO 3166-1 alpha-2 code, shown by its name; by its code where it has none."""

    code: str


@dataclass(frozen=True, slots=True)
class Text:
    """A French sentence with named placeholders and their values.

    Args:
        message: source sentence in French, also the key of the catalogue.
        params: values of the placeholders, by name.
        plural: sentence for more than one, when the sentence counts something.
        count: the number that chooses between the two.
    """

    message: str
    params: Mapping[str, Param] = field(default_factory=dict)
    plural: str | None = None
    count: int = 1

    def __hash__(self) -> int:
        return hash((self.message, self.count, tuple(sorted(self.params))))


def t(message: str, **params: Param) -> Text:
    """Sentence with values for its holes.

    t("Vous avez payé {amount}", amount=Euros(1250))
    """
    return Text(message, params)


def tn(singular: str, plural: str, count: int, **params: Param) -> Text:
    """A sentence that counts; the number is the placeholder {count}."""
    return Text(singular, {"count": count, **params}, plural, count)


def some(names: Sequence[str], most: int) -> Text | str:
    """The first names of a list within a sentence, saying where there are others."""
    said = ", ".join(names[:most])
    return t("{names} et d’autres", names=said) if len(names) > most else said


@lru_cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """Compiled catalogue of a language; French sentences are their own translation."""
    names = [language.locale, *(["fr"] if language is Language.FR_CA else [language.value])]
    return gettext.translation("ancrage", LOCALES, names, fallback=True)


def render(text: Text | str, language: Language) -> str:
    """The sentence in the reader's language; a plain string (a name, a label) comes back as it is."""
    if isinstance(text, str):
        return text
    words = catalogue(language)
    if text.plural is None:
        message = words.gettext(text.message)
    elif language is not Language.EN and text.count == 0:
        message = words.ngettext(text.message, text.plural, 1)  # zero is singular in French
    else:
        message = words.ngettext(text.message, text.plural, text.count)
    return message.format_map({k: show(v, language) for k, v in text.params.items()})


def show(value: Param, language: Language) -> str:
    """A value as the reader's locale writes it."""
    if isinstance(value, Text | Territory):
        return render(value, language) if isinstance(value, Text) else _name(value, language)
    if isinstance(value, str) or (type(value) is int and 0 <= value < 1000):
        return str(value)  # a number without separators is written alike everywhere
    from babel import dates, numbers  # noqa: PLC0415 (heavy: only when something is shown)

    locale = language.locale
    if isinstance(value, Euros):
        amount = value.value if value.exact else rounded(value.value)
        pattern = _money_pattern(language, cents=value.exact)
        return numbers.format_currency(
            amount, currency_shown(), pattern, locale, currency_digits=False
        )
    if isinstance(value, Percent):
        digits = value.digits
        if digits is None:
            digits = 1 if abs(value.ratio) < 0.0995 else 0
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        space = "" if language is Language.EN else "\N{NO-BREAK SPACE}"
        return numbers.format_decimal(value.ratio * 100, pattern, locale) + f"{space}%"
    if isinstance(value, Number):
        pattern = "#,##0" + ("." + "0" * value.digits if value.digits else "")
        return numbers.format_decimal(value.value, pattern, locale)
    if isinstance(value, date):
        if language is not Language.EN and value.day == 1:
            return "1er " + dates.format_date(value, "MMMM y", locale)
        return dates.format_date(value, "d MMMM y", locale)
    return numbers.format_decimal(value, "#,##0", locale)


def currency_symbol(language: Language) -> str:
    """The sign of the currency of amounts, as the reader writes it: "€", "$ CA", "$"."""
    from babel import numbers  # noqa: PLC0415 (heavy: only when something is shown)

    return str(numbers.get_currency_symbol(currency_shown(), language.locale))


def _name(country: Territory, language: Language) -> str:
    from babel import Locale  # noqa: PLC0415 (heavy: only when something is shown)

    names: Mapping[str, str] = Locale.parse(language.locale).territories
    return names.get(country.code, country.code)


def _money_pattern(language: Language, *, cents: bool) -> str:
    number = "#,##0.00" if cents else "#,##0"
    return f"¤{number}" if language is Language.EN else f"{number}\N{NO-BREAK SPACE}¤"


Data: TypeAlias = "str | dict[str, object]"


def to_data(text: Text | str) -> Data:
    """The sentence as plain data (JSON), to be kept and rendered later in any language."""
    if isinstance(text, str):
        return text
    data: dict[str, object] = {
        "m": text.message,
        "p": {name: _param_to_data(value) for name, value in text.params.items()},
    }
    return data | ({"n": text.plural, "c": text.count} if text.plural is not None else {})


def from_data(data: Data) -> Text | str:
    """The sentence that `to_data` wrote."""
    if isinstance(data, str):
        return data
    params = cast("dict[str, object]", data["p"])
    return Text(
        str(data["m"]),
        {name: _param_from_data(value) for name, value in params.items()},
        cast("str | None", data.get("n")),
        cast("int", data.get("c", 1)),
    )


def _param_to_data(value: Param) -> object:
    if isinstance(value, Text):
        return {"text": to_data(value)}
    if isinstance(value, Euros):
        return {"euros": [value.cents, value.exact]}
    if isinstance(value, Percent):
        return {"percent": [value.ratio, value.digits]}
    if isinstance(value, Number):
        return {"number": [value.value, value.digits]}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Territory):
        return {"territory": [value.code]}
    return value


def _param_from_data(data: object) -> Param:
    if not isinstance(data, dict):
        return cast("str | int", data)
    ((kind, value),) = data.items()
    if kind == "text":
        return from_data(value)
    if kind == "date":
        return date.fromisoformat(value)
    shape: Any = {
        "euros": Euros,
        "percent": Percent,
        "number": Number,
        "territory": Territory,
    }[kind]
    return cast("Param", shape(*value))


MONTHS: tuple[Text, ...] = (
    t("janvier"),
    t("février"),
    t("mars"),
    t("avril"),
    t("mai"),
    t("juin"),
    t("juillet"),
    t("août"),
    t("septembre"),
    t("octobre"),
    t("novembre"),
    t("décembre"),
)
