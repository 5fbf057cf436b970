"""The books of one fiscal year: the lines of one file, or of its parts, with their entries and phases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.firm.fec.entries import rebuild
from ancrage.firm.fec.reader import FecFile
from ancrage.firm.fec.year import fiscal_year, from_name, phases
from ancrage.firm.periods import years_in_parts
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
    """Books of the files that could be read: parts of one year, named `_1 _2` or not, together. Notes what is odd."""
    split: dict[object, list[int]] = defaultdict(list)
    whole: dict[int, FecFile] = {}
    for index, file in enumerate(files):
        if not file.refused and file.lines["date"].null_count() < file.lines.height:
            name = from_name(file.name)
            if name.part is None:
                whole[index] = file
            else:
                split[name.siren, name.end].append(index)
    groups = [
        sorted(part, key=lambda i: from_name(files[i].name).part or 0) for part in split.values()
    ]
    for parts in years_in_parts(whole):
        names = ", ".join(PurePath(files[i].name).name for i in parts)
        files[parts[0]].log.add("year_in_parts", files=names)
        groups.append(parts)
        for index in parts:
            del whole[index]
    groups += [[index] for index in whole]
    return [_book(files, group) for group in sorted(groups, key=min)]


def _book(files: Sequence[FecFile], indices: list[int]) -> Book:
    names = [from_name(files[i].name) for i in indices]
    named_end = names[0].end if len({name.end for name in names}) == 1 else None
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
    year = fiscal_year(sound, declared or named_end)
    if names[0].end is None and declared is None:
        logs[0].add("name_not_legal")
    elif named_end not in {None, year.end}:
        logs[0].add("year_end_mismatch", named=named_end or year.end, value=year.end)
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
    siren = next((name.siren for name in names if name.siren), None)
    return Book(tuple(indices), siren, year, lines)
