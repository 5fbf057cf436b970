"""Business software: orders to suppliers with what came in, items, stock; and searches."""

from __future__ import annotations

import io
from datetime import date

import pytest
from reading import codes, read
from samples import (
    DOLIBARR,
    DOLIBARR_PRODUCTS,
    ERPNEXT_BIN,
    ERPNEXT_ITEMS,
    ERPNEXT_PURCHASES,
    ODOO_PRODUCTS,
    ODOO_PURCHASES,
    ODOO_PURCHASES_FR,
    ODOO_PURCHASES_TECHNICAL,
    ODOO_SALES,
    ODOO_STOCK,
    QUICKBOOKS,
    QUICKBOOKS_BY_CUSTOMER,
    QUICKBOOKS_BY_ITEM,
    SEARCHES,
    SEARCHES_FR,
)

from ancrage.firm.bytestream import Payload
from ancrage.firm.recognise import read_other

FEBRUARY, DUE = date(2025, 2, 3), date(2025, 2, 20)


@pytest.mark.parametrize(
    ("text", "separator"),
    [(ODOO_PURCHASES, ","), (ODOO_PURCHASES_FR, ";"), (ODOO_PURCHASES_TECHNICAL, ",")],
)
def test_orders_to_suppliers_of_odoo(text: str, separator: str) -> None:
    extract = read(text, separator)
    rows = extract.tables["purchase_orders"].head(2)
    columns = ["order", "supplier", "product", "name", "ordered", "expected", "quantity"]
    assert rows.select(columns).rows() == [
        ("P00012", "Savons Réunis", "S-1", "Savon noir", FEBRUARY, DUE, 100.0),
        ("P00012", "Savons Réunis", None, "Bougie", FEBRUARY, DUE, 20.0),
    ]
    assert rows["unit_price"].to_list() == [1.8, 4.255]
    assert extract.tables["receipts"].row(0)[:4] == ("P00012", "Savons Réunis", "S-1", "Savon noir")
    assert extract.tables["receipts"]["quantity"][0] == 80.0
    assert extract.tables["receipts"]["received"].null_count() == extract.tables["receipts"].height


def test_a_cell_empty_on_the_order_is_not_taken_from_the_order_above() -> None:
    extract = read(ODOO_PURCHASES)
    assert extract.tables["purchase_orders"]["expected"].to_list() == [DUE, DUE, None]


def test_lines_of_orders_to_suppliers_exported_alone() -> None:
    extract = read("""
Order Reference,Vendor,Product,Quantity,Received Qty,Billed Qty,Unit Price,Subtotal,Expected Arrival,Currency
P00012,Savons Réunis,[S-1] Savon noir,100,80,80,1.8,180,2025-02-20 10:12:00,EUR
P00012,Savons Réunis,Bougie,20,0,0,4.255,85.1,2025-02-20 10:12:00,EUR
""")
    assert (extract.kind, extract.confidence) == ("odoo_purchase_orders", "high")
    assert extract.tables["purchase_orders"].select("product", "quantity", "amount").rows() == [
        ("S-1", 100.0, 18_000),
        (None, 20.0, 8_510),
    ]
    assert extract.tables["receipts"]["quantity"].to_list() == [80.0]


def test_orders_to_suppliers_of_odoo_say_how_they_stand_and_in_what_unit() -> None:
    extract = read("""
Order Reference,Vendor,Order Deadline,Status,Order Lines/Product,Order Lines/Quantity,Order Lines/Received Qty,Order Lines/Unit of Measure,Order Lines/Unit Price
P00014,Savons Réunis,2025-02-03 10:12:00,Cancelled,[S-1] Savon noir,4,0,Dozens,21.6
,,,,Bougie,20,0,Units,4.255
P00015,Savons Réunis,2025-02-03 10:12:00,done,[S-1] Savon noir,4,1,Dozens,21.6
""")
    assert extract.tables["purchase_orders"].select("status", "unit").rows() == [
        ("Cancelled", "Dozens"),
        ("Cancelled", "Units"),
        (None, "Dozens"),
    ]
    assert extract.tables["receipts"]["unit"].to_list() == ["Dozens"]


