"""Items that are one are counted once: by barcode, by what the owner says; undone, everything is as before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import goods
from ancrage.firm import Firm, read
from ancrage.firm.identities import Decisions
from ancrage.firm.items.together import items
from ancrage.firm.items.which import which
from ancrage.firm.tables.trade import DECLARED
from ancrage.text import Language, render
from ledgers import sale, write
from trade_files import Item, Order, invoice, shop_orders, shop_products

YEAR = [sale("20250103", 9_000.0), sale("20251230", 9_000.0)]
EAN, OTHER = "3518370400049", "4006381333931"
SOAP, SAVON = "items:sku:s-1", "items:sku:old7"


def order(number: str, name: str, sku: str) -> Order:
    """Three pieces at 12.00 with tax and 6.00 of shipping: 30.00 of goods before tax."""
    return Order(
        number, "2025-05-01 10:00:00 +0200", ((3, name, 12.00, sku),), 42.00, 7.00, shipping=6.00
    )


def shop(
    tmp_path: Path,
    *listed: tuple[str, str, str, str, str, float | None],
    bills: tuple[Path, ...] = (),
) -> Firm:
    """A shop that sold the same soap under two references, « S-1 » and « OLD7 », three of each."""
    orders = [order("#1", "Savon olive", "S-1"), order("#2", "SAVON Olive", "OLD7")]
    files = [shop_orders(tmp_path / "o.csv", orders), shop_products(tmp_path / "p.csv", listed)]
    firm = read([*write(tmp_path, YEAR), *files, *bills]).firm
    assert firm is not None
    return firm


def with_stock(firm: Firm, *rows: tuple[str, float]) -> Firm:
    """One list of stock, of references and quantities."""
    schema = DECLARED["stock"].schema
    told: list[dict[str, Any]] = [
        dict.fromkeys(schema)
        | {"product": sku, "quantity": n, "source": 0, "line": line, "date": date(2025, 12, 31)}
        for line, (sku, n) in enumerate(rows, 2)
    ]
    frame = pl.DataFrame(told, schema=schema, orient="row")
    return replace(firm, tables={**firm.tables, "stock": frame})


def figures(firm: Firm) -> dict[str, tuple[float, float, float | None]]:
    """Units and net sales (cents), stock, by reference."""
    table = items(firm).table
    return {
        product: (units, round(net), stock)
        for product, units, net, stock in table.select("product", "units", "net", "stock").iter_rows()
        if net is not None
    }  # fmt: skip


def said(same: bool, *pairs: tuple[str, str]) -> Decisions:  # noqa: FBT001
    return Decisions(frozenset(pairs)) if same else Decisions(different=frozenset(pairs))


APART = {"S-1": (3.0, 30_00, 4.0), "OLD7": (3.0, 30_00, 5.0)}
# 30.00 and 30.00 of sales, 4 and 5 in stock.
ONE = {"S-1": (6.0, 60_00, 9.0)}


def test_one_barcode_is_one_item_whose_sales_and_stock_add_up(tmp_path: Path) -> None:
    listed = [("S-1", "Savon olive", "", "", EAN, 3.0), ("OLD7", "SAVON Olive", "", "", EAN, None)]
    firm = with_stock(shop(tmp_path, *listed), ("S-1", 4.0), ("OLD7", 5.0))
    assert figures(firm) == ONE
    found = which(firm)
    (merge,) = found.merges
    assert {merge.a, merge.b} == {SOAP, SAVON}
    assert render(merge.reason, Language.FR) == "même code-barres"
    assert (found.groups[0].amount, set(found.groups[0].keys)) == (60_00, {SOAP, SAVON})
    apart = replace(firm, decisions=said(False, (SOAP, SAVON)))
    assert figures(apart) == APART
    assert which(apart).merges == ()
    assert figures(replace(apart, decisions=Decisions())) == ONE


def test_two_references_of_one_name_are_one_when_the_owner_says_so(tmp_path: Path) -> None:
    listed = [("S-1", "Savon olive", "", "", "", 3.0), ("OLD7", "SAVON Olive", "", "", "", None)]
    firm = with_stock(shop(tmp_path, *listed), ("S-1", 4.0), ("OLD7", 5.0))
    assert figures(firm) == APART
    (question,) = which(firm).review
    assert {question.a, question.b} == {SOAP, SAVON}
    told = replace(firm, decisions=said(True, (SAVON, SOAP)))
    assert figures(told) == ONE
    assert which(told).review == ()
    assert figures(replace(told, decisions=Decisions())) == APART


def test_what_files_write_is_kept_for_the_proofs(tmp_path: Path) -> None:
    listed = [("S-1", "Savon olive", "", "", EAN, 3.0), ("OLD7", "SAVON Olive", "", "", EAN, None)]
    firm = shop(tmp_path, *listed)
    assert set(firm.tables["order_lines"]["product"]) == {"S-1", "OLD7"}
    assert set(firm.table("order_lines")["product"]) == {"S-1"}
    lines = firm.table("order_lines").filter(pl.col("product") == "S-1")
    (proof,) = firm.prove_rows("order_lines", lines)
    assert (len(proof.lines), proof.amount_cents) == (2, 72_00)


def test_sizes_of_one_barcode_stay_two_items(tmp_path: Path) -> None:
    orders = [order("#1", "Pull M", "P-M"), order("#2", "Pull L", "P-L")]
    listed = [("P-M", "Pull M", "", "", EAN, None), ("P-L", "Pull L", "", "", EAN, None)]
    files = [shop_orders(tmp_path / "o.csv", orders), shop_products(tmp_path / "p.csv", listed)]
    firm = read([*write(tmp_path, YEAR), *files]).firm
    assert firm is not None
    assert set(figures(firm)) == {"P-M", "P-L"}
    assert which(firm).review == ()
    told = replace(firm, decisions=said(True, ("items:sku:p-m", "items:sku:p-l")))
    assert len(figures(told)) == 1


def test_a_line_of_an_invoice_is_the_item_that_the_owner_says(tmp_path: Path) -> None:
    """The supplier calls it otherwise, without a barcode: nothing but the owner knows, and then the cost is known."""
    bill = invoice(tmp_path / "a.xml", "F1", "2025-01-10", Item(40, 4.00, name="SVN OLV 100", theirs="X9"))  # fmt: skip
    firm = shop(tmp_path, ("S-1", "Savon olive", "", "", "", None), bills=(bill,))
    line = next(key for key in firm.items_known.written if key.startswith("items:bought:"))
    cost = pl.col("product") == "S-1"
    assert items(firm).table.filter(cost)["cost"].to_list() == [None]
    told = replace(firm, decisions=said(True, (line, SOAP)))
    assert items(told).table.filter(cost)["cost"].to_list() == [4.0]
    assert items(told).bought["product"].to_list() == ["S-1"]


def test_a_line_of_an_invoice_is_not_the_item_when_the_owner_says_so(tmp_path: Path) -> None:
    bill = invoice(tmp_path / "a.xml", "F1", "2025-01-10", Item(40, 4.00, theirs="X9", barcode=EAN))
    firm = shop(tmp_path, ("S-1", "Savon olive", "", "", EAN, None), bills=(bill,))
    line = next(key for key in firm.items_known.written if key.startswith("items:bought:"))
    assert items(firm).bought["product"].to_list() == ["S-1"]
    apart = replace(firm, decisions=said(False, (line, SOAP)))
    assert items(apart).bought["product"].to_list() == [None]


@pytest.mark.parametrize("most", [2, 20_000])
def test_a_list_too_long_to_compare_still_goes_by_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("ancrage.firm.identities.item_writings.MOST", most)
    listed = [("S-1", "Savon olive", "", "", EAN, 3.0), ("OLD7", "SAVON Olive", "", "", EAN, None),
              ("B-1", "Bol", "", "", "", None), ("B-2", "BOL", "", "", "", None)]  # fmt: skip
    firm = shop(tmp_path, *listed)
    assert set(figures(firm)) == {"S-1"}
    assert len(which(firm).review) == (1 if most > 2 else 0)


def test_keys_do_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    firm = shop(tmp_path, ("S-1", "Savon olive", "", "", EAN, 3.0))
    turned = {name: frame.reverse() for name, frame in reversed(firm.tables.items())}
    again = replace(firm, tables=turned)
    assert set(firm.items_known.written) == set(again.items_known.written)
    assert {frozenset(c) for c in firm.items_known.clusters} == {
        frozenset(c) for c in again.items_known.clusters
    }


def test_orders_to_suppliers_of_two_references_are_those_of_one_item() -> None:
    """10 and 20 ordered, of which 10 came: 20 are still to come of one item, or of the second of two."""
    bowls = goods.firm(
        purchase_orders=[
            goods.ordered("1", "2025-06-01", 10, "A", name="Bol"),
            goods.ordered("2", "2025-06-15", 20, "B", name="BOL"),
        ],
        receipts=[goods.came("1", "2025-06-10", 10, "A")],
    )
    assert goods.of(bowls).positions["item"].sort().to_list() == ["A", "B"]
    told = replace(bowls, decisions=said(True, ("items:sku:a", "items:sku:b")))
    (position,) = goods.of(told).positions.to_dicts()
    assert (position["item"], position["orders"], position["on_order"]) == ("A", 2, 20.0)
