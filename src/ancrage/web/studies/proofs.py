"""The lines behind an amount, read in the blocks of their files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ancrage.text import Text
from ancrage.web.imports.models import Source
from ancrage.web.studies.models import StudyProof

ROWS = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, as it was read; amounts in cents."""

    file: str
    line: int
    day: date | None
    account: str | Text
    account_label: str
    party: str
    label: str
    debit: int
    credit: int
    table: str = "ledger"


def pieces(key: str) -> list[StudyProof]:
    """The files that prove an amount in the firm in scope, without their lines."""
    return list(StudyProof.objects.filter(key=key).order_by("position").defer("lines"))


def rows(found: Sequence[StudyProof], start: int, count: int = ROWS) -> list[Line]:
    """Lines `start` to `start + count` of all the pieces together; those of a withdrawn file are not there."""
    shown: list[Line] = []
    for piece in found:
        if start >= piece.count:
            start -= piece.count
            continue
        packed = zlib.decompress(piece.lines)[4 * start : 4 * (start + count)]
        numbers = [number for (number,) in struct.iter_unpack("<I", packed)]
        if piece.source_id is not None:
            read = _lines if piece.table == "ledger" else _rows
            shown.extend(read(piece, numbers))
        count -= len(numbers)
        start = 0
        if count <= 0:
            break
    return shown


def _block(piece: StudyProof) -> bytes:
    return bytes(Source.objects.values_list("block", flat=True).get(pk=piece.source_id))


def _lines(piece: StudyProof, numbers: list[int]) -> list[Line]:
    from ancrage.firm.blocks import lines_at  # noqa: PLC0415 (Polars: only where lines are asked for)

    frame = lines_at(_block(piece), numbers).select(
        "line", "date", "account", "account_label", "aux_label", "label", "debit", "credit"
    )
    return [Line(piece.file, *row) for row in frame.iter_rows()]


def _rows(piece: StudyProof, numbers: list[int]) -> list[Line]:
    """Rows of another table, shown as the lines of books are; the table stands for the account."""
    from ancrage.firm.blocks import table_of  # noqa: PLC0415
    from ancrage.firm.shown import as_entries  # noqa: PLC0415
    from ancrage.firm.tables.trade import DECLARED  # noqa: PLC0415

    frame = table_of(_block(piece), piece.table)
    if frame is None:
        return []
    chosen = frame.filter(frame["line"].is_in(numbers))
    if "sheet" in frame.columns:
        chosen = chosen.filter(chosen["sheet"].fill_null("") == piece.sheet)
    file = f"{piece.file} › {piece.sheet}" if piece.sheet else piece.file
    label = DECLARED[piece.table].label
    return [
        Line(file, line, day, label, "", party, said, debit, credit, piece.table)
        for line, day, party, said, debit, credit in as_entries(
            piece.table, chosen.sort("line")
        ).iter_rows()
    ]
