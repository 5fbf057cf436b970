"""Blocks of lines to typed columns, with Polars; memory stays at one block plus the compact result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np
import polars as pl

from ancrage.firm.fec.bytestream import LF
from ancrage.firm.fec.columns import Layout, canonical
from ancrage.firm.fec.log import EACH_AT_MOST, Log
from ancrage.firm.fec.mend import mend
from ancrage.firm.fec.quotes import APART, unquoted
from ancrage.firm.fec.values import (
    FIRST_DAY,
    LAST_DAY,
    Read,
    decimal_mark,
    read_amount,
    read_date,
    read_optional_date,
)
from ancrage.text import Param

# Columns kept, with the name they have in the ledger. The others are legal, and decide nothing here.
KEPT = {
    "JournalCode": "journal",
    "JournalLib": "journal_label",
    "EcritureNum": "number",
    "EcritureDate": "date",
    "CompteNum": "account",
    "CompteLib": "account_label",
    "CompAuxNum": "aux",
    "CompAuxLib": "aux_label",
    "PieceRef": "piece",
    "PieceDate": "piece_date",
    "EcritureLib": "label",
    "Debit": "debit",
    "Credit": "credit",
    "Montant": "debit",
    "Sens": "credit",
    "EcritureLet": "letter",
    "ValidDate": "valid",
    "Idevise": "currency",
}
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
_KEYS = ("journal", "number", "account", "aux", "letter")
_SAMPLE = 1000  # lines of a block that tell whether its fields are padded
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


@dataclass
class Parsed:
    """Lines of one file.

    Args:
        frame: columns of `SCHEMA`; `fault` marks lines to set aside with their entry.
        validated: whether some line has a validation date.
        declared_end: last day of the fiscal year, where the content declares it (XML form).
    """

    frame: pl.DataFrame
    validated: bool
    declared_end: date | None = None


def parse_blocks(blocks: Iterator[bytes], layout: Layout, log: Log) -> Parsed:
    """Typed frame of all the lines of a file, oddities noted in `log`."""
    frames: list[pl.DataFrame] = []
    validated = False
    line = 1
    skip_header = layout.has_header
    for original in blocks:
        block = original
        if skip_header:
            for _ in range(layout.above + 1):
                block, line = block[block.index(b"\n") + 1 :], line + 1
            skip_header = False
        count = int(np.count_nonzero(np.frombuffer(block, dtype=np.uint8) == LF))
        if b"\0" in block:
            block = _without_nul(block, line, log)
        frame = _frame(block, line, count, layout, log)
        if "valid" in frame.columns:
            validated = bool((frame["valid"] != "").any())
            frame = frame.drop("valid")
        if (
            validated and "ValidDate" in layout.names
        ):  # one is enough: the column is then not read any more
            layout = replace(
                layout, names=tuple("" if n == "ValidDate" else n for n in layout.names)
            )
        frames.append(typed(frame, layout, log))
        line += count
    if not frames:
        return Parsed(pl.DataFrame(schema=SCHEMA), validated)
    return Parsed(pl.concat(frames), validated)


def _without_nul(block: bytes, first_line: int, log: Log) -> bytes:
    data = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(data == LF)
    rows = np.unique(np.searchsorted(ends, np.flatnonzero(data == 0)))
    log.add_each(
        "nul_byte", [(int(n) + first_line, {}) for n in rows[: EACH_AT_MOST + 1]], len(rows)
    )
    return block.replace(b"\0", b"")


def _frame(block: bytes, line: int, count: int, layout: Layout, log: Log) -> pl.DataFrame:
    """Cells of a block as text, with line numbers and faults."""
    if layout.quoted:
        block = unquoted(block, line, layout, log)
        layout = replace(layout, separator=APART, quoted=False)
    if _is_regular(block, count, layout):
        try:
            frame = _cells(block, layout)
        except pl.exceptions.PolarsError:
            frame = None
        if frame is not None and frame.height == count:
            lines = pl.int_range(line, line + count, dtype=pl.UInt32, eager=True)
            return frame.with_columns(lines.alias("line"), pl.lit(value=False).alias("fault"))
    mended = mend(block, line, layout, log)
    frame = _cells(("\n".join(mended.lines) + "\n").encode() if mended.lines else b"", layout)
    faults = np.isin(
        np.array(mended.numbers, dtype=np.uint32), np.array(mended.truncated, dtype=np.uint32)
    )
    return frame.with_columns(
        pl.Series("line", mended.numbers, dtype=pl.UInt32),
        pl.Series("fault", faults, dtype=pl.Boolean),
    )


def _is_regular(block: bytes, count: int, layout: Layout) -> bool:
    """Whether every line seems to have its fields: right total of separators, no blank line."""
    data = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(data == LF)
    shortest = int(np.diff(ends, prepend=-1).min()) if len(ends) else 0
    separators = int(np.count_nonzero(data == ord(layout.separator)))
    return shortest > len(layout.names) and separators == count * (len(layout.names) - 1)


def _cells(block: bytes, layout: Layout) -> pl.DataFrame:
    names = [KEPT.get(name, "") if name else "" for name in layout.names]
    schema = {name or f"_{i}": pl.String for i, name in enumerate(names)}
    if not block:
        return pl.DataFrame(schema={name: pl.String for name in names if name})
    return pl.read_csv(
        block,
        has_header=False,
        separator=layout.separator,
        quote_char=None,
        schema=schema,
        columns=[i for i, name in enumerate(names) if name],
        empty_string_is_null=False,
        extra_columns="raise",
        truncate_ragged_lines=False,
    )


def _stripped(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells without the spaces around them, as fixed-width exports pad every field.

    Where a sample shows no padding, only the columns that tell entries, accounts and parties apart are stripped: the
    others are read one by one where a space keeps them from being read at once.
    """
    text = pl.col(pl.String)
    padded = frame.head(_SAMPLE).select(pl.any_horizontal((text != text.str.strip_chars()).any()))
    if frame.height and padded.item():
        return frame.with_columns(text.str.strip_chars())
    return frame.with_columns(pl.col(_KEYS).str.strip_chars())


