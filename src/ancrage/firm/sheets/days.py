"""Columns of text to days: the order of day and month is what the column as a whole shows, never a guess.

"25/01/2025" can be read one way only and decides for the others; where none does, the owner is asked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from ancrage.firm.sheets.grid import DayOrder
from ancrage.firm.sheets.numbers import SAMPLES
from ancrage.text import Text, t

_Field: TypeAlias = "Callable[[str], pl.Expr]"
FIRST_YEAR, LAST_YEAR = 1900, 2099
_PIVOT = 70  # two digits from here on are of the last century
_TIME = r"(?:[T\s,]+(?:à\s)?\d{1,2}[:hH]\d{0,2}.*)?$"
_YEAR_FIRST = r"^(?P<y>\d{4})[-/. ]?(?P<m>\d{2})[-/. ]?(?P<d>\d{2})" + _TIME
_YEAR_FIRST_SHORT = r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _TIME
_FIGURES = r"^(?P<a>\d{1,2})(?P<sep>[-/. ])(?P<b>\d{1,2})[-/. ](?P<c>\d{4}|\d{2})" + _TIME
_DAY_NAME = r"^(?:\p{L}{2,}\.?,?\s+)?"
_NAMED = (
    _DAY_NAME
    + r"(?P<d>\d{1,2})(?:er|st|nd|rd|th|\.)?[\s/.-]*(?:de\s|of\s)?(?P<n>\p{L}{3,})\.?,?[\s/.-]*(?:de\s)?"
    r"(?P<y>\d{4}|\d{2})" + _TIME
)
_NAMED_FIRST = (
    r"^(?:\p{L}{2,}\.?,\s+)?(?P<n>\p{L}{3,})\.?[\s/.-]+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?[\s/.-]+(?P<y>\d{4}|\d{2})"
    + _TIME
)
_NO_DAY = r"^[0/.: -]*$"  # 0000-00-00, 00/00/0000, -
_MONTHS = (
    "january janvier januar enero gennaio janeiro januari",
    "february fevrier februar febrero febbraio fevereiro februari",
    "march mars marz maerz marzo marco maart mrz",
    "april avril abril aprile avr abr",
    "may mai mayo maggio maio mei",
    "june juin juni junio giugno junho",
    "july juillet juli julio luglio julho",
    "august aout agosto augustus",
    "september septembre septiembre settembre setembro",
    "october octobre oktober octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december decembre dezember diciembre dicembre dezembro",
)


@dataclass(frozen=True, eq=False)
class Dates:
    """A column of days.

    Args:
        values: Date; null where the cell is empty, bad or ambiguous.
        order: what the figures stand for; None where no cell is written in figures only, or where they disagree.
        reason: why, for people.
        bad: ranks of the cells that are no day, UInt32.
        ambiguous: ranks of the cells that may be two days, UInt32.
        samples: some of the ambiguous cells, as written, to ask about.
    """

    values: pl.Series
    order: DayOrder | None
    reason: Text
    bad: pl.Series
    ambiguous: pl.Series
    samples: tuple[str, ...]

    @property
    def undecided(self) -> bool:
        """Whether a person must say which figures are the day."""
        return bool(self.samples)


def dates(values: pl.Series, order: DayOrder | None = None) -> Dates:
    """A column of text as Date; the time of day, if any, is left out, and the day stays as written.

    Args:
        values: cells, text or null.
        order: the order that a person gave, or that the file's kind fixes; for the cells that show none.
    """
    cells = values.cast(pl.String).rename("raw")
    once = _readings(cells.unique(maintain_order=True).drop_nulls())
    # A cell whose every reading but one is no day shows its order.
    alone = pl.sum_horizontal(pl.col("dmy", "mdy", "ymd").is_not_null()) == 1
    once = once.with_columns((alone & pl.col("sure").is_null()).alias("telling"))
    shown = {
        o for o in ("dmy", "mdy", "ymd") if bool((once["telling"] & once[o].is_not_null()).any())
    }
    decided: DayOrder | None = None
    if len(shown) == 1:
        decided = "dmy" if "dmy" in shown else "mdy" if "mdy" in shown else "ymd"
    kept = decided or order
    day = pl.coalesce("sure", pl.when(pl.col("ways") == 1).then(pl.coalesce("dmy", "mdy", "ymd")))
    if kept:
        day = pl.coalesce(day, pl.col(kept))
    once = once.with_columns(day.alias("day"))
    read = cells.to_frame().join(
        once.select("raw", "day", "ways", "blank"), on="raw", how="left", maintain_order="left"
    )
    unread = (
        read["raw"].is_not_null() & read["day"].is_null() & ~read["blank"].fill_null(value=True)
    )
    doubtful = unread & (read["ways"].fill_null(0) > 1)
    samples = read["raw"].filter(doubtful).unique(maintain_order=True).head(SAMPLES)
    return Dates(
        read["day"].rename(values.name),
        kept,
        _reason(shown, kept, once, samples),
        (unread & ~doubtful).arg_true(),
        doubtful.arg_true(),
        tuple(samples.to_list()),
    )


def _readings(raw: pl.Series) -> pl.DataFrame:
    """Each writing with its sure day, or the days that it is under each order and how many differ (`ways`)."""
    text = pl.col("raw").str.strip_chars().str.strip_prefix("'").str.strip_chars()
    frame = raw.to_frame().with_columns(text.alias("text"))
    frame = frame.with_columns(pl.col("text").str.contains(_NO_DAY).alias("blank"))
    group = pl.col("text").str.extract_groups
    frame = frame.with_columns(
        group(_YEAR_FIRST).alias("i"),
        group(_YEAR_FIRST_SHORT).alias("j"),
        group(_FIGURES).alias("f"),
    )
    figures = pl.col("f").struct.field
    year_first = pl.coalesce(_day(pl.col("i").struct.field), _day(pl.col("j").struct.field))
    two_digits = figures("c").str.len_bytes() == 2
    # Dots and day-month-year go together in every country that writes them; hyphens and two figures say nothing.
    dotted = figures("sep") == "."
    dmy = _of(figures("c"), figures("b"), figures("a"))
    mdy = _of(figures("c"), figures("a"), figures("b"))
    ymd = _of(figures("a"), figures("b"), figures("c"))
    frame = frame.with_columns(
        year_first.alias("sure"),
        dmy.alias("dmy"),
        pl.when(~dotted | dmy.is_null()).then(mdy).alias("mdy"),
        pl.when(two_digits & (figures("sep") == "-") & (figures("a").str.len_bytes() == 2))
        .then(ymd)
        .alias("ymd"),
    ).drop("i", "j", "f")
    named = frame.filter(pl.col("text").str.contains(r"\p{L}{3}"))
    if named.height:
        frame = frame.join(_named(named), on="raw", how="left", maintain_order="left").with_columns(
            pl.coalesce("sure", "named").alias("sure")
        )
    ways = pl.concat_list("dmy", "mdy", "ymd").list.drop_nulls().list.n_unique()
    return frame.with_columns(
        pl.when(pl.col("sure").is_null()).then(ways).otherwise(1).alias("ways")
    )


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    found = frame.select(
        "raw",
        pl.col("text").str.extract_groups(_NAMED).alias("g"),
        pl.col("text").str.extract_groups(_NAMED_FIRST).alias("h"),
    )
    fields = {
        name: pl.coalesce(pl.col("g").struct.field(name), pl.col("h").struct.field(name))
        for name in "dny"
    }
    found = found.select("raw", **fields)
    months = {
        word: number
        for word in found["n"].unique(maintain_order=True).drop_nulls()
        if (number := month_of(word))
    }
    month = pl.col("n").replace_strict(months, default=None, return_dtype=pl.Int64).cast(pl.String)
    return found.select("raw", _of(pl.col("y"), month, pl.col("d")).alias("named"))


def month_of(word: str) -> int | None:
    """Number of the month that a word names or begins, in the languages of western Europe; None if none or several."""
    plain = unicodedata.normalize("NFD", word.lower())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = {
        number
        for number, names in enumerate(_MONTHS, 1)
        for name in names.split()
        if len(plain) >= 3 and name.startswith(plain)
    }
    return found.pop() if len(found) == 1 else None


def _day(field: _Field) -> pl.Expr:
    return _of(field("y"), field("m"), field("d"))


def _of(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    number = year.cast(pl.Int32, strict=False)
    short = year.str.len_bytes() == 2
    full = (
        pl.when(~short)
        .then(number)
        .when(number < _PIVOT)
        .then(number + 2000)
        .otherwise(number + 1900)
    )
    full = pl.when(full.is_between(FIRST_YEAR, LAST_YEAR)).then(full)
    written = pl.concat_str(full.cast(pl.String), month, day, separator="-")
    return written.str.to_date("%Y-%m-%d", strict=False)


def _reason(shown: set[str], kept: DayOrder | None, once: pl.DataFrame, samples: pl.Series) -> Text:
    if len(shown) > 1:
        return t("La colonne mêle des dates qui commencent par le jour et par le mois.")
    if shown and kept:
        sample = once.filter(pl.col("telling") & pl.col(kept).is_not_null())["raw"].sort()[0]
        if kept == "dmy":
            return t(
                "Le jour vient avant le mois : « {value} » ne se lit pas autrement.", value=sample
            )
        if kept == "mdy":
            return t(
                "Le mois vient avant le jour : « {value} » ne se lit pas autrement.", value=sample
            )
        return t("L’année vient en premier : « {value} » ne se lit pas autrement.", value=sample)
    if len(samples):
        return t(
            "« {value} » peut être deux jours différents, et rien dans la colonne ne décide.",
            value=samples[0],
        )
    if kept:
        return t("L’ordre du jour et du mois a été indiqué.")
    return t("Chaque date se lit d’une seule façon.")
