"""The exports of the web shop tie with the books, to the cent."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from demo_fec import Row
from demo_lists import cents, table

from ancrage.demo.records import Channel, Truth
from corpus import corpus

Years = dict[int, list[Row]]
Table = list[dict[str, str]]


@pytest.fixture(scope="module")
def lines(demo_folder: Path) -> Table:
    return table(demo_folder / "boutique" / "orders_export.csv", "utf-8", ",")


@pytest.fixture(scope="module")
def products(demo_folder: Path) -> Table:
    return table(demo_folder / "boutique" / "products_export.csv", "utf-8", ",")


def _orders(lines: Table) -> list[Table]:
    return [list(group) for _, group in groupby(lines, key=lambda line: line["Name"])]


def _booked(years: Years) -> dict[date, int]:
    found: defaultdict[date, int] = defaultdict(int)
    for rows in years.values():
        for row in rows:
            if row.journal == "VE" and row.party == "CWEB":
                found[row.day] += row.cents
    return found


def _returned(truth: Truth) -> dict[date, int]:
    found: defaultdict[date, int] = defaultdict(int)
    for ticket in truth.tickets:
        if ticket.channel is Channel.WEB and ticket.number.endswith("-R"):
            found[ticket.day] -= ticket.cents
    return found


def test_the_header_is_that_of_the_real_export(demo_folder: Path) -> None:
    real = corpus("shop_exports", "shopify_orders_export_fr.csv")
    with real.open(encoding="utf-8", newline="") as stream:
        expected = next(csv.reader(stream))
    with (demo_folder / "boutique" / "orders_export.csv").open(encoding="utf-8") as stream:
        assert next(csv.reader(stream)) == expected


def test_each_day_of_the_shop_is_the_day_of_the_books(
    lines: Table, demo_years: Years, demo_truth: Truth
) -> None:
    sold: defaultdict[date, int] = defaultdict(int)
    for order in _orders(lines):
        sold[date.fromisoformat(order[0]["Created at"][:10])] += cents(order[0]["Total"])
    booked, returned = _booked(demo_years), _returned(demo_truth)
    days = set(sold) | set(booked)
    assert len(days) > 900
    for one in days:
        assert sold[one] - returned.get(one, 0) == booked.get(one, 0), one


def test_what_was_refunded_is_what_the_books_took_back(
    lines: Table, demo_years: Years, demo_truth: Truth
) -> None:
    total = refunded = 0
    for order in _orders(lines):
        total += cents(order[0]["Total"])
        refunded += cents(order[0]["Refunded Amount"])
    # what was sold in 2022 and came back in 2023 is in the books, but not in an export from 2023 on
    from_before = sum(
        -ticket.cents
        for ticket in demo_truth.tickets
        if ticket.number.startswith("WEB22")
        and ticket.number.endswith("-R")
        and ticket.day.year == 2023
    )
    assert 0 < from_before < 50_000 < refunded
    assert total - refunded - from_before == sum(_booked(demo_years).values())


def test_an_order_adds_up_and_says_its_totals_once(lines: Table) -> None:
    orders = _orders(lines)
    assert len(orders) == len({order[0]["Name"] for order in orders}) > 4_000
    assert len({order[0]["Id"] for order in orders}) == len(orders)
    for order in orders:
        first = order[0]
        goods = sum(int(x["Lineitem quantity"]) * cents(x["Lineitem price"]) for x in order)
        assert goods == cents(first["Subtotal"])
        assert goods + cents(first["Shipping"]) == cents(first["Total"])
        assert abs(cents(first["Taxes"]) * 6 - cents(first["Total"])) <= 3  # a half cent, at 20 %
        for other in order[1:]:
            assert {other[word] for word in ("Total", "Financial Status", "Currency")} == {""}
            assert (other["Email"], other["Created at"]) == (first["Email"], first["Created at"])


def test_the_newest_order_is_first(lines: Table) -> None:
    days = [order[0]["Created at"][:10] for order in _orders(lines)]
    assert all(first >= second for first, second in pairwise(days))
    assert (days[0], days[-1][:4]) == ("2025-12-31", "2023")


def test_a_refund_shows_in_the_status(lines: Table) -> None:
    seen = set()
    for order in _orders(lines):
        back, total = cents(order[0]["Refunded Amount"]), cents(order[0]["Total"])
        expected = "paid" if back == 0 else "refunded" if back == total else "partially_refunded"
        assert order[0]["Financial Status"] == expected
        seen.add(expected)
    assert seen == {"paid", "refunded", "partially_refunded"}


def test_sales_abroad_stay_where_french_tax_applies(lines: Table) -> None:
    # under 10,000 euros a year to the rest of the Union (French tax code, articles 258 A and 259 D)
    abroad: defaultdict[str, int] = defaultdict(int)
    for order in _orders(lines):
        if order[0]["Shipping Country"] != "FR":
            abroad[order[0]["Created at"][:4]] += cents(order[0]["Total"])
    assert sorted(abroad) == ["2023", "2024", "2025"]
    assert all(0 < value / 1.2 < 10_000_00 for value in abroad.values())


def test_some_persons_come_back_and_none_is_named(lines: Table) -> None:
    orders = [order[0] for order in _orders(lines)]
    mails = {order["Email"] for order in orders}
    assert 0.6 < len(mails) / len(orders) < 0.85
    assert all(mail.endswith("@example.com") for mail in mails)
    assert all(order["Billing Name"].split(" ")[1][1:] == "." for order in orders)
    zips = {order["Shipping Zip"] for order in orders}
    assert {"'01000", "'06000"} <= zips
    assert all(place.startswith("'") for place in zips)


def test_hours_are_those_of_paris(lines: Table) -> None:
    offsets: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        offsets[line["Created at"][:10]].add(line["Created at"][-5:])
    assert {len(found) for found in offsets.values()} == {1}
    changes = {"2023-03-25": "+0100", "2023-03-26": "+0200", "2024-10-26": "+0200"}
    changes |= {"2024-10-27": "+0100", "2025-07-14": "+0200", "2025-12-24": "+0100"}
    known = {one: offset for one, offset in changes.items() if one in offsets}
    assert len(known) >= 4
    for one, offset in known.items():
        assert offsets[one] == {offset}


def test_every_item_sold_is_a_product(lines: Table, products: Table) -> None:
    listed = {product["Variant SKU"]: product for product in products}
    assert len(listed) == len(products) == 37
    assert all(reference.startswith("0") and len(reference) == 6 for reference in listed)
    for line in lines:
        product = listed[line["Lineitem sku"]]
        assert line["Lineitem name"] == product["Title"]
        assert line["Vendor"] == product["Vendor"]
        if line["Created at"].startswith("2025"):
            assert line["Lineitem price"] == product["Variant Price"]
