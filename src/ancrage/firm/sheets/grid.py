"""A sheet of cells under one header row, whatever file it came from; the type of a column is decided as a whole.

A cell never decides for itself: "1.000" is a thousand or one according to what the rest of its column shows. Where nothing
decides, the answer is None and the owner is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # `opening` needs none of it
    import polars as pl

Decimal = Literal[",", "."]
DayOrder = Literal["dmy", "mdy", "ymd"]


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells of one sheet, or of a text file.

    Args:
        sheet: its name, empty for a text file.
        header_line: line of the header, the first of the file or sheet being 1.
        cells: one column a header cell, named as written (spaces trimmed; the second of one name gets " (2)"; an empty
            one "?" and its rank), all text, null where empty. Numbers and dates that a workbook holds as such are in
            plain form ("1234.5", "2025-01-03", "2025-01-03 10:00:00").
        lines: line of each row of `cells`, UInt32.
        typed: columns in which every filled cell was a number or a date by itself in the workbook; text files have none.
        titles: rows above the header, as written.
        totals: lines of TOTAL rows below, which are not in `cells`.
    """

    sheet: str
    header_line: int
    cells: pl.DataFrame
    lines: pl.Series
    typed: Mapping[str, Literal["number", "date"]] = field(default_factory=dict)
    titles: Sequence[Sequence[str]] = ()
    totals: Sequence[int] = ()

    @property
    def columns(self) -> list[str]:
        """Header cells, in order."""
        return self.cells.columns