def test_orders_to_suppliers_of_dolibarr_say_how_they_stand_by_a_code() -> None:
    head, first, second = DOLIBARR.strip().splitlines()
    extract = read(f'{head},"Statut"\n{first},"6"\n{second},"3"\n')
    assert extract.kind == "dolibarr_purchase_orders"
    assert extract.tables["purchase_orders"]["status"].to_list() == ["cancelled", "3"]


def test_orders_of_customers_of_odoo() -> None:
    extract = read(ODOO_SALES)
    # A quotation is no sale, nor is what was cancelled; the first counts, though nothing says that it was paid.
    assert extract.control["net_total"] == 144.00
    assert extract.tables["orders"]["paid"].to_list() == [None, False, False]
    assert codes(extract) == [("export_unpaid_unknown", 2, 1)]
    assert extract.tables["order_lines"]["order"].to_list() == [
        "S00001",
        "S00001",
        "S00002",
        "S00003",
    ]


def test_items_and_stock_of_odoo() -> None:
    extract = read(ODOO_PRODUCTS)
    assert extract.tables["products"].select("product", "name", "price", "unit_cost").rows() == [
        ("S-1", "Savon noir", 10.0, 1.8),
        ("B-1", "Bougie", 12.5, 4.255),
    ]
    stock = read(ODOO_STOCK).tables["stock"]
    assert stock.select("product", "location", "quantity", "value").rows() == [
        ("S-1", "WH/Stock", 42.0, 7560),
        ("B-1", "WH/Stock/Rayon", 8.0, 3404),
    ]


def test_orders_to_suppliers_of_dolibarr() -> None:
    extract = read(DOLIBARR)
    columns = ["order", "supplier", "product", "ordered", "expected", "quantity", "amount"]
    assert extract.tables["purchase_orders"].select(columns).rows() == [
        ("CF2502-0001", "Savons Réunis", "S-1", FEBRUARY, DUE, 100.0, 18_000),
        ("CF2502-0001", "Savons Réunis", "B-1", FEBRUARY, DUE, 20.0, 8_510),
    ]


def test_products_of_dolibarr_with_two_suppliers() -> None:
    extract = read(DOLIBARR_PRODUCTS, ";")
    columns = ["product", "supplier", "supplier_product", "price", "unit_cost", "barcode"]
    assert extract.tables["products"].select(columns).rows() == [
        ("S-1", "Savons Réunis", "SR-9", 8.33, 1.80, "3760000000017"),
        ("S-1", "Marius", "M-4", 8.33, 1.95, "3760000000017"),
        ("B-1", None, None, 10.42, None, None),
    ]
    assert extract.tables["stock"].select("product", "quantity").rows() == [
        ("S-1", 42.0),
        ("B-1", 8.0),
    ]


def test_orders_to_suppliers_of_erpnext() -> None:
    extract = read(ERPNEXT_PURCHASES)
    columns = [
        "order",
        "supplier",
        "product",
        "ordered",
        "expected",
        "quantity",
        "amount",
        "currency",
    ]
    assert extract.tables["purchase_orders"].select(columns).rows() == [
        ("PUR-ORD-2025-00001", "Savons Réunis", "S-1", FEBRUARY, DUE, 100.0, 18_000, "EUR"),
        # The line has a day of its own.
        (
            "PUR-ORD-2025-00001",
            "Savons Réunis",
            "B-1",
            FEBRUARY,
            date(2025, 2, 21),
            20.0,
            8_510,
            "EUR",
        ),
    ]
    assert extract.tables["receipts"].select("product", "quantity").rows() == [("S-1", 80.0)]


