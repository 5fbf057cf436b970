"""What the files of trade give together: each row once, whatever the overlap of the exports.

A row is itself by its natural key (`exports.keys`). What happened once (receipts, payouts) is kept as it was first given. What
changes (an order that is paid, refunded, completed; stock; lists) is as the latest file says it: the one whose days end
last, or else the last that was given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from ancrage.firm.exports.keys import KEYS, keyed
from ancrage.firm.extract import Extract
from ancrage.firm.invoices import documents, frames
from ancrage.firm.model import SourceFile
from ancrage.firm.tables.trade import DECLARED
from ancrage.problems import Problem
from ancrage.text import t

STATES = frozenset(["products", "stock", "suppliers", "customers", "searches", "indices"])
# Tables of orders: an order is whole in each export that has it, so that its latest export has the last word on all its rows.
ORDERS: Mapping[str, tuple[str, ...]] = {
    "orders": ("channel", "order"),
    "order_lines": ("channel", "order"),
    "purchase_orders": ("supplier", "order"),
}
INVOICE_KEY = ("status", "seller_siret", "seller_vat", "seller", "type", "number", "date", "gross")


@dataclass(frozen=True, eq=False)
class Trade:
    """Tables of trade by name, `source` included, and what was left out as already there."""

    tables: Mapping[str, pl.DataFrame]
    problems: tuple[Problem, ...] = ()


def source_of(extract: Extract) -> SourceFile:
    """A file that is no FEC, as one of the firm's files."""
    return SourceFile(
        path=extract.name,
        kind=extract.kind,
        rows=extract.rows,
        status=extract.status,
        period_start=extract.period_start,
        period_end=extract.period_end,
        confidence=extract.confidence,
        reason=extract.reason,
        control=extract.control,
        label=extract.label,
    )


def put_together(extracts: Sequence[Extract], first_source: int) -> Trade:
    """The tables of all files.

    Args:
        extracts: what each file gave, in order; those of low confidence give nothing until a person has said what they are.
        first_source: index in `Firm.files` of the first.
    """
    parts: dict[str, list[pl.DataFrame]] = {}
    gathered: list[tuple[int, Extract]] = []
    for place, extract in enumerate(extracts, first_source):
        if documents(extract):
            gathered.append((place, extract))
            continue
        if extract.confidence == "low" or (
            extract.status == "refused" and extract.kind != "invoice"
        ):
            continue
        for name, frame in extract.tables.items():
            place_of = pl.lit(place, dtype=pl.UInt16).alias("source")
            parts.setdefault(name, []).append(frame.with_columns(place_of))
    tables, problems = {}, []
    invoices = _invoices(gathered, parts)
    for name, frames_of in parts.items():
        if name in invoices:
            continue
        # One file does not repeat itself: what makes its rows themselves need not be worked out.
        alone = len(frames_of) == 1
        if not alone:
            frames_of.sort(
                key=lambda frame: _age(extracts[int(frame["source"][0]) - first_source], frame)
            )
        whole = frames_of[0] if alone else pl.concat([_keyed(name, frame) for frame in frames_of])
        once = whole if alone else _once(name, whole)
        tables[name] = once.select(*DECLARED[name].schema)
        problems += _repeated(name, whole, once, extracts, first_source)
    return Trade({**tables, **invoices}, tuple(problems))


def _keyed(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    return keyed(name, frame) if name in KEYS else frame


def _age(extract: Extract, frame: pl.DataFrame) -> tuple[date, int]:
    """Files from the oldest to the latest."""
    return extract.period_end or date.min, int(frame["source"][0])


def _once(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Each row once, of rows by file from the oldest to the latest."""
    if name in ORDERS:
        rows = _as_last_told(rows, ORDERS[name])
    keep: Literal["first", "last"] = "last" if name in STATES else "first"
    columns = [c for c in KEYS.get(name, ()) if c in rows.columns]
    found = rows.unique(columns, keep=keep, maintain_order=True) if columns else rows
    return found.sort("source", maintain_order=True)


def _as_last_told(rows: pl.DataFrame, order: tuple[str, ...]) -> pl.DataFrame:
    """Rows without those of orders that a later file tells again; rows of no order stay."""
    ages = rows.select(pl.col("source").unique(maintain_order=True)).with_row_index("age")
    aged = rows.join(ages, on="source", how="left", maintain_order="left")
    last = pl.col("age") == pl.col("age").max().over(order)
    return aged.filter(pl.col("order").is_null() | last).drop("age")


def _repeated(
    name: str, whole: pl.DataFrame, once: pl.DataFrame, extracts: Sequence[Extract], first: int
) -> list[Problem]:
    """For each file, how many of its rows other files give as well."""
    if whole.height == once.height:
        return []
    count = pl.len().alias("count")
    left = (
        whole.group_by("source", maintain_order=True)
        .agg(count)
        .join(
            once.group_by("source", maintain_order=True).agg(count),
            on="source",
            how="left",
            suffix="_kept",
        )
        .with_columns(pl.col("count_kept").fill_null(0))
        .filter(pl.col("count") > pl.col("count_kept"))
        .sort("source")
    )
    return [
        Problem(
            "rows_already_there",
            "info",
            extracts[source - first].name,
            None,
            t("Des lignes de ce fichier ({table}) sont aussi dans un autre.", table=DECLARED[name].label),
            t("Elles sont comptées une seule fois."),
            count - kept,
        )
        for source, count, kept in left.iter_rows()
    ]  # fmt: skip


def _invoices(
    gathered: Sequence[tuple[int, Extract]], parts: Mapping[str, list[pl.DataFrame]]
) -> dict[str, pl.DataFrame]:
    """Invoices of all files in two frames; the second and later files of one invoice are marked as copies."""
    pairs = [(place, one) for place, extract in gathered for one in documents(extract)]
    fresh = frames([one for _, one in pairs], [place for place, _ in pairs]) if pairs else {}
    heads = [*parts.get("invoices", ()), *([fresh["invoices"]] if fresh else [])]
    if not heads:
        return {}
    again = ~pl.struct(INVOICE_KEY).is_first_distinct() & (pl.col("status") == "ok")
    # Files in the order given, so that the first is the first whichever way it was read.
    invoices = (
        pl.concat(heads, how="diagonal")
        .sort("source", maintain_order=True)
        .with_columns(again.alias("copy"))
    )
    copies = invoices.select("source", "sheet", "copy").unique(
        ["source", "sheet"], keep="first", maintain_order=True
    )
    bodies = [*parts.get("invoice_lines", ()), *([fresh["invoice_lines"]] if fresh else [])]
    lines = (
        pl.concat(bodies, how="diagonal")
        .sort("source", maintain_order=True)
        .join(copies, on=["source", "sheet"], how="left", nulls_equal=True, maintain_order="left")
        if bodies
        else pl.DataFrame(schema=DECLARED["invoice_lines"].schema)
    )
    return {
        "invoices": invoices.select(*DECLARED["invoices"].schema),
        "invoice_lines": lines.select(*DECLARED["invoice_lines"].schema),
    }
