"""Fiscal year of a file, and which entries open or close it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath

import polars as pl

from ancrage.dates import FiscalYear, month_end, year_before, year_later
from ancrage.firm.tables import PHASE

_NAME = re.compile(r"(?P<siren>\d{9,10})FEC(?P<end>\d{8})(?:_(?P<part>\d+))?", re.IGNORECASE)
_OPENING_CODES = ("AN", "RAN", "ANO", "ANOUV", "A.N", "OUV", "REPORT", "REP")
_OPENING_WORDS = r"(?i)\ba[ -]?nouveau|report [àa]|ouverture|reprise de(?:s)? (?:solde|balance)"


@dataclass(frozen=True, slots=True)
class FileName:
    """What the name of a file says, without being believed: SIREN, last day, part of a split file."""

    siren: str | None
    end: date | None
    part: int | None


def from_name(path: str) -> FileName:
    """Parts of a legal name (A47 A-1 IX and XIII): SIREN, FEC, AAAAMMJJ, and _1, _2 when split."""
    match = _NAME.search(PurePath(path.replace("!", "/")).name)
    if not match:
        return FileName(None, None, None)
    text = match["end"]
    try:
        end = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        end = None
    part = match["part"]
    return FileName(match["siren"], end, int(part) if part else None)


def phases(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines with `phase`: opening (balances brought forward), closing (6 and 7 emptied into 12), or flow.

    Opening and closing entries say nothing of the year's activity: they are left out of flows. Opening lines are
    kept in balances; closing entries are left out of both, so that classes 6 and 7 keep their totals.
    """
    account = pl.col("account").cast(pl.String)
    head = account.str.head(1)
    by_account = (
        lines.select("account")
        .unique()
        .with_columns(
            head.is_in(["6", "7"]).alias("is_flow"),
            head.eq("1").alias("is_capital"),
            account.str.starts_with("12").alias("is_result"),
            account.str.head(2).cast(pl.Categorical).alias("group"),
        )
    )
    by_journal = (
        lines.select("journal", "journal_label")
        .unique()
        .with_columns(
            (
                pl.col("journal").cast(pl.String).str.to_uppercase().is_in(_OPENING_CODES)
                | pl.col("journal_label").cast(pl.String).str.contains(_OPENING_WORDS)
            )
            .fill_null(value=False)
            .alias("opening_journal")
        )
    )
    marked = (
        lines.select("entry", "date", "account", "journal", "journal_label")
        .join(by_account, on="account", how="left", maintain_order="left")
        .join(
            by_journal,
            on=["journal", "journal_label"],
            how="left",
            maintain_order="left",
            nulls_equal=True,
        )
    )
    bounds = marked.select(pl.col("date").min().alias("first"), pl.col("date").max().alias("last"))
    first, last = bounds.row(0)
    interesting = marked.filter(
        pl.col("opening_journal") | pl.col("is_capital") | pl.col("is_result")
    )["entry"].unique()
    entries = (
        marked.filter(pl.col("entry").is_in(interesting.implode()))
        .group_by("entry")
        .agg(
            pl.col("is_flow").any(),
            pl.col("is_capital", "is_result").any(),
            pl.col("opening_journal").all(),
            pl.col("group").n_unique().alias("groups"),
            pl.col("date").min(),
        )
    )
    first_day = entries.filter("opening_journal")["date"].min() or first
    opening = entries.filter(
        ~pl.col("is_flow")
        & (
            pl.col("opening_journal")
            | (pl.col("is_capital") & (pl.col("date") == first_day) & (pl.col("groups") >= 3))
        )
    )["entry"]
    closing = entries.filter(
        pl.col("is_flow")
        & pl.col("is_result")
        & (pl.col("date") >= (last or date.min) - timedelta(days=31))
    )["entry"]
    return lines.with_columns(
        pl.when(pl.col("entry").is_in(opening.implode()))
        .then(pl.lit("opening"))
        .when(pl.col("entry").is_in(closing.implode()))
        .then(pl.lit("closing"))
        .otherwise(pl.lit("flow"))
        .cast(PHASE)
        .alias("phase")
    )


def fiscal_year(lines: pl.DataFrame, named_end: date | None) -> FiscalYear:
    """Fiscal year that the entries tell; the name's last day only where the entries agree with it.

    Lines are first counted by day, without the opening entries, which some exports date in earlier years.
    """
    flows = lines.filter(pl.col("phase") != "opening")
    days = (flows if flows.height else lines).group_by("date").len().drop_nulls().sort("date")
    total = int(days["len"].sum())
    first, last = days["date"].min(), days["date"].max()
    assert isinstance(first, date)  # noqa: S101 (a file without any date never comes here)
    assert isinstance(last, date)  # noqa: S101
    opened = (
        lines.filter(pl.col("phase") == "opening")
        .group_by("date")
        .len()
        .sort("len", descending=True)
    )
    opening_day = opened["date"][0] if opened.height == 1 else None
    end = _end(days, total, last, named_end, opening_day)
    start = _start(days, total, end, opening_day)
    return FiscalYear(
        end=end, start=start, covered_until=min(month_end(_usual_last(days, total)), end)
    )


def _end(
    days: pl.DataFrame, total: int, last: date, named_end: date | None, opening_day: date | None
) -> date:
    if named_end is not None:
        inside = int(
            days.filter(
                (pl.col("date") <= named_end) & (pl.col("date") > _months_before(named_end, 24))
            )["len"].sum()
        )
        if inside >= 0.98 * total and last > year_before(named_end) - timedelta(days=1):
            return named_end
    usual = month_end(_usual_last(days, total))
    if opening_day is not None and year_later(opening_day) >= usual:
        return year_later(opening_day)
    return usual


def _start(days: pl.DataFrame, total: int, end: date, opening_day: date | None) -> date:
    if opening_day is not None and _months_before(end, 24) < opening_day < end:
        return opening_day
    start = year_before(end)
    before = days.filter((pl.col("date") < start) & (pl.col("date") > _months_before(end, 24)))
    if int(before["len"].sum()) > 0.02 * total:
        first = before["date"].min()
        if isinstance(first, date):
            return first.replace(day=1)
    return start


def _usual_last(days: pl.DataFrame, total: int) -> date:
    """Last day but for a hundredth of the lines, which may be dated by mistake."""
    seen = days.with_columns(pl.col("len").cum_sum().alias("seen"))
    usual = seen.filter(pl.col("seen") >= 0.99 * total)["date"].min()
    last = days["date"].max()
    if not isinstance(usual, date) or not isinstance(last, date):
        msg = "a ledger without any date"
        raise TypeError(msg)
    return last if month_end(usual) >= last or (last - usual).days <= 92 else usual


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return (
        month_end(date(year, month + 1, 1))
        if day == month_end(day)
        else date(year, month + 1, min(day.day, 28))
    )
