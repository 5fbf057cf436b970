"""Series kept in a folder: one CSV a source, and a note of when each came. The application works from them alone."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from ancrage.world.signals.series import DATE, LINE
from ancrage.world.signals.sources import SOURCES, Source

NOTE = "kept.json"
_TEXTS = ("portid", "portname", "ISO3")
_LEAST = 0.9  # a new file with fewer of the rows than this is not believed


@dataclass(frozen=True, eq=False)
class Kept:
    """A source's series as last fetched.

    Args:
        source: where from.
        table: columns `date` and `line`, texts, numbers.
        fetched_on: when.
        last: day of the last observation.
    """

    source: Source
    table: pl.DataFrame
    fetched_on: date
    last: date

    def is_stale(self, on: date) -> bool:
        """Whether it says nothing of that day any more."""
        return (on - self.last).days > self.source.stale_days


def path_of(folder: Path, source: Source) -> Path:
    """Where a source's series lie."""
    return folder / f"{source.code}.csv"


def keep(folder: Path, source: Source, table: pl.DataFrame, today: date) -> bool:
    """Put new series in the place of the old; False, and nothing is touched, where they end earlier or lack rows.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = kept_of(folder, source)
    if before is not None:
        last = table[DATE].max()
        if (isinstance(last, date) and last < before.last) or len(table) < _LEAST * len(
            before.table
        ):
            return False
    _replace(path_of(folder, source), table.write_csv().encode("utf-8"))
    notes = dict(_notes(folder)) | {source.code: today.isoformat()}
    _replace(folder / NOTE, json.dumps(notes, indent=1).encode("utf-8"))
    return True


def kept_in(folder: Path) -> list[Kept]:
    """All series of a folder, in the order of SOURCES; those that cannot be read are left out."""
    return [one for source in SOURCES.values() if (one := kept_of(folder, source)) is not None]


def kept_of(folder: Path, source: Source) -> Kept | None:
    """One source's series; None where there are none, or no readable ones."""
    path = path_of(folder, source)
    try:
        cells = pl.read_csv(path, infer_schema=False)
        fetched = date.fromisoformat(str(_notes(folder).get(source.code, "")))
    except (OSError, ValueError, pl.exceptions.PolarsError):
        return None
    if DATE not in cells.columns:
        return None
    table = cells.select(
        pl.col(DATE).str.to_date("%Y-%m-%d", strict=False),
        pl.int_range(2, pl.len() + 2, dtype=pl.UInt32).alias(LINE),
        *(
            pl.col(c) if c in _TEXTS else pl.col(c).cast(pl.Float64, strict=False)
            for c in cells.columns
            if c not in {DATE, LINE}
        ),
    )
    last = table[DATE].max()
    return Kept(source, table, fetched, last) if isinstance(last, date) else None


def _notes(folder: Path) -> Mapping[str, object]:
    try:
        notes = json.loads((folder / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def _replace(path: Path, data: bytes) -> None:
    """Write all or nothing: a cut in the middle leaves what was there."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)  # noqa: PTH105
