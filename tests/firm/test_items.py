"""Items put together from a shop, invoices, orders and lists, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ancrage.firm import Firm, read
from ancrage.firm.items.sold import sold
from ancrage.firm.items.together import items
from ancrage.firm.tables.trade import DECLARED
from ledgers import firm_of, sale, write
from trade_files import Item, Order, invoice, shop_orders, shop_products

YEAR = [sale("20250103", 9_000.0), sale("20251230", 9_000.0)]
SOAP = (3, "Savon", 12.00, "S-1")
# Three soaps at 12.00 with tax, 6.00 of shipping: 42.00, of which 7.00 of tax (20 %).
ORDER = Order("#1", "2025-05-01 10:00:00 +0200", (SOAP,), 42.00, 7.00, shipping=6.00)


def given(tmp_path: Path, *files: Path) -> Firm:
    firm = read([*write(tmp_path, YEAR), *files]).firm
    assert firm is not None
    return firm


def of_orders(tmp_path: Path, *orders: Order) -> pl.DataFrame:
    return sold(given(tmp_path, shop_orders(tmp_path / "orders.csv", orders)))


def with_tables(firm: Firm, **tables: list[dict[str, Any]]) -> Firm:
    """The firm with rows of tables, each from a file of its own unless said, in euros."""
    frames = {}
    for name, rows in tables.items():
        told = [
            {"source": 0, "sheet": "", "line": n, "currency": "EUR", **row}
            for n, row in enumerate(rows, 2)
        ]
        schema = DECLARED[name].schema
        frames[name] = pl.DataFrame(
            [{k: v for k, v in row.items() if k in schema} for row in told], schema=schema
        )
    return replace(firm, tables={**firm.tables, **frames})


def row(firm: Firm, product: str) -> dict[str, Any]:
    (found,) = items(firm).table.filter(pl.col("product") == product).to_dicts()
    return found


def test_price_cost_supplier_and_margin_of_an_item(tmp_path: Path) -> None:
    firm = given(
        tmp_path,
        shop_orders(tmp_path / "o.csv", [ORDER]),
        shop_products(
            tmp_path / "p.csv", [("S-1", "Savon", "Savonnerie du Port", "Bain", "", 3.00)]
        ),
        invoice(tmp_path / "a.xml", "F1", "2025-01-10", Item(40, 3.50, ours="S-1", theirs="X9")),
        invoice(tmp_path / "b.xml", "F2", "2025-03-10", Item(40, 4.00, ours="S-1", theirs="X9")),
    )
    found = row(firm, "S-1")
    # Goods with tax 36.00, of which one sixth is tax: 30.00 for three, 10.00 each, less 4.00.
    assert found["net"] == pytest.approx(30_00)
    assert found["price"] == pytest.approx(10.00)
    assert (found["cost"], found["cost_before"], found["cost_from"]) == (
        4.00,
        3.50,
        "invoice_lines",
    )
    assert found["cost_day"] == date(2025, 3, 10)
    assert found["margin"] == pytest.approx(18_00)
    assert found["rate"] == pytest.approx(0.6)
    assert found["category"] == "Bain"
    of = items(firm)
    assert of.supplier_name(found["supplier"]) == "SAVONNERIE DU PORT"
    assert of.supplier_name(None) == ""


@pytest.mark.parametrize(
    ("order", "units", "net"),
    [
        # Tax on top: 36.00 of goods, 6.00 of shipping, 8.40 of tax.
        (replace(ORDER, total=50.40, tax=8.40), 3, 36_00),
        # A discount of 6.00 on the whole, tax within: goods 30.00 with tax, 25.00 without.
        (replace(ORDER, total=36.00, tax=6.00, discount=6.00), 3, 25_00),
        # Half of it given back.
        (replace(ORDER, refunded=21.00), 1.5, 15_00),
        # More given back than paid is all given back.
        (replace(ORDER, refunded=50.00), 0, 0),
        # No tax where none is due.
        (replace(ORDER, tax=0.00), 3, 36_00),
    ],
)
def test_what_an_order_is_worth_before_tax(
    tmp_path: Path, order: Order, units: float, net: float
) -> None:
    # A second, plain order with the same custom tells how the shop writes its prices.
    top = order.total == 50.40
    plain = replace(ORDER, number="#2", total=50.40 if top else 42.00, tax=8.40 if top else 7.00)
    first = of_orders(tmp_path, order, plain).filter(pl.col("order") == "#1")
    assert first["units"].to_list() == pytest.approx([units])
    assert first["net"].to_list() == pytest.approx([net])


@pytest.mark.parametrize(
    "order",
    [
        replace(ORDER, tax=None),
        replace(ORDER, currency="USD"),
        replace(ORDER, total=99.00),  # lines and total cannot be brought together
        # 36.00 less 6.00 with 6.00 on top, or 36.00 with 6.00 within: nothing else tells which.
        replace(ORDER, shipping=0.0, total=36.00, tax=6.00, discount=6.00),
    ],
    ids=["tax unsaid", "dollars", "another total", "both readings"],
)
def test_what_cannot_be_known_is_unknown(tmp_path: Path, order: Order) -> None:
    lines = of_orders(tmp_path, order)
    assert lines["amount"].to_list() == [36_00]
    assert lines["net"].to_list() == [None]


@pytest.mark.parametrize(
    "order", [replace(ORDER, cancelled="2025-05-02 08:00:00 +0200"), replace(ORDER, status="pending")]
)  # fmt: skip
def test_orders_cancelled_or_not_paid_are_not_sales(tmp_path: Path, order: Order) -> None:
    assert of_orders(tmp_path, order).is_empty()


def test_items_without_reference_are_those_of_their_name(tmp_path: Path) -> None:
    firm = given(
        tmp_path,
        shop_orders(
            tmp_path / "o.csv",
            [replace(ORDER, lines=((3, "Savon", 12.00, ""),)),
             replace(ORDER, number="#2", lines=((3, "Bougie", 12.00, ""),))],
        ),
        shop_products(tmp_path / "p.csv", [("S-1", "Savon", "", "", "", 3.00)]),
    )  # fmt: skip
    assert sorted(sold(firm)["product"]) == ["Bougie", "S-1"]
    assert row(firm, "S-1")["margin"] == pytest.approx(30_00 - 9_00)
    assert row(firm, "Bougie")["margin"] is None


def test_an_invoice_leads_to_the_item_by_its_barcode(tmp_path: Path) -> None:
    firm = given(
        tmp_path,
        shop_orders(tmp_path / "o.csv", [ORDER]),
        shop_products(tmp_path / "p.csv", [("S-1", "Savon", "", "", "3518370400049", None)]),
        # The same item as UPC on twelve signs would be another; the GTIN has a zero in front.
        invoice(tmp_path / "a.xml", "F1", "2025-01-10", Item(40, 4.00, theirs="X9", barcode="03518370400049")),
    )  # fmt: skip
    assert row(firm, "S-1")["cost"] == 4.00


def test_a_short_reference_of_the_supplier_is_not_ours_by_chance(tmp_path: Path) -> None:
    firm = given(
        tmp_path,
        shop_orders(tmp_path / "o.csv", [replace(ORDER, lines=((3, "Savon", 12.00, "1001"),))]),
        invoice(
            tmp_path / "a.xml",
            "F1",
            "2025-01-10",
            Item(40, 4.00, name="Ficelle", theirs="1001"),
        ),
        invoice(tmp_path / "b.xml", "F2", "2025-01-11", Item(1, 9.00, name="Ruban", theirs="S-1")),
    )
    assert row(firm, "1001")["cost"] is None


def test_the_price_of_a_box_or_of_another_currency_is_not_that_of_the_item(tmp_path: Path) -> None:
    shop = shop_orders(tmp_path / "o.csv", [ORDER])
    listed = shop_products(tmp_path / "p.csv", [("S-1", "Savon", "", "", "", 3.00)])
    dozen = invoice(tmp_path / "a.xml", "F1", "2025-01-10", Item(5, 40.00, ours="S-1"))
    # Forty euros beside three: one of them is not of a piece, and nothing says which.
    assert row(given(tmp_path, shop, listed, dozen), "S-1")["cost"] is None
    boxes = invoice(tmp_path / "a.xml", "F1", "2025-01-10", Item(5, 4.00, ours="S-1", unit="XBX"))
    assert row(given(tmp_path, shop, listed, boxes), "S-1")["cost_from"] == "products"
    dollars = invoice(
        tmp_path / "a.xml", "F1", "2025-01-10", Item(5, 4.00, ours="S-1"), currency="USD"
    )
    found = row(given(tmp_path, shop, listed, dollars), "S-1")
    assert (found["cost"], found["cost_from"]) == (3.00, "products")


def test_an_order_much_later_than_the_last_invoice_tells_the_cost(tmp_path: Path) -> None:
    firm = given(
        tmp_path,
        invoice(tmp_path / "a.xml", "F1", "2025-01-10", Item(40, 3.50, ours="S-1")),
    )
    order = {
        "order": "C1",
        "supplier": "SAVONNERIE DU PORT",
        "product": "S-1",
        "quantity": 10.0,
        "unit_price": 4.2,
    }
    soon = with_tables(firm, purchase_orders=[{**order, "ordered": date(2025, 3, 1)}])
    late = with_tables(firm, purchase_orders=[{**order, "ordered": date(2025, 12, 1)}])
    assert row(soon, "S-1")["cost"] == 3.50
    assert row(late, "S-1")["cost"] == 4.2


def test_invoices_sent_by_the_firm_or_meant_for_another_are_no_purchase(tmp_path: Path) -> None:
    firm = given(
        tmp_path,
        invoice(tmp_path / "a.xml", "V1", "2025-01-10", Item(4, 9.00, ours="S-1"), siren="123456782", buyer="732829320"),
        invoice(tmp_path / "b.xml", "F2", "2025-01-10", Item(4, 9.00, ours="S-1"), buyer="552008443"),
    )  # fmt: skip
    assert items(firm).bought.is_empty()


def test_stock_is_that_of_the_list_dated_last_and_unknown_where_lists_differ(
    tmp_path: Path,
) -> None:
    firm = firm_of(tmp_path, YEAR)
    one = {"product": "S-1", "quantity": 10.0, "source": 1}
    other = {"product": "S-1", "quantity": 7.0, "source": 2}
    assert row(with_tables(firm, stock=[one, other]), "S-1")["stock"] is None
    dated = {**other, "date": date(2025, 12, 31)}
    assert row(with_tables(firm, stock=[one, dated]), "S-1")["stock"] == 7
    places = [dated, {**dated, "location": "Cave", "quantity": 2.0}]
    assert row(with_tables(firm, stock=[one, *places]), "S-1")["stock"] == 9
    assert row(with_tables(firm, stock=[one, {**one, "source": 2}]), "S-1")["stock"] == 10


def test_a_firm_with_its_books_alone_has_no_item(tmp_path: Path) -> None:
    of = items(firm_of(tmp_path, YEAR))
    assert of.table.is_empty()
    assert of.bought.is_empty()


def test_sales_without_orders_are_worth_what_their_file_says(tmp_path: Path) -> None:
    line = {"channel": "till", "product": "S-1", "date": date(2025, 5, 1), "quantity": 2.0}
    firm = with_tables(
        given(tmp_path),
        order_lines=[
            {**line, "amount": 20_00, "tax": 4_00, "taxed": False},
            {**line, "amount": 24_00, "tax": 4_00, "taxed": True},
            {**line, "quantity": -2.0, "amount": -24_00, "tax": -4_00, "taxed": True},
            {**line, "amount": 24_00, "taxed": True},  # how much tax it holds is unsaid
            {**line, "amount": 24_00, "tax": 4_00},  # whether it holds the tax is unsaid
            {**line, "order": "#7", "amount": 20_00, "taxed": False},
            {**line, "order": "#8", "amount": 20_00, "taxed": False},
        ],
        orders=[{"channel": "till", "order": "#8", "cancelled": True, "gross": 20_00, "tax": 0}],
    )
    found = sold(firm)
    assert found["net"].to_list() == [20_00, 20_00, -20_00, None, None, 20_00]
    assert found["units"].to_list() == [2, 2, -2, 2, 2, 2]
