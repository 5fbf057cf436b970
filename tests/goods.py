"""Orders, receipts, stock and sales of a firm without books, told in a line each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from ancrage.firm import Firm
from ancrage.firm.model import SourceFile
from ancrage.firm.supply.positions import Supply, supply
from ancrage.firm.tables import LEDGER
from ancrage.firm.tables.trade import DECLARED

TODAY = date(2025, 7, 1)
END = date(2025, 6, 30)


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


def one_item(on_hand: float, lead: int, late: int = 0, **supplier: Any) -> Supply:
    """Two years of one item, two a day, ordered every 28 days; from May on the supplier takes `late` days more."""
    start = END - timedelta(days=728)
    sales, orders, asked, in_ = [], [], [], []
    rng = np.random.default_rng(5)
    for n in range(729):
        day, units = start + timedelta(days=n), int(rng.poisson(2))
        if units:
            sales.append(
                {
                    "channel": "s",
                    "order": str(n),
                    "product": "A",
                    "date": day,
                    "quantity": float(units),
                    "amount": units * 2000,
                    "currency": "EUR",
                }
            )
            orders.append(
                {
                    "channel": "s",
                    "order": str(n),
                    "date": day,
                    "paid": True,
                    "cancelled": False,
                    "gross": units * 2000,
                    "tax": 0,
                    "shipping": 0,
                    "discount": 0,
                    "refunded": 0,
                    "currency": "EUR",
                }
            )
    for n in range(0, 729, 14):
        day = start + timedelta(days=n)
        took = lead + (n // 14) % 3 - 1 + (late if day >= date(2025, 3, 1) else 0)
        asked.append(ordered(f"c{n}", day.isoformat(), 28, unit_price=8.0, currency="EUR"))
        if day + timedelta(days=took) <= END:
            in_.append(came(f"c{n}", (day + timedelta(days=took)).isoformat(), 28))
    tables: dict[str, Any] = {
        "order_lines": sales, "orders": orders, "purchase_orders": asked, "receipts": in_,
        "stock": [{"product": "A", "quantity": on_hand, "date": END, "unit_cost": 8.0, "currency": "EUR"}],
        "suppliers": [{"name": "Filature du Ponant", **supplier}],
    }  # fmt: skip
    return of(firm(**tables))
