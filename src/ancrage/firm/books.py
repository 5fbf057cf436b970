"""The books of one fiscal year: the lines of one file, or of its parts, with their entries and phases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.firm.fec.entries import rebuild
from ancrage.firm.fec.reader import FecFile
from ancrage.firm.fec.year import fiscal_year, from_name, phases
from ancrage.firm.tables import LEDGER


@dataclass(frozen=True, eq=False)
class Book:
    """One fiscal year of one firm.

    Args:
        files: index of its files in the list given to `build`.
        siren: from the names, or None.
        year: fiscal year, from the entries.
        lines: sound and unsound lines: columns of LEDGER, and `aside`.
    """

    files: tuple[int, ...]
    siren: str | None
    year: FiscalYear
    lines: pl.DataFrame

    @property
    def sound(self) -> pl.DataFrame:
        """Lines that figures may use: columns of LEDGER."""
        return _without_aside(self.lines).select(*LEDGER.schema)


def _without_aside(lines: pl.DataFrame) -> pl.DataFrame:
    # A filter copies every column of a large ledger: most often there is nothing to leave out.
    return lines.filter(~pl.col("aside")) if lines["aside"].any() else lines


def build(files: Sequence[FecFile]) -> list[Book]:
    """Books of the files that could be read; parts `_1 _2` of one year come together. Notes what is odd."""
    groups: dict[object, list[int]] = defaultdict(list)
    for index, file in enumerate(files):
        if not file.refused and file.lines["date"].null_count() < file.lines.height:
            name = from_name(file.name)
            key = (name.siren, name.end) if name.part is not None else index
            groups[key].append(index)
    return [
        _book(files, sorted(indices, key=lambda i: from_name(files[i].name).part or 0))
        for indices in groups.values()
    ]


def _book(files: Sequence[FecFile], indices: list[int]) -> Book:
    name = from_name(files[indices[0]].name)
    logs = [files[i].log for i in indices]
    stacked = pl.concat(
        [
            files[i].lines.with_columns(pl.lit(n, dtype=pl.UInt16).alias("source"))
            for n, i in enumerate(indices)
        ]
    )
    # Lines without date or account cannot stand in a ledger: they are set aside with their entry below.
    entries = rebuild(stacked, logs)
    if entries.renumbered:
        logs[0].add("entry_number")
    phased = phases(entries.lines)
    sound = _without_aside(phased)
    if sound.is_empty():
        sound = phased.filter(pl.col("date").is_not_null())
    declared = files[indices[0]].declared_end
    year = fiscal_year(sound, declared or name.end)
    if name.end is None and declared is None:
        logs[0].add("name_not_legal")
    elif name.end not in {None, year.end}:
        logs[0].add("year_end_mismatch", named=name.end or year.end, value=year.end)
    if year.covered_until < year.end:
        logs[0].add("year_incomplete", value=year.covered_until)
    out = sound.filter(
        ~pl.col("date").is_between(year.start, year.end) & (pl.col("phase") != "opening")
    )
    for source, line, day, count in (
        out.group_by("entry", maintain_order=True)
        .agg(pl.col("source", "line", "date").first(), pl.len().alias("count"))
        .select("source", "line", "date", "count")
        .iter_rows()
    ):
        logs[source].add("out_of_year", line, count, value=day)
    places = pl.Series("source", indices, dtype=pl.UInt16)
    lines = phased.with_columns(
        places.gather(phased["source"]),
        pl.lit(year.end).alias("year_end"),
    )
    return Book(tuple(indices), name.siren, year, lines)
