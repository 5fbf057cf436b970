"""A file of dated numbers (CSV, workbook; compressed or not) as the table that the watch of the world reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ancrage.firm.bytestream import UnreadableFile, payloads
from ancrage.firm.sheets.columns import dates, numbers, texts
from ancrage.firm.sheets.grid import Grid
from ancrage.firm.sheets.reading import read_grids
from ancrage.problems import Problem
from ancrage.text import Text, t, tn
from ancrage.world.signals.series import DATE, LINE

_MOST = 0.8  # share of the filled cells that must be days, or numbers
_NO_VALUE = ("n/a", "na", "nan", "null", "none", "-", ".", "..", "#n/a")
_MILLISECONDS = r"^\d{12,13}$"  # since 1970-01-01, as ArcGIS writes days


class BadTable(Exception):
    """The file holds no dated numbers; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.message)
        self.text = text


@dataclass(frozen=True, eq=False)
class Dated:
    """Columns `date` and `line`, texts and numbers; and what could not be read."""

    table: pl.DataFrame
    problems: tuple[Problem, ...]


def read_dated(path: Path) -> Dated:
    """The first sheet of a file that holds a column of days and one of numbers.

    Raises:
        BadTable: no such file, not a table, no days, no numbers.
    """
    name = str(path)
    odd: tuple[Problem, ...] = ()
    try:
        for payload in payloads(path):
            read = read_grids(payload)
            odd += read.problems if read is not None else ()
            for grid in read.grids if read is not None else ():
                if (found := table_of(grid, name)) is not None:
                    return Dated(found.table, (*odd, *found.problems))
    except OSError as error:
        reason = error.strerror or ""
        raise BadTable(
            t("{file} n’a pas pu être lu : {reason}.", file=name, reason=reason)
        ) from error
    except UnreadableFile as error:
        raise BadTable(t("{file} est abîmé, protégé ou trop grand.", file=name)) from error
    raise BadTable(
        t(
            "{file} ne contient pas de tableau avec une colonne de dates et une colonne de nombres.",
            file=name,
        )
    )


def table_of(grid: Grid, name: str) -> Dated | None:
    """A grid as dated numbers; None where no column holds days, or none numbers."""
    cells = grid.cells
    found = [(c, _days(cells[c])) for c in cells.columns]
    dated = [(c, d) for c, d in found if _share(d, cells[c]) >= _MOST]
    if not dated:
        return None
    # A day of publication is the same on many rows; the first column wins where two tell as many days.
    day, days = max(dated, key=lambda one: one[1].n_unique())
    columns = {DATE: days, LINE: grid.lines}
    problems = [*_unread_days(name, grid, days)]
    count = 0
    for column in cells.columns:
        if column == day or column in {DATE, LINE}:
            continue
        raw = _filled(cells[column])
        values = numbers(raw, ".").values.cast(pl.Float64)
        if raw.count() and _share(values, raw) >= _MOST:
            columns[column] = values
            count += 1
            bad = values.is_null() & raw.is_not_null()
            problems += _unread_numbers(name, grid, column, bad)
        else:
            columns[column] = texts(cells[column])
    if not count:
        return None
    if day.casefold() == "arrival_date":
        columns[day] = texts(cells[day])
    return Dated(pl.DataFrame(columns), tuple(problems))


def _filled(cells: pl.Series) -> pl.Series:
    bare = texts(cells)
    kept = ~bare.str.to_lowercase().is_in(_NO_VALUE)
    return bare.to_frame("v").select(pl.when(kept).then(pl.col("v"))).to_series()


def _days(cells: pl.Series) -> pl.Series:
    bare = texts(cells)
    if bare.count() and bool(bare.str.contains(_MILLISECONDS).fill_null(value=True).all()):
        return bare.cast(pl.Int64).cast(pl.Datetime("ms")).dt.date()
    # A year and a month alone are the first day of it: "2024-05", "2024M05".
    whole = bare.str.replace(r"^(\d{4})[-/M](\d{2})$", "${1}-${2}-01")
    if bool(whole.str.contains(r"^\d{1,7}(?:[.,]\d*)?$").any()):
        return pl.Series(
            [None] * len(cells), dtype=pl.Date
        )  # numbers, which look like days written without marks
    return dates(whole, "dmy").values


def _share(found: pl.Series, cells: pl.Series) -> float:
    filled = _filled(cells).count()
    return found.count() / filled if filled else 0.0


def _unread_days(name: str, grid: Grid, days: pl.Series) -> list[Problem]:
    bad = grid.lines.filter(days.is_null())
    if not len(bad):
        return []
    return [
        Problem(
            "date_unread", "error", name, int(bad[0]),
            tn("{count} ligne n’a pas de date lisible.", "{count} lignes n’ont pas de date lisible.", len(bad)),
            t("Mises de côté."), len(bad),
        )
    ]  # fmt: skip


def _unread_numbers(name: str, grid: Grid, column: str, bad: pl.Series) -> list[Problem]:
    lines = grid.lines.filter(bad)
    if not len(lines):
        return []
    shown = "".join(c if c.isprintable() else "?" for c in column)[:80]
    return [
        Problem(
            "value_unread", "error", name, int(lines[0]),
            tn("{count} valeur de « {name} » n’est pas un nombre.", "{count} valeurs de « {name} » ne sont pas des nombres.",
               len(lines), name=shown),
            t("Mises de côté."), len(lines),
        )
    ]  # fmt: skip
