"""A file already read, as a block of columns (Parquet) that can be kept and read back in a fraction of the time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import BinaryIO

import polars as pl

from ancrage.firm.fec.log import Log
from ancrage.firm.fec.reader import FecFile
from ancrage.firm.fec.typed import SCHEMA
from ancrage.problems import Problem

_CONTENT = ("date", "account", "aux", "piece", "label", "debit", "credit")


def pack(file: FecFile) -> bytes:
    """The lines of a file as Parquet bytes; the same lines give the same bytes."""
    buffer = BytesIO()
    # Row groups of a few thousand lines: those that hold a few given lines are found without reading the others.
    file.lines.write_parquet(buffer, compression="zstd", row_group_size=32_768, statistics=True)
    return buffer.getvalue()


def unpack(
    name: str,
    block: bytes | BinaryIO,
    problems: Sequence[Problem] = (),
    declared_end: date | None = None,
) -> FecFile:
    """The file that `pack` wrote, under its name, with what was odd about it when it was read."""
    source = BytesIO(block) if isinstance(block, bytes) else block
    lines = pl.read_parquet(source).cast(SCHEMA)  # type: ignore[arg-type]
    return FecFile(name, lines, Log(name, list(problems)), declared_end=declared_end)


def digest(file: FecFile) -> str:
    """The same for two files that hold the same lines, in any order and any form of export."""
    text = [pl.col(name).cast(pl.String).fill_null("") for name in _CONTENT]
    hashes = file.lines.select(pl.concat_str(text, separator="\t").alias("row"))["row"].sort()
    found = hashlib.blake2b(digest_size=16)
    for start in range(0, hashes.len(), 100_000):
        found.update("\n".join(hashes[start : start + 100_000].to_list()).encode())
    return found.hexdigest()


def lines_at(block: bytes, lines: Sequence[int]) -> pl.DataFrame:
    """The rows of a block that stand at these lines of the file, in their order: columns of `typed.SCHEMA`."""
    wanted = pl.scan_parquet(BytesIO(block)).filter(pl.col("line").is_in(list(lines)))
    return wanted.sort("line").collect()


def count_of(block: bytes) -> int:
    """How many lines a block holds."""
    return int(pl.scan_parquet(BytesIO(block)).select(pl.len()).collect().item())


def lines_from(block: bytes, start: int, count: int) -> pl.DataFrame:
    """`count` rows of a block from the row `start`, in the order of the file: columns of `typed.SCHEMA`."""
    return pl.scan_parquet(BytesIO(block)).slice(start, count).collect()
