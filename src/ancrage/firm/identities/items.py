"""Items bought or sold: one by its reference or barcode, else by the very same name, sizes and numbers included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import polars as pl

from ancrage.firm.identities import identifiers
from ancrage.firm.identities.clusters import Policy
from ancrage.firm.identities.compare import Link
from ancrage.firm.identities.model import Decisions, Resolution, Row
from ancrage.firm.identities.names import Name, words
from ancrage.firm.identities.resolving import NO_DECISIONS, settle

# One letter makes another item (BLANCHE, BRANCHE), so nothing but the same words is merged without asking.
_POLICY = Policy(tiers=(Link.SAME,), clashing=frozenset({"sku", "gtin"}))
_MEASURE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(KG|G|GR|MG|L|CL|ML|MM|CM|M)\b", re.IGNORECASE)
_IN_SMALLEST = {
    "KG": (1_000_000, "MG"), "G": (1000, "MG"), "GR": (1000, "MG"), "MG": (1, "MG"),
    "L": (1000, "ML"), "CL": (10, "ML"), "ML": (1, "ML"),
    "M": (1000, "MM"), "CM": (10, "MM"), "MM": (1, "MM"),
}  # fmt: skip


def resolve_items(rows: Sequence[Row], decisions: Decisions = NO_DECISIONS) -> Resolution:
    """Items among rows: `extra` may hold "sku", "gtin" and "supplier_product"; shops and files may be several."""
    return settle(rows, decisions, _POLICY, take_apart_item)


def take_apart_item(raw: str) -> Name:
    """The name of an item: its words, measures in one unit (1 kg and 1000 g are equal, 500 g is not)."""
    text = _MEASURE.sub(lambda found: f" {_measure(found[1], found[2])} ", raw)
    # A letter alone is a size or a model, never a particle that may be left out.
    found = tuple(f"{word}#" if len(word) == 1 else word for word in words(text))
    return Name(raw, found or tuple(raw.casefold().split()), spoken=found)


def _measure(number: str, unit: str) -> str:
    times, smallest = _IN_SMALLEST[unit.upper()]
    return f"{round(float(number.replace(',', '.')) * times)}{smallest}"


def item_rows(tables: Iterable[pl.DataFrame]) -> tuple[Row, ...]:
    """One row for each item of tables PRODUCTS (or of any table with `product` and `name`); ids are (table, line)."""
    rows = []
    for number, table in enumerate(tables):
        wanted = ("product", "name", "barcode", "supplier", "supplier_product")
        kept = table.select([name for name in wanted if name in table.columns]).unique(
            maintain_order=True
        )
        for line, record in enumerate(kept.iter_rows(named=True)):
            cells = {name: str(value).strip() for name, value in record.items() if value}
            rows.append(Row((number, line), cells.get("name", ""), extra=_numbers(cells)))
    return tuple(rows)


def _numbers(cells: dict[str, str]) -> tuple[tuple[str, str], ...]:
    found = [
        ("sku", cells.get("product", "")),
        ("gtin", identifiers.gtin(cells.get("barcode", ""))),
    ]
    if "supplier" in cells and "supplier_product" in cells:
        found.append(("supplier_product", f"{cells['supplier']}\t{cells['supplier_product']}"))
    return tuple((kind, value) for kind, value in found if value)
