"""Tills and card readers: Square, SumUp, Lightspeed."""

from __future__ import annotations

from datetime import date

import polars as pl
from reading import codes, read
from samples import (
    LIGHTSPEED_ITEMS,
    LIGHTSPEED_X,
    SQUARE_ITEMS,
    SQUARE_TRANSACTIONS,
    SUMUP_SALES,
    SUMUP_SALES_FR,
    SUMUP_TRANSACTIONS,
)


def test_items_of_square() -> None:
    extract = read(SQUARE_ITEMS)
    # 18.00 + 2.70 + 30.00 + 4.49; a refund of 11.50 with its tax.
    assert extract.control == {
        "orders": 2,
        "lines": 3,
        "net_total": 43.69,
        "refunded": 11.50,
        "cancelled": 0,
        "customers": 1,
        "units": 2,
    }
    lines = extract.tables["order_lines"]
    assert lines["name"].to_list() == ["Savon", "Bougie (Grande)", "Savon"]
    assert lines["amount"].to_list() == [1800, 3000, -1000]
    # A dollar of no country: Canadian, American or Australian.
    assert extract.tables["orders"]["currency"].unique().to_list() == [""]
    assert extract.tables["orders"]["tax"].to_list() == [719, 0]


def test_days_that_may_be_months_are_asked() -> None:
    both = SQUARE_ITEMS.replace("2025-10-05", "10/05/2025").replace("2025-10-06", "10/06/2025")
    extract = read(both)
    assert codes(extract) == [("export_ambiguous_date", 2, 3)]
    assert extract.tables["orders"]["date"].null_count() == 2
    months_first = both.replace("10/06/2025", "10/26/2025")
    assert read(months_first).tables["orders"]["date"].to_list() == [
        date(2025, 10, 5),
        date(2025, 10, 26),
    ]


def test_transactions_of_square() -> None:
    extract = read(SQUARE_TRANSACTIONS)
    order = extract.tables["orders"].row(0, named=True)
    # The refund has the number of the sale: 63.24 sold, 11.50 given back.
    assert (order["gross"], order["refunded"], order["fees"], order["tax"]) == (
        6324,
        1150,
        175,
        824,
    )
    assert extract.control["net_total"] == 51.74


def test_transactions_of_sumup() -> None:
    extract = read(SUMUP_TRANSACTIONS)
    # The failed one is none; the row of the payout repeats its sale.
    assert extract.control == {
        "rows": 4,
        "orders": 2,
        "net_total": 37.00,
        "refunded": 0.0,
        "cancelled": 0,
        "sales": 37.00,
        "fees": -0.21,
        "refunds": 0.0,
        "payout": 11.79,
    }
    payouts = extract.tables["payouts"].with_columns(pl.col("kind").cast(pl.String))
    assert payouts.select("settlement", "kind", "order", "amount").rows() == [
        ("777", "sale", "TAAA", 1200),
        ("777", "fee", "TAAA", -21),
        ("", "sale", "TCCC", 2500),
    ]


def test_transactions_of_sumup_in_german() -> None:
    text = """
E-Mail;Datum;Transaktions-ID;Zahlungsart;Status;Kartentyp;Betrag inkl. MwSt.;MwSt.-Betrag;Trinkgeldbetrag;Gebühr;Auszahlung;Auszahlungs-ID
a@b.c;01.04.2025;TAAA;Umsatz;Erfolgreich;VISA;1.012,00;161,58;0,00;15,18;;
a@b.c;13.04.2025;TBBB;Umsatz;Erfolgreich;VISA;10,00;1,60;0,00;0,15;;
"""
    extract = read(text, ";")
    assert extract.control["sales"] == 1022.00
    assert extract.control["fees"] == -15.33
    assert extract.tables["orders"]["date"][0] == date(2025, 4, 1)


def test_items_of_sumup() -> None:
    extract = read(SUMUP_SALES)
    # 7.00 + 3.50, of which 3.50 went back.
    assert extract.control["net_total"] == 7.00
    assert extract.tables["orders"].select("order", "date", "gross", "refunded").rows() == [
        ("TD4KP497FR", date(2023, 3, 15), 1050, 350)
    ]


def test_items_of_sumup_in_french() -> None:
    extract = read(SUMUP_SALES_FR)
    # 15,86 and 1,50, of which 1,50 went back; the days are written in words.
    assert (extract.status, extract.control["net_total"]) == ("ok", 15.86)
    assert extract.tables["orders"].select(
        "order", "date", "gross", "refunded", "discount"
    ).rows() == [
        ("TREP01", date(2026, 7, 10), 1586, 0, 0),
        ("TREP02", date(2026, 6, 1), 150, 150, 50),
    ]
    assert extract.tables["order_lines"]["quantity"].to_list() == [10.575, 1.0, -1.0]


def test_items_of_lightspeed() -> None:
    extract = read(LIGHTSPEED_ITEMS)
    assert extract.tables["products"].select("product", "barcode", "price", "unit_cost").rows() == [
        ("C-1", "0123456789012", 1199.99, 400.5),
        ("M-2", None, 25.0, 11.0),
    ]
    places = read(LIGHTSPEED_X)
    assert places.tables["stock"].select("product", "location", "quantity").rows() == [
        ("C-1", "Main Outlet", 3.0),
        ("G-1", "Main Outlet", 0.0),
        ("C-1", "Boutique 2", 1.0),
    ]
