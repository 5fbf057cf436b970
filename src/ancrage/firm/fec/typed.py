"""Cells of text to typed columns: whole columns at once, then one by one the few cells of another form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import polars as pl

from ancrage.firm.fec.columns import Layout, canonical
from ancrage.firm.fec.log import EACH_AT_MOST, Log
from ancrage.firm.fec.values import (
    FIRST_DAY,
    LARGEST_CENTS,
    LAST_DAY,
    Read,
    decimal_mark,
    read_amount,
    read_date,
    read_optional_date,
)
from ancrage.text import Param

CATEGORIES = (
    "journal",
    "journal_label",
    "account",
    "account_label",
    "aux",
    "aux_label",
    "currency",
)
TEXTS = ("number", "piece", "label", "letter")
_KEYS = ("journal", "account", "aux")
_TEXT_COLUMNS = (*CATEGORIES, *TEXTS, "date", "piece_date", "debit", "credit")
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "journal": pl.Categorical,
    "journal_label": pl.Categorical,
    "number": pl.String,
    "date": pl.Date,
    "account": pl.Categorical,
    "account_label": pl.Categorical,
    "aux": pl.Categorical,
    "aux_label": pl.Categorical,
    "piece": pl.String,
    "piece_date": pl.Date,
    "label": pl.String,
    "debit": pl.Int64,
    "credit": pl.Int64,
    "letter": pl.String,
    "currency": pl.Categorical,
    "line": pl.UInt32,
    "fault": pl.Boolean,
}
_TELLING = 2000  # amounts of a block that tell its decimal mark
_LARGEST_FLOAT = 1e13  # euros above which a float no longer holds every cent
_MOST_DECIMALS = 15


def typed(cells: pl.DataFrame, layout: Layout, log: Log, *, padded: bool = False) -> pl.DataFrame:
    """The columns of `SCHEMA` from cells of text, with `line` and `fault`.

    The common forms are read by whole columns; the cells of another form, left null, are then read one by one.
    `padded`: fields have spaces around them.
    """
    frame = cells.with_columns(pl.lit("").alias(n) for n in _TEXT_COLUMNS if n not in cells.columns)
    frame, days = _without_headers(_stripped(frame, padded=padded))
    if layout.signed:
        frame = _sides(frame, log)
    # Series by series on this thread: blocks are read side by side, and keep the other processors busy.
    names = {name: _names(frame[name]) for name in CATEGORIES}
    no_account, no_date = names["account"] == "", frame["date"] == ""
    read = pl.DataFrame(
        [
            *names.values(),
            *(frame[name] for name in TEXTS),
            days,
            _days(frame["piece_date"]),
            _cents(frame["debit"]),
            _cents(frame["credit"]),
            frame["line"],
            (frame["fault"] | no_account | no_date).alias("fault"),
        ]
    )
    mark = _decimal_mark(frame, read)
    if mark == ".":
        read = _with_points(frame, read, log)
    read_euros = partial(read_amount, decimal=mark)
    for name, reader in (
        ("date", read_date),
        ("piece_date", read_optional_date),
        ("debit", read_euros),
        ("credit", read_euros),
    ):
        if read[name].null_count():
            read = _odd_cells(frame, read, name, reader, log)
    if no_account.any():
        without = frame["line"].filter(no_account & ~frame["fault"])
        log.add_each("no_account", [(n, {}) for n in without[: EACH_AT_MOST + 1]], len(without))
    if no_date.any():
        without = frame["line"].filter(no_date & ~frame["fault"])
        said: dict[str, Param] = {"value": "", "column": "EcritureDate"}
        log.add_each("bad_date", [(n, said) for n in without[: EACH_AT_MOST + 1]], len(without))
    return read.select(*SCHEMA)


def _stripped(frame: pl.DataFrame, *, padded: bool) -> pl.DataFrame:
    """Cells without the spaces around them.

    Where fields are not padded, only the columns that tell entries, accounts and parties apart are stripped (see also
    `_names`): the others are read one by one where a space keeps them from being read at once.
    """
    names = _TEXT_COLUMNS if padded else ("number", "letter")
    return frame.with_columns(frame[name].str.strip_chars() for name in names)


def _names(cells: pl.Series) -> pl.Series:
    """Cells that repeat, as categories; without the spaces around those that tell accounts and parties apart."""
    names = cells.cast(pl.Categorical)
    if cells.name not in _KEYS:
        return names
    distinct = names.unique(maintain_order=True).cast(pl.String)
    if (distinct == distinct.str.strip_chars()).all():
        return names
    return cells.str.strip_chars().cast(pl.Categorical)


def _without_headers(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """The lines without those that name the columns again, where parts were put end to end; and their dates."""
    days = _days(frame["date"])
    if not days.null_count():
        return frame, days
    unread = frame["date"].filter(days.is_null()).unique(maintain_order=True)
    again = [cell for cell in unread if canonical(cell) == "EcritureDate"]
    if not again:
        return frame, days
    kept = ~frame["date"].is_in(again)
    return frame.filter(kept), days.filter(kept)


def _days(cells: pl.Series) -> pl.Series:
    """Days where a cell is AAAAMMJJ; null elsewhere."""
    days = cells.str.to_date("%Y%m%d", strict=False)
    inside = days.is_between(FIRST_DAY, LAST_DAY)
    return days if inside.all() else days.set(~inside, None)


def _cents(cells: pl.Series) -> pl.Series:
    """Cents where a cell is digits with at most one comma, signed or not; 0 where it is empty; null elsewhere."""
    digits = cells.str.replace(",", "", literal=True).cast(pl.Int64, strict=False)
    decimals = (cells.str.len_bytes() - cells.str.find(",", literal=True) - 1).fill_null(0)
    # What is longer is read alone, and most often refused.
    within = digits.is_between(-LARGEST_CENTS, LARGEST_CENTS) & (decimals <= _MOST_DECIMALS)
    if not within.all():
        digits = digits.set(~within, None)
    if (decimals == 2).all():
        return digits
    euro = pl.lit(10, pl.Int64).pow(pl.min_horizontal(decimals, pl.lit(_MOST_DECIMALS)))
    cents = (digits.abs() * 200 + euro) // (2 * euro) * digits.sign()  # half a cent goes up
    within_cents = cents.abs() <= LARGEST_CENTS
    return pl.select(
        pl.when(cells == "").then(0).when(within_cents).then(cents).alias(cells.name)
    ).to_series()


def _decimal_mark(cells: pl.DataFrame, read: pl.DataFrame) -> str | None:
    """The decimal mark of the amounts where some have a point; a cell alone cannot tell 1.000 from 1,000.00."""
    odd: set[str] = set()
    for name in ("debit", "credit"):
        if read[name].null_count():
            strange = cells[name].filter(read[name].is_null() & (cells[name] != ""))
            odd |= set(strange.unique(maintain_order=True).head(_TELLING))
    if not any("." in cell for cell in odd):
        return None
    plain = {
        cell
        for name in ("debit", "credit")
        for cell in cells[name]
        .filter(cells[name].str.contains(",", literal=True))
        .unique(maintain_order=True)
        .head(_TELLING)
    }
    return decimal_mark(odd | plain)


def _with_points(cells: pl.DataFrame, read: pl.DataFrame, log: Log) -> pl.DataFrame:
    """The amounts where points are the decimals, as a whole; commas, then of thousands, are left to be read again."""
    for name in ("debit", "credit"):
        cell = cells[name]
        pointed = (
            cell.str.contains(".", literal=True)
            & ~cell.str.contains("[^0-9.]")
            & (cell.str.count_matches(".", literal=True) == 1)
            & (cell.str.len_bytes() > 1)
            & (cell.str.len_bytes() < len(str(int(_LARGEST_FLOAT))))
        )
        noted = cells.filter(pointed & ~cells["fault"]).select("line", name)
        places: list[tuple[int, dict[str, Param]]] = [
            (line, {"value": text.strip(), "column": _LEGAL_NAMES[name]})
            for line, text in noted.head(EACH_AT_MOST + 1).iter_rows()
        ]
        log.add_each("decimal_point", places, noted.height)
        value = (cell.cast(pl.Float64, strict=False) * 100 + 1e-6).round().cast(pl.Int64)
        again = cell.str.contains(",", literal=True)
        read = read.with_columns(
            pl.when(pointed).then(value).when(~again).then(read[name]).alias(name)
        )
    return read


def _sides(frame: pl.DataFrame, log: Log) -> pl.DataFrame:
    """Debit and credit cells from Montant and Sens (D or C, +1 or -1; A47 A-1 X)."""
    side = pl.col("credit").str.strip_chars().str.to_uppercase()
    is_credit, is_debit = side.is_in(["C", "-1", "-"]), side.is_in(["D", "+1", "1", "+"])
    # A side says nothing of a line of zero.
    is_debit = is_debit | ((side == "") & ~pl.col("debit").str.contains("[1-9]"))
    unknown = frame.filter(~is_credit & ~is_debit & ~pl.col("fault")).select("line", "credit")
    places: list[tuple[int, dict[str, Param]]] = [
        (line, {"value": cell, "column": "Sens"})
        for line, cell in unknown.head(EACH_AT_MOST + 1).iter_rows()
    ]
    log.add_each("bad_amount", places, unknown.height)
    return frame.with_columns(
        pl.when(is_credit).then(pl.lit("")).otherwise("debit").alias("debit"),
        pl.when(is_credit).then("debit").otherwise(pl.lit("")).alias("credit"),
        (pl.col("fault") | ~(is_credit | is_debit)).alias("fault"),
    )


_LEGAL_NAMES = {
    "debit": "Debit",
    "credit": "Credit",
    "date": "EcritureDate",
    "piece_date": "PieceDate",
}


def _odd_cells(
    cells: pl.DataFrame, read: pl.DataFrame, name: str, reader: Callable[[str], Read], log: Log
) -> pl.DataFrame:
    """The column with the cells that the fast pass left empty read one by one; what says nothing sure is a fault."""
    strange = read[name].is_null() & (cells[name] != "")
    if not strange.any():
        return read
    reads = {
        cell: reader(cell)
        for cell in cells[name].filter(strange).unique(maintain_order=True).to_list()
    }
    table = pl.DataFrame(
        {
            "cell": list(reads),
            "value": pl.Series([r.value for r in reads.values()], dtype=read.schema[name]),
            "oddity": pl.Series([r.oddity for r in reads.values()], dtype=pl.String),
        }
    )
    rows = cells.select("line", pl.col(name).alias("cell")).join(
        table, on="cell", how="left", maintain_order="left"
    )
    noted = rows.filter(pl.col("oddity").is_not_null() & ~cells["fault"])
    for (oddity,), part in noted.group_by("oddity", maintain_order=True):
        places: list[tuple[int, dict[str, Param]]] = [
            (line, {"value": cell.strip(), "column": _LEGAL_NAMES[name]})
            for line, cell in part.select("line", "cell").head(EACH_AT_MOST + 1).iter_rows()
        ]
        log.add_each(str(oddity), places, part.height)
    value = read[name].zip_with(~strange, rows["value"])
    unread = strange & rows["value"].is_null() & rows["oddity"].is_not_null()
    empty: date | int | None = 0 if name in {"debit", "credit"} else None
    return read.with_columns(
        value.fill_null(empty) if empty is not None else value, fault=read["fault"] | unread
    )
