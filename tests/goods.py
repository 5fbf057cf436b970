"""Orders, receipts, stock and sales of a firm without books, told in a line each."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from ancrage.firm import Firm
from ancrage.firm.model import SourceFile
from ancrage.firm.supply.positions import Supply, supply
from ancrage.firm.tables import LEDGER
from ancrage.firm.tables.trade import DECLARED

TODAY = date(2025, 7, 1)


def firm(**tables: list[dict[str, Any]]) -> Firm:
    """A firm without books; each table is one file, its rows at lines 2, 3, ..."""
    frames, files = {}, []
    for name, rows in tables.items():
        schema = DECLARED[name].schema
        told = [
            {"source": len(files), "sheet": "", "line": n, **row} for n, row in enumerate(rows, 2)
        ]
        frames[name] = pl.DataFrame(told, schema=schema)
        files.append(SourceFile(f"{name}.csv", "spreadsheet", len(rows), "ok"))
    return Firm(None, (), pl.DataFrame(schema=LEDGER.schema), tuple(files), (), tables=frames)


def ordered(order: str, day: str, quantity: float, item: str = "A", **more: Any) -> dict[str, Any]:
    return {
        "order": order, "supplier": "Filature du Ponant", "product": item, "ordered": date.fromisoformat(day),
        "quantity": quantity, **more,
    }  # fmt: skip


def came(order: str | None, day: str, quantity: float, item: str = "A") -> dict[str, Any]:
    return {
        "order": order, "supplier": "Filature du Ponant", "product": item,
        "received": date.fromisoformat(day), "quantity": quantity,
    }  # fmt: skip


def told(found: Supply, *columns: str) -> list[tuple[Any, ...]]:
    return found.followed.lines.select(columns).rows()


def of(one: Firm) -> Supply:
    found = supply(one, TODAY)
    assert found is not None
    return found
