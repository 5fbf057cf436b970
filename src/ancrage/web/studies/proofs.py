"""The lines behind an amount, read in the blocks of their files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ancrage.web.imports.models import Source
from ancrage.web.studies.models import StudyProof

ROWS = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, as it was read; amounts in cents."""

    file: str
    line: int
    day: date | None
    account: str
    account_label: str
    party: str
    label: str
    debit: int
    credit: int


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
            shown.extend(_lines(piece.file, piece.source_id, numbers))
        count -= len(numbers)
        start = 0
        if count <= 0:
            break
    return shown


def _lines(file: str, source_id: int, numbers: list[int]) -> list[Line]:
    from ancrage.firm.blocks import lines_at  # noqa: PLC0415 (Polars: only where lines are asked for)

    block = Source.objects.values_list("block", flat=True).get(pk=source_id)
    frame = lines_at(bytes(block), numbers).select(
        "line", "date", "account", "account_label", "aux_label", "label", "debit", "credit"
    )
    return [Line(file, *row) for row in frame.iter_rows()]
