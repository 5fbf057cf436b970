"""The electronic invoices are valid, add up, and are those of the books."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import facturx  # type: ignore[import-untyped]
import pytest
from demo_fec import Row, by_entry
from demo_invoices import Invoice, read
from demo_lists import cents, table
from lxml import etree
from pypdf import PdfReader

from ancrage.demo import hidden, write_all

Years = dict[int, list[Row]]
CENT = Decimal("0.01")


@pytest.fixture(scope="module")
def invoices(demo_folder: Path) -> list[Invoice]:
    return [read(path) for path in sorted((demo_folder / "factures").rglob("*.*"))]


def _cents(amount: Decimal) -> int:
    return int(amount * 100)


def _entries(years: Years) -> dict[tuple[str, str], list[Row]]:
    """Purchase entries by name of the supplier and number of the document."""
    return {
        (row.party_name, row.ref): lines
        for rows in years.values()
        for lines in by_entry(rows).values()
        for row in lines
        if row.journal == "AC" and row.account in {"401000", "404000"}
    }


def test_there_are_some_of_each_syntax(invoices: list[Invoice]) -> None:
    assert 100 <= sum(one.syntax == "factur-x" for one in invoices) <= 150
    assert 8 <= sum(one.syntax == "ubl" for one in invoices) <= 20
    kinds = {(one.syntax, one.kind) for one in invoices}
    assert {("factur-x", "380"), ("factur-x", "381"), ("ubl", "380"), ("ubl", "381")} == kinds


def test_each_is_valid_against_its_schema(invoices: list[Invoice]) -> None:
    for one in invoices:
        assert facturx.xml_check_xsd(one.xml), one.path
        if one.syntax == "factur-x":
            assert facturx.get_level(etree.fromstring(one.xml)) == "en16931"


def test_the_library_finds_the_invoice_in_the_pdf(invoices: list[Invoice]) -> None:
    one = next(one for one in invoices if one.syntax == "factur-x")
    name, xml = facturx.get_facturx_xml_from_pdf(one.path.read_bytes(), check_xsd=True)
    assert (name, xml) == ("factur-x.xml", one.xml)


def test_each_is_an_entry_of_the_books(invoices: list[Invoice], demo_years: Years) -> None:
    entries = _entries(demo_years)
    for one in invoices:
        lines = entries[one.seller, one.number]
        sign = -1 if one.kind == "381" else 1
        owed = -sum(row.cents for row in lines if row.account in {"401000", "404000"})
        costs = sum(row.cents for row in lines if row.account[0] in "26")
        tax = sum(row.cents for row in lines if row.account in {"445660", "445620"})
        assert (owed, costs, tax) == (
            sign * _cents(one.gross),
            sign * _cents(one.net),
            sign * _cents(one.tax),
        )
        assert {row.piece_day for row in lines} == {one.day}
    assert len({(one.seller, one.number) for one in invoices}) == len(invoices)


def test_every_bill_of_the_last_quarter_of_those_who_send_them_is_there(
    invoices: list[Invoice], demo_years: Years
) -> None:
    senders = {one.seller for one in invoices}
    autumn = date(2025, 10, 1)
    sent = {(one.seller, one.number) for one in invoices if one.day >= autumn}
    booked = {
        key
        for key, lines in _entries(demo_years).items()
        if key[0] in senders and lines[0].piece_day >= autumn
    }
    assert sent == booked
    assert len(senders) == 26


def test_lines_taxes_and_totals_add_up(invoices: list[Invoice]) -> None:
    for one in invoices:
        taxed: defaultdict[Decimal, Decimal] = defaultdict(Decimal)
        for line in one.lines:
            assert line.quantity > 0
            assert (line.quantity * line.price).quantize(CENT, ROUND_HALF_UP) == line.net, one.path
            taxed[line.rate] += line.net
        assert sum(taxed.values()) == one.net
        tax = sum((net * rate / 100).quantize(CENT, ROUND_HALF_UP) for rate, net in taxed.items())
        assert tax == one.tax
        assert one.net + one.tax == one.gross > 0


def test_bills_of_goods_have_the_lines_of_their_order(
    invoices: list[Invoice], demo_folder: Path
) -> None:
    ordered: defaultdict[str, list[tuple[str, str, int, int]]] = defaultdict(list)
    for line in table(demo_folder / "achats" / "Commandes fournisseurs.csv", "utf-8-sig"):
        ordered[line["N° commande"]].append(
            (
                line["Référence"],
                line["Réf. fournisseur"],
                int(line["Qté commandée"]),
                cents(line["Prix unitaire HT"]),
            )
        )
    with_order = [one for one in invoices if one.order]
    assert len(with_order) > 40
    for one in with_order:
        found = [
            (line.buyer_ref, line.seller_ref, int(line.quantity), _cents(line.price))
            for line in one.lines
        ]
        assert found == ordered[one.order]


def test_a_credit_note_names_its_invoice(invoices: list[Invoice], demo_years: Years) -> None:
    entries = _entries(demo_years)
    notes = [one for one in invoices if one.kind == "381"]
    assert len(notes) >= 2
    for one in notes:
        assert entries[one.seller, one.origin][0].piece_day < one.day


def test_one_supplier_raises_its_prices_more_than_the_others(invoices: list[Invoice]) -> None:
    prices: defaultdict[tuple[str, str], list[tuple[date, Decimal]]] = defaultdict(list)
    for one in invoices:
        for line in one.lines:
            if line.quantity > 1:
                prices[one.seller, line.name].append((one.day, line.price))
    rise: defaultdict[str, list[float]] = defaultdict(list)
    for (seller, _), found in prices.items():
        (first, low), (last, high) = min(found), max(found)
        if (last - first).days > 300:
            yearly = float(high / low) ** (365.25 / (last - first).days) - 1
            rise[seller].append(yearly)
    boxes = rise.pop("CARTONNAGES VELDREC")
    assert hidden.PRICE_RISER == "FCARTO"
    assert all(abs(value - hidden.PRICE_RISE) < 0.015 for value in boxes)
    assert len(rise) >= 3
    assert all(value < 0.04 for found in rise.values() for value in found)


def test_two_accounts_of_one_carrier_show_one_siren(invoices: list[Invoice]) -> None:
    names: defaultdict[str, set[str]] = defaultdict(set)
    for one in invoices:
        if one.siren:
            names[one.siren].add(one.seller)
    assert {frozenset(found) for found in names.values() if len(found) > 1} == {
        frozenset({"TRANSPORTS KERVADENN SARL", "SARL Transports Kervadenn"})
    }
    assert all(re.fullmatch(r"000\d{6}", number) for number in names)


def test_the_page_says_what_the_xml_says(invoices: list[Invoice]) -> None:
    for one in [one for one in invoices if one.syntax == "factur-x"][::9]:
        document = PdfReader(one.path)
        text = re.sub(r"\s", "", document.pages[0].extract_text())
        for expected in (one.seller, one.number, f"{one.gross}".replace(".", ",") + "€"):
            assert expected.replace(" ", "") in text, one.path
        root = document.trailer["/Root"].get_object()
        assert "/OutputIntents" in root  # type: ignore[operator]
        assert b"<pdfaid:part>3<" in root["/Metadata"].get_object().get_data()  # type: ignore[index]


def test_files_are_in_the_folder_of_their_month_under_names_for_any_system(
    invoices: list[Invoice],
) -> None:
    for one in invoices:
        assert one.path.parent.name == f"{one.day:%Y-%m}"
        assert one.path.name.startswith(f"{one.day} ")
        assert re.fullmatch(r"[^\\/:*?\"<>|]+\.(pdf|xml)", one.path.name)
        assert one.path.name.isascii()


def test_the_same_seed_writes_the_same_bytes_whatever_the_hour(
    demo_folder: Path, tmp_path: Path
) -> None:
    time.sleep(1.1)  # stamps of the library have seconds
    start = time.process_time()
    written = write_all(tmp_path)
    spent = time.process_time() - start
    assert spent < 6
    names = sorted(path.relative_to(demo_folder) for path in demo_folder.rglob("*.*"))
    assert sorted(path.relative_to(tmp_path) for path in written) == names
    for name in names:
        assert (tmp_path / name).read_bytes() == (demo_folder / name).read_bytes(), name


def test_another_seed_writes_a_firm_that_ties_too(tmp_path: Path) -> None:
    write_all(tmp_path, seed=7)
    booked: set[tuple[str, int]] = set()
    for path in tmp_path.glob("*FEC*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            cells = line.split("\t")
            if cells[0] == "AC" and cells[4] in {"401000", "404000"}:
                booked.add(
                    (cells[8], int(cells[12].replace(",", "")) - int(cells[11].replace(",", "")))
                )
    found = [read(path) for path in (tmp_path / "factures").rglob("*.*")]
    assert len(found) > 80
    for one in found:
        sign = -1 if one.kind == "381" else 1
        assert (one.number, sign * _cents(one.gross)) in booked
