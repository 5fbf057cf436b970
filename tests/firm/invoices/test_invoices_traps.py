"""What invoices do: each trap in a document written by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from invoice_xml import UBL, cii, cii_line, head, line, payload, read, ubl, zugferd_1

from ancrage.firm.invoices import documents, frames, read_invoices

AMOUNTS = ("net", "tax", "gross", "due")


def _amounts(row: dict[str, Any]) -> tuple[int | None, ...]:
    return tuple(row[name] for name in AMOUNTS)


# ---- the three structures ------------------------------------------------------------------------------------------


def test_a_cii_says_its_parties_without_blanks_in_their_numbers() -> None:
    row = head(cii())
    assert (row["seller"], row["buyer"]) == ("Minoterie Dupont", "Boulangerie")
    assert row["seller_siret"] == "12345678200015"
    assert row["seller_vat"] == "FR32123456782"  # and not the number of the local tax office
    assert row["seller_iban"] == "FR7630006000011234567890189"
    assert (row["currency"], row["date"], row["syntax"]) == ("EUR", date(2025, 3, 3), "CII")
    assert _amounts(row) == (10_000, 2_000, 12_000, 12_000)
    assert row["lines"] == 0


def test_a_line_of_a_cii() -> None:
    row = line(cii(cii_line()))
    assert row["unit_price"] == pytest.approx(0.85)  # 85 for 100 kg
    assert (row["quantity"], row["unit"], row["amount"], row["tax_pct"]) == (40.0, "KGM", 3400, 5.5)
    assert (row["product"], row["buyer_product"], row["barcode"]) == ("F65", "B-7", "0012345678905")
    assert (row["name"], row["country"], row["id"]) == ("Farine T65", "FR", "1")
    assert (row["seller"], row["number"], row["date"]) == ("Minoterie Dupont", "F-1", date(2025, 3, 3))  # fmt: skip
    assert row["line"] == 7  # the sixth line ends with <...Transaction>


def test_the_first_zugferd_has_other_names() -> None:
    row = head(zugferd_1())
    assert (row["syntax"], row["number"], row["order_ref"]) == ("ZF1", "2014-7", "PO-9")
    assert _amounts(row) == (9_900, 1_881, 11_781, 10_000)
    assert row["delivery_date"] == date(2014, 2, 1)  # a month
    assert row["due_date"] == date(2014, 4, 7)  # the Monday of week 15, from the calendar of 2014
    item = line(zugferd_1())
    assert (item["quantity"], item["unit_price"], item["amount"]) == (10.0, 9.9, 9_900)
    assert (item["product"], item["tax_pct"]) == ("TB100A4", 19.0)


def test_a_ubl_says_the_same_under_its_names() -> None:
    row = head(ubl())
    assert row["seller"] == "Minoterie Dupont"  # the legal name before that under which it trades
    assert (row["seller_siret"], row["seller_vat"]) == ("123456782", "FR32123456782")
    assert (row["buyer"], row["seller_iban"], row["seller_country"]) == ("Boulangerie", "FR761234", "FR")  # fmt: skip
    assert _amounts(row) == (10_000, 2_000, 12_000, 12_000)  # the tax in euros, not that in pounds
    assert (row["due_date"], row["delivery_date"]) == (date(2025, 4, 2), date(2025, 2, 28))
    assert (row["type"], row["order_ref"], row["lines"]) == ("380", "PO-3", 1)
    item = line(ubl())
    assert (item["quantity"], item["unit_price"], item["amount"]) == (4.0, 25.0, 10_000)
    assert (item["product"], item["barcode"], item["country"]) == ("L-1", "3518370400049", "BE")


def test_a_ubl_in_the_envelope_of_the_network() -> None:
    inside = ubl().partition(b"?>\n")[2]
    wrapped = (
        b'<?xml version="1.0"?>\n<StandardBusinessDocument xmlns="http://www.unece.org/cefact/namespaces/'
        b'StandardBusinessDocumentHeader"><StandardBusinessDocumentHeader/>'
        + inside
        + b"</StandardBusinessDocument>"
    )
    row = head(wrapped)
    assert (row["status"], row["number"], row["gross"]) == ("ok", "U-1", 12_000)


# ---- credit notes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        cii(kind="381"),
        cii(kind="381", net="-100.00", tax="<ram:TaxTotalAmount>-20.00</ram:TaxTotalAmount>",
            gross="-120.00", due="-120.00"),
        cii(kind="380", net="-100.00", tax="<ram:TaxTotalAmount>-20.00</ram:TaxTotalAmount>",
            gross="-120.00", due="-120.00"),
        cii(kind="503"),
        ubl(credit=True),
        ubl(credit=True, kind=""),
        ubl(kind="381"),
        ubl(quantity="-4", amount="-100.00", net="-100", tax="-20", gross="-120", due="-120"),
        ubl(credit=True, quantity="-4", amount="-100", net="-100", tax="-20", gross="-120", due="-120"),
    ],
    ids=["381", "381-below", "380-below", "503", "ubl", "ubl-untyped", "invoice-381", "ubl-below", "both"],
)  # fmt: skip
def test_a_credit_note_is_below_zero_however_it_is_written(content: bytes) -> None:
    row = head(content)
    assert _amounts(row) == (-10_000, -2_000, -12_000, -12_000)


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [("4", "25", "100"), ("-4", "25", "-100"), ("4", "-25", "-100")],
    ids=["plain", "below", "price below"],
)
def test_the_units_of_a_credit_note_come_back_at_their_price(
    quantity: str, price: str, amount: str
) -> None:
    back = amount.startswith("-")
    row = line(
        ubl(
            credit=not back,
            quantity=quantity,
            price=price,
            amount=amount,
            gross="-120" if back else "120",
        )
    )
    assert (row["quantity"], row["unit_price"], row["amount"]) == (-4.0, 25.0, -10_000)


def test_a_credit_note_already_paid_back_has_nothing_due_and_is_below_zero() -> None:
    assert _amounts(head(cii(kind="381", due="0.00"))) == (-10_000, -2_000, -12_000, 0)


def test_a_line_against_the_others_stays_against_them() -> None:
    lines = cii_line() + cii_line(quantity="-10", amount="-8.50")
    table = read(cii(lines, kind="381")).tables["invoice_lines"]
    assert table["amount"].to_list() == [-3_400, 850]
    assert table["quantity"].to_list() == [-40.0, 10.0]


def test_a_ubl_credit_note_that_does_not_say_its_type_has_one() -> None:
    assert head(ubl(credit=True, kind=""))["type"] == "381"


def test_a_corrected_invoice_is_no_credit_note() -> None:
    assert head(cii(kind="384"))["gross"] == 12_000


def test_prepaid_invoices_keep_their_total() -> None:
    assert _amounts(head(cii(due="0.00"))) == (10_000, 2_000, 12_000, 0)


# ---- lines ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("per", "quantity", "amount", "price"),
    [
        ("100", "40", "34.00", 0.85),
        ("1", "40", "3400.00", 85.0),
        ("0", "40", "34.00", None),
        ("85", "40", "3400.00", 85.0),  # the price written again as the number of units
        ("12", "40", "280.00", 85 / 12),  # an allowance of its own: what is written stands
    ],
)
def test_a_price_is_brought_to_one_unit(
    per: str, quantity: str, amount: str, price: float | None
) -> None:
    row = line(cii(cii_line(per=per, quantity=quantity, amount=amount)))
    assert row["unit_price"] == (None if price is None else pytest.approx(price))


@pytest.mark.parametrize(
    ("scheme", "code", "barcode"),
    [
        (' schemeID="0160"', "0012345678905", "0012345678905"),
        ("", "3518370400049", "3518370400049"),
        ("", "REF-12", None),
        (' schemeID="0088"', "3518370400049", None),  # the number of a place
        (' schemeID="0004"', "12345678", None),
    ],
)
def test_a_barcode_is_one_by_its_scheme(scheme: str, code: str, barcode: str | None) -> None:
    assert line(cii(cii_line(scheme=scheme, barcode=code)))["barcode"] == barcode


def test_lines_that_sum_others_are_not_counted_twice() -> None:
    group = "<ram:LineStatusReasonCode>GROUP</ram:LineStatusReasonCode>"
    detail = "<ram:LineStatusReasonCode>DETAIL</ram:LineStatusReasonCode>"
    given = read(cii(cii_line(reason=group) + cii_line(reason=detail) + cii_line(reason=detail)))
    assert given.tables["invoice_lines"]["amount"].sum() == 6_800
    assert given.tables["invoices"]["lines"].to_list() == [3]


def test_a_line_beyond_what_the_parser_counts_is_still_found() -> None:
    """libxml2 keeps a line in 16 bits; 70,000 empty lines come first."""
    content = cii("\n" * 70_000 + cii_line() + cii_line())
    text = content.decode().split("\n")
    places = read(content).tables["invoice_lines"]["line"].to_list()
    assert len(set(places)) == 2
    assert all("<ram:IncludedSupplyChainTradeLineItem>" in text[place - 1] for place in places)


# ---- values --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("10.005", 1_001), ("10.004", 1_000), ("-10.005", -1_001), ("1234567890.1", 123_456_789_010),
        (" 12.5\n", 1_250), (".5", 50), ("+3", 300), ("12,50", 1_250), ("0.00", 0),
    ],
)  # fmt: skip
def test_amounts_are_whole_cents_half_away_from_zero(written: str, cents: int) -> None:
    assert head(cii(due=written))["due"] == cents


@pytest.mark.parametrize("written", ["1,234", "1 234.50", "12.5.0", "NaN", "1e3", "Infinity", "abc", "9" * 40])  # fmt: skip
def test_an_amount_that_is_not_sure_stays_unknown_and_is_told(written: str) -> None:
    given = read(cii(due=written))
    assert given.tables["invoices"]["due"].to_list() == [None]
    assert given.status == "warning"
    (problem,) = given.problems
    assert (problem.code, problem.line) == ("invoice_value", 19)  # of DuePayableAmount
    assert problem.message.params["element"] == "DuePayableAmount"


@pytest.mark.parametrize(
    ("form", "written", "day"),
    [
        ("102", "20250303", date(2025, 3, 3)), ("203", "202503031530", date(2025, 3, 3)),
        ("204", "20250303153000", date(2025, 3, 3)), ("610", "202503", date(2025, 3, 1)),
        ("616", "202510", date(2025, 3, 3)), ("102", "2025-03-03", date(2025, 3, 3)),
        ("102", "2025-03-03T00:00:00+01:00", date(2025, 3, 3)), ("102", "03.03.2025", date(2025, 3, 3)),
        ("102", "20250230", None), ("102", "03/04/2025", None), ("102", "250303", None),
    ],
)  # fmt: skip
def test_days_are_read_in_the_forms_they_take(form: str, written: str, day: date | None) -> None:
    given = read(cii(form=form, day=written))
    assert given.tables["invoices"]["date"].to_list() == [day]
    assert [p.code for p in given.problems] == ([] if day else ["invoice_value"])


def test_the_tax_is_that_in_the_currency_of_the_invoice() -> None:
    tax = '<ram:TaxTotalAmount currencyID="GBP">17.00</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="EUR">20.00</ram:TaxTotalAmount>'
    assert head(cii(tax=tax))["tax"] == 2_000


def test_totals_that_do_not_add_up_are_kept_and_told() -> None:
    given = read(cii(gross="121.00"))
    assert given.tables["invoices"]["gross"].to_list() == [12_100]
    assert ([p.code for p in given.problems], given.status) == (["invoice_totals"], "warning")


# ---- what is no invoice of ours ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><comptabilite xmlns:xsi="x"><exercice><DateCloture>2025-12-31</DateCloture>',
        b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>",
        b"<html><table></table></html>",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        b"JournalCode\tJournalLib\n",
        b"\x89PNG\r\n",
        b"PK\x03\x04",
        b"",
        b"Date: 3\nMontant: 4\n",
        b"From: x;To: y;Subject: z\n1;2;3\n",
    ],
)
def test_the_files_of_other_readers_are_left_to_them(content: bytes) -> None:
    assert read_invoices(payload(content)) is None


@pytest.mark.parametrize(
    ("content", "root"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"<p:FatturaElettronica xmlns:p='http://ivaservizi.agenziaentrate.gov.it'/>", "FatturaElettronica"),
        (b"<Invoice xmlns='http://www.ebinterface.at/schema/6p0/'><InvoiceNumber>1</InvoiceNumber></Invoice>", "Invoice"),
    ],
)  # fmt: skip
def test_another_xml_is_refused_with_the_name_of_its_root(content: bytes, root: str) -> None:
    given = read(content)
    assert given.status == "refused"
    assert given.tables["invoices"]["status"].to_list() == ["not_an_invoice"]
    assert given.reason.params["root"] == root


def test_a_form_without_number_or_amount_is_no_invoice() -> None:
    assert head(f'<Invoice xmlns="{UBL}Invoice-2"/>'.encode())["status"] == "not_an_invoice"


# ---- many at once --------------------------------------------------------------------------------------------------


def test_many_invoices_make_one_table_that_leads_back_to_each() -> None:
    given = [read(cii(cii_line(), number=f"F-{n}"), f"{n}.xml") for n in range(3)]
    given.insert(1, read(b"<svg/>", "x.svg"))
    all_of_them = [(source, document) for source, one in enumerate(given) for document in documents(one)]  # fmt: skip
    tables = frames([d for _, d in all_of_them], [s for s, _ in all_of_them])
    assert tables["invoices"].select("source", "number", "status").rows() == [
        (0, "F-0", "ok"), (1, None, "not_an_invoice"), (2, "F-1", "ok"), (3, "F-2", "ok"),
    ]  # fmt: skip
    assert tables["invoice_lines"].select("source", "number").rows() == [
        (0, "F-0"), (2, "F-1"), (3, "F-2"),
    ]  # fmt: skip


def test_no_invoice_at_all_makes_empty_tables() -> None:
    assert {name: frame.height for name, frame in frames([], []).items()} == {
        "invoices": 0,
        "invoice_lines": 0,
    }
