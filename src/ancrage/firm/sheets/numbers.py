"""Columns of text to numbers and to cents: the decimal mark is what the column as a whole shows, never a guess.

A cell that can be read one way only ("-110.7", "1.234,50", "1 234.500") shows a mark; "1.000" shows none. It is read by
the mark of the others when they agree, and is nothing when they do not, or show none: the owner is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP
from decimal import Decimal as Exact
from typing import TypeAlias

import polars as pl

from ancrage.firm.sheets.grid import Decimal
from ancrage.text import Text, t

_Converter: TypeAlias = "Callable[[pl.DataFrame], pl.Series]"
LARGEST_CENTS = 10**15  # beyond, a slip of the keyboard
_SPACE = r"\s\u00a0\u202f\u2009'’"
_CODES = (
    "EUR|USD|CAD|GBP|CHF|AUD|NZD|JPY|CNY|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|MXN|BRL|INR|HKD|SGD|"
    "ZAR|MAD|TND|DZD|XOF|XAF|XPF"
)
_CURRENCY = rf"(?i:{_CODES}|CA ?\$|\$ ?CAD?|C\$|US ?\$|\$ ?US|euros?)|[€$£¥]"
_CELL = (
    rf"^(?P<open>\()?[{_SPACE}]*(?P<sign>[+-])?[{_SPACE}]*(?P<before>{_CURRENCY})?[{_SPACE}]*(?P<inner>[+-])?[{_SPACE}]*"
    rf"(?P<digits>[\d.,](?:[\d.,{_SPACE}]*[\d.,])?)[{_SPACE}]*(?P<percent>%)?(?P<after>{_CURRENCY})?[{_SPACE}]*"
    r"(?P<trailing>[+-])?(?P<close>\))?$"
)
_BARE = r"^[+-]?[\d.,]+$"
_EXPONENT = r"^[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+$"
_SPACED = rf"^\d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?:[.,]\d*)?$"
_SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "EURO": "EUR", "EUROS": "EUR", "$": "$"}
_NAMED = dict.fromkeys(("CA$", "$CA", "$CAD", "C$"), "CAD") | dict.fromkeys(("US$", "$US"), "USD")
SAMPLES = 5


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column of numbers.

    Args:
        values: Float64, or Int64 for cents; null where the cell is empty, bad or ambiguous.
        decimal: the mark that separates decimals in the column; None where it shows none, or both.
        reason: why, for people.
        bad: ranks of the cells that are no number, UInt32.
        ambiguous: ranks of the cells that may be read in two ways, UInt32.
        samples: some of the ambiguous cells, as written, to ask about.
        currency: what the cells say of their currency: a code, "$" for a dollar of no country, null where unsaid.
        percent: every filled cell is followed by %; values are as written ("5 %" is 5).
    """

    values: pl.Series
    decimal: Decimal | None
    reason: Text
    bad: pl.Series
    ambiguous: pl.Series
    samples: tuple[str, ...]
    currency: pl.Series
    percent: bool

    @property
    def undecided(self) -> bool:
        """Whether a person must say what separates the decimals."""
        return bool(self.samples)


def numbers(values: pl.Series, decimal: Decimal | None = None) -> Numbers:
    """A column of text as Float64.

    Args:
        values: cells, text or null.
        decimal: the mark that a person gave, or that the file's kind fixes; for the cells that show none. A workbook's
            own numbers come with a point.
    """
    return _read(values, decimal, _floats)


def cents(values: pl.Series, decimal: Decimal | None = None) -> Numbers:
    """The same as whole cents (Int64), from the digits themselves; half a cent goes away from zero."""
    return _read(values, decimal, _cents)


