"""Shopify: orders to the cent, items, stock by place, customers as keys."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from reading import codes, read
from samples import (
    SHOPIFY_CUSTOMERS,
    SHOPIFY_INVENTORY,
    SHOPIFY_ORDERS,
    SHOPIFY_PRODUCTS,
    SHOPIFY_PRODUCTS_2024,
)
from sheets_of import grid_of, grid_of_file

from ancrage.firm.exports import customer_key, read_export
from ancrage.text import Language, render
from corpus import corpus


def test_orders_to_the_cent() -> None:
    extract = read(SHOPIFY_ORDERS)
    # Paid: #1 48.00, #2 25.00 of which 5.10 went back; #3 waits, #4 was voided and cancelled.
    assert extract.control == {
        "orders": 4,
        "lines": 5,
        "net_total": 67.90,
        "refunded": 5.10,
        "cancelled": 1,
        "customers": 3,
        "units": 6,
        "by_country": {"FR": 48.00, "CA": 19.90},
    }
    assert (extract.status, extract.rows) == ("ok", 5)
    assert (extract.period_start, extract.period_end) == (date(2025, 5, 1), date(2025, 5, 4))
    first = extract.tables["orders"].row(0, named=True)
    # As the shop's clock says: 1 May, whatever the hour elsewhere.
    assert (first["date"], first["gross"], first["tax"]) == (date(2025, 5, 1), 4800, 883)
    assert (first["shipping"], first["discount"], first["paid"]) == (600, 500, True)
    assert extract.tables["orders"]["country"].to_list() == ["FR", "CA", "FR", "FR"]
    lines = extract.tables["order_lines"]
    # 2 x 16.00; 15.00 less 2.50 of its own discount.
    assert lines["amount"].to_list() == [3200, 1250, 2500, 1600, 1600]
    assert lines["currency"].to_list() == ["EUR"] * 5
    assert lines["line"].to_list() == [2, 3, 4, 5, 6]


def test_a_customer_is_a_key_by_mail_or_by_name_and_postcode() -> None:
    keys = read(SHOPIFY_ORDERS).tables["orders"]["customer"].to_list()
    assert keys[0] == keys[2] == customer_key(" Ada@Example.com ")
    assert keys[3] == customer_key("Cy C 75011")
    assert all(len(key) == 16 and int(key, 16) >= 0 for key in keys)


def test_a_file_saved_again_by_a_french_spreadsheet_gives_the_same() -> None:
    grid = grid_of(SHOPIFY_ORDERS)
    amounts = [c for c in grid.columns if grid.cells[c].str.contains(r"^-?\d+\.\d\d$").any()]
    cells = grid.cells.with_columns(pl.col(amounts).str.replace(".", ",", literal=True))
    dates = pl.col("Created at").str.replace(r"^(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d).*", "$3/$2/$1 $4")
    again = read_export("x.csv", replace(grid, cells=cells.with_columns(dates)))
    assert again is not None
    assert again.control == read(SHOPIFY_ORDERS).control
    # 1 to 4 May: nothing says that the day comes first, and Shopify never writes so. Asked, not guessed.
    assert again.tables["orders"]["date"].null_count() == 4
    assert [p.code for p in again.problems] == ["export_ambiguous_date"]


def test_several_currencies_are_said_and_never_added() -> None:
    text = SHOPIFY_ORDERS.replace("no,EUR,25.00", "no,CAD,25.00")
    extract = read(text)
    assert extract.control["net_total_by_currency"] == {"EUR": 48.00, "CAD": 19.90}
    assert extract.control["refunded_by_currency"] == {"CAD": 5.10, "EUR": 0.0}
    assert "net_total" not in extract.control
    (problem,) = extract.problems
    assert "CAD, EUR" in render(problem.message, Language.FR)
    assert extract.tables["order_lines"]["currency"].to_list() == [
        "EUR",
        "EUR",
        "CAD",
        "EUR",
        "EUR",
    ]


def test_cells_filled_down_by_hand_count_once() -> None:
    text = SHOPIFY_ORDERS.replace(
        "#1,ada@example.com,,,,,,,,,,,,,,2025-05-01",
        "#1,ada@example.com,paid,,fulfilled,,no,EUR,47.00,6.00,8.83,48.00,,5.00,,2025-05-01",
    )
    assert read(text).control == read(SHOPIFY_ORDERS).control


def test_two_exports_put_end_to_end_count_once() -> None:
    rows = SHOPIFY_ORDERS.strip("\n").split("\n")
    extract = read("\n".join([*rows, *rows[1:4]]))
    assert extract.control == read(SHOPIFY_ORDERS).control
    # Orders #1 and #2 again, from line 7 on.
    assert codes(extract) == [("export_order_twice", 7, 2)]


def test_rows_sorted_by_item_are_those_of_the_same_orders() -> None:
    grid = grid_of(SHOPIFY_ORDERS)
    cells = grid.cells.with_columns(grid.lines.alias("_line")).sort(
        "Lineitem sku", maintain_order=True
    )
    lines = cells["_line"]
    extract = read_export("x.csv", replace(grid, cells=cells.drop("_line"), lines=lines))
    assert extract is not None
    assert extract.control == read(SHOPIFY_ORDERS).control
    assert extract.problems == ()


def test_an_order_without_its_first_row_is_said() -> None:
    rows = SHOPIFY_ORDERS.strip("\n").split("\n")
    extract = read("\n".join([rows[0], *rows[2:]]))
    assert extract.status == "partial"
    assert [(p.code, p.line, p.count) for p in extract.problems] == [("export_no_order", 2, 1)]
    assert extract.control["orders"] == 3
    assert extract.control["lines"] == 4


def test_an_amount_that_is_none_is_set_aside_and_said() -> None:
    extract = read(SHOPIFY_ORDERS.replace("8.83,48.00", "8.83,douze"))
    assert extract.status == "partial"
    said = {(p.code, p.line) for p in extract.problems}
    assert ("export_unread_number", 2) in said
    assert extract.control["net_total"] == 19.90
    assert "douze" not in str([p.to_data() for p in extract.problems])


def test_without_the_state_orders_count_and_it_is_said() -> None:
    grid = grid_of(SHOPIFY_ORDERS)
    extract = read_export("x.csv", replace(grid, cells=grid.cells.drop("Financial Status")))
    assert extract is not None
    # All four: 48.00 + 25.00 + 16.00 + 16.00 - 5.10.
    assert extract.control["net_total"] == 99.90
    assert [(p.code, p.count) for p in extract.problems] == [("export_unpaid_unknown", 4)]


def test_products_in_both_headers() -> None:
    old, new = read(SHOPIFY_PRODUCTS), read(SHOPIFY_PRODUCTS_2024)
    products = old.tables["products"]
    assert products["name"].to_list() == ["Savon noir (Petit)", "Savon noir (Grand)", "Tasse"]
    assert products["supplier"].to_list() == ["Marius", "Marius", "Terre"]
    assert products["barcode"].to_list() == ["0123456789012", None, None]
    assert products["unit_cost"].to_list() == [1.80, 3.10, None]
    assert products["weight_kg"].to_list() == [0.1, 0.25, None]
    assert old.tables["stock"]["quantity"].to_list() == [12, -3, 5]
    columns = ["product", "name", "barcode", "category", "supplier", "price", "unit_cost"]
    assert new.tables["products"].select(columns).equals(products.select(columns).head(2))


def test_inventory_by_place_leaves_out_what_is_not_held() -> None:
    extract = read(SHOPIFY_INVENTORY)
    assert extract.tables["stock"].select("product", "location", "quantity").rows() == [
        ("S-P", "Boutique", 12.0),
        ("S-P", "Entrepôt", 30.0),
    ]
    assert extract.tables["products"].select("product", "country").rows() == [
        ("S-P", "FR"),
        ("S-G", "CN"),
    ]
    assert extract.control == {"rows": 2, "units": 42.0}


def test_customers() -> None:
    extract = read(SHOPIFY_CUSTOMERS)
    assert extract.tables["customers"].select("customer", "country", "orders", "spent").rows() == [
        (customer_key("ada@example.com"), "FR", 3.0, 14820),
        (customer_key("Example Bo H2X 1Y4"), "CA", 0.0, 0),
    ]


@pytest.mark.corpus
def test_the_shared_export() -> None:
    expected = json.loads(corpus("shop_exports", "expected.json").read_text(encoding="utf-8"))
    name = "shopify_orders_export_fr.csv"
    extract = read_export(name, grid_of_file(corpus("shop_exports", name)))
    assert extract is not None
    assert extract.control == expected[name]
    assert extract.status == "ok"
