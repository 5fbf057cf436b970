"""WooCommerce: products in two languages, orders of two extensions."""

from __future__ import annotations

from reading import codes, read
from samples import WOO_ORDERS, WOO_PRODUCTS, WOO_PRODUCTS_FR, WOO_WEBTOFFEE


def test_products_without_their_parents() -> None:
    extract = read(WOO_PRODUCTS)
    assert extract.tables["products"].select("product", "name", "barcode", "price").rows() == [
        ("woo-vneck-red", "V-Neck - Red", "0123456789012", 20.0),
        ("woo-cap", "Cap", None, 18.5),
    ]
    # 2 lb.
    assert abs(extract.tables["products"]["weight_kg"][0] - 0.90718474) < 1e-9
    assert extract.tables["stock"]["quantity"].to_list() == [7.0, 12.0]


def test_products_in_french_with_commas() -> None:
    extract = read(WOO_PRODUCTS_FR, ";")
    assert extract.tables["products"].select(
        "product", "price", "weight_kg", "category"
    ).rows() == [
        ("cap", 18.5, 0.25, "Textile"),
        ("bol", 7.0, 1.5, "Vaisselle"),
    ]


def test_orders_of_advanced_order_export() -> None:
    extract = read(WOO_ORDERS)
    # 501 counts 42.00 once; 502 gave everything back; 503 was cancelled; 504 waits.
    assert extract.control == {
        "orders": 4,
        "lines": 5,
        "net_total": 42.00,
        "refunded": 12.00,
        "cancelled": 1,
        "customers": 3,
        "units": 6,
        "by_country": {"FR": 42.00, "BE": 0.00},
    }
    assert extract.tables["order_lines"]["amount"].to_list() == [2000, 1000, 1000, 1000, 1000]


def test_order_cells_on_the_first_row_only_give_the_same() -> None:
    repeated = "501,Completed,2025-01-15 12:00,,Ada,A,1 rue X,Lyon,,69001,FR,ada@example.com,FR,Card,0,30.00,5.00,0,42.00,7.00,B-1"
    bare = "501" + "," * 20 + "B-1"
    assert read(WOO_ORDERS.replace(repeated, bare)).control == read(WOO_ORDERS).control


def test_a_state_of_the_shop_s_own_says_nothing_of_the_payment() -> None:
    extract = read(WOO_ORDERS.replace("504,On hold", "504,Chez le graveur"))
    assert extract.tables["orders"]["paid"].to_list() == [True, True, False, None]
    assert codes(extract) == [("export_unpaid_unknown", 6, 1)]
    assert extract.status == "ok"


def test_orders_of_webtoffee() -> None:
    extract = read(WOO_WEBTOFFEE)
    assert extract.control == {
        "orders": 2,
        "lines": 3,
        "net_total": 36.00,
        "cancelled": 0,
        "customers": 2,
        "units": 4,
        "by_country": {"FR": 36.00},
    }
    lines = extract.tables["order_lines"]
    assert lines.select("order", "product", "name", "quantity", "unit_price", "amount").rows() == [
        ("31", "S-1", "Savon", 2.0, 10.0, 2000),
        ("31", None, "Bougie", 1.0, 5.0, 500),
        ("32", "S-1", "Savon", 1.0, 10.0, 1000),
    ]
