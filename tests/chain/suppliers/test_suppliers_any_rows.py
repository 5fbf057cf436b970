"""Whatever the rows of trade hold, the room says something sound or nothing."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ancrage.chain.suppliers.trade import of_trade
from ancrage.firm import Firm
from ancrage.firm.model import SourceFile
from ancrage.firm.tables.trade import DECLARED
from ancrage.reach.channels.shop import shop_refunds, shop_table, shop_years
from ancrage.world import world_on
from ledgers import bill, firm_of, sale

NAMES = st.sampled_from([None, "", "A", "B", "F-0001", "Savon", "LOYER 03/2025", "SAVONNERIE"])
DAYS = st.sampled_from([None, date(1900, 1, 1), date(2024, 6, 1), date(2025, 6, 1), date(2025, 12, 20), date(2999, 1, 1)])  # fmt: skip
CURRENCIES = st.sampled_from(["EUR", "", "USD"])
NUMBERS = st.sampled_from([None, 0.0, 1.0, -1.0, 0.001, 3.0, 1e9])
CENTS = st.sampled_from([None, 0, 1, -1, 100_00, 120_00, -120_00, 10**12])
SIRENS = st.sampled_from([None, "123456782", "732829320", "x"])
ALWAYS: dict[str, Any] = {
    "source": st.just(0),
    "sheet": st.sampled_from(["", "A"]),
    "line": st.integers(2, 9),
    "currency": CURRENCIES,
    "status": st.sampled_from(["ok", "no_xml"]),
    "seller_siret": SIRENS,
    "buyer_siret": SIRENS,
    "kind": st.none(),
}
TABLES = ("orders", "order_lines", "products", "stock", "purchase_orders", "invoices", "invoice_lines", "suppliers")  # fmt: skip


def cells(name: str, kind: object) -> Any:
    if name in ALWAYS:
        return ALWAYS[name]
    if kind == pl.String:
        return NAMES
    if kind == pl.Date:
        return DAYS
    if kind == pl.Boolean:
        return st.sampled_from([None, True, False])
    if kind == pl.Float64:
        return NUMBERS
    return CENTS if kind == pl.Int64 else st.integers(0, 3)


ROWS = st.fixed_dictionaries(
    {
        table: st.lists(
            st.fixed_dictionaries(
                {name: cells(name, kind) for name, kind in DECLARED[table].schema.items()}
            ),
            max_size=5,
        )
        for table in TABLES
    }
)


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Firm:
    folder: Path = tmp_path_factory.mktemp("any")
    sold = [sale(f"{year}{day}", 900.0) for year in (2024, 2025) for day in ("0103", "1230")]
    bought = [bill("20250601", ("FSAV", "SAVONNERIE"), 100.0, piece="F-0001")]
    made = firm_of(folder, [*sold, *bought])
    return replace(made, files=(SourceFile("x.csv", "spreadsheet", 1, "ok"),))


WORLD = world_on(date(2026, 1, 1))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=ROWS)
def test_any_rows_are_weighed_or_left_out(
    firm: Firm, rows: dict[str, list[dict[str, Any]]]
) -> None:
    tables = {name: pl.DataFrame(told, schema=DECLARED[name].schema) for name, told in rows.items()}
    whole = replace(firm, tables=tables)
    found = of_trade(whole, WORLD)
    years = shop_years(whole)
    more = shop_refunds(whole, years), shop_table(whole, years)
    for finding in (*found.findings, *(one for one in more[:1] if one)):
        if finding.stake:
            assert math.isfinite(finding.stake.high)
    for table in (*found.tables, *(one for one in more[1:] if one)):
        for row, proofs in zip(table.rows, table.proofs, strict=True):
            assert not [cell for cell in row if isinstance(cell, float) and not math.isfinite(cell)]
            for proof in proofs.values():
                proof()
