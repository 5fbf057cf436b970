"""The currency in which a firm without books counts, and whether its amounts hold the tax."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from sheet_cases import grid_of

import quebec_lists
from ancrage.firm.bytestream import payloads
from ancrage.firm.items.sold import sold
from ancrage.firm.mapping.guess import propose
from ancrage.firm.mapping.taxes import taxed
from ancrage.firm.reading import read
from ancrage.firm.sheets.grid import Grid
from ancrage.firm.sheets.reading import read_grids


def lists(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [folder / f"{name}.csv" for name in texts]


SALES = "No facture;Client;Date;Code article;Quantité;Prix unitaire;Montant;Devise\n"
ORDERS = (
    "N° commande;Fournisseur;Date de commande;Référence;Quantité commandée;Prix unitaire;Devise\n"
)


@pytest.mark.parametrize(
    ("sales", "orders", "currency"),
    [
        (["CAD", "CAD", "USD"], ["USD"] * 4, "CAD"),
        (["EUR", "CAD"], [], "EUR"),  # as many of each: euros, as nothing else says
        (["", "", "CAD"], [], "CAD"),  # what is not said says nothing
        ([], ["USD"] * 4, "EUR"),  # orders abroad are not where the firm is
        (["€", "EUR"], ["CAD"], "EUR"),
    ],
)
def test_the_currency_is_that_of_most_sales(
    sales: list[str], orders: list[str], currency: str, tmp_path: Path
) -> None:
    texts = {}
    if sales:
        texts["ventes"] = SALES + "".join(
            f"F{n};Client {n};2026-03-{n + 10};A{n};1;10,00;10,00;{code}\n"
            for n, code in enumerate(sales)
        )
    if orders:
        texts["commandes"] = ORDERS + "".join(
            f"C{n};Usine;2026-03-{n + 10};A{n};10;4,00;{code}\n" for n, code in enumerate(orders)
        )
    firm = read(lists(tmp_path, **texts)).firm_of_goods()
    assert firm is not None
    assert firm.currency == currency


def test_amounts_of_another_currency_than_the_firm_s_are_unknown(tmp_path: Path) -> None:
    rows = "F1;A;2026-03-10;A1;2;10,00;20,00;CAD\nF2;B;2026-03-11;A1;1;9,00;9,00;CAD\nF3;C;2026-03-12;A1;1;8,00;8,00;USD\n"
    (path,) = lists(tmp_path, ventes=SALES.replace("Montant", "Montant HT") + rows)
    firm = read([path]).firm_of_goods()
    assert firm is not None
    assert sold(firm)["net"].to_list() == [2000.0, 900.0, None]


def test_a_list_of_prices_and_quantities_tells_what_was_sold(tmp_path: Path) -> None:
    (path,) = lists(tmp_path, ventes="Date;Client;Code article;Quantité vendue;Prix unitaire HT\n2026-03-10;A;A1;3;12,50\n")  # fmt: skip
    firm = read([path]).firm_of_goods()
    assert firm is not None
    assert sold(firm)["net"].to_list() == [3750.0]


@pytest.mark.parametrize(
    ("header", "tax", "ratio", "told"),
    [
        ("Montant", "TPS", 0.05, False),
        ("Montant", "TVQ", 0.09975, False),
        ("Total", "TVQ", 0.09975 / 1.14975, True),
        ("Total", "TPS", 0.05 / 1.14975, True),
        ("Total", "TPS", 0.05 / 1.05, True),  # outside Québec, or exempt of the other
        ("Montant", "HST", 0.13, False),
        ("Montant", "TPS TVQ", 0.14975, False),
        ("Montant", "TVA", 0.2, False),
        ("Montant", "Montant TVA", 0.055 / 1.055, True),
        ("Montant", "TVA", 0.11, None),  # no rate of any country where we read lists
        ("Montant avant taxes", "Remarque", 0.2, False),
        ("Total taxes incluses", "Remarque", 0.2, True),
        ("Montant", "Remarque", 0.2, None),
    ],
)
def test_columns_of_tax_show_whether_amounts_hold_it(
    header: str, tax: str, ratio: float, told: object
) -> None:
    worth = [10.0 + 3.37 * n for n in range(40)]
    cells = pl.DataFrame({
        header: [f"{one:.2f}" for one in worth],
        tax: [f"{one * ratio:.2f}" for one in worth],
    })  # fmt: skip
    lines = pl.Series("line", range(2, 42), dtype=pl.UInt32)
    assert taxed(Grid("", 1, cells, lines), header) is told


@pytest.mark.parametrize(
    ("spec", "currency"),
    [
        ("Date:date;Client:name;Réf:ref;Quantité:int;Montant:dec;TPS:dec;TVQ:dec", "CAD"),
        ("Date:date;Customer:name;SKU:ref;Qty:int;Amount:dec;HST:dec", "CAD"),
        ("Date:date;Customer:name;SKU:ref;Qty:int;Amount (USD):dec;HST:dec", "USD"),
        ("Date:date;Client:name;Réf:ref;Quantité:int;Montant:dec;TVA:dec", None),
    ],
)
def test_a_tax_of_canada_alone_says_its_dollars(spec: str, currency: str | None) -> None:
    assert propose(grid_of(spec)).mapping.constants.get("currency") == currency


def test_a_shop_of_quebec_is_told_in_its_dollars(tmp_path: Path) -> None:
    firm = read(quebec_lists.write(tmp_path)).firm_of_goods()
    assert firm is not None
    assert firm.currency == "CAD"


def test_where_nothing_tells_the_list_says_so_and_a_person_may_tell(tmp_path: Path) -> None:
    text = "Date;Client;Code article;Quantité vendue;Montant\n2026-03-10;A;A1;2;24,00\n"
    (path,) = lists(tmp_path, ventes=text)
    reading = read([path])
    firm = reading.firm_of_goods()
    assert firm is not None
    assert sold(firm)["net"].to_list() == [None]
    assert [p.code for p in reading.problems] == ["tax_unsaid"]
    found = read_grids(payloads(path)[0])
    assert found is not None
    rule = propose(found.grids[0]).mapping
    for said, net in (("no", 2400.0), ("yes", None)):
        by_hand = replace(rule, constants={"currency": "EUR", "taxed": said})
        again = read([path], rules={by_hand.shape: by_hand}).firm_of_goods()
        assert again is not None
        assert sold(again)["net"].to_list() == [net]


def test_taxes_told_apart_are_added_up(tmp_path: Path) -> None:
    """114.98 holds 5.00 of TPS and 9.98 of TVQ: 100.00 before tax; so do the next rows, where what is empty is none."""
    rows = "".join(
        f"2026-03-{n:02d};A;A1;1;{w * 1.14975:.2f};{w * 0.05:.2f};{w * 0.09975:.2f}\n"
        for n, w in enumerate([100.0 + 7 * k for k in range(20)], 1)
    )
    (path,) = lists(
        tmp_path, ventes="Date;Client;Code article;Quantité vendue;Total;TPS;TVQ\n" + rows
    )
    firm = read([path]).firm_of_goods()
    assert firm is not None
    net = sold(firm)["net"].to_list()
    assert net[:3] == pytest.approx([10000, 10700, 11400], abs=1)
    assert len(net) == 20


@pytest.mark.parametrize(
    ("written", "net"), [("20", 2000), ("20 %", 2000), ("0,2", 2000), ("5,5", 2275), ("7,77", None), ("", None)]
)  # fmt: skip
def test_a_till_that_says_rates_tells_what_is_before_tax(
    written: str, net: int | None, tmp_path: Path
) -> None:
    """24.00 at 20 % is 20.00 before tax; at 5.5 %, 22.75."""
    rows = "".join(f"2026-03-{n:02d};T{n};Bol;2;24,00;{written}\n" for n in range(1, 20))
    (path,) = lists(tmp_path, till="Date vente;Ticket;Produit;Quantité;Total TTC;Taux TVA\n" + rows)
    firm = read([path]).firm_of_goods()
    assert firm is not None
    assert sold(firm)["net"][0] == (None if net is None else pytest.approx(net, abs=1))


@pytest.mark.parametrize("header", ["Sales Tax", "Taxes de vente"])
def test_a_sales_tax_is_on_top_whatever_its_rate_but_of_a_total(header: str) -> None:
    for amount, told in (("Extended", False), ("Line total", False), ("Total", None)):
        cells = grid_of(f"Date:date;SKU:ref;Qty:int;{amount}:dec;{header}:dec")
        assert taxed(cells, amount) is told


def test_a_line_of_an_order_of_which_nothing_came_is_no_receipt_to_complain_of(
    tmp_path: Path,
) -> None:
    (path,) = lists(
        tmp_path,
        achats="PO Number;Vendor;Order Date;SKU;Qty Ordered;Unit Cost;Qty Received;Date Received\n"
        "P0;Usine;2026-02-10;A1;10;4.00;10;2026-02-20\n"
        "P1;Usine;2026-03-10;A1;10;4.00;10;2026-03-20\n"
        "P2;Usine;2026-04-10;A1;10;4.00;;\n"
        "P3;Usine;2026-04-12;A1;10;4.00;;2026-04-20\n",
    )  # fmt: skip
    reading = read([path])
    assert reading.tables["purchase_orders"].height == 4
    assert reading.tables["receipts"].height == 2
    assert [(p.code, p.line) for p in reading.problems] == [("missing_cell", 5)]
