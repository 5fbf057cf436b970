"""Files that each hold a few months of one fiscal year, found so that they can be read as one.

Files are joined only where nothing says that they are of two fiscal years: months that follow one another within
twelve, opening entries in none but the first, closing entries in none but the last, names that do not disagree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from ancrage.dates import month_end, year_before, year_later
from ancrage.firm.fec.entries import rebuild
from ancrage.firm.fec.log import Log
from ancrage.firm.fec.reader import FecFile
from ancrage.firm.fec.year import from_name, phases


@dataclass(frozen=True, slots=True)
class _Edges:
    """What the first and last entries of a file say.

    Args:
        opens: day of its opening entries, None when it has none.
        closes: it has closing entries.
    """

    opens: date | None
    closes: bool


@dataclass(frozen=True, eq=False, slots=True)
class _Span:
    """Months that a file covers; `end` is the last day that its name, or its content, declares."""

    index: int
    siren: str | None
    end: date | None
    first: date
    last: date
    file: FecFile

    @property
    def names_its_months(self) -> bool:
        """The day in its name is the end of its own months, and says nothing of the fiscal year."""
        return self.end == month_end(self.last)


def years_in_parts(files: Mapping[int, FecFile]) -> list[list[int]]:
    """Keys of the files that make one fiscal year together, in order of time; files that stand alone are left out."""
    chains: list[list[_Span]] = []
    edges: dict[int, _Edges] = {}

    def of(span: _Span) -> _Edges:
        if span.index not in edges:
            edges[span.index] = _edges(span.file)
        return edges[span.index]

    for span in _spans(files):
        for chain in chains:
            # Edges are dear to know: only for files whose dates and names agree.
            if _dates_follow(chain, span) and _names_agree([*chain, span]):
                opened, before, now = of(chain[0]).opens, of(chain[-1]), of(span)
                if (
                    not before.closes
                    and now.opens is None
                    and span.last <= _limit(chain[0], opened)
                ):
                    chain.append(span)
                    break
        else:
            chains.append([span])
    return [
        [span.index for span in chain]
        for chain in chains
        if len(chain) > 1 and _is_one_year(chain, opened=of(chain[0]).opens is not None)
    ]


def _spans(files: Mapping[int, FecFile]) -> list[_Span]:
    sirens = {siren for file in files.values() if (siren := from_name(file.name).siren)}
    only = (
        sirens.pop() if len(sirens) == 1 else None
    )  # the firm of the files that do not name theirs
    spans = []
    for index, file in files.items():
        name = from_name(file.name)
        first, last = file.lines["date"].min(), file.lines["date"].max()
        if isinstance(first, date) and isinstance(last, date):
            end = file.declared_end or name.end
            spans.append(_Span(index, name.siren or only, end, first, last, file))
    return sorted(spans, key=lambda span: (span.first, span.last, span.index))


def _dates_follow(chain: Sequence[_Span], span: _Span) -> bool:
    """Whether a file of the same firm begins after the last one, in the same month or the next, within twelve months."""
    last = chain[-1].last
    gap = _months(span.first) - _months(last)
    return (
        chain[-1].siren == span.siren
        and span.first > last
        and gap <= 1
        and _months(span.last) - _months(chain[0].first) < 12
    )


def _names_agree(chain: Sequence[_Span]) -> bool:
    """Whether the days in the names are one day, that of the fiscal year, or are each the end of the file's months."""
    ends = {span.end for span in chain if span.end is not None}
    return len(ends) <= 1 or all(span.names_its_months for span in chain if span.end is not None)


def _limit(first: _Span, opened: date | None) -> date:
    """Last day that the fiscal year of a first file may have: from its opening, its name, else its calendar year."""
    if opened is not None:
        return year_later(opened)
    if first.end is not None and first.end > month_end(first.last):
        return first.end if first.first >= year_before(first.end) else first.last
    return date(first.last.year, 12, 31)


def _is_one_year(chain: Sequence[_Span], *, opened: bool) -> bool:
    """Whether the files are surely of one year: it is opened, or named by all, or cut in months or quarters.

    Two files without opening entries nor a year in their names may be the end of one year and the start of the next.
    """
    ends = {span.end for span in chain}
    end = ends.pop() if len(ends) == 1 else None
    named = end is not None and end >= chain[-1].last
    return opened or named or len(chain) > 2


def _edges(file: FecFile) -> _Edges:
    alone = file.lines.with_columns(pl.lit(0, dtype=pl.UInt16).alias("source"))
    lines = phases(rebuild(alone, [Log(file.name)]).lines).filter(~pl.col("aside"))
    opening = lines.filter(pl.col("phase") == "opening")
    # Within a year, an entry that looks like an opening may share out a result: a true one has classes 1 to 5.
    classes = opening["account"].cast(pl.String).str.head(1).n_unique()
    day = opening["date"].min()
    return _Edges(
        opens=day if isinstance(day, date) and classes >= 3 else None,
        closes=bool((lines["phase"] == "closing").any()),
    )


def _months(day: date) -> int:
    return day.year * 12 + day.month