def _read(values: pl.Series, decimal: Decimal | None, convert: _Converter) -> Numbers:
    cells = values.cast(pl.String).rename("raw")
    # Each writing once: prices and quantities repeat.
    once = _parts(cells.unique(maintain_order=True).drop_nulls())
    shown = {m for m in once["mark"].unique(maintain_order=True).drop_nulls().to_list() if m}
    decided: Decimal | None = None
    if len(shown) == 1:
        decided = "," if "," in shown else "."
    mark = decided or decimal
    once = once.with_columns(_normal(once, mark).alias("normal"))
    once = once.with_columns(convert(once).alias("value"))
    some_percent = once.filter(pl.col("value").is_not_null())["percent"]
    percent = bool(len(some_percent)) and bool(some_percent.all())
    if not percent:  # among plain numbers, 5 % may be 5 or 0.05
        once = once.with_columns(pl.when(~pl.col("percent")).then(pl.col("value")).alias("value"))
    all_cells = cells.to_frame().join(
        once.select("raw", "value", "currency", "blank", "ambiguous"),
        on="raw",
        how="left",
        maintain_order="left",
    )
    unread = all_cells["raw"].is_not_null() & all_cells["value"].is_null()
    unread &= ~all_cells["blank"].fill_null(value=True)
    doubtful = all_cells["ambiguous"].fill_null(value=False) & unread
    samples = all_cells["raw"].filter(doubtful).unique(maintain_order=True).head(SAMPLES)
    return Numbers(
        all_cells["value"].rename(values.name),
        mark,
        _reason(shown, mark, once, samples),
        (unread & ~doubtful).arg_true(),
        doubtful.arg_true(),
        tuple(samples.to_list()),
        all_cells["currency"],
        percent,
    )


def _parts(raw: pl.Series) -> pl.DataFrame:
    """Sign, digits and decorations of each writing, and the decimal mark that it shows by itself."""
    text = (
        pl.col("raw").str.strip_chars(" \t\r\n\u00a0\u202f").str.strip_prefix("'").str.strip_chars()
    )
    frame = raw.to_frame().select("raw", text.str.replace_all("[−‒–]", "-").alias("text"))
    blank = pl.col("text").is_in(["", "-", "—"])
    frame = frame.with_columns(
        blank.alias("blank"),
        pl.col("text").str.contains(_EXPONENT).alias("exponent"),
        pl.col("text").str.contains(_BARE).alias("bare"),
    )
    plain = frame.filter("bare").with_columns(
        pl.col("text").str.strip_prefix("+").str.strip_prefix("-").alias("digits"),
        pl.col("text").str.starts_with("-").alias("negative"),
        pl.lit(None, pl.String).alias("currency"),
        pl.lit(False).alias("percent"),
    )
    group = pl.col("text").str.extract_groups(_CELL)
    dressed = frame.filter(~pl.col("bare")).with_columns(group.alias("g"))
    field = pl.col("g").struct.field
    minus = [field(name) == "-" for name in ("sign", "inner", "trailing")]
    signs = pl.sum_horizontal(field(n).is_not_null() for n in ("sign", "inner", "trailing"))
    closed = field("open").is_not_null() == field("close").is_not_null()
    sound = (
        closed
        & (signs + field("open").is_not_null() <= 1)
        & (field("before").is_null() | field("after").is_null())
    )
    currency = (
        pl.coalesce(field("before"), field("after")).str.to_uppercase().str.replace_all(" ", "")
    )
    dressed = dressed.with_columns(
        pl.when(sound).then(field("digits")).alias("digits"),
        (pl.any_horizontal(minus).fill_null(value=False) | field("open").is_not_null()).alias(
            "negative"
        ),
        currency.replace(_SIGNS | _NAMED).alias("currency"),
        field("percent").is_not_null().alias("percent"),
    ).drop("g")
    parts = pl.concat([plain, dressed])
    spaced = pl.col("digits").str.contains(_SPACED)
    parts = parts.with_columns(spaced.alias("spaced"))
    compact = (
        pl.when("spaced")
        .then(pl.col("digits").str.replace_all(f"[{_SPACE}]", ""))
        .otherwise("digits")
    )
    parts = parts.with_columns(compact.alias("digits"))
    return parts.with_columns(_mark(), _is_ambiguous().alias("ambiguous"))


def _is_ambiguous() -> pl.Expr:
    # The digits before a lone mark may be a group of thousands, and the three after it too.
    group = pl.col("digits").str.contains(r"^[1-9]\d{0,2}[.,]\d{3}$")
    return (group & ~pl.col("spaced")).fill_null(value=False)


