"""Amazon: a statement adds up to its payout, to the cent, in every form; all orders, with the tax in or on top."""

from __future__ import annotations

import json
import re
from datetime import date

import polars as pl
import pytest
from reading import codes, read
from samples import AMAZON_ORDERS, AMAZON_V1, AMAZON_V2
from sheets_of import grid_of_file

from ancrage.firm.exports import read_export
from ancrage.text import Language, render
from corpus import corpus

TAB = "\t"


def test_statement_of_an_american_site() -> None:
    extract = read(AMAZON_V2, TAB)
    # Sales 1,200.00 + 96.00; fees -180.00 + 4.14 - 39.99; 1296.00 - 215.85 - 50.00 - 10.00 = 1020.15.
    assert extract.control == {
        "rows": 8,
        "payout": 1020.15,
        "sales": 1296.00,
        "fees": -215.85,
        "refunds": -50.00,
        "discounts": -10.00,
    }
    assert extract.status == "ok"
    table = extract.tables["payouts"]
    assert table["amount"].sum() == 102015
    assert table["kind"].cast(pl.String).to_list() == [
        "sale", "tax", "fee", "discount", "refund", "fee", "fee",
    ]  # fmt: skip
    assert table["currency"].unique().to_list() == ["USD"]
    assert table["date"].to_list()[0] == date(2025, 1, 2)


def test_statement_of_a_european_site_with_days_first() -> None:
    extract = read(AMAZON_V1, TAB)
    # 40,00 + 4,50 - 6,00 - 0,50 - 5,00 + 0,50 = 33,50.
    assert extract.control == {
        "rows": 4,
        "payout": 33.50,
        "sales": 44.50,
        "fees": -6.00,
        "refunds": -5.00,
    }
    assert extract.tables["payouts"]["date"].unique().sort().to_list() == [
        date(2025, 3, 2),
        date(2025, 3, 5),
    ]


def test_days_are_read_as_the_other_dates_of_the_statement_show() -> None:
    # 02/03 and 05/03 may be months; the statement runs to 14/03 and was paid on 16/03.
    slashes = re.sub(r"(\d\d)\.(\d\d)\.(2025)", r"\1/\2/\3", AMAZON_V1)
    extract = read(slashes, TAB)
    assert extract.status == "ok"
    assert extract.tables["payouts"].equals(read(AMAZON_V1, TAB).tables["payouts"])


def test_a_row_cut_off_is_seen_by_the_sum() -> None:
    rows = AMAZON_V2.strip("\n").split("\n")
    extract = read("\n".join(rows[:-1]), TAB)
    assert extract.status == "partial"
    assert codes(extract) == [("export_payout_gap", 2, 1)]
    words = render(extract.problems[0].message, Language.EN)
    assert "900" in words
    # 1020.15 + 39.99 that is missing.
    assert "1,060.14" in words
    assert "1,020.15" in words


def test_a_statement_without_its_total_is_said() -> None:
    rows = AMAZON_V2.strip("\n").split("\n")
    extract = read("\n".join([rows[0], *rows[2:]]), TAB)
    assert [p.code for p in extract.problems] == ["export_no_payout"]
    assert extract.status == "warning"


def test_two_statements_in_two_currencies() -> None:
    other = AMAZON_V2.strip("\n").split("\n")[1:]
    more = [row.replace("900\t", "901\t", 1).replace("USD", "CAD") for row in other]
    extract = read(AMAZON_V2 + "\n".join(more), TAB)
    assert extract.control["payout_by_currency"] == {"CAD": 1020.15, "USD": 1020.15}
    assert "payout" not in extract.control
    assert [p.code for p in extract.problems] == ["export_currencies"]


@pytest.mark.parametrize(
    ("transaction", "kind", "description", "wanted"),
    [
        ("Order", "ItemPrice", "Principal", "sale"),
        ("Order", "ItemPrice", "ShippingTax", "tax"),
        ("Order", "ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", "tax"),
        ("Order", "ItemPrice", "Shipping", "shipping"),
        ("Order", "ItemFees", "FBAPerUnitFulfillmentFee", "fee"),
        ("Order", "Promotion", "Shipping", "discount"),
        ("Refund", "ItemPrice", "Shipping", "refund"),
        ("Refund", "ItemFees", "RefundCommission", "fee"),
        ("A-to-z Guarantee Refund", "ItemPrice", "Principal", "refund"),
        ("ServiceFee", "Cost of Advertising", "TransactionTotalAmount", "fee"),
        ("other-transaction", "other-transaction", "Storage Fee", "fee"),
        ("other-transaction", "other-transaction", "Current Reserve Amount", "other"),
        ("other-transaction", "FBA Inventory Reimbursement", "REVERSAL_REIMBURSEMENT", "other"),
    ],
)
def test_what_a_component_is(transaction: str, kind: str, description: str, wanted: str) -> None:
    rows = AMAZON_V2.strip("\n").split("\n")
    head = rows[1].replace("1020.15", "1.00")
    row = f"900\t\t\t\t\t\t{transaction}\t\t\t\t\t\t{kind}\t{description}\t1.00\t\t2025-01-02"
    extract = read("\n".join([rows[0], head, row]), TAB)
    assert extract.status == "ok"
    assert extract.tables["payouts"]["kind"].to_list() == [wanted]


def test_all_orders_with_the_tax_inside() -> None:
    extract = read(AMAZON_ORDERS, TAB)
    # 402-1: 20.00 + 4.00 - 2.00 + 15.00; 402-2 was cancelled, 402-3 waits for its payment.
    assert extract.control == {
        "orders": 3,
        "lines": 4,
        "net_total": 37.00,
        "cancelled": 1,
        "units": 4,
        "by_country": {"FR": 37.00},
    }
    order = extract.tables["orders"].row(0, named=True)
    assert (order["gross"], order["tax"], order["shipping"], order["discount"]) == (
        3700,
        650,
        400,
        200,
    )
    assert extract.tables["orders"]["paid"].to_list() == [True, False, False]
    assert extract.tables["order_lines"]["unit_price"].to_list() == [10.0, 15.0, None, 10.0]


def test_all_orders_of_an_american_site_add_the_tax() -> None:
    text = AMAZON_ORDERS.replace("Amazon.fr", "Amazon.com").replace("EUR", "USD")
    # 37.00 + 3.33 + 0.67 + 2.50.
    assert read(text, TAB).control["net_total"] == 43.50


@pytest.mark.corpus
def test_the_shared_statement() -> None:
    expected = json.loads(corpus("shop_exports", "expected.json").read_text(encoding="utf-8"))
    name = "amazon_settlement_v2_fr.txt"
    extract = read_export(name, grid_of_file(corpus("shop_exports", name), TAB))
    assert extract is not None
    assert extract.control == expected[name]
    assert extract.status == "ok"
