"""A list of names in a text file: its rows as identity resolution takes them."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ancrage.firm.bytestream import Payload, line_blocks, scan
from ancrage.firm.identities.model import Row
from ancrage.firm.sheets.alone import alone
from ancrage.text import Text, t

_SEPARATORS = ";,\t|"
_MOST = 200_000  # rows compared in one list
# Columns by their names; the first of each is that of the documentation. A column of the truth is never among them.
_COLUMNS = {
    "row": ("row", "id", "ligne"),
    "name": ("name", "nom", "raison sociale"),
    "siren": ("siren",),
    "siret": ("siret",),
    "vat": ("vat", "tva"),
    "iban": ("iban",),
}


class BadList(Exception):
    """The file is not a list of names; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.message)
        self.text = text


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: rows numbered from 0, and what the file calls each (an int where it is one)."""

    rows: tuple[Row, ...]
    labels: tuple[int | str, ...]


def read_list(path: Path) -> Listing:
    """The list in a file of comma, semicolon or tab separated values, in any usual encoding.

    Raises:
        BadList: no such file, not text, no column of names, too long.
    """
    name = str(path)
    with alone(path, BadList) as payload:
        text = _text(payload)
    if "\0" in text[:10_000]:
        raise BadList(t("{file} n’est pas un fichier texte (CSV).", file=name))
    records = _records(text)
    header = [cell.strip().casefold() for cell in next(records, [])]
    at = {
        column: next((header.index(n) for n in names if n in header), None)
        for column, names in _COLUMNS.items()
    }
    if at["name"] is None:
        raise BadList(
            t(
                "{file} n’a pas de colonne « name ». Colonnes lues : {columns}.",
                file=name,
                columns=", ".join(header[:20])[:200],
            )
        )
    rows: list[Row] = []
    labels: list[int | str] = []
    for record in itertools.islice(records, _MOST + 1):
        cells = {c: record[i] for c, i in at.items() if i is not None and i < len(record)}
        if not any(cell.strip() for cell in record):
            continue
        label = cells.get("row", "").strip()
        labels.append(_label(label) if label else len(rows))
        rows.append(
            Row(
                len(rows),
                cells.get("name", ""),
                cells.get("siren", ""),
                cells.get("siret", ""),
                cells.get("vat", ""),
                cells.get("iban", ""),
            )
        )
    if len(rows) > _MOST:
        raise BadList(t("{file} a plus de {most} lignes : partagez-le.", file=name, most=_MOST))
    return Listing(tuple(rows), tuple(labels))


def _text(payload: Payload) -> str:
    return b"".join(line_blocks(payload, scan(payload, thorough=True))).decode("utf-8", "replace")


def _records(text: str) -> Iterator[Sequence[str]]:
    """Records of cells; a quote that is never closed does not swallow the file."""
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    lines = io.StringIO(text, newline="")
    # A cell is at most as long as the file; the module's own limit would be an error.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    if text.count('"') % 2:
        return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=separator)


def _label(text: str) -> int | str:
    digits = text.removeprefix("-")
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= 15
    return int(text) if is_number and (digits == "0" or not digits.startswith("0")) else text
