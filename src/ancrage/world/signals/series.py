"""Dated tables to series: what each column is, told by content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from ancrage.problems import Problem
from ancrage.text import t, tn
from ancrage.world.signals.arrays import Days, Grid
from ancrage.world.signals.nature import DIFFERENCES, NATURES, Kind, Nature
from ancrage.world.signals.rhythm import Rhythm, after_last_gap, before_lone_end, rhythm_of

DATE, LINE = "date", "line"  # columns that a table has beside its own
# Measures of one passage or port, of which any may speak: what a firm receives comes in containers.
_PASSAGE = ("n_container", "n_total", "capacity")
_PORT = ("portcalls_container", "portcalls", "import", "export")
_NAMES = ("portname", "name", "portid")  # columns that say of what a row is
_NO_MEASURE = {"year", "month", "day", "week", "objectid", "fid", "portid", LINE}
_CURRENCIES = frozenset(
    [
        "USD",
        "JPY",
        "BGN",
        "CYP",
        "CZK",
        "DKK",
        "EEK",
        "GBP",
        "HUF",
        "LTL",
        "LVL",
        "MTL",
        "PLN",
        "ROL",
        "RON",
        "SEK",
        "SIT",
        "SKK",
        "CHF",
        "ISK",
        "NOK",
        "HRK",
        "RUB",
        "TRL",
        "TRY",
        "AUD",
        "BRL",
        "CAD",
        "CNY",
        "HKD",
        "IDR",
        "ILS",
        "INR",
        "KRW",
        "MXN",
        "MYR",
        "NZD",
        "PHP",
        "SGD",
        "THB",
        "ZAR",
        "VND",
        "BDT",
        "MAD",
        "TND",
        "EGP",
        "PKR",
        "LKR",
        "KHR",
        "UAH",
        "AED",
        "SAR",
        "TWD",
    ]
)
_GPR = re.compile(r"^(?:GPR[DTAHS]?(?:_MA\d+)?|GPRH?C_[A-Z]{3})$")
_FREIGHT = re.compile(
    r"scfi|ccfi|ncfi|\bwci|drewry|fbx|freightos|\bbdi\b|baltic|harpex|freight|fr[eê]t\b|_[ft]eu\b|/[ft]eu|per 40",
    re.IGNORECASE,
)
_TRAFFIC = re.compile(
    r"transit|^n_|portcalls|capacity|vessel|ships?\b|navires?\b|passages?\b|carrier|containership|tanker|^l[np]g$|exclude|traffic|trafic",
    re.IGNORECASE,
)
_A_TIME = re.compile(r"_time$|dwell|idle|delay|d[ée]lai", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Series:
    """One dated series, of one or several measures of the same thing.

    Args:
        name: as the table says it.
        nature: how it is watched.
        rhythm: how often it is observed.
        days: days since 1970-01-01, sorted, without doubles, shape (n,).
        values: shape (m, n), without NaN.
        measures: names of the rows of `values`.
        place: `portid` of a passage or port, where told.
        country: ISO 3166 code of three letters, where told.
    """

    name: str
    nature: Nature
    rhythm: Rhythm
    days: Days
    values: Grid
    measures: tuple[str, ...]
    place: str = ""
    country: str = ""


def kind_of(name: str) -> Kind:
    """What a column or an index of that name is."""
    if "gscpi" in name.casefold():
        return "gscpi"
    if _GPR.match(name.strip()):
        return "gpr"
    if name.strip() in _CURRENCIES:
        return "fx"
    if _A_TIME.search(name):
        return "other"
    if _FREIGHT.search(name):
        return "freight"
    return "traffic" if _TRAFFIC.search(name) else "other"


def series_of(table: pl.DataFrame, file: str) -> tuple[list[Series], list[Problem]]:
    """Series of a table, and what is odd in them.

    Args:
        table: columns `date` (Date, null where unread) and `line` (where a row is in the file), texts (String), numbers
            (Float64, null where empty). Rows in any order. Kinds: PortWatch passages and ports (a `portname`), GSCPI,
            geopolitical risk (GPR, GPRC_ISO3), ECB rates (a column a currency), freight indices, a long table (`name`,
            `value`), any other dated numbers.
        file: for the problems.
    """
    problems: list[Problem] = []
    found: list[Series] = []
    for name, kind, measures, rows in _parts(table):
        part, odd = _clean(rows, measures, kind, file, name)
        problems += odd
        one, odd = _made(part, name, kind, measures, file)
        problems += odd
        if one is not None:
            found.append(one)
    return found, problems


def _parts(table: pl.DataFrame) -> Iterable[tuple[str, Kind, tuple[str, ...], pl.DataFrame]]:
    """Name, kind, measures and rows of each series."""
    numbers = [
        c
        for c, kind in table.schema.items()
        if kind == pl.Float64 and c.casefold() not in _NO_MEASURE
    ]
    texts = {c.casefold(): c for c, kind in table.schema.items() if kind == pl.String}
    label = next((texts[n] for n in _NAMES if n in texts), None)
    if label is None:
        traffic = "arrival_date" in (c.casefold() for c in table.columns)
        for column in numbers:
            kind = kind_of(column)
            if kind == "other" and traffic and not _A_TIME.search(column):
                kind = "traffic"
            yield column, kind, (column,), table
        return
    known = {c.casefold(): c for c in numbers}
    place = texts.get("portid")
    groups = table.partition_by(
        [c for c in dict.fromkeys((label, place)) if c], maintain_order=True
    )
    again = {g[label][0] for g in groups if sum(h[label][0] == g[label][0] for h in groups) > 1}
    for rows in groups:
        name = str(rows[label][0] or "")
        if place is not None and rows[label][0] in again and place != label:
            name = f"{name} ({rows[place][0]})"
        preferred = next((m for m in (_PASSAGE, _PORT) if any(one in known for one in m)), ())
        measures = tuple(known[m] for m in preferred if m in known)
        if measures:
            yield name, "traffic", measures, rows
            continue
        for column in numbers:
            alone = len(numbers) == 1
            kind = kind_of(name if alone else column)
            if kind == "other" and "portname" in texts:
                kind = "traffic"
            yield (name if alone else f"{name} {column}"), kind, (column,), rows


def _clean(
    rows: pl.DataFrame, measures: tuple[str, ...], kind: Kind, file: str, name: str
) -> tuple[pl.DataFrame, list[Problem]]:
    """Rows by day, each day once, without gaps in the measures that are kept."""
    problems = []
    part = rows.filter(
        pl.col(DATE).is_not_null() & pl.any_horizontal(pl.col(*measures).is_not_null())
    )
    if kind in {"traffic", "freight", "fx", "gpr"}:
        bad = part.filter(pl.any_horizontal(pl.col(*measures) < 0))
        if len(bad):
            problems.append(
                Problem(
                    "value_negative", "error", file, int(bad[LINE][0]),
                    tn("{count} valeur de « {name} » est négative.", "{count} valeurs de « {name} » sont négatives.",
                       len(bad), name=_short(name)),
                    t("Mises de côté."), len(bad),
                )
            )  # fmt: skip
            part = part.filter(~pl.any_horizontal(pl.col(*measures) < 0).fill_null(value=False))
    again = part.filter(pl.col(DATE).is_duplicated())
    if len(again):
        problems.append(
            Problem(
                "date_repeated", "warning", file, int(again[LINE][0]),
                tn("{count} ligne de « {name} » a la date d’une autre.", "{count} lignes de « {name} » ont la date d’une autre.",
                   len(again), name=_short(name)),
                t("La dernière de chaque date est gardée : les séries sont révisées."), len(again),
            )
        )  # fmt: skip
        part = part.unique(DATE, keep="last", maintain_order=True)
    return part.sort(DATE), problems


def _made(
    part: pl.DataFrame, name: str, kind: Kind, measures: tuple[str, ...], file: str
) -> tuple[Series | None, list[Problem]]:
    # A measure that is mostly missing would take the others' days with it.
    fullest = max((part[m].count() for m in measures), default=0)
    measures = tuple(m for m in measures if part[m].count() >= 0.9 * fullest)
    part = part.drop_nulls(measures)
    days = part[DATE].cast(pl.Int32).cast(pl.Int64).to_numpy()
    if len(days) < 3:
        return None, [_too_short(name, len(days), file)]
    rhythm = rhythm_of(days)
    if rhythm is None:
        return None, [
            Problem(
                "no_rhythm", "warning", file, None,
                t("« {name} » n’a pas de rythme régulier.", name=_short(name)),
                t("Pas d’alerte possible : il faut une valeur par jour, par semaine, par mois ou par trimestre."),
            )
        ]  # fmt: skip
    problems = []
    end = before_lone_end(days, rhythm)
    if end < len(days):
        problems.append(
            Problem(
                "date_apart", "warning", file, int(part[LINE][end]),
                tn("{count} valeur de « {name} » est datée plus de six mois après toutes les autres.",
                   "{count} valeurs de « {name} » sont datées plus de six mois après toutes les autres.",
                   len(days) - end, name=_short(name)),
                t("Mises de côté : une date est sans doute fausse."), len(days) - end,
            )
        )  # fmt: skip
        part, days = part.head(end), days[:end]
    start = after_last_gap(days, rhythm)
    if start:
        problems.append(
            Problem(
                "long_gap", "info", file, None,
                t("« {name} » a été interrompue plus de six mois.", name=_short(name)),
                t("Suivie depuis le {date} seulement.", date=part[DATE][start]),
            )
        )  # fmt: skip
    values = part.select(measures).to_numpy().T.astype(np.float64)[:, start:]
    days = days[start:]
    if len(days) <= rhythm.begins:
        problems.append(_too_short(name, len(days), file))
    nature = NATURES[kind]
    if kind == "other" and (values < 0).any():
        nature = DIFFERENCES
    texts = {c.casefold(): c for c, dtype in part.schema.items() if dtype == pl.String}
    return Series(
        name, nature, rhythm, days, values, measures,
        place=_first(part, texts.get("portid")), country=_first(part, texts.get("iso3")),
    ), problems  # fmt: skip


def until(series: Series, day: int) -> Series | None:
    """The series as it was at the end of a day (days since 1970-01-01); None before its first value."""
    count = int(np.searchsorted(series.days, day, side="right"))
    if not count:
        return None
    return replace(series, days=series.days[:count], values=series.values[:, :count])


def _first(part: pl.DataFrame, column: str | None) -> str:
    return "" if column is None else str(part[column][0] or "")


def _short(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)[:80]


def _too_short(name: str, count: int, file: str) -> Problem:
    return Problem(
        "series_too_short", "info", file, None,
        tn("« {name} » n’a que {count} valeur.", "« {name} » n’a que {count} valeurs.", count, name=_short(name)),
        t("Trop peu pour savoir ce qui est habituel : pas d’alerte possible."),
    )  # fmt: skip


def names(series: Sequence[Series]) -> list[str]:
    """Names, the second of one name being numbered."""
    given: list[str] = []
    for one in series:
        name, rank = one.name, 2
        while name in given:
            name, rank = f"{one.name} ({rank})", rank + 1
        given.append(name)
    return given
