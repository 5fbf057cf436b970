"""Fiscal year of a file, and which entries open or close it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath

import polars as pl

from ancrage.dates import FiscalYear, month_end, year_before, year_later
from ancrage.firm.fec.values import FIRST_DAY, LAST_DAY
from ancrage.firm.tables import PHASE

_NAME = re.compile(
    r"(?<!\d)(?P<siren>\d{14}|\d{9,10})FEC(?P<end>\d{8})(?:_(?P<part>\d+))?", re.IGNORECASE
)
_OPENING_CODES = ("AN", "RAN", "ANO", "ANOUV", "A.N", "OUV", "REPORT", "REP")
# The two balances of the chart against which some software opens and closes the accounts of the balance sheet.
_OPENING_BALANCE, _CLOSING_BALANCE = "890", "891"
_OPENING_WORDS = r"(?i)\b[aà][ -]?nouveau|ouverture|reprise de(?:s)? (?:solde|balance)"


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
    if end and not FIRST_DAY <= end <= LAST_DAY:
        end = None
    part = match["part"]
    return FileName(_siren(match["siren"]), end, int(part) if part else None)


def _siren(digits: str) -> str | None:
    """The SIREN among the digits of a name: nine, the first nine of a SIRET, or nine of ten where the key tells."""
    if len(digits) != 10:
        return digits[:9]
    keyed = [nine for nine in (digits[:9], digits[1:]) if _luhn(nine)]
    return keyed[0] if len(keyed) == 1 else None


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits)))
    return sum(d // 10 + d % 10 for d in doubled) % 10 == 0


def phases(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines with `phase`: opening (balances brought forward), closing (accounts emptied into 12 or 891), or flow.

    Opening and closing entries say nothing of the year's activity: they are left out of flows. Opening lines are
    kept in balances; closing entries are left out of both, so that classes 6 and 7 keep their totals.
    """
    account = pl.col("account").cast(pl.String)
    head = account.str.head(1)
    by_account = (
        lines["account"]
        .unique(maintain_order=True)
        .to_frame()
        .with_columns(
            head.is_in(["6", "7"]).alias("is_flow"),
            head.eq("1").alias("is_capital"),
            account.str.starts_with("12").alias("is_result"),
            account.str.starts_with(_OPENING_BALANCE).alias("is_opened"),
            account.str.starts_with(_CLOSING_BALANCE).alias("is_closed"),
            account.str.head(2).cast(pl.Categorical).alias("group"),
        )
    )
    codes, labels = (
        lines["journal"].unique(maintain_order=True),
        lines["journal_label"].unique(maintain_order=True),
    )
    opening_codes = codes.filter(codes.cast(pl.String).str.to_uppercase().is_in(_OPENING_CODES))
    opening_labels = labels.filter(labels.cast(pl.String).str.contains(_OPENING_WORDS))
    opening_journal = pl.col("journal").is_in(opening_codes.implode()) | pl.col(
        "journal_label"
    ).is_in(opening_labels.implode())
    # Only entries that touch class 1 or 89, or stand in an opening journal, can open or close a year: few lines of a
    # large file.
    telling = by_account.filter(pl.any_horizontal("is_capital", "is_opened", "is_closed"))
    places = lines.select("entry", "date", "account", "journal", "journal_label")
    seeds = places.filter(pl.col("account").is_in(telling["account"].implode()) | opening_journal)[
        "entry"
    ]
    marked = (
        places.filter(pl.col("entry").is_in(seeds.unique(maintain_order=True).implode()))
        .join(by_account, on="account", how="left", maintain_order="left")
        .with_columns(opening_journal.alias("opening_journal"))
    )
    entries = marked.group_by("entry", maintain_order=True).agg(
        pl.col("is_flow", "is_capital", "is_result", "is_opened", "is_closed").any(),
        pl.col("opening_journal").all(),
        pl.col("group").n_unique().alias("groups"),
        pl.col("date").min(),
    )
    known_day = entries.filter("opening_journal")["date"].min()
    first_days = [known_day] if isinstance(known_day, date) else _first_days(lines)
    balance = (pl.col("is_capital") & (pl.col("groups") >= 3)) | pl.col("is_opened")
    opening = entries.filter(
        ~pl.col("is_flow")
        & (pl.col("opening_journal") | (balance & pl.col("date").is_in(first_days)))
    )["entry"]
    closing = _closing(marked, entries, lines)
    return lines.with_columns(
        pl.when(pl.col("entry").is_in(opening.implode()))
        .then(pl.lit("opening", PHASE))
        .when(pl.col("entry").is_in(closing.implode()))
        .then(pl.lit("closing", PHASE))
        .otherwise(pl.lit("flow", PHASE))
        .alias("phase")
    )


