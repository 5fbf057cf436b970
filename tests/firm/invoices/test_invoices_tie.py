"""Invoices beside the books: each found once, whatever was copied differently, and never a wrong one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from invoice_xml import cii, payload

from ancrage.firm import Firm
from ancrage.firm.invoices import frames, read_documents
from ancrage.firm.invoices.tie import tie
from ancrage.firm.tables.trade import INVOICES
from ledgers import Entry, Line, bill, entry, firm_of, payment, sale

MILL = ("F001", "MINOTERIE DUPONT SARL")
YEAST = ("F002", "LEVURES DU NORD")
SHOP = ("C001", "EPICERIE MARTIN")


def invoice(number: str, day: str, gross: float, seller: str = "Minoterie Dupont", **more: Any) -> dict[str, Any]:  # fmt: skip
    """A row of `invoices`, the day as YYYYMMDD."""
    return {
        "status": "ok", "type": "380", "number": number, "seller": seller, "currency": "EUR",
        "date": date(int(day[:4]), int(day[4:6]), int(day[6:])), "gross": round(gross * 100), **more,
    }  # fmt: skip


def tied(
    folder: Path, invoices: Sequence[dict[str, Any]], entries: Sequence[Entry], **more: Any
) -> list[dict[str, Any]]:
    firm = firm_of(folder, entries)
    return result(firm, invoices, **more).to_dicts()


def result(firm: Firm, invoices: Sequence[dict[str, Any]], **more: Any) -> pl.DataFrame:
    table = pl.DataFrame(
        {name: [one.get(name) for one in invoices] for name in INVOICES.schema if name != "source"},
        schema_overrides={n: k for n, k in INVOICES.schema.items() if n != "source"},
    )
    return tie(table, firm.ledger, firm.parties, firm.party_keys, **more)


def hows(rows: Sequence[dict[str, Any]]) -> list[str | None]:
    return [row["how"] for row in rows]


def piece_of(firm: Firm, number: int | None) -> list[str]:
    return sorted(firm.ledger.filter(pl.col("entry") == number)["piece"].unique().to_list())


# ---- the three ways ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("piece", "label"),
    [
        ("FA-2025-0010", "Minoterie Dupont"),
        ("fa 2025/0010", "x"),
        ("A17", "DUPONT FA-2025-0010 mars"),
        ("A17", "FACT.FA20250010"),
    ],
)
def test_the_number_however_it_is_copied(piece: str, label: str, tmp_path: Path) -> None:
    (row,) = tied(tmp_path, [invoice("FA-2025-0010", "20250303", 120)],
                  [bill("20250310", MILL, 100, piece=piece, label=label)])  # fmt: skip
    assert (row["how"], row["difference"]) == ("number_and_amount", 0)
    assert row["entry"] is not None
    assert row["party"] is not None


def test_a_total_two_cents_apart_is_told(tmp_path: Path) -> None:
    lines = (Line("607000", 100.0), Line("445660", 19.99), Line("401000", -119.99, MILL))
    (row,) = tied(tmp_path, [invoice("F-77", "20250303", 120)],
                  [entry("AC", "20250303", "F-77", "achat", *lines)])  # fmt: skip
    assert (row["how"], row["difference"]) == ("number_and_amount", -1)


def test_total_day_and_name_where_the_books_have_their_own_numbers(tmp_path: Path) -> None:
    rows = tied(
        tmp_path,
        [invoice("471102", "20250303", 120)],
        [bill("20250312", MILL, 100, piece="AC0001"), bill("20250312", YEAST, 100, piece="AC0002")],
    )
    assert hows(rows) == ["amount_and_date_and_name"]


def test_the_name_may_stand_in_the_label_only(tmp_path: Path) -> None:
    lines = (
        Line("607000", 100.0),
        Line("445660", 20.0),
        Line("401000", -120.0, label="Fact Minoterie Dupont"),
    )
    assert hows(tied(tmp_path, [invoice("1", "20250303", 120)], [entry("AC", "20250304", "9", "x", *lines)])) == [
        "amount_and_date_and_name"
    ]  # fmt: skip


def test_a_total_booked_otherwise_is_told_with_its_difference(tmp_path: Path) -> None:
    rows = tied(tmp_path, [invoice("F-77", "20250303", 120)], [bill("20250303", MILL, 105, piece="F-77")])  # fmt: skip
    assert (rows[0]["how"], rows[0]["difference"]) == ("number_and_name", 600)  # 126.00 - 120.00


def test_another_currency_is_tied_by_number_without_difference(tmp_path: Path) -> None:
    rows = tied(tmp_path, [invoice("F-77", "20250303", 900, currency="NOK")],
                [bill("20250303", MILL, 80, vat=False, piece="F-77")])  # fmt: skip
    assert (rows[0]["how"], rows[0]["difference"]) == ("number_and_name", None)


def test_a_credit_note_is_tied_to_its_entry_and_not_to_the_payment(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [payment("20250305", MILL, 120), bill("20250306", MILL, -100, piece="AV-5")])  # fmt: skip
    rows = result(firm, [invoice("AV-5", "20250306", -120, type="381")]).to_dicts()
    assert hows(rows) == ["number_and_amount"]
    assert piece_of(firm, rows[0]["entry"]) == ["AV-5"]


def test_an_invoice_paid_in_the_same_entry(tmp_path: Path) -> None:
    lines = (Line("607000", 100.0), Line("445660", 20.0), Line("401000", -120.0, MILL),
             Line("401000", 120.0, MILL), Line("512000", -120.0))  # fmt: skip
    rows = tied(tmp_path, [invoice("F-77", "20250303", 120)], [entry("AC", "20250303", "F-77", "cb", *lines)])  # fmt: skip
    assert hows(rows) == ["number_and_amount"]


def test_a_sale_is_tied_to_its_customer(tmp_path: Path) -> None:
    lines = (Line("411000", 120.0, SHOP), Line("707000", -100.0), Line("445710", -20.0))
    books = [entry("VE", "20250303", "V-12", "Epicerie Martin", *lines), sale("20250303", 100)]
    ours = invoice("V-12", "20250303", 120, seller="Nous", seller_siret="12345678200015", buyer="Epicerie Martin")  # fmt: skip
    assert hows(tied(tmp_path, [ours], books, siren="123456782")) == ["number_and_amount"]
    (tmp_path / "b").mkdir()
    theirs = ours | {"seller_siret": "73282932000074", "buyer_siret": "123456782"}
    assert hows(tied(tmp_path / "b", [theirs], books, siren="123456782")) == [None]


# ---- one to one ----------------------------------------------------------------------------------------------------


def test_an_entry_is_taken_once(tmp_path: Path) -> None:
    rows = tied(
        tmp_path,
        [invoice("F-1", "20250303", 120), invoice("F-2", "20250304", 120)],
        [bill("20250303", MILL, 100, piece="AC1")],
    )
    assert hows(rows) == ["amount_and_date_and_name", None]
    assert rows[1]["entry"] is None


def test_a_copy_of_an_invoice_is_told_and_takes_nothing(tmp_path: Path) -> None:
    twice = [invoice("F-1", "20250303", 120), invoice("F-1", "20250303", 120)]
    entries = [bill("20250303", MILL, 100, piece="F-1"), bill("20250305", MILL, 100, piece="AC2")]
    rows = tied(tmp_path, twice, entries)
    assert hows(rows) == ["number_and_amount", "duplicate"]
    assert rows[0]["entry"] == rows[1]["entry"]


def test_a_copy_of_an_invoice_that_is_not_booked(tmp_path: Path) -> None:
    rows = tied(tmp_path, [invoice("F-1", "20250303", 99), invoice("F-1", "20250303", 99)],
                [bill("20250303", MILL, 100)])  # fmt: skip
    assert [(row["how"], row["entry"]) for row in rows] == [(None, None), ("duplicate", None)]


def test_the_invoices_of_a_subscription_each_find_their_month(tmp_path: Path) -> None:
    months = [f"2025{month:02}05" for month in range(1, 13)]
    firm = firm_of(tmp_path, [bill(day, MILL, 100, piece=f"AC{n}") for n, day in enumerate(months)])
    rows = result(firm, [invoice(f"AB-{n}", day, 120) for n, day in enumerate(months)]).to_dicts()
    assert [piece_of(firm, row["entry"]) for row in rows] == [[f"AC{n}"] for n in range(12)]


def test_the_next_number_of_a_series_is_another_invoice(tmp_path: Path) -> None:
    rows = tied(tmp_path, [invoice("FA-2025-0010", "20250303", 120)],
                [bill("20250320", MILL, 100, piece="FA-2025-0011")])  # fmt: skip
    assert hows(rows) == [None]


def test_two_invoices_in_one_entry_each_have_their_part(tmp_path: Path) -> None:
    lines = (Line("607000", 300.0), Line("401000", -120.0, MILL, label="Dupont F-101"),
             Line("401000", -180.0, MILL, label="Dupont F-102"))  # fmt: skip
    rows = tied(tmp_path, [invoice("F-102", "20250301", 180), invoice("F-101", "20250301", 120)],
                [entry("AC", "20250331", "MARS", "mars", *lines)])  # fmt: skip
    assert hows(rows) == ["number_and_amount"] * 2


def test_one_invoice_booked_in_two_parts_takes_both(tmp_path: Path) -> None:
    lines = (Line("607000", 300.0), Line("401000", -120.0, MILL, label="F-10001 30 j"),
             Line("401000", -180.0, MILL, label="F-10001 60 j"))  # fmt: skip
    rows = tied(tmp_path, [invoice("F-10001", "20250331", 300), invoice("F-10002", "20250331", 180)],
                [entry("AC", "20250331", "MARS", "mars", *lines)])  # fmt: skip
    assert hows(rows) == ["number_and_amount", None]


# ---- what is no match ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "booked"),
    [
        (invoice("F-1", "20250303", 120), bill("20250303", MILL, -100, piece="X")),
        (invoice("F-1", "20250303", 120), bill("20250303", YEAST, 100, piece="X")),
        (invoice("12", "20250303", 120), bill("20250303", YEAST, 100, piece="12")),
        (invoice("F-1", "20250303", 120), bill("20250503", MILL, 100, piece="X")),
        (invoice("F-1", "20250303", 120), bill("20250303", MILL, 101, piece="X")),
        (invoice("FACT-77", "20250303", 120), bill("20250303", MILL, 900, piece="FACT-77")),
        (invoice("FACT-77", "20250303", 120), payment("20250303", MILL, 120, label="FACT-77")),
        (invoice("77", "20250303", 120), bill("20250303", YEAST, 100, piece="X", label="F 1 77")),
        (invoice("F-1", "20250303", 120, seller="A"), bill("20250303", ("F9", "A"), 100, piece="X")),
    ],
    ids=["sign", "name", "short number of another", "too late", "other total", "far total", "payment",
         "part of a word", "name too short"],
)  # fmt: skip
def test_what_is_not_sure_stays_unmatched(
    told: dict[str, Any], booked: Entry, tmp_path: Path
) -> None:
    assert hows(tied(tmp_path, [told], [booked])) == [None]


def test_what_could_not_be_read_is_not_tied(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [bill("20250303", MILL, 100, piece="F-1")])
    table = result(firm, [{"status": "no_xml"}, invoice("F-1", "20250303", 120)])
    assert table["invoice"].to_list() == [1]
    assert result(firm, []).is_empty()
    assert result(firm, []).schema == table.schema


# ---- as a whole ----------------------------------------------------------------------------------------------------


def test_files_in_another_order_tie_alike(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 (no secret)
    days = [f"2025{chance.randint(1, 12):02}{chance.randint(1, 28):02}" for _ in range(60)]
    told = [invoice(f"N{n:03}", day, 12 * chance.randint(1, 4)) for n, day in enumerate(days)]
    books = [bill(day, MILL, 10 * chance.randint(1, 4), piece=f"AC{n}") for n, day in enumerate(days)]  # fmt: skip
    firm = firm_of(tmp_path, books)
    found = {told[row["invoice"]]["number"]: row["entry"] for row in result(firm, told).to_dicts()}
    entries = [entry_ for entry_ in found.values() if entry_ is not None]
    assert len(entries) == len(set(entries)) > 20
    for _ in range(3):
        shuffled = chance.sample(told, len(told))
        again = {shuffled[row["invoice"]]["number"]: row["entry"] for row in result(firm, shuffled).to_dicts()}  # fmt: skip
        assert again == found


def test_a_read_invoice_is_tied(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [bill("20250305", MILL, 100, piece="F-1")])
    table = frames(read_documents(payload(cii())) or ())["invoices"]
    rows = tie(table, firm.ledger, firm.parties, firm.party_keys).to_dicts()
    assert hows(rows) == ["number_and_amount"]
    assert firm.name_of(rows[0]["party"]) == MILL[1]
