"""The 54 invoices kept beside the repository end as their list says, column by column."""

from __future__ import annotations

import csv
from functools import cache

import polars as pl
import pytest

from ancrage.firm.bytestream import payloads
from ancrage.firm.extract import Extract
from ancrage.firm.invoices import read_invoices
from ancrage.firm.tables.trade import INVOICE_LINES, INVOICES
from corpus import SHARED, corpus

pytestmark = pytest.mark.corpus

FOLDER = SHARED / "einvoices"
TEXTS = ["status", "syntax", "profile", "type", "number", "seller", "seller_siret", "seller_country", "currency", "order_ref"]  # fmt: skip
AMOUNTS = ["net", "tax", "gross", "due"]
DATES = ["date", "due_date", "delivery_date"]
# The list gives the first tax number of the seller, which in these is that of the local office (BT-32, scheme FC). The
# same invoices as CII, in the same list, have the VAT number (BT-31), which is what the column holds.
VAT_OF_THE_CII = {
    "EN16931_1_Teilrechnung.ubl.xml",
    "EN16931_AbweichenderZahlungsempf.ubl.xml",
    "EN16931_Einfach_DueDate.ubl.xml",
}
BELOW_ZERO = {
    "Avoir_FR_type381_BASIC.pdf", "Avoir_FR_type380_BASIC.pdf", "Avoir_FR_type380_EN16931.pdf",
    "Avoir_FR_type380_MINIMUM.pdf", "Avoir_FR_type381_BASICWL.pdf", "Avoir_FR_type381_EN16931.pdf",
    "ubl-tc434-creditnote1.xml", "base-creditnote-correction.xml", "base-negative-inv-correction.xml",
}  # fmt: skip


def _rows() -> list[dict[str, str]]:
    path = FOLDER / "expected.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def _given(name: str) -> Extract:
    (payload,) = payloads(corpus("einvoices", "files", name))
    given = read_invoices(payload)
    assert given is not None
    return given


def test_the_list_names_every_file() -> None:
    corpus("einvoices")
    rows = _rows()
    assert len(rows) == 54
    assert {row["file"] for row in rows} == {path.name for path in (FOLDER / "files").iterdir()}


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["file"])
def test_an_invoice_is_read_as_its_list_says(row: dict[str, str]) -> None:
    given = _given(row["file"])
    (found,) = given.tables["invoices"].to_dicts()
    assert {name: found[name] or "" for name in TEXTS} == {name: row[name] for name in TEXTS}
    vat = "DE123456789" if row["file"] in VAT_OF_THE_CII else row["seller_vat"]
    assert (found["seller_vat"] or "") == vat
    days = {name: found[name].isoformat() if found[name] else "" for name in DATES}
    assert {name: day.replace("-", "") for name, day in days.items()} == {
        name: row[name].replace("-", "") for name in DATES
    }
    if row["status"] != "ok":
        assert given.status == "refused"
        assert given.tables["invoice_lines"].is_empty()
        assert {found[name] for name in [*AMOUNTS, "lines"]} == {None}
        return
    written = {name: round(float(row[name]) * 100) for name in AMOUNTS}
    sign = -1 if row["file"] in BELOW_ZERO else 1
    assert {name: found[name] for name in AMOUNTS} == {n: sign * abs(c) for n, c in written.items()}
    assert found["lines"] == int(row["lines"]) == given.tables["invoice_lines"].height
    assert found["sheet"] == row["attachment"]


ALLOWANCES = {  # of the lines themselves, by hand from the files: amounts are not quantity by price
    "EN16931_Kraftfahrversicherung_Bruttopreise": 2,
    "ubl-tc434-example3": 2,
    "ubl-tc434-example1": 1,
    "base-example": 0,
    "CII_example2": 0,
    "base-negative-inv-correction": 0,
    "Avoir_FR_type381_EN16931": 1,
    "EN16931_ElektronischeAdresse": 0,
}


@pytest.mark.parametrize("row", [row for row in _rows() if row["status"] == "ok"], ids=lambda r: r["file"])  # fmt: skip
def test_units_by_price_make_the_amount(row: dict[str, str]) -> None:
    lines = _given(row["file"]).tables["invoice_lines"]
    off = lines.filter(
        (pl.col("quantity") * pl.col("unit_price") * 100 - pl.col("amount")).abs() > 1
    )
    stem = row["file"].partition(".")[0]
    if stem in ALLOWANCES:
        assert off.height == ALLOWANCES[stem]
    assert lines["unit_price"].null_count() == lines["quantity"].null_count() == 0
    assert (lines["unit_price"] >= 0).all()
    against = lines.filter(pl.col("amount").sign() * pl.col("quantity").sign() < 0)
    # Both forms of one example say 6 units at 18.33 for -109.98: it is kept as written.
    assert against["amount"].to_list() == ([-10_998] if row["number"] == "12115118" else [])


@pytest.mark.parametrize(
    "stem",
    sorted({row["file"].removesuffix(".ubl.xml") for row in _rows() if row["file"].endswith(".ubl.xml")}),
)  # fmt: skip
def test_an_invoice_is_the_same_in_its_three_forms(stem: str) -> None:
    forms = [_given(stem + end).tables["invoice_lines"] for end in (".pdf", ".cii.xml", ".ubl.xml")]
    said = [frame.select("id", "product", "quantity", "unit", "unit_price", "amount").rows() for frame in forms]  # fmt: skip
    assert said[0] == said[1] == said[2]


@pytest.mark.parametrize(
    ("name", "tag"),
    [("CII_example1.xml", "IncludedSupplyChainTradeLineItem>"), ("ubl-tc434-example1.xml", "InvoiceLine>"),
     ("base-creditnote-correction.xml", "CreditNoteLine>")],
)  # fmt: skip
def test_a_line_is_where_the_file_says(name: str, tag: str) -> None:
    text = corpus("einvoices", "files", name).read_text(encoding="utf-8").split("\n")
    places = _given(name).tables["invoice_lines"]["line"].to_list()
    assert len(places) == len(set(places)) > 0
    assert all(tag in text[place - 1] and "</" not in text[place - 1] for place in places)


@pytest.mark.parametrize("name", ["Facture_FR_BASICWL.pdf", "pdf_sans_xml.pdf", "base-example.xml"])
def test_the_tables_are_those_declared(name: str) -> None:
    tables = _given(name).tables
    for declared in (INVOICES, INVOICE_LINES):
        expected = {n: k for n, k in declared.schema.items() if n not in {"source", "copy"}}
        assert dict(tables[declared.name].schema) == expected


def test_the_figures_to_check_are_those_of_the_invoice() -> None:
    given = _given("Avoir_FR_type381_BASIC.pdf")
    assert given.control == {
        "invoices": 1,
        "lines": 2,
        "net_total": -218.48,
        "gross_total": -233.47,
    }
    assert (given.kind, given.confidence, given.rows) == ("invoice", "high", 1)
    assert str(given.period_start) == str(given.period_end) == "2017-11-16"
