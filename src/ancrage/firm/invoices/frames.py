"""Tables of many invoices at once: a frame a file would cost more than reading the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from ancrage.firm.invoices.model import Document, Invoice, Line
from ancrage.firm.tables.trade import INVOICE_LINES, INVOICES

NOTHING = Invoice()
_OF_THE_HEAD = ("seller", "seller_vat", "number", "date", "currency")


def frames(
    documents: Sequence[Document], sources: Sequence[int] | None = None
) -> dict[str, pl.DataFrame]:
    """Tables `invoices` (a row a document, read or not) and `invoice_lines` of all documents, in their order.

    Args:
        documents: what files gave, one after the other.
        sources: index in `Firm.files` of the file of each document; without it the tables have no column `source`.
    """
    return {
        "invoices": _table(_heads(documents), INVOICES.schema, sources),
        "invoice_lines": _table(
            _lines(documents),
            INVOICE_LINES.schema,
            None
            if sources is None
            else [
                source
                for source, document in zip(sources, documents, strict=True)
                for _ in (document.content.lines if document.content else ())
            ],
        ),
    }


def _heads(documents: Sequence[Document]) -> dict[str, Sequence[object]]:
    heads = [document.content.head if document.content else NOTHING for document in documents]
    columns = _columns(Invoice._fields, heads)
    columns["status"] = [document.status for document in documents]
    columns["sheet"] = [document.attachment for document in documents]
    columns["line"] = [document.line for document in documents]
    return columns


def _lines(documents: Sequence[Document]) -> dict[str, Sequence[object]]:
    contents = [(document, document.content) for document in documents if document.content]
    lines = [line for _, content in contents for line in content.lines]
    columns = _columns(Line._fields, lines)
    for name in _OF_THE_HEAD:
        at = Invoice._fields.index(name)
        columns[name] = [content.head[at] for _, content in contents for _ in content.lines]
    columns["sheet"] = [
        document.attachment for document, content in contents for _ in content.lines
    ]
    return columns


def _columns(
    names: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> dict[str, Sequence[object]]:
    columns: list[Sequence[object]] = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return dict(zip(names, columns, strict=True))


def _table(
    columns: dict[str, Sequence[object]],
    schema: Mapping[str, pl.DataType | type[pl.DataType]],
    sources: Sequence[int] | None,
) -> pl.DataFrame:
    if sources is not None:
        columns["source"] = sources
    return pl.DataFrame(
        {
            name: pl.Series(name, list(columns[name]), dtype=kind, strict=True)
            for name, kind in schema.items()
            if name in columns
        }
    )


class LazyTables(Mapping[str, pl.DataFrame]):
    """The tables of one file, built when first asked for; `documents` is what they are built from."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)
        self._built: dict[str, pl.DataFrame] | None = None

    def __getitem__(self, name: str) -> pl.DataFrame:
        if self._built is None:
            self._built = frames(self.documents)
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        yield "invoices"
        yield "invoice_lines"

    def __len__(self) -> int:
        return 2
