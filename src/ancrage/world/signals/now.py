"""What is in alarm on a day, from the series that are kept: to be compared with where a firm buys and how it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from ancrage.world.signals.alarms import Alarm, alarms_of
from ancrage.world.signals.kept import Kept, kept_in, kept_of
from ancrage.world.signals.nature import Kind
from ancrage.world.signals.places import COUNTRIES, NEAR, PASSAGES
from ancrage.world.signals.series import DATE, Series, series_of, until
from ancrage.world.signals.sources import OWN_INDICES, SOURCES, Source

NEWS_DAYS = 365  # a level that lasts is no news after as long
MONTHS = 120  # with which a country's index is compared
_FIRST_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class WorldSignal:
    """A series that is away from its usual level. It concerns a firm only through what it names.

    Args:
        series: its name.
        kind: what it is.
        source: publisher, terms, page.
        passage: name of the passage as sea routes have it (`places.PASSAGES`), empty for another series.
        countries: ISO 3166 codes of two letters that it speaks of; of a passage that sea routes do not name, those near.
        currency: ISO 4217 code, empty for another series.
        index: name of an index that concerns all who ship (GSCPI, freight), empty for another series.
        alarm: onset, day of the alarm, size, duration.
        false_alarms: to be expected a year of this series without change.
        observed_until: day of its last observation then.
        fetched_on: when it was fetched.
        stale: whether it is too old to speak of the day.
    """

    series: str
    kind: Kind
    source: Source
    passage: str
    countries: tuple[str, ...]
    currency: str
    index: str
    alarm: Alarm
    false_alarms: float
    observed_until: date
    fetched_on: date
    stale: bool


def alarms_now(folder: Path, on: date) -> tuple[WorldSignal, ...]:
    """Signals of a day: episodes that began within a year and had not ended by what was published by then.

    Args:
        folder: where series are kept (`fetch.fetch_into`); without any, there are no signals.
        on: the day; observations count from their date and the usual delay of publication on.
    """
    return tuple(signal for kept in kept_in(folder) for signal in signals_of(kept, on))


def signals_of_indices(rows: pl.DataFrame, on: date) -> tuple[WorldSignal, ...]:
    """Signals of a day from the indices that a firm pastes or imports itself.

    Args:
        rows: name, date, value, line: as the table `indices`.
        on: the day; what is dated later is not looked at.
    """
    told = rows.filter(pl.col(DATE) <= on).select(pl.col("name").fill_null("indice"), DATE, "value", "line")  # fmt: skip
    last = told[DATE].max()
    if not isinstance(last, date):
        return ()
    return tuple(signals_of(Kept(OWN_INDICES, told, on, last), on))


def signals_of(kept: Kept, on: date) -> list[WorldSignal]:
    """Signals of one source."""
    published = on if on >= kept.fetched_on else on - timedelta(days=kept.source.lag_days)
    found = []
    for whole in series_of(kept.table, kept.source.code)[0]:
        series = until(whole, (published - _FIRST_DAY).days)
        if series is None:
            continue
        watched = alarms_of(series)
        last = _FIRST_DAY + timedelta(days=int(series.days[-1]))
        found += [
            _signal(series, kept, alarm, watched.false_alarms or 0.0, last, on)
            for alarm in watched.alarms
            if alarm.end is None and (on - alarm.onset).days <= NEWS_DAYS
        ]
    return found


def _signal(
    series: Series, kept: Kept, alarm: Alarm, false_alarms: float, last: date, on: date
) -> WorldSignal:
    passage = PASSAGES.get(series.place, "")
    country = COUNTRIES.get(series.country, "")
    if series.nature.kind == "gpr" and series.name.startswith("GPRC_"):
        country = COUNTRIES.get(series.name.removeprefix("GPRC_"), "")
    is_fx = series.nature.kind == "fx"
    return WorldSignal(
        series=series.name,
        kind=series.nature.kind,
        source=kept.source,
        passage=passage,
        countries=(country,) if country else NEAR.get(passage, ()),
        currency=series.name if is_fx else "",
        index="" if passage or country or is_fx else series.name,
        alarm=alarm,
        false_alarms=false_alarms,
        observed_until=last,
        fetched_on=kept.fetched_on,
        stale=(on - last).days > kept.source.stale_days,
    )


@dataclass(frozen=True, slots=True)
class Indicator:
    """A country's geopolitical risk index: what the press says, never a verdict.

    Args:
        value: share of articles, in %.
        rank: share of the last ten years' months that were no higher, 0 to 1.
        day: month of the value.
        source: whom to name.
        stale: whether it is too old to speak of the day.
    """

    value: float
    rank: float
    day: date
    source: Source
    stale: bool


def indicators_on(folder: Path, on: date) -> dict[str, Indicator]:
    """The last published index of each country, by ISO 3166 code of two letters; empty without kept series."""
    kept = kept_of(folder, SOURCES["gpr"])
    if kept is None:
        return {}
    published = on if on >= kept.fetched_on else on - timedelta(days=kept.source.lag_days)
    found = {}
    for column in kept.table.columns:
        country = COUNTRIES.get(column.removeprefix("GPRC_"))
        if country is None or not column.startswith("GPRC_"):
            continue
        rows = kept.table.select(DATE, column).drop_nulls().filter(pl.col(DATE) <= published)
        if rows.is_empty():
            continue
        rows = rows.sort(DATE)
        value, day = float(rows[column][-1]), rows[DATE][-1]
        recent = rows[column].tail(MONTHS)
        rank = int((recent <= value).sum()) / len(recent)
        stale = (on - day).days > kept.source.stale_days
        found[country] = Indicator(value, rank, day, kept.source, stale)
    return found
