"""Blocks of lines to typed columns, with Polars; memory stays at a few blocks plus the compact result."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from ancrage.firm.bytestream import LF
from ancrage.firm.fec.columns import Layout
from ancrage.firm.fec.log import EACH_AT_MOST, Log
from ancrage.firm.fec.mend import mend
from ancrage.firm.fec.quotes import APART, unquoted
from ancrage.firm.fec.typed import SCHEMA, typed

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

_SAMPLE = 1 << 17  # bytes of a block that tell whether its fields are padded
WORKERS = 2  # Polars itself uses all processors: more threads would only hold more blocks


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


@dataclass(frozen=True, eq=False, slots=True)
class _Part:
    """What one block gave."""

    frame: pl.DataFrame
    validated: bool
    log: Log


def parse_blocks(blocks: Iterator[bytes], layout: Layout, log: Log) -> Parsed:
    """Typed frame of all the lines of a file, oddities noted in `log`.

    Blocks are cut and decoded in this thread while others parse those that came before.
    """
    parts: list[_Part] = []
    coming: deque[Future[_Part]] = deque()
    line = 1
    skip_header = layout.has_header
    with ThreadPoolExecutor(WORKERS) as pool:
        for original in blocks:
            block = original
            if skip_header:
                for _ in range(layout.above + 1):
                    block, line = block[block.index(b"\n") + 1 :], line + 1
                skip_header = False
            count = int(np.count_nonzero(np.frombuffer(block, dtype=np.uint8) == LF))
            coming.append(pool.submit(_part, block, line, count, layout, Log(log.file)))
            line += count
            while len(coming) > WORKERS or (coming and coming[0].done()):
                parts.append(coming.popleft().result())
                if parts[-1].validated:  # one is enough: the column is then not read any more
                    layout = _without_validation(layout)
        parts += [part.result() for part in coming]
    for part in parts:
        log.extend(part.log)
    if not parts:
        return Parsed(pl.DataFrame(schema=SCHEMA), validated=False)
    return Parsed(_joined([p.frame for p in parts]), any(p.validated for p in parts))


def _joined(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """The frames end to end, emptied on the way: column after column, so that few of them are there twice."""
    columns = [[frame.drop_in_place(name) for frame in frames] for name in SCHEMA]
    with ThreadPoolExecutor(WORKERS) as pool:
        return pl.DataFrame(list(pool.map(_whole, columns)))


def _whole(parts: list[pl.Series]) -> pl.Series:
    # One piece of memory: Polars would else gather all columns again at the first step that needs it.
    whole = pl.concat(parts).rechunk()
    parts.clear()
    return whole


def _part(block: bytes, line: int, count: int, layout: Layout, log: Log) -> _Part:
    if b"\0" in block:
        block = _without_nul(block, line, log)
    frame = _frame(block, line, count, layout, log)
    validated = "valid" in frame.columns and bool((frame["valid"] != "").any())
    padded = layout.quoted or _is_padded(block[:_SAMPLE], layout.separator.encode())
    frame = frame.drop("valid", strict=False)
    return _Part(typed(frame, layout, log, padded=padded), validated, log)


def _is_padded(sample: bytes, separator: bytes) -> bool:
    """Whether some field has spaces around it, as fixed-width exports have around every one."""
    edges = (separator, b"\r", b"\n")
    return any(
        space + edge in sample or edge + space in sample
        for space in (b" ", "\u00a0".encode())
        for edge in edges
    )


def _without_validation(layout: Layout) -> Layout:
    names = tuple("" if name == "ValidDate" else name for name in layout.names)
    return layout if names == layout.names else replace(layout, names=names)


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
    """Whether lines seem to have their fields: right total of separators; the parser then refuses a line too long."""
    data = np.frombuffer(block, dtype=np.uint8)
    separators = int(np.count_nonzero(data == ord(layout.separator)))
    return separators == count * (len(layout.names) - 1)


def _cells(block: bytes, layout: Layout) -> pl.DataFrame:
    names = [KEPT.get(name, "") if name else "" for name in layout.names]
    kept = [name for name in names if name]
    if not block:
        return pl.DataFrame(schema=dict.fromkeys(kept, pl.String))
    # All the columns: told to leave one out, Polars would not see that a line has too many fields.
    return pl.read_csv(
        block,
        has_header=False,
        separator=layout.separator,
        quote_char=None,
        schema={name or f"_{i}": pl.String for i, name in enumerate(names)},
        empty_string_is_null=False,
        extra_columns="raise",
        truncate_ragged_lines=False,
    ).select(kept)
