"""Entries rebuilt from lines: an entry is what balances, whatever the numbers in the file say.

EcritureNum is 0 on every line of some exports, restarts every month in others, and a block may be there twice.
An entry is a group of lines of one journal, one number and one date whose debits equal its credits; where that
fails, one journal and one number; where that fails too, lines of one journal, date and piece in file order, cut
each time the running balance is back to zero, and at last lines of one journal in file order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from ancrage.firm.fec.log import Log
from ancrage.money import Euros

AMOUNT = pl.col("debit") - pl.col("credit")


@dataclass(frozen=True, eq=False)
class Entries:
    """Lines with their entry.

    Args:
        lines: the lines given, with `entry` (a number of its own) and `aside` (line to set aside).
        renumbered: the numbers of the file were of no use.
    """

    lines: pl.DataFrame
    renumbered: bool


def rebuild(lines: pl.DataFrame, logs: list[Log]) -> Entries:
    """Every line with the entry it belongs to; unbalanced, faulty and repeated entries are set aside and noted.

    `lines` has the columns of `typed.SCHEMA` and `source`, the index in `logs` of the file it came from.
    """
    numbered = _is_numbered(lines)
    dated = _dated(lines)
    runs = _runs(dated) if numbered else np.zeros(lines.height, dtype=np.uint32)
    if numbered and _is_tidy(dated, runs):
        tidy = lines.with_columns(
            pl.Series("entry", runs, dtype=pl.UInt32), pl.lit(value=False).alias("aside")
        )
        return Entries(tidy, renumbered=False)
    entry = _by_key(dated, runs) if numbered else runs
    result = lines.with_columns(pl.Series("entry", entry, dtype=pl.UInt32))
    gaps = _unbalanced(result)
    if not numbered or gaps.height:
        result = result.with_columns(
            pl.Series("entry", _mended(result, gaps, numbered=numbered), dtype=pl.UInt32)
        )
        gaps = _unbalanced(result)
    return Entries(_set_aside(result, gaps, logs, numbered=numbered), renumbered=not numbered)


def _is_numbered(lines: pl.DataFrame) -> bool:
    """Whether numbers tell entries apart; one number everywhere does not, unless there is but one entry."""
    if lines.height <= 3 or (lines["number"] != lines["number"][0]).any():
        return True
    return lines["number"][0].strip("0") != "" and lines.n_unique(["journal", "date"]) == 1


def _dated(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines, a missing date being that of the lines beside it with the same journal and number."""
    if not lines["date"].null_count():
        return lines
    run = pl.struct("journal", "number").rle_id()
    near = pl.col("date").fill_null(strategy="forward").fill_null(strategy="backward")
    return lines.with_columns(near.over(run))


