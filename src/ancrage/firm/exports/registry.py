"""The known exports, and the way from a sheet to what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import polars as pl

from ancrage.firm.exports import (
    amazon_orders,
    amazon_settlement,
    dolibarr,
    erpnext,
    etsy_items,
    etsy_orders,
    lightspeed,
    odoo,
    prestashop,
    quickbooks,
    quickbooks_sales,
    search_console,
    shopify_customers,
    shopify_inventory,
    shopify_orders,
    shopify_products,
    square,
    sumup,
    woocommerce_orders,
    woocommerce_products,
)
from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.headers import matched
from ancrage.firm.exports.importer import Importer
from ancrage.firm.exports.oddities import Log
from ancrage.firm.exports.recognise import recognised
from ancrage.firm.extract import Confidence, Extract
from ancrage.firm.sheets import Grid
from ancrage.problems import Problem
from ancrage.text import Text

IMPORTERS: tuple[Importer, ...] = (
    shopify_orders.IMPORTER,
    shopify_products.IMPORTER,
    shopify_inventory.IMPORTER,
    shopify_customers.IMPORTER,
    amazon_settlement.V2,
    amazon_settlement.V1,
    amazon_orders.IMPORTER,
    etsy_items.IMPORTER,
    etsy_orders.IMPORTER,
    woocommerce_products.IMPORTER,
    woocommerce_orders.ADVANCED,
    woocommerce_orders.WEBTOFFEE,
    prestashop.ORDERS,
    prestashop.PRODUCTS,
    prestashop.SUPPLY_LINES,
    prestashop.SUPPLY_HEADS,
    square.ITEMS,
    square.TRANSACTIONS,
    sumup.TRANSACTIONS,
    sumup.SALES,
    lightspeed.ITEMS,
    lightspeed.PRODUCTS,
    odoo.PURCHASES,
    odoo.SALES,
    odoo.PRODUCTS,
    odoo.STOCK,
    dolibarr.PURCHASES,
    dolibarr.PRODUCTS,
    erpnext.PURCHASES,
    erpnext.ITEMS,
    erpnext.BIN,
    quickbooks.PRODUCTS,
    quickbooks_sales.SALES,
    search_console.IMPORTER,
)
_DAYS = ("date", "ordered", "received")


def recognise(grid: Grid) -> tuple[Importer, Confidence, Text] | None:
    """The known export that a sheet is, how sure, and why; None where none fits, or where two fit as well."""
    return recognised(grid, IMPORTERS)


def read_export(name: str, grid: Grid) -> Extract | None:
    """What a sheet gives when it is a known export; None otherwise.

    Args:
        name: file of the sheet, as problems should name it.
        grid: the sheet.
    """
    found = recognise(grid)
    if found is None:
        return None
    importer, confidence, reason = found
    log = Log(name)
    cells = Cells(
        grid,
        matched(grid.columns, importer.fields),
        log,
        decimal=importer.decimal,
        order=importer.order,
        amounts=importer.amounts,
        day_fields=importer.days,
    )
    read = importer.read(cells)
    tables = {n: frame for n, frame in read.tables.items() if frame.height}
    told = any(p.severity == "error" or p.code == "export_heads_only" for p in log.problems)
    if not tables and not told:
        log.add("export_empty")
    start, end = _period(tables)
    return Extract(
        name,
        importer.kind,
        confidence,
        reason,
        _status(tables, log.problems),
        grid.cells.height,
        tables,
        tuple(log.problems),
        read.control,
        start,
        end,
        label=importer.label,
    )


def _status(
    tables: Mapping[str, pl.DataFrame], problems: list[Problem]
) -> Literal["ok", "warning", "partial", "refused"]:
    worst = {problem.severity for problem in problems}
    if not tables and "error" in worst:
        return "refused"
    return "partial" if "error" in worst else "warning" if "warning" in worst else "ok"


def _period(tables: Mapping[str, pl.DataFrame]) -> tuple[date | None, date | None]:
    days = [
        day
        for frame in tables.values()
        for column in _DAYS
        if column in frame.columns
        for day in (frame[column].min(), frame[column].max())
        if isinstance(day, date)
    ]
    return (min(days), max(days)) if days else (None, None)
