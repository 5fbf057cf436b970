"""Where each file goes in the folder of the firm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ancrage.demo.days import LAST
from ancrage.demo.files import customers, items, orders, sales, shop, suppliers
from ancrage.demo.files.cells import commas, semicolons
from ancrage.demo.files.facturx import e_invoice_files
from ancrage.demo.files.invoices import e_invoices
from ancrage.demo.files.stock import stock_workbook
from ancrage.demo.records import Truth

_WINDOWS = "cp1252"
_EXCEL = "utf-8-sig"


def write_other_files(truth: Truth, folder: Path) -> tuple[Path, ...]:
    """Everything but the books, written in folders below `folder`; their paths, sorted."""
    written = []
    for name, data in _contents(truth):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
    return tuple(sorted(written))


def _contents(truth: Truth) -> Iterator[tuple[str, bytes]]:
    yield "boutique/orders_export.csv", commas(shop.order_rows(truth))
    yield "boutique/products_export.csv", commas(shop.product_rows(truth))
    yield "ventes/Ventes caisse par jour.csv", semicolons(sales.till_rows(truth), _WINDOWS)
    yield "ventes/Commandes Bazarine.csv", semicolons(sales.market_rows(truth), _EXCEL)
    yield "ventes/Lignes de factures clients.csv", semicolons(sales.invoice_rows(truth), _WINDOWS)
    yield "clients/Liste des clients.csv", semicolons(customers.customer_rows(truth), _WINDOWS)
    yield "achats/Commandes fournisseurs.csv", semicolons(orders.order_rows(truth), _EXCEL)
    yield "achats/Receptions fournisseurs.csv", semicolons(orders.receipt_rows(truth), _EXCEL)
    yield "achats/Fournisseurs.csv", semicolons(suppliers.supplier_rows(), _WINDOWS)
    yield "achats/Articles.csv", semicolons(items.item_rows(), _EXCEL)
    yield f"stock/Inventaire au {LAST:%d-%m-%Y}.xlsx", stock_workbook(truth)
    for name, data in e_invoice_files(e_invoices(truth)):
        yield f"factures/{name}", data