def _mark() -> pl.Expr:
    """The decimal mark that digits show by themselves; "" for a whole number, null where they are no number."""
    digits = pl.col("digits")
    return (
        pl.when(digits.str.contains(r"^\d+$") | _is_ambiguous())
        .then(pl.lit(""))
        .when(
            digits.str.contains(
                r"^\d{1,3}(?:\.\d{3})+,\d*$|^\d+,\d*$|^,\d+$|^\d{1,3}(?:\.\d{3}){2,}$"
            )
        )
        .then(pl.lit(","))
        .when(
            digits.str.contains(
                r"^\d{1,3}(?:,\d{3})+\.\d*$|^\d+\.\d*$|^\.\d+$|^\d{1,3}(?:,\d{3}){2,}$"
            )
        )
        .then(pl.lit("."))
        .alias("mark")
    )


def _normal(once: pl.DataFrame, mark: Decimal | None) -> pl.Series:
    """Digits with a point for the decimals, signed; null where they are no number or cannot be decided."""
    digits = pl.col("digits")
    own = pl.when("ambiguous").then(pl.lit(mark, pl.String)).otherwise("mark")
    with_point = (
        pl.when(own == ",")
        .then(digits.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .when(own == ".")
        .then(digits.str.replace_all(",", "", literal=True))
        .when((own == "") & ~pl.col("ambiguous"))
        .then(digits)
    )
    sign = pl.when("negative").then(pl.lit("-")).otherwise(pl.lit(""))
    exponent = pl.col("text").str.replace(",", ".", literal=True)
    return once.select(pl.when("exponent").then(exponent).otherwise(sign + with_point)).to_series()


def _floats(once: pl.DataFrame) -> pl.Series:
    value = once["normal"].cast(pl.Float64, strict=False)
    return value.set(value.is_infinite().fill_null(value=False), None)


def _cents(once: pl.DataFrame) -> pl.Series:
    bare = pl.col("normal").str.strip_prefix("-")
    whole = bare.str.extract(r"^(\d*)(?:\.\d*)?$").replace("", "0").str.strip_chars_start("0")
    whole = pl.when(whole == "").then(pl.lit("0")).otherwise(whole)
    decimals = (bare.str.extract(r"^\d*\.(\d*)$").fill_null("") + "000").str.slice(0, 3)
    total = (
        pl.when(whole.str.len_bytes() <= 14).then(whole).cast(pl.Int64, strict=False) * 100
        + decimals.str.slice(0, 2).cast(pl.Int64, strict=False)
        + (decimals.str.slice(2, 1) >= "5").cast(pl.Int64)
    )
    total = pl.when(pl.col("normal").str.starts_with("-")).then(-total).otherwise(total)
    total = pl.when(total.abs() <= LARGEST_CENTS).then(total)
    value = once.select(pl.when(~pl.col("exponent")).then(total)).to_series()
    if once["exponent"].any():
        exact = pl.Series(
            [_exact(text) for text in once["normal"].filter(once["exponent"])], dtype=pl.Int64
        )
        value = value.scatter(once["exponent"].arg_true(), exact)
    return value


def _exact(text: str) -> int | None:
    if int(text.lower().partition("e")[2][:6]) > 20:
        return None
    amount = Exact(text) * 100
    return int(amount.to_integral_value(ROUND_HALF_UP)) if abs(amount) <= LARGEST_CENTS else None


def _reason(shown: set[str], mark: Decimal | None, once: pl.DataFrame, samples: pl.Series) -> Text:
    if len(shown) > 1:
        return t("La colonne mêle des décimales après une virgule et après un point.")
    if shown:
        sample = once.filter(pl.col("mark") == mark)["raw"].sort()[0]
        if mark == ",":
            return t(
                "La virgule sépare les décimales : « {value} » ne se lit pas autrement.",
                value=sample,
            )
        return t(
            "Le point sépare les décimales : « {value} » ne se lit pas autrement.", value=sample
        )
    if len(samples):
        return t(
            "« {value} » peut se lire de deux façons, et rien dans la colonne ne décide.",
            value=samples[0],
        )
    if mark:
        return t("Le signe des décimales a été indiqué.")
    return t("La colonne n’a que des nombres entiers.")


def distinct(currency: pl.Series) -> Sequence[str]:
    """The currencies that a column says, sorted."""
    return currency.drop_nulls().unique(maintain_order=True).sort().to_list()
