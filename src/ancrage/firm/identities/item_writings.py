"""How items are written in the files of trade: lists, stock, orders, receipts, lines of invoices received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from ancrage.firm.identities.identifiers import gtin
from ancrage.firm.identities.keys import key_of
from ancrage.firm.identities.known import MOST, Known, in_keys, with_forced
from ancrage.firm.identities.model import Decisions, Row
from ancrage.firm.identities.suppliers import Writing
from ancrage.firm.invoices.received import ways

INVOICED = "invoice_lines"
# Tables that write items, the one that says best what an item is called first.
TABLES = ("products", "stock", "order_lines", "purchase_orders", "receipts", INVOICED)
_CELLS = ("product", "name", "barcode", "supplier", "supplier_product", "buyer_product", "seller")
Cells = Mapping[str, str]


def known_items(
    tables: Mapping[str, pl.DataFrame],
    supplier_of: Mapping[str, int],
    decisions: Decisions,
    siren: str | None,
) -> Known:
    """Which item is which, over all files.

    Args:
        tables: any tables of trade, by name.
        supplier_of: number of a supplier by key (`suppliers.writings`), that its references may be told from others'.
        decisions: what the owner said of pairs of keys.
        siren: that of the firm, whose own invoices are no purchases.
    """
    from ancrage.firm.identities.items import resolve_items  # noqa: PLC0415 (only where there are items)

    found = {one.key: one for one in _writings(tables, supplier_of, siren)}
    rows = [row for one in found.values() for row in one.rows]
    forced = with_forced(found, decisions)
    return in_keys(found, resolve_items(rows, forced, by_name=len(found) <= MOST))


def key_of_cells(table: str, cells: Cells) -> str:
    """Key of a row: by the firm's reference, else by barcode, else by name; of a line of an invoice, by the seller's reference."""
    product, code = cells.get("product", ""), _real_gtin(cells.get("barcode", ""))
    if table == INVOICED:
        told = product or code or cells.get("buyer_product", "")
        return key_of("items", "bought", cells.get("seller", ""), told) if told else ""
    if product:
        return key_of("items", "sku", product)
    if code:
        return key_of("items", "gtin", code)
    return key_of("items", "name", cells["name"]) if cells.get("name") else ""


def distinct(table: str, frame: pl.DataFrame) -> list[str]:
    """Columns of a table that say which item a row is."""
    wanted = {"supplier", "supplier_product"} if table == "products" else set()
    wanted |= {"buyer_product", "seller"} if table == INVOICED else set()
    return [
        name
        for name in _CELLS
        if name in frame.columns and name in {"product", "name", "barcode", *wanted}
    ]


def _real_gtin(text: str) -> str:
    """A GTIN that tells an item from all others: neither all zeros, nor one that a shop gave itself (GS1: 02, 04, 2x)."""
    code = gtin(text) if text else ""
    inside = code[:1] == "0" and (code[1:2] == "2" or code[1:3] in {"02", "04"})
    return "" if not code.strip("0") or inside else code


def _writings(
    tables: Mapping[str, pl.DataFrame], supplier_of: Mapping[str, int], siren: str | None
) -> Iterator[Writing]:
    table_of: dict[str, str] = {}
    told: dict[str, dict[Row, None]] = {}
    shown: dict[str, tuple[str, str]] = {}
    sources: dict[str, set[int]] = {}
    for table in TABLES:
        if table not in tables:
            continue
        for cells, places in _cells(table, tables, siren):
            key = key_of_cells(table, cells)
            if not key:
                continue
            table_of.setdefault(key, table)
            name, code = shown.get(key, ("", ""))
            own = cells.get("product", "")
            shown[key] = (name or cells.get("name", ""), code or own)
            row = Row("", cells.get("name", ""), extra=_numbers(table, cells, supplier_of))
            told.setdefault(key, {})[row] = None
            sources.setdefault(key, set()).update(places)
    for key, rows in told.items():
        yield Writing(
            key,
            table_of[key],
            *shown[key],
            tuple(
                Row((key, place) if place else key, row.name, extra=row.extra)
                for place, row in enumerate(rows)
            ),
            tuple(sorted(sources[key])),
        )


def _cells(
    table: str, tables: Mapping[str, pl.DataFrame], siren: str | None
) -> Iterator[tuple[dict[str, str], list[int]]]:
    """What says which item a row is, each way once, with its files."""
    frame = tables[table]
    if table == INVOICED:
        frame = _received(tables, siren)
    columns = [*distinct(table, frame), *(["by"] if "by" in frame.columns else [])]
    grouped = frame.group_by(columns, maintain_order=True).agg(
        pl.col("source").unique(maintain_order=True).sort()
    )
    for record in grouped.select(*columns, "source").iter_rows():
        told = zip(columns, record, strict=False)
        yield {name: value.strip() for name, value in told if value}, record[-1]


def _received(tables: Mapping[str, pl.DataFrame], siren: str | None) -> pl.DataFrame:
    """Lines of invoices received, with `by`, the key of their seller among suppliers."""
    cells = [
        pl.col(name).fill_null("")
        for name in ("seller_siret", "seller_vat", "seller_country", "seller")
    ]
    if "invoices" not in tables:
        return tables[INVOICED].clear()
    received = ways(tables["invoices"], siren).filter(pl.col("way") == "received")
    keys = [key_of("invoices", *told) for told in received.select(cells).iter_rows()]
    heads = received.select("source", "sheet", pl.Series("by", keys, dtype=pl.String))
    return tables[INVOICED].join(
        heads.unique(["source", "sheet"], keep="first", maintain_order=True),
        on=["source", "sheet"],
        nulls_equal=True,
        maintain_order="left",
    )


def _numbers(
    table: str, cells: Cells, supplier_of: Mapping[str, int]
) -> tuple[tuple[str, str], ...]:
    """What proves which item it is, by kind (`items`)."""
    product = cells.get("product", "")
    found = [("gtin", _real_gtin(cells.get("barcode", "")))]
    if table == INVOICED:
        seller = f"{supplier_of.get(cells.get('by', ''), cells.get('seller', ''))}\t"
        told = product or found[0][1] or cells.get("buyer_product", "")
        found += [
            # Two references of suppliers are two, as two of the firm's own are.
            ("sku", seller + told),
            ("bought", seller + told),
            ("supplier_product", f"{seller}{product}" if product else ""),
            ("own_ref", product.casefold()),
            ("ours", cells.get("buyer_product", "").casefold()),
        ]
    else:
        bare = product.lstrip("0")
        found += [("sku", product.casefold()), ("own_ref", product.casefold())]
        found += [
            ("ours", product.casefold()),
            ("zeros", bare if product.isdigit() and len(bare) > 1 else ""),
        ]
        if "supplier" in cells and "supplier_product" in cells:
            by = supplier_of.get(key_of(table, cells["supplier"]), cells["supplier"])
            found.append(("supplier_product", f"{by}\t{cells['supplier_product']}"))
    return tuple((kind, value) for kind, value in found if value)
