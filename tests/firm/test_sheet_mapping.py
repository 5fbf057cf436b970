"""Any list to the tables of the common model: recognised or asked about, corrected, remembered, filled from templates."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheet_cases import CASES, OTHERS, grid_of

from ancrage.firm.bytestream import Payload, payloads
from ancrage.firm.extract import Extract
from ancrage.firm.mapping.apply import apply
from ancrage.firm.mapping.guess import Proposal, propose
from ancrage.firm.mapping.names import signature
from ancrage.firm.mapping.rules import DECLARED, BadMapping, Mapping, from_toml, to_toml
from ancrage.firm.mapping.templates import TEMPLATES, headers, xlsx_template
from ancrage.firm.recognise import read_other
from ancrage.firm.sheets.grid import Grid
from ancrage.firm.sheets.reading import read_grids
from ancrage.text import Language
from corpus import corpus


def grid(content: str, name: str = "x.csv") -> Grid:
    found = read_grids(Payload(name, lambda: io.BytesIO(content.encode())))
    assert found is not None
    return found.grids[0]


def used(cells: Grid, mapping: Mapping | None = None) -> Extract:
    return apply(
        cells,
        mapping or propose(cells).mapping,
        name="x.csv",
        customer_key=lambda text: f"key of {len(text)}",
    )


def codes(extract: Extract) -> list[str]:
    return [problem.code for problem in extract.problems]


def columns(proposal: Proposal, table: str) -> dict[str, str]:
    return {guess.column: guess.header for guess in proposal.columns if guess.table == table}


# ---- what a list is -------------------------------------------------------------------------------------------------


def test_lists_as_firms_keep_them_are_recognised() -> None:
    right = 0
    for table, spec, expected in CASES:
        proposal = propose(grid_of(spec))
        found = columns(proposal, table)
        fits = table in proposal.mapping.tables and all(
            found.get(c) == h for c, h in expected.items()
        )
        right += fits
        assert fits or proposal.confidence != "high", (table, spec, found)
    assert right >= 0.9 * len(CASES)


@pytest.mark.parametrize("spec", OTHERS)
def test_what_is_no_known_list_is_asked_about(spec: str) -> None:
    assert propose(grid_of(spec)).confidence == "low"


def test_titles_and_the_name_of_the_sheet_speak_for_a_list_that_says_little() -> None:
    spec = "Réf:ref;Désignation:name;Quantité:int"
    assert propose(grid_of(spec)).confidence == "low"
    titled = propose(grid_of(spec, titles=(("Inventaire au 31/12/2025",),)))
    assert (titled.table, titled.confidence) == ("stock", "high")
    assert titled.mapping.constants == {"date": "2025-12-31"}
    named = propose(grid_of(spec, sheet="Réceptions 2025"))
    assert named.confidence != "high" or named.table == "receipts"


@pytest.mark.parametrize(
    ("called", "spec", "table"),
    [
        ("ventes_2024_2026.csv", "Date:date;No facture:num;Code article:ref;Description:name;Qté:int;Prix unitaire (CAD):dec;TPS:dec;TVQ:dec", "order_lines"),
        ("export.zip!ventes.csv", "Date:date;Désignation:name;Quantité:int;Montant:dec", "order_lines"),
        ("dossier/Ventes boutique.xlsx", "Date:date;Désignation:name;Quantité:int;Montant:dec", "order_lines"),
        ("Inventaire 2026-11.csv", "Réf:ref;Désignation:name;Quantité:int", "stock"),
        ("articles.csv", "Réf:ref;Désignation:name;Prix d'achat:dec", "products"),
        ("stock.csv", "Code-barres:ean;Désignation:name;Quantité:int;Prix:dec", "stock"),
    ],
)  # fmt: skip
def test_the_name_of_the_file_is_heard_where_the_cells_leave_it_open(
    called: str, spec: str, table: str
) -> None:
    cells = grid_of(spec)
    assert propose(cells).confidence == "low"
    named = propose(cells, called=called)
    assert named.table == table
    assert named.confidence != "low"


@pytest.mark.parametrize(
    "called",
    ["export.csv", "commandes.csv", "ventes et achats.csv", "prévision des ventes.csv", "mouvements de stock.csv", "après-vente.csv", ""],
)  # fmt: skip
def test_a_name_that_says_two_things_or_another_decides_nothing(called: str) -> None:
    cells = grid_of("Date:date;Désignation:name;Quantité:int;Montant:dec")
    assert propose(cells, called=called).confidence == "low"


def test_no_name_speaks_against_what_the_cells_say() -> None:
    names = ("ventes.csv", "stock.csv", "achats.csv", "réceptions.csv")
    for rank, (_, spec, _) in enumerate(CASES[::4]):
        cells = grid_of(spec)
        sure = propose(cells)
        assert sure.confidence == "low" or propose(cells, called=names[rank % 4]) == sure


def test_a_column_whose_cells_are_something_else_is_not_taken() -> None:
    cells = grid("Référence;Désignation;Stock;PMP\nA-1;Tasse;rupture;8,50\nB-2;Bol;à voir;9,10\n")
    assert "stock" not in propose(cells).mapping.tables


def test_rates_of_tax_are_not_amounts_of_tax() -> None:
    head = "N° commande;Date;Client;Article;Qté vendue;Total HT;TVA\n"
    rates = grid(head + "1;25/01/2025;A;Bol;2;10,00;20,00\n2;26/01/2025;B;Pot;1;5,00;5,50\n")
    assert "tax" not in columns(propose(rates), "order_lines")
    amounts = grid(head + "1;25/01/2025;A;Bol;2;10,00;2,00\n2;26/01/2025;B;Pot;1;5,00;0,28\n")
    assert columns(propose(amounts), "order_lines")["tax"] == "TVA"


@pytest.mark.parametrize(
    ("headers", "amount", "taxed"),
    [
        ("Montant HT", "Montant HT", False),
        ("Montant hors taxes", "Montant hors taxes", False),
        ("Montant TTC", "Montant TTC", True),
        ("CA TTC;CA HT", "CA HT", False),
        ("Montant", "Montant", None),
        ("Net Sales", "Net Sales", None),
    ],
)
def test_a_list_of_sales_says_whether_its_amounts_hold_the_tax(
    headers: str, amount: str, taxed: object
) -> None:
    figures = ";12,50" * len(headers.split(";"))
    cells = grid(f"Date;Code article;Libellé;Qté vendue;{headers}\n25/01/2025;A-1;Bol;2{figures}\n")
    assert columns(propose(cells), "order_lines")["amount"] == amount
    assert used(cells).tables["order_lines"]["taxed"].to_list() == [taxed]


@pytest.mark.parametrize(
    ("header", "taxed"),
    [("Prix de vente HT", False), ("Prix de vente TTC", True), ("Prix de vente", None)],
)
def test_a_list_of_items_says_whether_its_prices_hold_the_tax(header: str, taxed: object) -> None:
    cells = grid(f"Référence;Désignation;Prix d'achat HT;{header}\nA-1;Bol;4,00;10,00\n")
    assert columns(propose(cells), "products")["price"] == header
    assert used(cells).tables["products"]["taxed"].to_list() == [taxed]


def test_a_number_that_no_firm_has_is_left_out_and_said() -> None:
    read = used(
        grid("Référence;Désignation;Stock réel;Valeur stock;Date inventaire\nA-1;Bol;1e18;1e40;25/01/2025\nA-2;Pot;7;12,00;25/01/2025\n")
    )  # fmt: skip
    assert read.tables["stock"]["quantity"].to_list() == [7.0]
    told = [(problem.code, problem.line) for problem in read.problems]
    assert ("absurd_number", 2) in told


def test_a_few_words_among_dates_do_not_hide_them() -> None:
    rows = "".join(
        f"BC{i};Martin;Bol {i};{i + 1};25/0{i % 9 + 1}/2025;{'à confirmer' if i % 3 else '28/02/2025'}\n"
        for i in range(60)
    )
    cells = grid(
        f"Bon de commande;Fournisseur;Article;Quantité;Date commande;Livraison prévue\n{rows}"
    )
    assert columns(propose(cells), "purchase_orders")["expected"] == "Livraison prévue"


def test_one_file_may_be_two_tables() -> None:
    spec = "N° BC:po;Fournisseur:firm;Référence:ref;Date BC:date;Qté commandée:int;Date de réception:date;Qté reçue:int"
    proposal = propose(grid_of(spec))
    assert set(proposal.mapping.tables) == {"purchase_orders", "receipts"}
    assert columns(proposal, "purchase_orders")["quantity"] == "Qté commandée"
    assert columns(proposal, "receipts")["quantity"] == "Qté reçue"


@pytest.mark.parametrize(
    ("header", "cells", "read"),
    [
        ("Statut", ["Annulée", "En cours"], ["Annulée", "En cours"]),
        ("Annulée", ["Oui", "Non"], ["Annulée", None]),
        ("Annulée le", ["03/02/2025", ""], ["Annulée le", None]),
        ("Soldée", ["x", ""], ["Soldée", None]),
    ],
)
def test_a_list_of_orders_says_how_its_lines_stand(
    header: str, cells: list[str], read: list[str | None]
) -> None:
    rows = "".join(
        f"BC{n};Filature;25/01/2025;A-{n};Bol;{n};carton de 6;{cell}\n"
        for n, cell in enumerate(cells, 1)
    )
    head = "N° BC;Fournisseur;Date commande;Référence;Désignation;Qté commandée;Unité"
    (table,) = used(grid(f"{head};{header}\n{rows}")).tables.values()
    assert table["status"].to_list() == read
    assert table["unit"].to_list() == ["carton de 6"] * 2


@pytest.mark.corpus
def test_a_real_list_of_orders_and_deliveries() -> None:
    (payload,) = payloads(corpus("scms-delivery-history", "scms_delivery_history.csv.gz"))
    found = read_grids(payload)
    assert found is not None
    proposal = propose(found.grids[0])
    assert proposal.table == "purchase_orders"
    assert columns(proposal, "purchase_orders") | {"unit_price": ""} == {
        "order": "PO / SO #", "supplier": "Vendor", "name": "Item Description", "ordered": "PO Sent to Vendor Date",
        "expected": "Scheduled Delivery Date", "quantity": "Line Item Quantity", "unit_price": "", "amount": "Line Item Value",
        "mode": "Shipment Mode", "destination": "Country",
    }  # fmt: skip
    assert columns(proposal, "receipts")["received"] == "Delivered to Client Date"
    extract = used(found.grids[0], proposal.mapping)
    orders, receipts = extract.tables["purchase_orders"], extract.tables["receipts"]
    # As SOURCE.md of the data says.
    assert orders.height == receipts.height == 10_324
    assert len(orders["ordered"].drop_nulls()) == 4_592
    both = orders["ordered"].is_not_null()
    waited = (receipts["received"] - orders["ordered"]).dt.total_days().filter(both)
    assert waited.median() == 92
    assert (waited < 0).sum() == 5


# ---- what must be asked -----------------------------------------------------------------------------------------------


STOCK = "Réf;Désignation;Stock;Valeur\nA;Tasse;1.000;12,50\nB;Bol;2.000;9,10\n"


def test_a_needed_column_in_doubt_makes_the_whole_be_asked() -> None:
    proposal = propose(grid(STOCK))
    assert proposal.confidence == "low"
    assert [(d.header, d.asks, d.samples) for d in proposal.doubts] == [
        ("Stock", "decimal", ("1.000", "2.000"))
    ]
    unsaid = used(grid(STOCK), proposal.mapping)
    assert (unsaid.status, unsaid.tables) == ("refused", {})
    said = used(grid(STOCK), replace(proposal.mapping, decimal=","))
    assert said.tables["stock"]["quantity"].to_list() == [1000.0, 2000.0]
    assert said.tables["stock"]["value"].to_list() == [1250, 910]


def test_dates_in_doubt_are_asked_about() -> None:
    cells = grid(
        "N° BL;Fournisseur;Référence;Date de réception;Qté reçue\n1;M;A;03/04/2025;5\n2;M;B;05/06/2025;6\n"
    )
    proposal = propose(cells)
    assert proposal.confidence == "low"
    assert proposal.doubts[0].asks == "order"
    assert used(cells, proposal.mapping).tables["receipts"]["received"].null_count() == 2
    answered = used(cells, replace(proposal.mapping, order="mdy"))
    assert answered.tables["receipts"]["received"].to_list() == [date(2025, 3, 4), date(2025, 5, 6)]


# ---- what comes out ---------------------------------------------------------------------------------------------------


def test_rows_keep_their_lines_and_what_cannot_be_read_is_said() -> None:
    cells = grid(
        "Export\n\nRéf;Désignation;Dépôt;Qté en stock;PMP;Valeur du stock (€)\n"
        "0012;Tasse;Dole;12;8,5051;102,06\nB;Bol;Dole;douze;9;\nC;Pot;Lons;3;à voir;6,00\nTotal;;;15;;108,06\n"
    )
    extract = used(cells)
    stock = extract.tables["stock"]
    assert stock.columns == [name for name in DECLARED["stock"].schema if name != "source"]
    assert dict(stock.schema) == {
        n: k for n, k in DECLARED["stock"].schema.items() if n != "source"
    }
    assert stock["product"].to_list() == ["0012", "C"]
    assert stock["line"].to_list() == [4, 6]
    assert stock["value"].to_list() == [10206, 600]
    assert stock["unit_cost"].to_list() == [8.5051, None]
    assert stock["currency"].to_list() == ["EUR", "EUR"]
    assert extract.status == "partial"
    assert [(p.code, p.line) for p in extract.problems] == [
        ("bad_number", 5),
        ("bad_number", 6),
        ("missing_cell", 5),
    ]
    assert extract.control["units"] == 15.0
    assert extract.control["value_total"] == 108.06


def test_texts_come_as_their_columns_want_them() -> None:
    cells = grid(
        "Code fournisseur;Raison sociale;SIRET;N° TVA;IBAN;Pays;Délai (jours)\n"
        "F1;Martin SA;552 081 317 66522;fr 40303265045;FR76 3000 6000 0112;Royaume-Uni;12\n"
        "F2;Durand;12;;;Narnia;\n"
    )
    suppliers = used(cells).tables["suppliers"]
    assert suppliers["siren"].to_list() == ["552081317", None]
    assert suppliers["vat"].to_list() == ["FR40303265045", None]
    assert suppliers["country"].to_list() == ["GB", None]
    assert suppliers["lead_days"].to_list() == [12.0, None]
    assert "unknown_country" in codes(used(cells))


def test_customers_are_keys_and_amounts_have_the_currency_they_say() -> None:
    cells = grid(
        "N° commande;Date;Client;Total TTC;Réglée\n1;25/01/2025;Julie Petit;12,50 €;oui\n2;26/01/2025;Marc;8,00 CAD;non\n"
    )
    orders = used(cells).tables["orders"]
    assert orders["customer"].to_list() == ["key of 11", "key of 4"]
    assert orders["currency"].to_list() == ["EUR", "CAD"]
    assert orders["gross"].to_list() == [1250, 800]
    assert orders["paid"].to_list() == [True, False]


def test_a_mapping_that_the_file_does_not_fit_refuses_it() -> None:
    extract = used(grid(STOCK), Mapping({"stock": {"quantity": "Absent"}}))
    assert (extract.status, codes(extract), extract.tables) == ("refused", ["missing_column"], {})


# ---- remembered -------------------------------------------------------------------------------------------------------


def test_the_next_export_of_the_same_shape_is_known_and_read_alike() -> None:
    first = grid("Réf;Désignation;Stock au 31/12/2025\nA;Tasse;3\nB;Bol;5\n")
    second = grid("Désignation;Réf;Stock au 31/01/2026\nBol;B;4\n")
    other = grid("Réf;Désignation;Ventes\nA;Tasse;3\n")
    assert signature(first) == signature(second) != signature(other)
    mapping = Mapping(
        {"stock": {"product": "Réf", "quantity": "Stock au 31/12/2025"}}, signature(first)
    )
    assert used(second, mapping).tables["stock"].select("product", "quantity").rows() == [
        ("B", 4.0)
    ]


_TEXTS = st.text(max_size=30).filter(
    lambda text: text.isprintable() or not text.strip('\x00\x7f\n\t\r"\\')
)


@given(
    header=_TEXTS,
    value=_TEXTS,
    decimal=st.sampled_from([None, ",", "."]),
    order=st.sampled_from([None, "dmy", "mdy", "ymd"]),
)
def test_a_mapping_survives_its_text(
    header: str, value: str, decimal: str | None, order: str | None
) -> None:
    mapping = Mapping({"stock": {"quantity": header}}, "abc", decimal, order, {"currency": value})  # type: ignore[arg-type]
    assert from_toml(to_toml(mapping)) == mapping


@pytest.mark.parametrize(
    "text",
    ["[stock", "[inconnue]\na = 'b'", "[stock]\ninconnue = 'b'", "[stock]\nquantity = 3", "decimal = ';'",
     "order = 'ydm'", "stock = 'x'", "[stock]\nsource = 'x'", "[constants]\nx = 'y'"],
)  # fmt: skip
def test_a_mapping_that_makes_no_sense_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadMapping) as refusal:
        from_toml(text)
    assert refusal.value.text.message


def test_a_file_is_read_by_what_is_remembered_else_by_what_is_sure() -> None:
    doubtful = Payload(
        "liste.csv", lambda: io.BytesIO("Réf;Désignation;Quantité\nA;Tasse;3\nB;Bol;4\n".encode())
    )
    unsaid = read_other(doubtful, {})
    assert unsaid is not None
    assert (unsaid.confidence, unsaid.status, dict(unsaid.tables)) == ("low", "refused", {})
    assert codes(unsaid) == ["unsure_list"]
    assert [sheet.sure for sheet in unsaid.sheets] == [False]
    cells = read_grids(doubtful)
    assert cells is not None
    mapping = Mapping(
        {"stock": {"product": "Réf", "quantity": "Quantité"}}, signature(cells.grids[0])
    )
    said = read_other(doubtful, {mapping.shape: mapping})
    assert said is not None
    assert said.tables["stock"]["quantity"].to_list() == [3.0, 4.0]
    refused = read_other(Payload("x.xlsx", lambda: io.BytesIO(b"")), {})
    assert refused is not None
    assert (refused.status, codes(refused)) == ("refused", ["empty"])
    assert read_other(Payload("x.png", lambda: io.BytesIO(b"\x89PNG")), {}) is None


def test_what_is_odd_in_the_file_is_told_with_what_it_gives() -> None:
    content = (
        "Référence;Désignation;Stock réel;PMP\nA;Tasse;3;1,50\nB;Bol;4;2,50;;x\nC;Pot;5;3,50\n"
    )
    given = read_other(Payload("stock.csv", lambda: io.BytesIO(content.encode())), {})
    assert given is not None
    assert (given.status, codes(given)) == ("partial", ["long_row"])
    assert given.tables["stock"]["line"].to_list() == [2, 4]


# ---- templates --------------------------------------------------------------------------------------------------------

_FILLED = {
    pl.String: "0042", pl.Float64: "12.5", pl.Int64: "34.25", pl.Date: "2025-01-31", pl.Boolean: "oui",
}  # fmt: skip


@pytest.mark.parametrize("language", [Language.FR, Language.EN])
@pytest.mark.parametrize("table", [table.name for table in TEMPLATES])
def test_a_filled_template_is_recognised_and_comes_back(table: str, language: Language) -> None:
    expected = headers(DECLARED[table], language)
    row = {
        "country": "France", "currency": "CAD", "kind": "fee", "siren": "552081317", "channel": "etsy",
    }  # fmt: skip
    values = [row.get(name) or _FILLED[DECLARED[table].schema[name]] for name in expected]  # type: ignore[index]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_template(table, language)))
    for rank, value in enumerate(values, 1):
        cell = book.active.cell(2, rank)
        kind = DECLARED[table].schema[list(expected)[rank - 1]]
        cell.value = (
            float(value)
            if kind in {pl.Float64, pl.Int64}
            else date(2025, 1, 31)
            if kind == pl.Date
            else value
        )
    # The same saved as CSV by a spreadsheet, as people do.
    separator = "," if language is Language.EN else ";"
    header = [str(cell.value) for cell in book.active[1]]
    text = f"{separator.join(header)}\r\n{separator.join(values)}\r\n"
    stream = io.BytesIO()
    book.save(stream)
    for content, name in ((text.encode(), "modele.csv"), (stream.getvalue(), "modele.xlsx")):
        found = read_grids(Payload(name, lambda content=content: io.BytesIO(content)))
        assert found is not None
        proposal = propose(found.grids[0])
        assert (proposal.table, proposal.confidence) == (table, "high")
        frame = used(found.grids[0], proposal.mapping).tables[table]
        got = frame.row(0, named=True)
        for column, kind in DECLARED[table].schema.items():
            if column in {"source", "sheet"}:
                continue
            if column == "line":
                assert got[column] == 2
            elif column == "customer":
                assert got[column] == "key of 4"
            elif column in {"country", "kind", "siren", "currency", "channel"}:
                assert (
                    got[column]
                    == {
                        "country": "FR",
                        "kind": "fee",
                        "siren": "552081317",
                        "currency": "CAD",
                        "channel": "etsy",
                    }[column]
                )
            elif column == "ctr":
                assert got[column] == pytest.approx(0.125)
            else:
                assert (
                    got[column]
                    == {
                        pl.String: "0042",
                        pl.Float64: 12.5,
                        pl.Int64: 3425,
                        pl.Date: date(2025, 1, 31),
                        pl.Boolean: True,
                    }[kind]
                )  # type: ignore[index]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Date;WCI (USD/40ft)\n2024-01-04;2670\n2024-01-11;3072\n", [("", 2670.0), ("", 3072.0)]),
        (
            "Semaine;Indice;Valeur\n2024-01-04;WCI;2 670\n2024-01-11;FBX11;3 072\n",
            [("WCI", 2670.0), ("FBX11", 3072.0)],
        ),
        ("Date,SCFI\n2024-01-05,1896.65\n2024-01-12,2206.03\n", [("", 1896.65), ("", 2206.03)]),
    ],
)
def test_a_list_of_an_index(content: str, expected: list[tuple[str, float]]) -> None:
    cells = grid(content)
    proposal = propose(cells)
    assert (proposal.table, proposal.confidence) == ("indices", "high")
    rows = used(cells).tables["indices"]
    assert [(name or "", value) for name, value in rows.select("name", "value").rows()] == expected
    assert rows["date"].null_count() == 0


@pytest.mark.parametrize(
    ("spec", "table", "expected"),
    [
        (
            "N° cde:num;Date cde:date;Frs:name;Réf. article:ref;Libellé:name;Qté cdée:int;PU HT:dec;Date liv. prévue:date",
            "purchase_orders",
            {"order": "N° cde", "ordered": "Date cde", "supplier": "Frs", "quantity": "Qté cdée", "expected": "Date liv. prévue"},
        ),
        ("BL:num;Date BL:date;Fourn.:name;Réf:ref;Qté:int;N° cde:num", "receipts", {"order": "N° cde", "supplier": "Fourn.", "received": "Date BL"}),
        ("Date vente:date;Ticket:num;Produit:name;Quantité:int;Total TTC:dec;Taux TVA:dec", "order_lines", {"order": "Ticket", "amount": "Total TTC"}),
        ("Jour:date;Article:name;Qté:int;CA TTC:dec;CA HT:dec", "order_lines", {"amount": "CA HT", "date": "Jour"}),
        ("Date:date;Order #:num;SKU:ref;Product:name;Units:int;Net sales:dec", "order_lines", {"quantity": "Units", "amount": "Net sales"}),
        ("Code produit:ref;Description:name;En main:int;Coût:dec;Détaillant:dec", "products", {"price": "Détaillant"}),
    ],
)  # fmt: skip
def test_heads_as_people_shorten_them(spec: str, table: str, expected: dict[str, str]) -> None:
    proposal = propose(grid_of(spec))
    assert proposal.confidence != "low"
    assert expected.items() <= columns(proposal, table).items()


def test_a_day_is_no_destination() -> None:
    spec = "Date cde:date;Num cde:num;Fournisseur:name;Article:name;Qté:int;Livré le:date"
    proposal = propose(grid_of(spec))
    assert "destination" not in columns(proposal, "purchase_orders")
    assert columns(proposal, "receipts")["received"] == "Livré le"


def test_a_reference_of_letters_and_figures_is_no_name() -> None:
    proposal = propose(grid("Item,Description,Ordered,Vendor\nSKU-001,Red bowl,4,Acme\nSKU-002,Blue bowl,5,Acme\n"))  # fmt: skip
    assert columns(proposal, "purchase_orders") == {
        "product": "Item", "name": "Description", "quantity": "Ordered", "supplier": "Vendor",
    }  # fmt: skip
