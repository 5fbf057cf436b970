"""Long tables into a finished workbook: cell by cell, Python takes ten seconds where columns take one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

import polars as pl

RISKY = ("=", "+", "-", "@", "\t", "\r")
LONGEST_TEXT = 32_767  # characters that a cell holds
_AT_ONCE = 20_000  # rows held as text
_EPOCH = 25_569  # 1 January 1970 as Excel counts days
_ESCAPE = r"_(x[0-9A-Fa-f]{4}_)"  # what a spreadsheet would read as a character code


def fill(book: bytes, sheet: int, pattern_row: int, frame: pl.DataFrame) -> bytes:
    """The workbook with the rows of a frame in place of the two pattern rows of a sheet.

    Args:
        book: workbook as written by XlsxWriter.
        sheet: number of the sheet, the first being 1.
        pattern_row: row, the first being 1, whose cells carry the styles of the columns; the next one carries those
            of texts that a spreadsheet might take for a formula.
        frame: values by column: texts, whole numbers, decimals or days, in the order of the columns.
    """
    name = f"xl/worksheets/sheet{sheet}.xml"
    filled = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(book)) as old,
        zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as new,
    ):
        for item in old.infolist():
            if item.filename != name:
                new.writestr(item, old.read(item))
                continue
            with new.open(item.filename, "w") as out:
                for part in _filled(old.read(item).decode(), pattern_row, frame):
                    out.write(part.encode())
    return filled.getvalue()


def _filled(xml: str, pattern_row: int, frame: pl.DataFrame) -> Iterator[str]:
    styles, quoted = (_styles(xml, row) for row in (pattern_row, pattern_row + 1))
    yield re.sub(
        r'<dimension ref="[^"]*"/>', "", xml[: xml.index(f'<row r="{pattern_row}"')], count=1
    )
    for start in range(0, frame.height, _AT_ONCE):
        yield _rows(frame.slice(start, _AT_ONCE), pattern_row + start, styles, quoted)
    yield xml[xml.index("</sheetData>") :]


def _styles(xml: str, row: int) -> Mapping[str, str]:
    """Style of each cell of a row, by the letter of its column."""
    return dict(re.findall(rf'<c r="([A-Z]+){row}" s="(\d+)"', xml))


def _rows(
    frame: pl.DataFrame, first_row: int, styles: Mapping[str, str], quoted: Mapping[str, str]
) -> str:
    letters = [chr(ord("A") + index) for index in range(frame.width)]
    cells = [
        _cell(name, kind, letter, styles[letter], quoted.get(letter, styles[letter]))
        for (name, kind), letter in zip(frame.schema.items(), letters, strict=True)
    ]
    place = (pl.int_range(pl.len()) + first_row).cast(pl.String).alias("_row")
    return "".join(
        frame.with_columns(place)
        .select(
            pl.concat_str(pl.lit('<row r="'), "_row", pl.lit('">'), *cells, pl.lit("</row>")).alias(
                "xml"
            )
        )["xml"]
        .to_list()
    )


def _cell(name: str, kind: pl.DataType, letter: str, style: str, quoted: str) -> pl.Expr:
    value = pl.col(name)
    head: Sequence[pl.Expr] = (pl.lit(f'<c r="{letter}'), pl.col("_row"))
    if kind == pl.String:
        risky = pl.any_horizontal(value.str.starts_with(sign) for sign in RISKY)
        text = value.str.head(LONGEST_TEXT).str.replace_all(_ESCAPE, "_x005F_$1")
        for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
            text = text.str.replace_all(sign, entity, literal=True)
        style_of = pl.when(risky).then(pl.lit(quoted)).otherwise(pl.lit(style))
        body: tuple[pl.Expr, ...] = (
            pl.lit('" s="'),
            style_of,
            pl.lit('" t="inlineStr"><is><t xml:space="preserve">'),
            text,
            pl.lit("</t></is></c>"),
        )
    else:
        number = value.to_physical() + _EPOCH if kind == pl.Date else value
        body = (pl.lit(f'" s="{style}"><v>'), number.cast(pl.String), pl.lit("</v></c>"))
    # A null is an empty cell, not a text of four letters.
    return pl.when(value.is_null()).then(pl.lit("")).otherwise(pl.concat_str(*head, *body))
