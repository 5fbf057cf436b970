"""The cells of a recognised export by field, each column typed as a whole.

The decimal mark and the order of day and month are those that the column shows, then those of the other columns of the
file, and only then those that the software is known to write. What does not fit is null, and noted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import polars as pl

from ancrage.firm.countries import country_codes
from ancrage.firm.exports.oddities import Log
from ancrage.firm.sheets import DayOrder, Decimal, Grid
from ancrage.firm.sheets.columns import Numbers, cents, dates, numbers, texts

_SLIP = 1e-4  # of a cent
_LARGEST = 1e11  # cents below which a float cannot slip by as much


class Cells:
    """Columns of a grid by field name.

    Args:
        grid: the sheet.
        fields: the column of each field that the sheet has.
        log: where what cannot be read is noted.
        decimal: mark of decimals that the software writes, used where no number of the file shows it.
        order: order of dates that the software writes, used where no date of the column shows it.
        amounts: fields whose numbers tell the decimal mark for the whole file.
        day_fields: fields whose dates tell the order of day and month for the whole file.
    """

    def __init__(
        self,
        grid: Grid,
        fields: Mapping[str, str],
        log: Log,
        *,
        decimal: Decimal | None = None,
        order: DayOrder | None = None,
        amounts: Collection[str] = (),
        day_fields: Collection[str] = (),
    ) -> None:
        self.grid = grid
        self.log = log
        self._fields = fields
        self._order = order
        self._own = decimal
        self._amounts = amounts
        self._day_fields = day_fields
        self._file: Decimal | None = None
        self._looked = False

    def only(self, rows: pl.Series) -> Cells:
        """The same columns for some rows, by their ranks."""
        kept = self.grid.cells.select(*dict.fromkeys(self._fields.values()))
        grid = replace(self.grid, cells=kept[rows], lines=self.grid.lines[rows])
        return Cells(
            grid,
            self._fields,
            self.log,
            decimal=self._own,
            order=self._order,
            amounts=self._amounts,
            day_fields=self._day_fields,
        )

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.grid.cells.height

    @property
    def lines(self) -> pl.Series:
        """Line of each row."""
        return self.grid.lines.cast(pl.UInt32).alias("line")

    def has(self, field: str) -> bool:
        """Whether the sheet has the column."""
        return field in self._fields

    def raw(self, field: str) -> pl.Series:
        """Text by row as it stands; null where empty or where the column is missing."""
        if field not in self._fields:
            return pl.Series(field, [None], dtype=pl.String).new_from_index(0, self.height)
        # One piece: a column in thousands of pieces, as readers by batches leave, takes ten times as long.
        return self.grid.cells[self._fields[field]].rechunk().alias(field)

    def text(self, field: str) -> pl.Series:
        """Text by row, without the apostrophe by which spreadsheets mark digits that are no number."""
        return texts(self.raw(field))

    def folded(self, field: str) -> pl.Series:
        """Text by row in lower case, for the words of a fixed list."""
        return self.text(field).str.to_lowercase()

    def country(self, field: str) -> pl.Series:
        """ISO 3166 codes by row."""
        return country_codes(self.text(field))

    def number(self, field: str) -> pl.Series:
        """Float64 by row; what is not a number of the column's form is null and noted. A percentage is a ratio."""
        cells = self.raw(field)
        quick = self._plain(cells)
        if quick is not None:
            return quick
        read = numbers(cells, self._mark())
        self._note_numbers(field, read)
        return read.values / 100 if read.percent else read.values

    def cents(self, field: str) -> pl.Series:
        """Whole cents by row."""
        quick = self._plain(self.raw(field))
        if quick is not None:
            # A float holds every whole cent of such amounts: rounding only takes off what is not a figure of the cell.
            scaled = quick * 100
            whole = scaled.round()
            off = (scaled - whole).abs().fill_null(0)
            if bool(((off < _SLIP) & (scaled.abs().fill_null(0) < _LARGEST)).all()):
                return whole.cast(pl.Int64)
        read = cents(self.raw(field), self._mark())
        self._note_numbers(field, read)
        return read.values.cast(pl.Int64)

    def day(self, field: str) -> pl.Series:
        """Dates by row, the day being as written."""
        cells = self.raw(field)
        iso = cells.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
        if iso.null_count() == cells.null_count():
            return iso
        read = dates(cells, self._order)
        if read.samples:
            read = dates(cells, self._order_of_file())
        self._note("export_unread_date", field, read.bad)
        self._note("export_ambiguous_date", field, read.ambiguous)
        return read.values

    def currency(self, field: str, *amounts: str) -> pl.Series:
        """ISO 4217 codes by row, from a column or from the signs beside the amounts; empty where unsaid."""
        if self.has(field):
            return self.text(field).str.to_uppercase().fill_null("")
        for amount in amounts:
            if self.has(amount) and self._plain(self.raw(amount)) is None:
                said = numbers(self.raw(amount), self._mark()).currency
                # A dollar of no country may be American, Canadian or Australian.
                return said.replace("$", None).fill_null("").alias(field)
        return pl.Series(field, [""]).new_from_index(0, self.height)

    def _plain(self, cells: pl.Series) -> pl.Series | None:
        """The numbers of a column that is as software with a decimal point writes it: most files, read at once."""
        if self._own != ".":
            return None
        quick = cells.cast(pl.Float64, strict=False)
        sound = quick.null_count() == cells.null_count() and bool(quick.is_finite().all())
        return quick if sound else None

    def _order_of_file(self) -> DayOrder | None:
        """The order for a column of dates that shows none: that of the other dates of the file."""
        shown = {dates(self.raw(field)).order for field in self._day_fields if self.has(field)}
        known = shown - {None}
        return known.pop() if len(known) == 1 else None

    def _mark(self) -> Decimal | None:
        """The mark for a column that shows none: that of the amounts of the file, or that of the software."""
        if not self._looked:
            shown = {
                numbers(self.raw(field)).decimal
                for field in self._amounts
                if self.has(field) and (self._own is None or self._plain(self.raw(field)) is None)
            }
            known = shown - {None}
            self._file = known.pop() if len(known) == 1 else None
            self._looked = True
        return self._file or self._own

    def _note_numbers(self, field: str, read: Numbers) -> None:
        self._note("export_unread_number", field, read.bad)
        self._note("export_ambiguous_number", field, read.ambiguous)

    def _note(self, code: str, field: str, rows: pl.Series) -> None:
        if len(rows):
            lines = self.lines.gather(rows)
            self.log.add(code, int(lines[0]), len(lines), column=self._fields[field])
