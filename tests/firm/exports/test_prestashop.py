"""PrestaShop: amounts with their sign, lists and files of the import, orders to suppliers."""

from __future__ import annotations

from datetime import date

from reading import codes, read
from samples import (
    PRESTA_CATALOGUE,
    PRESTA_ORDERS,
    PRESTA_ORDERS_FR,
    PRESTA_PRODUCTS,
    PRESTA_SUPPLY,
    PRESTA_SUPPLY_LINES,
)


def test_orders() -> None:
    extract = read(PRESTA_ORDERS, ";")
    # 14.90 + 1,014.90; the refunded one comes to nothing; one waits for its wire, one was cancelled.
    assert extract.control == {
        "orders": 5,
        "net_total": 1029.80,
        "refunded": 69.90,
        "cancelled": 1,
        "customers": 3,
        "by_country": {"FR": 1029.80, "BE": 0.00},
    }
    orders = extract.tables["orders"]
    assert orders["currency"].unique().to_list() == ["EUR"]
    assert orders["paid"].to_list() == [False, True, True, True, False]
    assert orders["date"][0] == date(2025, 3, 20)


def test_orders_in_french() -> None:
    extract = read(PRESTA_ORDERS_FR, ";")
    assert extract.control["net_total"] == 1029.80
    assert extract.control["by_country"] == {"BE": 1014.90, "FR": 14.90}
    assert extract.status == "ok"


def test_orders_of_a_shop_that_sells_to_firms_of_one_country() -> None:
    """No column of delivery, one of companies; the way of paying was hidden."""
    text = (
        "ID;Référence;Nouveau client;Client;Société;Total;État;Date\n"
        "4;FFATNOMMJ;1;A. EXEMPLE;Exemple SA;14,90 €;Paiement accepté;2025-03-20 16:01:05\n"
    )
    extract = read(text, ";")
    assert (extract.kind, extract.confidence) == ("prestashop_orders", "low")
    named = read(text.replace("Société;", "Société;Paiement;").replace("SA;", "SA;Carte;"), ";")
    assert (named.kind, named.confidence) == ("prestashop_orders", "high")
    assert named.control["net_total"] == 14.90
    assert named.tables["orders"]["country"].to_list() == [None]


def test_products_of_the_import_file_and_of_the_list() -> None:
    extract = read(PRESTA_PRODUCTS, ";")
    assert extract.tables["products"].select(
        "product", "name", "barcode", "supplier", "supplier_product", "price", "unit_cost"
    ).rows() == [
        ("RP-demo_1", "iPod Nano", "1234567890123", "Applestore", "RF-demo_1", 100.0, 80.5),
        ("RP-demo_2", "iPod shuffle", "0234567890123", "Applestore", "RF-demo_2", 60.0, 40.0),
    ]
    assert extract.tables["stock"]["quantity"].to_list() == [160.0, 120.0]
    catalogue = read(PRESTA_CATALOGUE, ";")
    assert catalogue.tables["products"].select("product", "price").rows() == [
        ("BOL-1", 10.0),
        ("TAS-1", 5.5),
    ]


def test_supply_orders() -> None:
    extract = read(PRESTA_SUPPLY_LINES, ";")
    # 10 x 110.00 less 10 %; 28 x 1000.00 less 18,5 %: the comma of the discount is told by its own column.
    assert extract.tables["purchase_orders"].select(
        "order", "product", "quantity", "unit_price", "amount"
    ).rows() == [
        ("ref demo", "1-25", 10.0, 110.0, 99_000),
        ("ref demo", "6", 28.0, 1000.0, 2_282_000),
    ]
    heads = read(PRESTA_SUPPLY, ";")
    assert (heads.status, heads.control["orders"]) == ("warning", 2)
    assert codes(heads) == [("export_heads_only", None, 2)]
