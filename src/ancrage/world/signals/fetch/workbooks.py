"""Indices that are published as workbooks: GSCPI (New York Fed), GPR (Caldara and Iacoviello)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from ancrage.text import t
from ancrage.world.signals.fetch.answers import BadAnswer, Get, Sheets

GSCPI = (
    "https://www.newyorkfed.org/medialibrary/research/interactives/gscpi/downloads/gscpi_data.xlsx"
)
GPR = "https://www.matteoiacoviello.com/gpr_files/data_gpr_export.xls"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GPR_COLUMN = re.compile(r"^GPR(?:[TA]|C_[A-Z]{3})?$")
_SERIAL_ORIGIN = date(1899, 12, 30)  # day 0 of the 1900 system, as it counts from March 1900


def gscpi(get: Get, sheets: Sheets) -> pl.DataFrame:
    """Global Supply Chain Pressure Index: date, gscpi (standard deviations from its mean), a month.

    The file is an old workbook (.xls) in spite of its name; the sheet is "GSCPI Monthly Data", the days are text
    ("31-Jan-1998"), and rows above the table are empty.

    Raises:
        NoAnswer, BadAnswer.
    """
    for name, cells in _opened(get(GSCPI), sheets):
        if "monthly" not in name.casefold():
            continue
        found = [pair for row in _all_rows(cells) if (pair := _dated(row)) is not None]
        if found:
            days, values = zip(*found, strict=True)
            return _sorted(
                pl.DataFrame(
                    {
                        "date": pl.Series(days, dtype=pl.Date),
                        "gscpi": pl.Series(values, dtype=pl.Float64),
                    }
                )
            )
    raise BadAnswer(t("Le classeur du GSCPI n’a pas la forme prévue."))


def gpr(get: Get, sheets: Sheets) -> pl.DataFrame:
    """Geopolitical risk a month: date, GPR, GPRT, GPRA, and GPRC_ISO3 a country (% of articles).

    Raises:
        NoAnswer, BadAnswer.
    """
    for _, cells in _opened(get(GPR), sheets):
        if "month" not in cells.columns or "GPR" not in cells.columns:
            continue
        kept = [c for c in cells.columns if _GPR_COLUMN.match(c)]
        days = pl.Series(
            "date", [day_of(cell) for cell in cells["month"].cast(pl.String)], dtype=pl.Date
        )
        table = cells.select(pl.col(c).cast(pl.Float64, strict=False) for c in kept).insert_column(
            0, days
        )
        table = table.filter(pl.col("date").is_not_null() & pl.col("GPR").is_not_null())
        if len(table):
            return _sorted(table)
    raise BadAnswer(t("Le classeur du GPR n’a pas la forme prévue."))


def _opened(body: bytes, sheets: Sheets) -> Sequence[tuple[str, pl.DataFrame]]:
    if body[:200].lstrip().lower().startswith((b"<!doctype", b"<html")):
        raise BadAnswer(t("Une page web est venue à la place du classeur."))
    return sheets(body)


def _all_rows(cells: pl.DataFrame) -> list[list[str]]:
    """The header too: where a sheet has none, its first row of data is taken for one."""
    rows = [[*cells.columns], *([*map(_text, row)] for row in cells.iter_rows())]
    return [[*map(_text, row)] for row in rows]


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _dated(row: Sequence[str]) -> tuple[date, float] | None:
    filled = [cell for cell in row if cell.strip()]
    if len(filled) < 2:
        return None
    day = day_of(filled[0])
    try:
        return None if day is None else (day, float(filled[1].replace(",", ".")))
    except ValueError:
        return None


def day_of(cell: str | None) -> date | None:
    """A day as workbooks give it: "31-Jan-1998", "1985-01-01 00:00:00", or a serial number."""
    text = (cell or "").strip()
    if named := re.match(r"^(\d{1,2})-([A-Za-z]{3})-(\d{4})$", text):
        month = named[2].lower()
        if month not in _MONTHS:
            return None
        text = f"{named[3]}-{_MONTHS.index(month) + 1:02}-{int(named[1]):02}"
    try:
        if re.match(r"^\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text[:10])
        if re.match(r"^\d{5}(?:\.0*)?$", text):
            return _SERIAL_ORIGIN + timedelta(days=int(float(text)))
    except ValueError:
        return None
    return None


def _sorted(table: pl.DataFrame) -> pl.DataFrame:
    return table.unique("date", keep="last", maintain_order=True).sort("date")
