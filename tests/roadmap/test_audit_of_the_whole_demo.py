"""The audit of the demonstration firm with all its files: what invoices, orders and lists add to the books."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from ancrage import demo
from ancrage.demo import hidden
from ancrage.exhibits import Table
from ancrage.findings import Evidence, Finding, evidence_cents
from ancrage.firm import read
from ancrage.money import Number
from ancrage.roadmap.audit import audit
from ancrage.roadmap.model import Audit
from ancrage.text import Language, render
from ancrage.world import world_on


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("whole")
    demo.write_all(made)
    return made


@pytest.fixture(scope="module")
def done(folder: Path) -> Audit:
    firm = read([folder]).firm
    assert firm is not None
    return audit(firm, world_on(date(2026, 3, 2)))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def cents(text: str) -> int:
    """« 12.50 » in cents."""
    units, decimals = text.split(".")
    return int(units) * 100 + int(decimals)


def mean_prices(folder: Path) -> dict[str, float]:
    """Price of a unit before tax by item in 2025, of all that was sold."""
    sales: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0])

    def add(item: str, units: str, euros: float) -> None:
        sales[item][0] += int(units)
        sales[item][1] += euros

    def listed(name: str, encoding: str) -> list[dict[str, str]]:
        with (folder / "ventes" / name).open(encoding=encoding, newline="") as stream:
            return list(csv.DictReader(stream, delimiter=";"))

    for row in table(folder / "boutique" / "orders_export.csv"):
        if row["Created at"].startswith("2025"):
            units = row["Lineitem quantity"]
            add(row["Lineitem sku"], units, int(units) * float(row["Lineitem price"]) / 1.2)
    for row in listed("Ventes caisse par jour.csv", "cp1252"):
        if row["Date"].endswith("2025"):
            add(
                row["Code article"], row["Qté vendue"], float(row["CA TTC"].replace(",", ".")) / 1.2
            )
    for row in listed("Commandes Bazarine.csv", "utf-8-sig"):
        if row["Date commande"].endswith("2025"):
            euros = float(row["Montant TTC"].replace(",", ".")) / 1.2
            add(row["Référence"], row["Quantité vendue"], euros)
    for row in listed("Lignes de factures clients.csv", "cp1252"):
        if row["Date facture"].endswith("2025"):
            add(row["Référence"], row["Qté facturée"], float(row["Montant HT"].replace(",", ".")))
    return {item: euros / units for item, (units, euros) in sales.items()}


def finding(done: Audit, code: str) -> Finding:
    return next(f for f in done.findings if f.code == code)


def exhibit(done: Audit, code: str) -> Table:
    return next(t for d in done.diagnoses for t in d.tables if t.code == code)


def test_the_packaging_that_rises_by_nine_per_cent_a_year_is_seen_in_the_lines(done: Audit) -> None:
    shown = exhibit(done, "suppliers_item_prices")
    name = next(
        row["name"]
        for row in done.firm.parties.iter_rows(named=True)
        if hidden.PRICE_RISER in row["codes"]
    )
    # Nothing else of the demonstration rises so: two items, both of that supplier.
    assert [row[1] for row in shown.rows] == [name, name]
    for row in shown.rows:
        assert row[4] == pytest.approx(hidden.PRICE_RISE, abs=0.001)
    rise = finding(done, "item_price_rise")
    assert rise.stake is not None
    spent = evidence_cents(rise.evidence) / 100
    # Other prices rise by about 2 % a year: between the whole rise, and the rise less 2 %.
    assert rise.stake.high == pytest.approx(spent * (1 - 1 / (1 + hidden.PRICE_RISE)), rel=0.01)
    assert rise.stake.central == pytest.approx(
        spent * (1 - 1.02 / (1 + hidden.PRICE_RISE)), rel=0.06
    )
    assert finding(done, "supplier_price_drift").pool == rise.pool


def test_all_the_invoices_are_in_the_books(done: Audit) -> None:
    strength = finding(done, "invoices_all_booked")
    net = done.firm.table("invoices").filter(~done.firm.table("invoices")["copy"])["net"].sum()
    assert evidence_cents(strength.evidence) == net
    assert not [f for f in done.findings if f.code == "invoices_not_booked"]


def test_prices_and_suppliers_of_items_are_those_of_the_lists(done: Audit, folder: Path) -> None:
    listed = {
        row["Title"]: row
        for row in table(folder / "boutique" / "products_export.csv")
        if row["Title"]
    }
    means = mean_prices(folder)
    rows = [*exhibit(done, "items_margin_most").rows, *exhibit(done, "items_margin_least").rows]
    assert len(rows) == 20
    for name, supplier, units, price, cost, margin, rate, stock in rows:
        told = listed[str(name)]
        assert str(supplier).upper() == told["Vendor"].upper()
        assert isinstance(price, Number)
        assert isinstance(cost, Number)
        assert isinstance(margin, float)
        assert isinstance(rate, float)
        # Over the till, the web shop, the marketplace and trade customers; what came back to the web shop is of all alike.
        assert price.value == pytest.approx(means[told["Variant SKU"]], rel=0.01)
        assert cost.value == pytest.approx(cents(told["Cost per item"]) / 100, rel=0.03)
        assert rate == pytest.approx(1 - cost.value / price.value)
        assert isinstance(units, int)
        assert margin == pytest.approx(units * (price.value - cost.value), rel=0.05)
        assert stock == int(told["Variant Inventory Qty"])


def test_the_years_of_the_shop_are_those_of_its_export(done: Audit, folder: Path) -> None:
    orders = [row for row in table(folder / "boutique" / "orders_export.csv") if row["Total"]]
    sold: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    people: dict[str, set[str]] = defaultdict(set)
    for row in orders:
        year = row["Created at"][:4]
        sold[year][0] += 1
        sold[year][1] += cents(row["Total"])
        sold[year][2] += cents(row["Refunded Amount"])
        people[year].add(row["Email"])
    shown = {str(row[0])[:4]: row for row in exhibit(done, "shop_years").rows}
    assert set(shown) == set(sold) == {"2023", "2024", "2025"}
    for year, (count, gross, back) in sold.items():
        assert shown[year][2:5] == (count, gross / 100, back / 100)
        assert shown[year][7] == len(people[year])
    known = people["2025"] & (people["2023"] | people["2024"])
    assert shown["2025"][8] == pytest.approx(len(known) / len(people["2025"]))


def test_every_figure_of_these_tables_opens_on_lines(done: Audit) -> None:
    for code in ("items_margin_most", "items_margin_least", "suppliers_item_prices", "shop_years"):
        shown = exhibit(done, code)
        for row, proofs in zip(shown.rows, shown.proofs, strict=True):
            for value, column in zip(row[1:], shown.columns[1:], strict=True):
                if column.kind in {"text", "date"} or value is None:
                    continue
                pieces: tuple[Evidence, ...] = tuple((proofs.get(column.name) or proofs[""])())
                assert any(len(piece.lines) for piece in pieces), (code, row[0], column.name)
                if column.kind == "eur" and column.how is None:
                    assert isinstance(value, float)
                    assert evidence_cents(pieces) == round(value * 100)


def test_the_report_says_prices_of_units_to_the_cent(done: Audit, tmp_path: Path) -> None:
    from ancrage.roadmap.report import write_reports  # noqa: PLC0415

    reports = write_reports(done, tmp_path, Language.FR, lambda _text: None)
    page = reports.html.read_text(encoding="utf-8")
    assert "0,338" in page  # tissue paper, 2024
    assert render(finding(done, "item_price_rise").title, Language.FR)[:20] in page


def test_books_alone_load_nothing_of_the_rest(tmp_path: Path) -> None:
    demo.write(tmp_path)
    code = (
        "import sys; from pathlib import Path; from datetime import date; from ancrage.firm import read;"
        "from ancrage.roadmap.audit import audit; from ancrage.world import world_on;"
        f"audit(read([Path({str(tmp_path)!r})]).firm, world_on(date(2026, 3, 2)));"
        "print([m for m in sys.modules if 'firm.items' in m or m.endswith(('suppliers.trade', 'channels.shop'))])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
