"""The stock list made by hand: what somebody reads in it is what the books hold."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from demo_fec import Row, balance
from demo_lists import cents, table

from ancrage.demo import hidden
from ancrage.demo.cast.suppliers import SUPPLIERS

Cells = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def path(demo_folder: Path) -> Path:
    return demo_folder / "stock" / "Inventaire au 31-12-2025.xlsx"


@pytest.fixture(scope="module")
def cells(path: Path) -> Cells:
    book = openpyxl.load_workbook(path, data_only=True)
    assert book.sheetnames == ["Inventaire", "Notes"]
    return list(book["Inventaire"].iter_rows(values_only=True))


def _items(cells: Cells) -> Cells:
    return [row for row in cells[4:] if row[0] and row[0] != "TOTAL"]


def test_titles_stand_above_the_header_and_a_total_below(cells: Cells) -> None:
    assert cells[0][0] == "ATELIER BRIZELUNE"
    assert cells[1][0] == "Inventaire au 31/12/2025"
    assert cells[2] == (None,) * 7
    assert cells[3][:2] == ("Référence", "Désignation")
    assert cells[-2] == (None,) * 7
    assert cells[-1][0] == "TOTAL"


def test_references_are_text_with_their_zeros_and_numbers_are_numbers(cells: Cells) -> None:
    for row in _items(cells):
        assert isinstance(row[0], str)
        assert (len(row[0]), row[0][0]) == (6, "0")
        assert isinstance(row[4], int)
        assert row[4] >= 0
        assert isinstance(row[5], int | float)
        assert round(row[4] * row[5] * 100) == round(row[6] * 100)


def test_the_value_is_the_stock_of_the_books(
    cells: Cells, demo_years: dict[int, list[Row]]
) -> None:
    value = sum(round(row[6] * 100) for row in _items(cells))
    assert value == round(cells[-1][6] * 100)
    assert value == balance(demo_years[2025], "31", "35", "37")
    assert sum(row[4] for row in _items(cells)) == cells[-1][4]


def test_units_and_costs_are_those_of_the_shop(cells: Cells, demo_folder: Path) -> None:
    units: defaultdict[str, int] = defaultdict(int)
    cost: dict[str, int] = {}
    for row in _items(cells):
        units[row[0]] += row[4]
        cost[row[0]] = round(row[5] * 100)
    products = table(demo_folder / "boutique" / "products_export.csv", "utf-8", ",")
    for product in products:
        reference = product["Variant SKU"]
        assert int(product["Variant Inventory Qty"]) == units[reference]
        assert cents(product["Cost per item"]) == cost[reference]
    assert len(units) == len(products) + 6  # six materials, which the shop does not sell


def test_the_file_says_when_it_was_made(path: Path) -> None:
    made = openpyxl.load_workbook(path).properties.created
    assert made is not None
    assert made.date() == date(2025, 12, 31)


def test_imports_leave_least_once_they_are_landed(
    demo_folder: Path, demo_years: dict[int, list[Row]]
) -> None:
    """Trade margin by supplier: 55 % of the price without tax, less the cost, landed for imports."""
    rows = demo_years[2025]
    landing = balance([r for r in rows if r.journal == "AC"], "6241", "6224", "608", "61636")
    goods = balance([r for r in rows if r.journal == "AC" and r.currency], "607")
    bare: defaultdict[str, list[float]] = defaultdict(list)
    landed: defaultdict[str, list[float]] = defaultdict(list)
    imports = SUPPLIERS[hidden.THIN_MARGIN_SUPPLIER].name.title()
    for product in table(demo_folder / "boutique" / "products_export.csv", "utf-8", ","):
        price = cents(product["Variant Price"]) / 1.2 * 0.55
        cost = cents(product["Cost per item"])
        full = cost * (1 + landing / goods) if product["Vendor"] == imports else cost
        bare[product["Vendor"]].append(1 - cost / price)
        landed[product["Vendor"]].append(1 - full / price)
    mean = {vendor: sum(found) / len(found) for vendor, found in landed.items()}
    assert min(mean, key=lambda vendor: mean[vendor]) == imports
    assert mean[imports] < min(value for vendor, value in mean.items() if vendor != imports) - 0.08
    usual = {vendor: sum(found) / len(found) for vendor, found in bare.items()}
    assert usual[imports] > min(usual.values())