def _runs(lines: pl.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Index of the run of consecutive lines with the same journal, number and date."""
    changes = lines.select(
        pl.any_horizontal(
            pl.col("journal", "number", "date").ne_missing(
                pl.col("journal", "number", "date").shift()
            )
        )
    ).to_series()
    starts = changes.to_numpy().copy()
    if len(starts):
        starts[0] = False
    return np.cumsum(starts, dtype=np.uint32)


def _is_tidy(lines: pl.DataFrame, runs: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> bool:
    """Whether each run is a whole entry: it balances, no other run has its key, and no line has a fault.

    Most files are tidy; the groupings below then cost several times more than this look.
    """
    if lines.is_empty() or lines["fault"].any():
        return False
    starts = np.flatnonzero(np.diff(runs, prepend=-1))
    amounts = (lines["debit"] - lines["credit"]).to_numpy()
    if np.add.reduceat(amounts, starts).any():
        return False
    keys = lines.select("journal", "number", "date")[starts]
    # Most exports number entries once for all journals and days: one column then tells.
    return keys["number"].n_unique() == keys.height or keys.n_unique() == keys.height


def _by_key(
    lines: pl.DataFrame, runs: np.ndarray[tuple[int], np.dtype[np.uint32]]
) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Entry by (journal, number, date): runs with the same key are one entry."""
    first = np.flatnonzero(np.diff(runs, prepend=-1).astype(bool))
    keys = lines.select("journal", "number", "date")[first]
    ids = keys.with_row_index("row").select(pl.col("row").min().over("journal", "number", "date"))[
        "row"
    ]
    return ids.to_numpy()[runs]


def _unbalanced(lines: pl.DataFrame) -> pl.DataFrame:
    """Entries that do not balance: entry, gap."""
    return (
        lines.group_by("entry", maintain_order=True)
        .agg(AMOUNT.sum().alias("gap"))
        .filter(pl.col("gap") != 0)
    )


def _mended(
    lines: pl.DataFrame, gaps: pl.DataFrame, *, numbered: bool
) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Entry of each line, regrouped where it does not balance (`gaps`), by wider and wider readings."""
    work = lines.select(
        "source", "journal", "number", "date", "piece", "debit", "credit", "fault", "entry"
    ).with_columns(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"),
        pl.int_range(pl.len(), dtype=pl.Int64).over("journal").alias("place"),
    )
    result = lines["entry"].to_numpy().astype(np.int64)
    base = int(result.max(initial=0)) + 1
    loose = work
    if numbered:
        loose = work.join(gaps, on="entry", how="semi", maintain_order="left")
        # A fault explains the gap: widening the entry would only drag sound lines aside.
        loose = loose.filter(~pl.col("fault").any().over("entry"))
    steps: tuple[tuple[str, ...], ...] = (("journal", "date", "piece"), ("journal",))
    if numbered:
        steps = (("journal", "number"), *steps)
    for step, key in enumerate(steps):
        if loose.is_empty():
            break
        if numbered and key == ("journal",):
            # Two entries far apart whose gaps happen to cancel are two faults, not one entry.
            gap = (pl.col("place") - pl.col("place").shift().over("journal")).ne_missing(1)
            loose = loose.with_columns(gap.cum_sum().over("journal").alias("stretch"))
            key = ("journal", "stretch")  # noqa: PLW2901
        balanced = _cut(loose, key, apart=key == ("journal", "number"))
        result[balanced["row"].to_numpy()] = base + balanced["group"].to_numpy()
        base = int(result.max(initial=0)) + 1
        loose = loose.join(balanced, on="row", how="anti", maintain_order="left")
        if step == len(steps) - 1 and not numbered and not loose.is_empty():
            # Nothing balances: one entry by journal, date and piece, to name the fault where it is.
            ids2 = loose.select(pl.struct("journal", "date", "piece").rank("dense")).to_series()
            result[loose["row"].to_numpy()] = base + ids2.to_numpy()
    return result.astype(np.uint32)


def _cut(loose: pl.DataFrame, key: tuple[str, ...], *, apart: bool) -> pl.DataFrame:
    """`row` and `group` (piece of its key between two zeros of the running balance) of the pieces that balance.

    `apart`: a piece must also stand apart from the last one in the file, as a number that starts again does.
    """
    # By hand on arrays: windows over many small keys are a hundred times slower.
    ordered = loose.sort(key, maintain_order=True)
    amount = ordered.select(AMOUNT).to_series().to_numpy()
    row = ordered["row"].to_numpy().astype(np.int64)
    first = np.diff(ordered.select(pl.struct(key).rle_id()).to_series().to_numpy(), prepend=-1) != 0
    found = np.cumsum(amount) - amount  # the running balance that the line finds, over all keys
    found -= found[first][np.cumsum(first) - 1]
    begins = found == 0
    if apart:
        begins &= np.diff(row, prepend=-2) != 1
    begins |= first
    group = np.cumsum(begins)
    balanced = (np.add.reduceat(amount, np.flatnonzero(begins)) == 0)[group - 1]
    return pl.DataFrame({"row": ordered["row"].filter(balanced), "group": group[balanced]})


def _set_aside(
    lines: pl.DataFrame, unbalanced: pl.DataFrame, logs: list[Log], *, numbered: bool
) -> pl.DataFrame:
    """Column `aside`: lines of entries with a fault, that do not balance, or that are there twice."""
    faulty = lines.filter("fault")["entry"].unique(maintain_order=True)
    gaps = unbalanced.filter(~pl.col("entry").is_in(faulty.implode()))
    copies = _copies(lines, gaps, faulty) if numbered else lines.select("entry").clear().to_series()
    second = _second_copies(lines, copies) if len(copies) else pl.Series("row", [], dtype=pl.UInt32)
    if numbered and gaps.height:
        lone = _lone_copies(lines, gaps)
        second = pl.concat([second, lone["row"]])
        copies = pl.concat([copies, lone["entry"].unique(maintain_order=True)])
    gap_of = dict(gaps.filter(~pl.col("entry").is_in(copies.implode())).iter_rows())
    _note(lines, "unbalanced_entry", list(gap_of), logs, gap_of)
    if len(copies):
        _note(lines[second.sort().to_list()], "duplicate_entry", copies.to_list(), logs, {})
    entries = pl.concat([faulty, pl.Series("entry", list(gap_of), dtype=pl.UInt32)])
    rows = pl.int_range(pl.len(), dtype=pl.UInt32)
    aside = pl.lit(value=False)
    if len(entries):
        aside = aside | pl.col("entry").is_in(entries.implode())
    if len(second):
        aside = aside | rows.is_in(second.implode())
    return lines.with_columns(aside.alias("aside"))


_SAME = ("account", "aux", "piece", "label", "debit", "credit")


def _copies(lines: pl.DataFrame, gaps: pl.DataFrame, faulty: pl.Series) -> pl.Series:
    """Entries whose lines are all there twice, the copy standing apart from the original in the file.

    Two equal sales in one entry are common and stand side by side; a copy follows after other entries.
    """
    row = pl.int_range(pl.len(), dtype=pl.Int64)
    spans = (
        lines.select("entry", row.alias("row"))
        .group_by("entry", maintain_order=True)
        .agg(
            pl.col("row").min().alias("first"),
            pl.col("row").max().alias("last"),
            pl.len().alias("size"),
        )
    )
    scattered = spans.filter(
        (pl.col("last") - pl.col("first") + 1 > pl.col("size"))
        & (pl.col("size") % 2 == 0)
        & ~pl.col("entry").is_in(faulty.implode())
        & ~pl.col("entry").is_in(gaps["entry"].implode())
    )
    if scattered.is_empty():
        return pl.Series("entry", [], dtype=pl.UInt32)
    suspects = lines.join(scattered, on="entry", how="semi", maintain_order="left")
    times = (
        suspects.group_by("entry", *_SAME, maintain_order=True)
        .len()
        .group_by("entry", maintain_order=True)
        .agg((pl.col("len") % 2 == 0).all().alias("even"))
    )
    even = suspects.join(times.filter("even"), on="entry", how="semi", maintain_order="left")
    blocks = even.group_by("entry", maintain_order=True).agg(
        *(pl.col(c).cast(pl.String) for c in _SAME), pl.col("line")
    )
    found = []
    for record in blocks.iter_rows(named=True):
        half = len(record["line"]) // 2
        if (
            all(record[c][:half] == record[c][half:] for c in _SAME)
            and record["line"][half] != record["line"][half - 1] + 1
        ):
            found.append(record["entry"])
    return pl.Series("entry", found, dtype=pl.UInt32)


def _lone_copies(lines: pl.DataFrame, gaps: pl.DataFrame) -> pl.DataFrame:
    """Rows (`row`, `entry`) that say an earlier line again, and without which their entry balances."""
    key = ("journal", "number", "date", *_SAME)
    rows = lines.with_row_index("row")
    loose = rows.join(gaps, on="entry", how="semi", maintain_order="left")
    twins = rows.join(
        loose.select(key).unique(maintain_order=True),
        on=key,
        how="semi",
        nulls_equal=True,
        maintain_order="left",
    )
    again = twins.filter(pl.int_range(pl.len()).over(key) > 0)["row"]
    marked = loose.select(
        "row", "entry", AMOUNT.alias("amount"), pl.col("row").is_in(again.implode()).alias("again")
    )
    rest = marked.group_by("entry", maintain_order=True).agg(
        pl.col("amount").filter(~pl.col("again")).sum()
    )
    settled = rest.filter(pl.col("amount") == 0)
    return marked.filter("again").join(settled, on="entry", how="semi").select("row", "entry")


def _second_copies(lines: pl.DataFrame, copies: pl.Series) -> pl.Series:
    rows = lines.with_row_index("row").filter(pl.col("entry").is_in(copies.implode()))
    place = pl.int_range(pl.len()).over("entry")
    return rows.filter(place * 2 >= pl.len().over("entry"))["row"]


def _note(
    lines: pl.DataFrame, code: str, entries: list[int], logs: list[Log], gaps: dict[int, int]
) -> None:
    if not entries:
        return
    firsts = (
        lines.filter(pl.col("entry").is_in(entries))
        .group_by("entry", maintain_order=True)
        .agg(pl.col("source", "line", "journal", "number").first(), pl.len().alias("count"))
    )
    for record in firsts.iter_rows(named=True):
        params: dict[str, str | Euros] = {
            "number": record["number"] or "?",
            "journal": record["journal"] or "?",
        }
        if code == "unbalanced_entry":
            params["gap"] = Euros(abs(gaps[record["entry"]]), exact=True)
        logs[record["source"]].add(code, record["line"], record["count"], **params)