def _first_days(lines: pl.DataFrame) -> list[date]:
    """Days that may be the first of the year: the first, and the first of a month that few lines, mistaken, precede."""
    days = lines.group_by("date", maintain_order=True).len().drop_nulls().sort("date")
    before = pl.col("len").cum_sum() - pl.col("len")
    few = pl.max_horizontal(pl.col("len").sum() // 100, 4)
    early = (before == 0) | ((before <= few) & (pl.col("date").dt.day() == 1))
    return days.filter(early)["date"].to_list()


def _last_days(lines: pl.DataFrame) -> list[date]:
    """Days that may be the last of the year: the last, and the last of a month that few lines, mistaken, follow."""
    days = (
        lines.group_by("date", maintain_order=True).len().drop_nulls().sort("date", descending=True)
    )
    after = pl.col("len").cum_sum() - pl.col("len")
    few = pl.max_horizontal(pl.col("len").sum() // 100, 4)
    month_ends = pl.col("date") == pl.col("date").dt.month_end()
    return days.filter((after == 0) | ((after <= few) & month_ends))["date"].to_list()


def _closing(marked: pl.DataFrame, entries: pl.DataFrame, lines: pl.DataFrame) -> pl.Series:
    """Entries that empty classes 6 and 7 into 12, or on the last day the accounts of the balance sheet into 891."""
    result = entries.filter(pl.col("is_flow") & pl.col("is_result"))
    closing = _emptying(marked.filter("is_flow"), result, lines)
    balance = entries.filter(pl.col("is_closed") & ~pl.col("is_flow"))
    if balance.is_empty():
        return closing
    last = balance.filter(pl.col("date").is_in(_last_days(lines)))
    return pl.concat([closing, _emptying(marked.filter(~pl.col("is_closed")), last, lines)])


def _emptying(touching: pl.DataFrame, candidates: pl.DataFrame, lines: pl.DataFrame) -> pl.Series:
    """Entries that bring accounts back to zero: most of those they touch (`touching`) are at zero on that day."""
    found: list[int] = []
    for (day,), of_day in candidates.group_by("date", maintain_order=True):
        touched = (
            touching.filter(pl.col("entry").is_in(of_day["entry"].implode()))
            .select("entry", "account")
            .unique(maintain_order=True)
        )
        left = (
            lines.filter(pl.col("date") <= day)
            .join(touched.select("account").unique(maintain_order=True), on="account", how="semi")
            .group_by("account", maintain_order=True)
            .agg((pl.col("debit") - pl.col("credit")).sum().alias("left"))
        )
        emptied = (
            touched.join(left, on="account", maintain_order="left")
            .group_by("entry", maintain_order=True)
            .agg((pl.col("left") == 0).mean())
        )
        found += emptied.filter(pl.col("left") >= 0.5)["entry"].to_list()
    return pl.Series("entry", found, dtype=pl.UInt32)


def fiscal_year(lines: pl.DataFrame, named_end: date | None) -> FiscalYear:
    """Fiscal year that the entries tell; the name's last day only where the entries agree with it.

    Lines are first counted by day, without the opening entries, which some exports date in earlier years.
    """
    flows = lines.filter(pl.col("phase") != "opening")
    days = (
        (flows if flows.height else lines)
        .group_by("date", maintain_order=True)
        .len()
        .drop_nulls()
        .sort("date")
    )
    total = int(days["len"].sum())
    first, last = days["date"].min(), days["date"].max()
    assert isinstance(first, date)  # noqa: S101 (a file without any date never comes here)
    assert isinstance(last, date)  # noqa: S101
    opened = (
        lines.filter(pl.col("phase") == "opening")
        .group_by("date", maintain_order=True)
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
    twelve = year_later(opening_day) if opening_day is not None else None
    if twelve is not None and last <= twelve == month_end(_usual_last(days, total)):
        return twelve  # whole, from its opening to its last month: a name that says later is wrong
    if named_end is not None:
        strays = days.filter(
            (pl.col("date") > named_end) | (pl.col("date") <= _months_before(named_end, 24))
        )
        if _is_little(strays, total) and last > year_before(named_end) - timedelta(days=1):
            return named_end
    usual = _usual_end(days, total)
    return twelve if twelve is not None and twelve >= usual else usual


def _start(days: pl.DataFrame, total: int, end: date, opening_day: date | None) -> date:
    if opening_day is not None and _months_before(end, 24) < opening_day < end:
        return opening_day
    start = year_before(end)
    before = days.filter((pl.col("date") < start) & (pl.col("date") > _months_before(end, 24)))
    if not _is_little(before, total):
        first = before["date"].min()
        if isinstance(first, date):
            return first.replace(day=1)
    return start


def _is_little(strays: pl.DataFrame, total: int) -> bool:
    """Whether lines by day are no more than mistakes: a fiftieth of all, or one or two days of a small file."""
    lines = int(strays["len"].sum())
    return lines <= 0.02 * total or (strays.height <= 2 and lines <= 0.2 * total)


def _usual_end(days: pl.DataFrame, total: int) -> date:
    """Last day of the first twelve months that hold nearly all lines, or of all months where a year is longer."""
    ends = sorted({month_end(day) for day in days["date"].to_list()})
    outside = {end: days.filter(~pl.col("date").is_between(year_before(end), end)) for end in ends}
    best = min(ends, key=lambda end: (int(outside[end]["len"].sum()), end))
    return best if _is_little(outside[best], total) else month_end(_usual_last(days, total))


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