def typed(cells: pl.DataFrame, layout: Layout, log: Log) -> pl.DataFrame:
    """The columns of `SCHEMA` from cells of text, with `line` and `fault`.

    One pass of Polars reads the common forms and flags the columns in which some cell is of another form;
    only those cells are then read one by one.
    """
    frame = cells.with_columns(pl.lit("").alias(n) for n in _TEXT_COLUMNS if n not in cells.columns)
    frame = _without_headers(_stripped(frame))
    if layout.signed:
        frame = _sides(frame, log)
    fast = frame.lazy().select(
        *(pl.col(name).cast(pl.Categorical) for name in CATEGORIES),
        *TEXTS,
        *(_fast_date(name) for name in ("date", "piece_date")),
        *(_fast_amount(name) for name in ("debit", "credit")),
        "line",
        (pl.col("fault") | (pl.col("account") == "") | (pl.col("date") == "")).alias("fault"),
        *((pl.col(name) == "").any().alias(f"{name}_missing") for name in ("account", "date")),
    )
    read = fast.collect()
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
    if read.height and read["account_missing"][0]:
        without = frame.filter((pl.col("account") == "") & ~pl.col("fault"))["line"]
        log.add_each("no_account", [(n, {}) for n in without[: EACH_AT_MOST + 1]], len(without))
    if read.height and read["date_missing"][0]:
        without = frame.filter((pl.col("date") == "") & ~pl.col("fault"))["line"]
        said: dict[str, Param] = {"value": "", "column": "EcritureDate"}
        log.add_each("bad_date", [(n, said) for n in without[: EACH_AT_MOST + 1]], len(without))
    return read.select(*SCHEMA)


def _without_headers(frame: pl.DataFrame) -> pl.DataFrame:
    """The lines without those that name the columns again, where parts were put end to end."""
    begins_so = frame["date"].str.starts_with("E") | frame["date"].str.starts_with("e")
    if not begins_so.any():
        return frame
    again = [c for c in frame["date"].filter(begins_so).unique() if canonical(c) == "EcritureDate"]
    return frame.filter(~pl.col("date").is_in(again))


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


def _fast_amount(name: str) -> pl.Expr:
    """Cents where a cell is digits with at most one comma, 0 where it is empty; null elsewhere."""
    cell = pl.col(name)
    euros = cell.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    plain = ~cell.str.contains("[^0-9,]") & (euros < _LARGEST_FLOAT)
    return (
        pl.when(cell == "")
        .then(0)
        .when(plain)
        # Half a cent goes up, also where the nearest float lies just below it (0,285 is 0,29).
        .then((euros * 100 + 1e-6).round().cast(pl.Int64))
        .alias(name)
    )


def _fast_date(name: str) -> pl.Expr:
    day = pl.col(name).str.to_date("%Y%m%d", strict=False)
    return pl.when(day.is_between(FIRST_DAY, LAST_DAY)).then(day).alias(name)


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
    reads = {cell: reader(cell) for cell in cells[name].filter(strange).unique().to_list()}
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
