"""Orders to suppliers and what came of them in one list, as people and software keep it: both tables, or the delay is lost."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from sheet_cases import grid_of

from ancrage.firm.bytestream import Payload
from ancrage.firm.extract import Extract
from ancrage.firm.mapping.guess import propose
from ancrage.firm.recognise import read_other

# Headers of a list; columns that the orders must have, then the receipts.
LISTS = [
    (  # an order tracker kept by hand: what came in is told by its day alone
        "Date:date;Fournisseur:firm;Produit:name;Quantité commandée:int;Reçu le:date",
        {"ordered": "Date", "supplier": "Fournisseur", "quantity": "Quantité commandée"},
        {"received": "Reçu le", "quantity": "Quantité commandée", "supplier": "Fournisseur", "name": "Produit"},
    ),
    (
        "Commande n°:po;Passée le:date;Fournisseur:firm;Article:name;Qté:int;PU HT:dec;À livrer le:date;Livré le:date",
        {"order": "Commande n°", "ordered": "Passée le", "expected": "À livrer le"},
        {"order": "Commande n°", "received": "Livré le", "quantity": "Qté"},
    ),
    (
        "Fournisseur:firm;Commandé le:date;Article:name;Quantité:int;Prévu le:date;Reçu le:date;Remarque:word",
        {"ordered": "Commandé le", "expected": "Prévu le"},
        {"received": "Reçu le"},
    ),
    (  # beside a promised day, the other day of delivery is the fact
        "N° BC:po;Fournisseur:firm;Désignation:name;Qté commandée:int;Date de commande:date;Date de livraison prévue:date;Date de livraison:date",
        {"order": "N° BC", "expected": "Date de livraison prévue"},
        {"order": "N° BC", "received": "Date de livraison", "quantity": "Qté commandée"},
    ),
    (
        "Date de cde:date;Fournisseur:firm;Désignation:name;Qté cdée:int;Date livr. prévue:date;Date livr. réelle:date;Prix HT:dec",
        {"ordered": "Date de cde", "expected": "Date livr. prévue"},
        {"received": "Date livr. réelle"},
    ),
    (
        "BC:po;Émis le:date;Fournisseur:firm;Réf.:ref;Libellé:name;Qté:int;Arrivée estimée:date;Arrivée réelle:date",
        {"ordered": "Émis le", "expected": "Arrivée estimée"},
        {"received": "Arrivée réelle", "order": "BC"},
    ),
    (  # receipts that say when they were ordered
        "N° commande:po;Fournisseur:firm;Référence:ref;Date de commande:date;Date de réception:date;Qté reçue:int",
        {"order": "N° commande", "ordered": "Date de commande", "quantity": "Qté reçue"},
        {"received": "Date de réception", "quantity": "Qté reçue"},
    ),
    (
        "N° pièce:po;Date pièce:date;N° tiers:ref;Intitulé tiers:firm;Référence article:ref;Désignation:name;Qté commandée:int;Qté livrée:int;Date livraison prévue:date;P.U. HT:dec",
        {"order": "N° pièce", "ordered": "Date pièce", "quantity": "Qté commandée"},
        {"order": "N° pièce", "quantity": "Qté livrée"},
    ),
    (
        "PurchaseOrderNumber:po;PurchaseOrderDate:iso;VendorName:firm;ItemName:name;SKU:ref;QuantityOrdered:int;QuantityReceived:int;ItemPrice:point;ExpectedDeliveryDate:iso",
        {"order": "PurchaseOrderNumber", "ordered": "PurchaseOrderDate", "unit_price": "ItemPrice"},
        {"order": "PurchaseOrderNumber", "quantity": "QuantityReceived"},
    ),
    (
        "Order No.:po;Supplier Code:ref;Supplier Name:firm;Order Date:iso;Required Date:iso;Completed Date:iso;Product Code:ref;Product Description:name;Order Quantity:int;Receipt Quantity:int;Unit Price:point;Sub Total:point",
        {"order": "Order No.", "amount": "Sub Total", "expected": "Required Date"},
        {"received": "Completed Date", "quantity": "Receipt Quantity"},
    ),
    (
        "PO:po;Vendor:firm;Line item:name;Qty ordered:int;Placed on:iso;Due on:iso;Delivered on:iso;Unit cost:point",
        {"ordered": "Placed on", "expected": "Due on", "name": "Line item"},
        {"received": "Delivered on"},
    ),
    (
        "Référence de commande:po;Fournisseur:firm;Article:name;Date de confirmation:date;Quantité:int;Qté reçue:int;Prix unitaire:dec;Sous-total:dec;Arrivée prévue:date;Statut:word",
        {"order": "Référence de commande", "ordered": "Date de confirmation", "expected": "Arrivée prévue"},
        {"order": "Référence de commande", "quantity": "Qté reçue"},
    ),
]  # fmt: skip
# What was only ordered: no receipt may be made of it.
ONLY_ORDERED = [
    "N° commande:po;Fournisseur:firm;Référence:ref;Qté commandée:int;Date de commande:date;Date de livraison prévue:date",
    "N° BC:po;Fournisseur:firm;Désignation:name;Qté commandée:int;Date de commande:date;Date de livraison:date",
    "N° BC:po;Fournisseur:firm;Désignation:name;Qté commandée:int;Date de livraison souhaitée:date;Date de livraison:date",
    "Purchase order:po;Supplier:firm;SKU:ref;Qty:int;ETD:iso;ETA:iso;Cost:point",
]
# Of customers, by the columns of which one says so.
SOLD = [
    ("Référence de commande:po;Client:firm;Date de la commande:date;Article:name;Quantité commandée:int;Quantité livrée:int;Prix unitaire:dec;Sous-total:dec", "Quantité commandée"),
    ("Date:date;N° BL:po;Client:firm;Référence:ref;Désignation:name;Quantité livrée:int;PU HT:dec;Total HT:dec", "Quantité livrée"),
]  # fmt: skip


def read(content: bytes | str, name: str = "liste.csv") -> Extract:
    held = content if isinstance(content, bytes) else content.encode()
    found = read_other(Payload(name, lambda: io.BytesIO(held)), {})
    assert found is not None
    return found


@pytest.mark.parametrize(("spec", "orders", "receipts"), LISTS)
def test_one_list_is_both_orders_and_receipts(
    spec: str, orders: dict[str, str], receipts: dict[str, str]
) -> None:
    proposal = propose(grid_of(spec))
    assert proposal.confidence != "low"
    assert orders.items() <= proposal.mapping.tables["purchase_orders"].items()
    assert receipts.items() <= proposal.mapping.tables["receipts"].items()


@pytest.mark.parametrize("spec", ONLY_ORDERED)
def test_what_is_only_ordered_makes_no_receipt(spec: str) -> None:
    assert "receipts" not in propose(grid_of(spec)).mapping.tables


@pytest.mark.parametrize(("spec", "quantity"), SOLD)
def test_quantities_ordered_and_delivered_of_customers_are_sales(spec: str, quantity: str) -> None:
    proposal = propose(grid_of(spec))
    assert (proposal.table, proposal.confidence != "low") == ("order_lines", True)
    assert proposal.mapping.tables["order_lines"]["quantity"] == quantity


def test_a_line_without_a_day_of_receipt_is_waited_for_and_no_receipt() -> None:
    given = read(
        "Fournisseur;Commandé le;Article;Quantité commandée;Reçu le\n"
        "Roux;13/01/2025;Plaid;10;24/01/2025\nRoux;20/01/2025;Plaid;20;\n"
    )
    assert given.tables["purchase_orders"]["quantity"].to_list() == [10.0, 20.0]
    receipts = given.tables["receipts"]
    assert receipts.select("received", "quantity").rows() == [(date(2025, 1, 24), 10.0)]
    assert given.problems == ()


def test_units_that_came_on_a_day_that_is_not_told_are_kept() -> None:
    given = read(
        "Fournisseur;Commandé le;Article;Quantité commandée;Qté reçue;Reçu le\n"
        "Roux;13/01/2025;Plaid;10;10;24/01/2025\nRoux;20/01/2025;Plaid;20;5;\n"
    )
    receipts = given.tables["receipts"]
    assert receipts.select("received", "quantity").rows() == [
        (date(2025, 1, 24), 10.0),
        (None, 5.0),
    ]


def _lines(count: int, *, gap: str = "") -> list[str]:
    """Orders of two lines each, the second without what the first says."""
    rows = []
    for rank in range(count):
        rows += [
            f"C{rank};Roux;{rank + 14}/03/2025;Plaid;10;{rank + 20}/03/2025",
            f";;{gap};Nappe;5;{rank + 21}/03/2025",
        ]
    return rows


_HEAD = "N° commande;Fournisseur;Date commande;Article;Qté commandée;Reçu le\n"


def test_an_order_written_on_its_first_line_only_is_that_of_the_lines_that_follow() -> None:
    given = read(_HEAD + "\n".join(_lines(6)))
    orders = given.tables["purchase_orders"]
    assert orders["order"].to_list() == [f"C{n}" for n in range(6) for _ in (1, 2)]
    assert orders["supplier"].to_list() == ["Roux"] * 12
    assert orders["ordered"].to_list() == [date(2025, 3, n + 14) for n in range(6) for _ in (1, 2)]
    # Each line says its own day of receipt.
    assert given.tables["receipts"]["received"].to_list()[:2] == [date(2025, 3, 20), date(2025, 3, 21)]  # fmt: skip
    (told,) = given.problems
    assert (told.code, told.severity, told.count) == ("continued_lines", "info", 6)


@pytest.mark.parametrize(
    "rows",
    [
        _lines(4),  # a few may be slips
        [*_lines(6), ";Roux;20/03/2025;Bol;3;"],  # a line that says a part of it
        [";;;Nappe;5;20/03/2025", *_lines(6)],  # a line that follows none
        [*_lines(6), ";;;;5;20/03/2025"],  # a line of no item
        _lines(6, gap="14/03/2025"),
    ],
)  # fmt: skip
def test_cells_empty_otherwise_stay_empty(rows: Sequence[str]) -> None:
    orders = read(_HEAD + "\n".join(rows)).tables["purchase_orders"]
    assert orders["supplier"].null_count() > 0


def test_a_day_merged_over_the_lines_of_an_order_is_that_of_each(tmp_path: Path) -> None:
    path = tmp_path / "commandes.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet, day = workbook.add_worksheet(), workbook.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["N° BC", "Fournisseur", "Date commande", "Article", "Qté commandée"])
    for rank in (0, 1):
        top = 1 + 2 * rank
        sheet.merge_range(top, 0, top + 1, 0, f"C{rank}")
        sheet.merge_range(top, 1, top + 1, 1, "Roux")
        sheet.merge_range(top, 2, top + 1, 2, date(2025, 3, rank + 1), day)
        for line, name in enumerate(("Plaid", "Nappe")):
            sheet.write_row(top + line, 3, [name, 10 + line])
    workbook.close()
    orders = read(path.read_bytes(), "commandes.xlsx").tables["purchase_orders"]
    assert orders.select("order", "ordered", "name", "quantity").rows() == [
        ("C0", date(2025, 3, 1), "Plaid", 10.0),
        ("C0", date(2025, 3, 1), "Nappe", 11.0),
        ("C1", date(2025, 3, 2), "Plaid", 10.0),
        ("C1", date(2025, 3, 2), "Nappe", 11.0),
    ]


def test_a_reference_in_brackets_before_the_name_is_the_reference() -> None:
    given = read(
        "Client;Date;N° facture;Article;Quantité vendue;Total HT\n"
        "Mairie;13/01/2025;F1;[BUR-01] Bureau, chêne;2;840\nMairie;14/01/2025;F2;Pose;1;60\n"
    )
    rows = given.tables["order_lines"]
    assert rows.select("product", "name").rows() == [("BUR-01", "Bureau, chêne"), (None, "Pose")]
    assert rows["product"].dtype == pl.String
