"""A grid and its mapping to tables of the common model, each row with its sheet and line; what cannot be read is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

import polars as pl

from ancrage.firm.countries import country_codes
from ancrage.firm.extract import Confidence, Extract
from ancrage.firm.mapping.continued import continued
from ancrage.firm.mapping.control import control_of
from ancrage.firm.mapping.months import MONTHS, month_ends
from ancrage.firm.mapping.names import plain, words
from ancrage.firm.mapping.ordering_words import ASKED
from ancrage.firm.mapping.rules import DECLARED, PLACE, Mapping, columns_of
from ancrage.firm.mapping.taxes import TAXED, apart_taxes, rated_taxes, taxed
from ancrage.firm.sheets.columns import cents, coded, dates, numbers, texts
from ancrage.firm.sheets.grid import Grid
from ancrage.firm.sheets.oddities import Oddities
from ancrage.firm.tables.declaration import Column, TableDeclaration
from ancrage.text import Text, t

CustomerKey = Callable[[str], str]
Status = Literal["ok", "warning", "partial", "refused"]
_EXAMPLES = 5
_YES = frozenset(
    [
        "oui",
        "yes",
        "true",
        "vrai",
        "1",
        "x",
        "paye",
        "payee",
        "paid",
        "regle",
        "reglee",
        "ja",
        "si",
        "annule",
        "annulee",
        "cancelled",
        "canceled",
        "ok",
    ]
)
_NO = frozenset(
    [
        "non",
        "no",
        "false",
        "faux",
        "0",
        "impaye",
        "impayee",
        "unpaid",
        "nein",
        "en",
        "attente",
        "pending",
    ]
)
# Without a word, these are empty or unknown; the row stands all the same.
_NEVER_NULL = frozenset({"currency", "channel", "cancelled"})
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")
_MOST_UNITS, _MOST_CENTS = 1e9, 10**13  # of anything that a firm counts, and of an amount
_CURRENCIES = {"€": "EUR", "$": "", "£": "GBP", "EURO": "EUR", "EUROS": "EUR"}


@dataclass(frozen=True, eq=False)
class _Reader:
    """What reading one table needs: the grid, the mapping, and where oddities are noted."""

    grid: Grid
    mapping: Mapping
    log: Oddities
    customer_key: CustomerKey


def apply(
    grid: Grid,
    mapping: Mapping,
    *,
    name: str,
    customer_key: CustomerKey,
    confidence: Confidence = "high",
    reason: Text | None = None,
) -> Extract:
    """The tables that the grid gives under a mapping. Never raises for what cells hold.

    Args:
        grid: cells under their header.
        mapping: which column is what; headers are found by their name, figures aside.
        name: of the file, as its payload says.
        customer_key: makes of a customer's name or address a key that says nothing of the person.
        confidence: as the mapping was proposed; "high" when a person confirmed it.
        reason: the same.
    """
    log = Oddities(name)
    said = reason or t("La correspondance des colonnes a été confirmée.")
    tables, missing = columns_of(mapping, grid)
    if missing:
        log.add("missing_column", grid.header_line, len(missing), column=missing[0])
        return Extract(
            name,
            "spreadsheet",
            confidence,
            said,
            "refused",
            grid.cells.height,
            problems=tuple(log.problems),
        )
    grid, following = continued(grid, tables)
    if following:
        log.add("continued_lines", grid.header_line, following, lines=following)
    reader = _Reader(grid, mapping, log, customer_key)
    frames = {table: _table(reader, DECLARED[table], columns) for table, columns in tables.items()}
    days = [
        frame[column]
        for table, frame in frames.items()
        for column, kind in DECLARED[table].schema.items()
        if kind == pl.Date
    ]
    seen = (
        pl.concat([d.rename("d") for d in days]).drop_nulls()
        if days
        else pl.Series("d", [], dtype=pl.Date)
    )
    return Extract(
        name,
        "spreadsheet",
        confidence,
        said,
        _status(log, frames, grid),
        grid.cells.height,
        {table: frame for table, frame in frames.items() if frame.height},
        tuple(log.problems),
        control_of(frames),
        *_period(seen),
    )


def _period(days: pl.Series) -> tuple[date | None, date | None]:
    return (cast("date", days.min()), cast("date", days.max())) if len(days) else (None, None)


def _status(log: Oddities, frames: Dict[str, pl.DataFrame], grid: Grid) -> Status:
    if grid.cells.height and not any(frame.height for frame in frames.values()):
        return "refused"
    severities = {problem.severity for problem in log.problems}
    return "partial" if "error" in severities else "warning" if "warning" in severities else "ok"


def _table(reader: _Reader, declaration: TableDeclaration, columns: Dict[str, str]) -> pl.DataFrame:
    grid = reader.grid
    series = {
        column.name: _series(reader, declaration.name, column, columns.get(column.name))
        for column in declaration.columns
        if column.name not in PLACE
    }
    if "product" in series and "product" not in columns and "name" in columns:
        series["product"], series["name"] = coded(series["name"])
    series |= _currency(reader, declaration, columns, series)
    series |= _taxed(reader, declaration, columns)
    if "tax" in series and "tax" not in columns:
        found = apart_taxes(grid)
        if found is None and "taxed" in series and series["taxed"].fill_null(value=False).all():
            found = rated_taxes(grid, columns.get("amount", ""))
        series["tax"] = series["tax"] if found is None else found
    frame = pl.DataFrame([values.rename(name) for name, values in series.items()]).with_columns(
        pl.lit(grid.sheet).alias("sheet"), grid.lines.cast(pl.UInt32).alias("line")
    )
    return _sound(reader, declaration, columns, frame).select(
        [name for name in declaration.schema if name != "source"]
    )


def _sound(
    reader: _Reader, declaration: TableDeclaration, columns: Dict[str, str], frame: pl.DataFrame
) -> pl.DataFrame:
    """Rows that have what the table needs; the first empty cell of each other row is told."""
    orders = reader.mapping.tables.get("purchase_orders", {})
    if declaration.name == "receipts" and orders:
        # A line of an order of which nothing came yet: without a day, the units ordered are no receipt.
        came = pl.col("received").is_not_null()
        if columns.get("quantity") != orders.get("quantity") or "received" not in columns:
            came |= pl.col("quantity").is_not_null()
        frame = frame.filter(came)
    for column in declaration.columns:
        # What the file does not have at all is unknown, and no row can be blamed for it.
        if not column.required or column.name not in columns or column.name in _NEVER_NULL:
            continue
        lacks = frame[column.name].is_null()
        if lacks.any():
            first = int(frame["line"].filter(lacks)[0])
            header = columns.get(column.name, "")
            label: Text | str = header or column.label
            reader.log.add("missing_cell", first, int(lacks.sum()), column=label)
            frame = frame.filter(~lacks)
    return frame


def _series(reader: _Reader, table: str, column: Column, header: str | None) -> pl.Series:
    height = reader.grid.cells.height
    if header is None:
        return _constant(reader, column, height)
    cells = reader.grid.cells[header]
    if column.kind in {pl.Float64, pl.Int64}:
        return _figures(reader, column, header)
    if column.kind == pl.Date:
        return _days(reader, table, header)
    if column.kind == pl.Boolean:
        return _truths(reader, header)
    if isinstance(column.kind, pl.Enum):
        return _kinds(reader, column.kind, header)
    return _words(reader, column.name, header, texts(cells))


def _words(reader: _Reader, column: str, header: str, words: pl.Series) -> pl.Series:
    """Texts as their column wants them."""
    if column == "customer":
        words = _mapped(words, reader.customer_key)
    elif column == "country":
        codes = country_codes(words)
        _say(reader, "unknown_country", header, words.is_not_null() & codes.is_null())
        words = codes
    elif column == "siren":  # the first nine digits of a SIRET
        figures = words.str.replace_all(r"\D", "").to_frame("s")
        whole = pl.col("s").str.len_bytes().is_in([9, 14])
        words = figures.select(pl.when(whole).then(pl.col("s").str.slice(0, 9))).to_series()
    elif column in {"iban", "vat", "barcode"}:
        words = words.str.replace_all(r"\s", "").str.to_uppercase()
    elif column == "status":
        words = _statuses(words, header)
    elif column == "channel":
        words = words.str.to_lowercase().fill_null("")
    elif column == "currency":
        words = words.str.to_uppercase().replace(_CURRENCIES).fill_null("")
    return words


def _statuses(words: pl.Series, header: str) -> pl.Series:
    """A column that asks something ("Annulée", "Soldée le") answers with its own name where it says yes, or gives a day."""
    if plain(header) not in ASKED:
        return words
    known = {
        word: None if plain(word) in _NO else header if plain(word) in _YES or _DAY.match(word) else word
        for word in words.unique(maintain_order=True).drop_nulls().to_list()
    }  # fmt: skip
    return words.replace_strict(known, default=None, return_dtype=pl.String)


def _constant(reader: _Reader, column: Column, height: int) -> pl.Series:
    value: str | None = reader.mapping.constants.get(column.name)
    if value is None and column.name in {"currency", "channel"}:
        value = ""
    if column.kind in (pl.String, pl.Date):
        one = pl.Series([value], dtype=pl.String)
        one = dates(one, "dmy").values if column.kind == pl.Date else one
    else:
        one = pl.Series([None], dtype=column.kind)
    return one.new_from_index(0, height) if height else one.clear()


def _figures(reader: _Reader, column: Column, header: str) -> pl.Series:
    cells = reader.grid.cells[header]
    decimal = "." if reader.grid.typed.get(header) == "number" else reader.mapping.decimal
    read = (cents if column.kind == pl.Int64 else numbers)(cells, decimal)
    _say(reader, "bad_number", header, _at(read.bad, len(cells)))
    _say(reader, "ambiguous_number", header, _at(read.ambiguous, len(cells)))
    values = _believable(reader, column, header, read.values)
    if column.unit == "ratio" and (read.percent or bool((values.abs() > 1).any())):
        values = values / 100
    return values


def _believable(reader: _Reader, column: Column, header: str, values: pl.Series) -> pl.Series:
    """Values without those that no small firm has: one slip ("1e18" in stock) would drown all that is counted from it."""
    if column.unit is None:
        return values
    most = _MOST_CENTS if column.kind == pl.Int64 else _MOST_UNITS
    absurd = (values.abs() > most).fill_null(value=False)
    _say(reader, "absurd_number", header, absurd)
    return values.to_frame("v").select(pl.when(~absurd).then(pl.col("v"))).to_series()


def _days(reader: _Reader, table: str, header: str) -> pl.Series:
    cells = reader.grid.cells[header]
    if table == "order_lines":
        months = month_ends(cells, named=bool(words(header) & MONTHS))
        if months is not None:
            return months
    read = dates(cells, reader.mapping.order)
    _say(reader, "bad_date", header, _at(read.bad, len(cells)))
    _say(reader, "ambiguous_date", header, _at(read.ambiguous, len(cells)))
    return read.values


def _truths(reader: _Reader, header: str) -> pl.Series:
    cells = texts(reader.grid.cells[header])
    known = {
        word: plain(word) in _YES
        for word in cells.unique(maintain_order=True).drop_nulls().to_list()
        if plain(word) in _YES | _NO
    }
    read = cells.replace_strict(known, default=None, return_dtype=pl.Boolean)
    _say(reader, "bad_word", header, cells.is_not_null() & read.is_null())
    return read


def _kinds(reader: _Reader, kind: pl.Enum, header: str) -> pl.Series:
    cells = texts(reader.grid.cells[header]).str.to_lowercase()
    known = {word: word for word in kind.categories.to_list()}
    read = cells.replace_strict(known, default=None, return_dtype=kind)
    _say(reader, "bad_word", header, cells.is_not_null() & read.is_null())
    return read


def _mapped(cells: pl.Series, change: CustomerKey) -> pl.Series:
    once = {cell: change(cell) for cell in cells.unique(maintain_order=True).drop_nulls().to_list()}
    return cells.replace_strict(once, default=None, return_dtype=pl.String)


def _currency(
    reader: _Reader,
    declaration: TableDeclaration,
    columns: Dict[str, str],
    series: Dict[str, pl.Series],
) -> dict[str, pl.Series]:
    """The currency that amounts say of themselves, row by row, where no column and no constant says it."""
    if "currency" not in series or "currency" in columns or "currency" in reader.mapping.constants:
        return {}
    said = [
        cents(reader.grid.cells[header]).currency
        for name, header in columns.items()
        if header not in reader.grid.typed  # a number of a workbook has no sign in its cell
        and (declaration.schema[name] == pl.Int64 or name in {"price", "unit_cost", "unit_price"})
    ]
    if not said:
        return {}
    frame = pl.DataFrame([values.alias(str(rank)) for rank, values in enumerate(said)])
    return {
        "currency": frame.select(pl.coalesce(pl.all()).replace("$", "").fill_null("")).to_series()
    }


def _taxed(
    reader: _Reader, declaration: TableDeclaration, columns: Dict[str, str]
) -> dict[str, pl.Series]:
    """Whether amounts or prices hold the tax, where no column says it row by row."""
    if "taxed" not in declaration.schema or "taxed" in columns:
        return {}
    header = columns.get("amount") or columns.get("unit_price") or columns.get("price", "")
    said = reader.mapping.constants.get("taxed")
    told = taxed(reader.grid, header) if said is None else said == TAXED
    if told is None and declaration.name == "order_lines" and header and "tax" not in columns:
        reader.log.add("tax_unsaid", reader.grid.header_line, column=header)
    return {"taxed": pl.Series([told] * reader.grid.cells.height, dtype=pl.Boolean)}


def _at(ranks: pl.Series, height: int) -> pl.Series:
    mask = (
        pl.Series([False], dtype=pl.Boolean).new_from_index(0, height)
        if height
        else pl.Series([], dtype=pl.Boolean)
    )
    return mask.scatter(ranks, True) if len(ranks) else mask


def _say(reader: _Reader, code: str, header: str, where: pl.Series) -> None:
    """Note the first cells of a kind of trouble one by one, and the others together."""
    count = int(where.sum())
    if not count:
        return
    lines = reader.grid.lines.filter(where).head(_EXAMPLES).to_list()
    cells = reader.grid.cells[header].filter(where).head(_EXAMPLES).to_list()
    for rank, (line, cell) in enumerate(zip(lines, cells, strict=True)):
        rest = count - rank if rank == _EXAMPLES - 1 else 1
        reader.log.add(code, line, rest, value=str(cell)[:80], column=header)