def test_items_and_stock_of_erpnext() -> None:
    items = read(ERPNEXT_ITEMS).tables["products"]
    assert items.select("product", "country", "unit_cost").rows() == [
        ("S-1", "FR", 1.8),
        ("B-1", "CN", 4.255),
    ]
    stock = read(ERPNEXT_BIN).tables["stock"]
    assert stock.select("location", "quantity", "value").rows() == [
        ("Stores - A", 42.0, 7560),
        ("Stores - A", 8.0, 3404),
    ]


def test_a_line_without_a_quantity_is_set_aside_and_said() -> None:
    extract = read(ERPNEXT_PURCHASES.replace("2025-02-21,20,", "2025-02-21,,"))
    assert codes(extract) == [("export_no_quantity", 3, 1)]
    assert extract.tables["purchase_orders"].height == 1


def test_items_of_quickbooks() -> None:
    extract = read(QUICKBOOKS)
    assert extract.tables["products"].select("product", "name", "price", "unit_cost").rows() == [
        ("F-1", "Filtre 20x25", 34.5, 18.75),
        (None, "Forfait installation", 6450.0, None),
    ]
    assert extract.tables["stock"]["quantity"].to_list() == [40.0]


def test_sales_of_quickbooks_by_item() -> None:
    """345.00 + 69.00 - 34.50 + 1,200.00 + 25.00; a credit memo has a number that an invoice has too."""
    extract = read(QUICKBOOKS_BY_ITEM)
    assert set(extract.tables) == {"order_lines"}
    assert extract.control == {"orders": 3, "lines": 4, "units": 12.0, "amount_total": 1604.5}
    lines = extract.tables["order_lines"]
    assert lines.select("order", "name", "quantity", "unit_price", "amount", "line").rows() == [
        ("1001", "Filtre 20x25", 10.0, 34.5, 34_500, 3),
        ("1002", "Filtre 20x25", 2.0, 34.5, 6_900, 4),
        ("1001 (credit memo)", "Filtre 20x25", -1.0, 34.5, -3_450, 5),
        ("1001", "Installation", 1.0, 1200.0, 120_000, 9),
    ]
    assert lines["taxed"].to_list() == [False] * 4
    assert lines["date"][0] == date(2025, 1, 15)
    assert codes(extract) == [("export_no_quantity", 10, 1)]


def test_a_report_of_quickbooks_is_read_below_its_titles() -> None:
    titles = '"Atelier du Lac, inc.",,,,,,,,,\nSales by Product/Service Detail,,,,,,,,,\nAll Dates,,,,,,,,,\n\n'
    text = titles + QUICKBOOKS_BY_ITEM.strip().removeprefix("?1") + "\n"
    found = read_other(Payload("x.csv", lambda: io.BytesIO(text.encode())), {})
    assert found is not None
    assert (found.kind, found.confidence) == ("quickbooks_sales", "high")
    assert found.control["amount_total"] == 1604.5
    assert found.tables["order_lines"]["line"].to_list() == [7, 8, 9, 13]


def test_sales_of_quickbooks_by_customer() -> None:
    lines = read(QUICKBOOKS_BY_CUSTOMER).tables["order_lines"]
    assert lines.select("order", "name", "quantity", "amount").rows() == [
        ("2001", "Filtre 20x25", 3.0, 10_350),
        ("2001", "Installation", 1.0, 120_000),
        ("2002", "Filtre 20x25", 1.0, 3_450),
    ]


@pytest.mark.parametrize(("text", "separator"), [(SEARCHES, ","), (SEARCHES_FR, ";")])
def test_searches(text: str, separator: str) -> None:
    extract = read(text, separator)
    assert extract.control == {"rows": 2, "clicks": 135, "impressions": 3300}
    table = extract.tables["searches"]
    assert table["ctr"].to_list() == pytest.approx([0.05, 0.0167])
    assert table["position"].to_list() == [3.4, 11.2]
