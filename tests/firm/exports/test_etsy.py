"""Etsy: carriage counts once an order, fees and refunds on the order."""

from __future__ import annotations

import json
from datetime import date

import pytest
from reading import codes, read
from samples import ETSY_ITEMS, ETSY_ORDERS
from sheets_of import grid_of_file

from ancrage.firm.exports import read_export
from corpus import corpus


def test_items() -> None:
    extract = read(ETSY_ITEMS)
    # 3001: 6.00 + 2.00 - 0.20 + 4.50 once + 0.60 once; 3002: 5.00 + 4.00 - 1.00.
    assert extract.control == {
        "rows": 3,
        "orders": 2,
        "lines": 3,
        "item_total": 13.00,
        "net_total": 20.90,
        "cancelled": 0,
        "customers": 2,
        "units": 4,
        "by_country": {"US": 12.90, "CA": 8.00},
    }
    orders = extract.tables["orders"]
    assert orders.select("order", "date", "gross", "shipping", "tax").rows() == [
        ("3001", date(2025, 8, 14), 1290, 450, 60),
        ("3002", date(2025, 9, 2), 800, 300, 0),
    ]
    assert extract.tables["order_lines"]["amount"].to_list() == [600, 180, 500]


def test_the_month_comes_first_even_where_no_day_shows_it() -> None:
    text = "\n".join(ETSY_ITEMS.strip("\n").split("\n")[i] for i in (0, 3))
    assert read(text).tables["orders"]["date"].to_list() == [date(2025, 9, 2)]


def test_orders() -> None:
    extract = read(ETSY_ORDERS)
    # 12.90 and 8.00, adjusted to 5.00: 3.00 went back. The third row repeats the second.
    assert extract.control == {
        "rows": 3,
        "orders": 2,
        "net_total": 17.90,
        "refunded": 3.00,
        "cancelled": 0,
        "customers": 2,
        "units": 4,
        "fees": 1.44,
        "by_country": {"US": 12.90, "CA": 5.00},
    }
    assert codes(extract) == [("export_order_twice", 4, 1)]
    assert extract.tables["orders"]["shipping"].to_list() == [450, 300]


def test_items_and_orders_have_the_same_customers_and_orders() -> None:
    items, orders = read(ETSY_ITEMS).tables["orders"], read(ETSY_ORDERS).tables["orders"]
    columns = ["channel", "order", "customer", "gross"]
    assert items.select(columns).equals(orders.select(columns))


@pytest.mark.corpus
def test_the_shared_items() -> None:
    expected = json.loads(corpus("shop_exports", "expected.json").read_text(encoding="utf-8"))
    name = "etsy_sold_order_items.csv"
    extract = read_export(name, grid_of_file(corpus("shop_exports", name)))
    assert extract is not None
    for figure in ("rows", "orders", "item_total"):
        assert extract.control[figure] == expected[name][figure]
    # By hand from the file: 468.00 of items, and 4.50 of carriage for each of ten orders.
    assert extract.control["net_total"] == 513.00
