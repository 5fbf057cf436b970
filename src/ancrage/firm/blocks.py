"""A file already read, as a block of columns that can be kept and read back in a fraction of the time.

The lines of a FEC are one Parquet file; what another file gave is a zip of its tables, and of what was said of it.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

import polars as pl

from ancrage.firm.extract import Extract
from ancrage.firm.fec.log import Log
from ancrage.firm.fec.reader import FecFile
from ancrage.firm.fec.typed import SCHEMA
from ancrage.firm.tables.trade import DECLARED
from ancrage.problems import Problem
from ancrage.text import from_data, to_data

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


def pack_extract(extract: Extract) -> bytes:
    """What a file other than a FEC gave, as bytes; without the first rows shown to a person, which may name people."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, frame in extract.tables.items():
            content = BytesIO()
            frame.write_ipc(content, compression="zstd")
            archive.writestr(zipfile.ZipInfo(f"{name}.arrow"), content.getvalue())
        archive.writestr(zipfile.ZipInfo("said.json"), json.dumps(_said(extract)))
    return buffer.getvalue()


def _said(extract: Extract) -> dict[str, Any]:
    return {
        "kind": extract.kind,
        "confidence": extract.confidence,
        "reason": to_data(extract.reason),
        "status": extract.status,
        "rows": extract.rows,
        "control": dict(extract.control),
        "period_start": extract.period_start.isoformat() if extract.period_start else None,
        "period_end": extract.period_end.isoformat() if extract.period_end else None,
        "label": to_data(extract.label),
    }


def unpack_extract(name: str, block: bytes, problems: Sequence[Problem] = ()) -> Extract:
    """What `pack_extract` wrote, under its name, with what was odd about it when it was read."""
    with zipfile.ZipFile(BytesIO(block)) as archive:
        said = json.loads(archive.read("said.json"))
        tables = {
            table: _declared(table, pl.read_ipc(archive.read(f"{table}.arrow")))
            for table in _tables(archive)
        }
    return Extract(
        name=name,
        kind=said["kind"],
        confidence=said["confidence"],
        reason=from_data(said["reason"]),  # type: ignore[arg-type]  # a Text was written
        status=said["status"],
        rows=said["rows"],
        tables=tables,
        problems=tuple(problems),
        control=said["control"],
        period_start=_day(said["period_start"]),
        period_end=_day(said["period_end"]),
        label=from_data(said["label"]),
    )


def _declared(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A table with the columns that were declared since it was kept, empty."""
    later = {
        name: dtype
        for name, dtype in DECLARED[table].schema.items()
        if name not in frame.columns and name != "source"
    }
    return frame.with_columns(
        pl.lit(None, dtype=dtype).alias(name) for name, dtype in later.items()
    )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _tables(archive: zipfile.ZipFile) -> list[str]:
    return [n.removesuffix(".arrow") for n in archive.namelist() if n.endswith(".arrow")]


def table_of(block: bytes, table: str) -> pl.DataFrame | None:
    """One table of a block that `pack_extract` wrote, None where it has none of that name."""
    with zipfile.ZipFile(BytesIO(block)) as archive:
        if table not in _tables(archive):
            return None
        return pl.read_ipc(archive.read(f"{table}.arrow"))


def digest_extract(extract: Extract) -> str:
    """The same for two files that give the same rows, in any order and wherever they stand in the file."""
    found = hashlib.blake2b(digest_size=16)
    for name in sorted(extract.tables):
        frame = extract.tables[name].drop("sheet", "line", strict=False)
        found.update(f"{name}:{frame.height}".encode())
        if frame.height:
            rows = frame.hash_rows(seed=0).sort()
            found.update(rows.to_numpy().tobytes())
    return found.hexdigest()
