"""How well a header cell names a column of a table, and whether its cells are what that column holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from ancrage.firm.mapping.months import month_ends
from ancrage.firm.mapping.names import NEUTRAL, plain, words
from ancrage.firm.mapping.rules import DECLARED
from ancrage.firm.mapping.signs import NOT_THE_DAY, NOT_THE_FIGURE, TAX_RATES
from ancrage.firm.mapping.vocabulary import VOCABULARY
from ancrage.firm.sheets.columns import Numbers, barcodes, dates, numbers, texts
from ancrage.firm.sheets.grid import Grid

SURE, ALIKE, COMMON, LONGER, WEAK, WEAKER = 1.0, 0.95, 0.9, 0.75, 0.6, 0.5
_SAMPLE = 1000
_MOST = 0.9  # of the filled cells are what the column holds
_ENOUGH = 0.3  # where the others are a few words, as "à confirmer"
_FEW = 6  # such words
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """A header cell taken for a column of a table: how well its name fits, 0 to 1, and the rank of the name in its list."""

    column: str
    header: str
    fit: float
    rank: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What the cells of a column look like: the share that is filled, and shares of the filled ones, 0 to 1."""

    filled: float
    numeric: float
    dated: float
    barcode: float
    long_text: float
    rates: bool = False
    months: bool = False


class Profiles:
    """Profiles of the columns of a grid, from its first rows and its last, each made when it is first asked for."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._made: dict[str, Profile] = {}

    def __getitem__(self, name: str) -> Profile:
        if name not in self._made:
            cells = self._grid.cells[name]
            if len(cells) > _SAMPLE:
                cells = pl.concat([cells.head(_SAMPLE - 200), cells.tail(200)])
            self._made[name] = _profile(cells, self._grid.typed.get(name))
        return self._made[name]


def _profile(cells: pl.Series, typed: str | None) -> Profile:
    filled = texts(cells).drop_nulls()
    count = len(filled)
    if not count:
        return Profile(0, 0, 0, 0, 0)
    number = numbers(filled, "." if typed == "number" else None)
    day = dates(filled)
    # "SKU-0012" is a reference, however many letters it has.
    code = filled.str.contains(r"^[\p{Lu}\d._/-]*\d[\p{Lu}\d._/-]*$")
    wordy = int((filled.str.contains(r"\p{L}{3,}") & ~code).sum())
    return Profile(
        count / len(cells),
        _share(filled, number.bad),
        _share(filled, day.bad) if typed != "number" else 0.0,
        barcodes(filled),
        wordy / count,
        _are_rates(number),
        month_ends(filled, named=False) is not None,
    )


def _are_rates(number: Numbers) -> bool:
    """Whether numbers are rates of tax: percents, or nothing but the usual rates, as 0.2 or 20."""
    values = set(number.values.drop_nulls().to_list())
    if not values - {0.0}:
        return number.percent
    return number.percent or values <= TAX_RATES or {round(v * 100, 6) for v in values} <= TAX_RATES


def _share(filled: pl.Series, bad: pl.Series) -> float:
    """Share of the cells that can be read; a few repeated words for "unknown" are left out of the count."""
    count = len(filled)
    odd = filled[bad]
    sayings = odd.filter(~odd.str.contains(r"^\W*\d") & odd.str.contains(r"\p{L}{2}"))
    readable = count - len(odd)
    if len(sayings) and sayings.n_unique() <= _FEW and readable >= _ENOUGH * count:
        return readable / (count - len(sayings)) if count > len(sayings) else 0.0
    return readable / count


def holds(table: str, column: str, profile: Profile) -> bool:
    """Whether cells may be what the column holds; an empty column is of no use."""
    if not profile.filled:
        return False
    kind = DECLARED[table].schema[column]
    if kind in {pl.Float64, pl.Int64}:
        return profile.numeric >= _MOST and not (column == "tax" and profile.rates)
    if kind == pl.Date:
        return profile.dated >= _MOST or (table == "order_lines" and profile.months)
    if column == "unit":  # "Unités: 12" is a quantity
        return profile.numeric < _HALF
    if column in {"name", "supplier", "country", "location", "category", "destination"}:
        return profile.dated < _MOST or profile.long_text > 0
    return True


def _seems(column: str, profile: Profile) -> bool:
    """Whether cells under a name that may be a reference or a name ("Article") are the one or the other."""
    if column == "product":
        return profile.long_text < _HALF
    return column not in {"name", "supplier"} or profile.long_text >= _HALF


def matches(table: str, grid: Grid, seen: Profiles) -> list[Match]:
    """Each header cell with each column of the table that it may name, the best first."""
    found = []
    for header in grid.columns:
        for column in VOCABULARY[table]:
            fit, rank = _fit(header, table, column)
            if (
                fit
                and holds(table, column, seen[header])
                and (fit >= LONGER or _seems(column, seen[header]))
            ):
                found.append(Match(column, header, fit, rank))
    return sorted(found, key=lambda m: (-m.fit, m.rank, grid.columns.index(m.header)))


@lru_cache(maxsize=50_000)
def _fit(header: str, table: str, column: str) -> tuple[float, int]:
    """How well a name fits, and its rank among the names of the column."""
    name = plain(header)
    if not name or name.startswith("?"):
        return 0, 0
    kind = DECLARED[table].schema[column]
    day = "date" in name.split() or name.endswith((" le", " on"))  # "Commandé le" is no order
    told = words(header) - NEUTRAL or words(header)
    for listed, exact, alike, first in zip(
        _index(table, column),
        (SURE, COMMON, WEAK),
        (ALIKE, COMMON, WEAKER),
        (0, 0, 1000),
        strict=True,
    ):
        if name in listed[0]:
            return exact, first + listed[0][name]
        if told in listed[1] and (kind == pl.Date or not day):
            return alike, first + listed[1][told]
    if kind in {pl.Float64, pl.Int64} and told & NOT_THE_FIGURE:
        return 0, 0
    if kind == pl.Date and told & NOT_THE_DAY:
        return 0, 0
    if kind != pl.Date and day:
        return 0, 0
    # One word more than a name of two words or more: "Date de livraison prévue fournisseur".
    longer = [
        rank
        for words_of, rank in _index(table, column)[0][1].items()
        if len(words_of) > 1 and words_of < told and len(told) <= len(words_of) + 1
    ]
    return (LONGER, min(longer)) if longer else (0, 0)


_Indexed = tuple[dict[str, int], dict[frozenset[str], int]]


@lru_cache(maxsize=500)
def _index(table: str, column: str) -> tuple[_Indexed, _Indexed, _Indexed]:
    def of(listed: tuple[str, ...]) -> _Indexed:
        exact: dict[str, int] = {}
        loose: dict[frozenset[str], int] = {}
        for rank, name in enumerate(listed):
            exact.setdefault(name, rank)
            loose.setdefault(words(name) - NEUTRAL or words(name), rank)
        return exact, loose

    names = VOCABULARY[table][column]
    return of(names.sure), of(names.common), of(names.weak)
