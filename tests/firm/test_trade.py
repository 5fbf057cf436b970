"""Files of trade put together: each row once, whatever the overlap; kept as blocks and read back the same."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import permutations

import polars as pl

from ancrage.firm.blocks import digest_extract, pack_extract, table_of, unpack_extract
from ancrage.firm.bytestream import Payload
from ancrage.firm.extract import Extract
from ancrage.firm.recognise import read_other
from ancrage.firm.trade import put_together

HEAD = "Facture;Date;Client;Référence;Quantité;PU HT;Montant HT\n"
LINES = [
    "F1;03/01/2025;Dupont;00042;2;12,50;25,00\n",
    "F1;03/01/2025;Dupont;00042;2;12,50;25,00\n",  # the same item twice on one bill: two rows
    "F2;25/01/2025;Martin;00043;3;5,00;15,00\n",
    "F3;02/02/2025;Durand;00042;1;12,50;12,50\n",
]
STOCK = "Référence;Désignation;Quantité en stock;Coût unitaire\n00042;Tasse;{};2,50\n00043;Bol;{};5,00\n"


def extract(name: str, content: str) -> Extract:
    found = read_other(Payload(name, lambda: io.BytesIO(content.encode())), {})
    assert found is not None
    return found


def sales(name: str, lines: Sequence[str]) -> Extract:
    return extract(name, HEAD + "".join(lines))


def amounts(extracts: Sequence[Extract]) -> list[int]:
    return sorted(put_together(extracts, 0).tables["order_lines"]["amount"].to_list())


def test_one_file_keeps_all_its_rows() -> None:
    assert amounts([sales("a.csv", LINES)]) == [1250, 1500, 2500, 2500]


def test_the_same_sale_of_two_days_in_two_files_is_two_sales() -> None:
    """A till lists days and items, without any number: 2024 and 2025 each sold two of one cup."""
    head = "Date;Code article;Libellé;Qté vendue;CA HT\n"
    years = [extract(f"{y}.csv", f"{head}25/01/{y};00042;Tasse;2;25,00\n") for y in (2024, 2025)]
    assert amounts(years) == [2500, 2500]
    assert amounts([*years, years[0]]) == [2500, 2500]


def test_overlapping_periods_add_each_row_once_and_say_so() -> None:
    """January in the first, January and February in the second: three rows of January are said to be there already."""
    trade = put_together([sales("jan.csv", LINES[:3]), sales("jan_fev.csv", LINES)], 0)
    assert sorted(trade.tables["order_lines"]["amount"].to_list()) == [1250, 1500, 2500, 2500]
    assert [(p.code, p.file, p.count) for p in trade.problems] == [
        ("rows_already_there", "jan.csv", 3)
    ]
    # Of an order that both give, the later file has the last word, whichever was given first.
    assert trade.tables["order_lines"]["source"].to_list() == [1, 1, 1, 1]
    turned = put_together([sales("jan_fev.csv", LINES), sales("jan.csv", LINES[:3])], 0)
    assert turned.tables["order_lines"]["source"].to_list() == [0, 0, 0, 0]


def test_an_order_corrected_since_counts_as_it_is_now() -> None:
    """F2 had 3 units in January's export; the export of February has 1: the two units given back are not sold."""
    before = sales("jan.csv", LINES[:3])
    after = sales("fev.csv", ["F2;25/01/2025;Martin;00043;1;5,00;5,00\n", LINES[3]])
    assert amounts([before, after]) == [500, 1250, 2500, 2500]


def test_a_refund_that_came_later_is_known_whichever_file_is_given_first() -> None:
    head = (
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,"
        "Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
        "Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Shipping Country,Refunded Amount\n"
    )
    line = (
        "#1001,a@b.test,{status},2025-01-02 10:00:00 +0100,fulfilled,,no,EUR,20.00,0.00,3.33,20.00,,0.00,,"
        "2025-01-02 10:00:00 +0100,2,Tasse,10.00,T1,true,true,fulfilled,FR,{back}\n"
    )
    other = line.replace("#1001", "#1002").replace("2025-01-02", "2025-02-02")
    old = extract("old.csv", head + line.format(status="paid", back="0.00"))
    new = extract(
        "new.csv",
        head
        + line.format(status="refunded", back="20.00")
        + other.format(status="paid", back="0.00"),
    )
    assert old.kind == "shopify_orders"
    for files in ([old, new], [new, old]):
        orders = put_together(files, 0).tables["orders"]
        assert dict(orders.select("order", "refunded").iter_rows()) == {"#1001": 2000, "#1002": 0}


def test_the_same_data_in_another_order_adds_nothing() -> None:
    first = sales("a.csv", LINES)
    for lines in permutations(LINES):
        again = sales("b.csv", lines)
        assert amounts([first, again]) == amounts([first])
        assert digest_extract(again) == digest_extract(first)


def test_of_a_state_the_last_file_is_kept() -> None:
    trade = put_together(
        [extract("s1.csv", STOCK.format(5, 7)), extract("s2.csv", STOCK.format(3, 7))], 4
    )
    stock = trade.tables["stock"]
    assert dict(stock.select("product", "quantity").iter_rows()) == {"00042": 3.0, "00043": 7.0}
    assert stock["source"].unique().to_list() == [5]


def test_what_a_person_must_say_first_gives_nothing() -> None:
    unsure = extract("x.csv", "Colonne A;Colonne B\n00012;1,50\n00013;2,25\n")
    assert unsure.confidence == "low"
    assert dict(put_together([unsure], 0).tables) == {}
    assert [(sheet.sure, sheet.columns) for sheet in unsure.sheets] == [
        (False, ("Colonne A", "Colonne B"))
    ]


def test_a_block_gives_back_what_was_packed() -> None:
    packed = sales("a.csv", LINES)
    block = pack_extract(packed)
    back = unpack_extract("a.csv", block, packed.problems)
    assert set(back.tables) == {"order_lines"}
    for name, frame in packed.tables.items():
        assert frame.equals(back.tables[name])
        assert frame.equals(table_of(block, name))  # type: ignore[arg-type]
    assert table_of(block, "stock") is None
    for name in (
        "kind",
        "confidence",
        "status",
        "rows",
        "control",
        "period_start",
        "period_end",
    ):
        assert getattr(back, name) == getattr(packed, name), name
    assert back.reason.message == packed.reason.message
    assert pack_extract(packed) == block
    # The first rows that are shown to a person may name people: no block keeps them.
    assert packed.sheets
    assert back.sheets == ()
    assert b"Dupont" not in block


def test_copies_of_one_invoice_are_marked_and_every_file_keeps_its_row() -> None:
    xml = (
        '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
        'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
        'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">'
        "<cbc:ID>{number}</cbc:ID><cbc:IssueDate>2025-03-01</cbc:IssueDate>"
        "<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
        "<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Bois du Jura</cbc:Name></cac:PartyName>"
        "</cac:Party></cac:AccountingSupplierParty>"
        '<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">100</cbc:TaxExclusiveAmount>'
        '<cbc:TaxInclusiveAmount currencyID="EUR">120</cbc:TaxInclusiveAmount>'
        '<cbc:PayableAmount currencyID="EUR">120</cbc:PayableAmount></cac:LegalMonetaryTotal></Invoice>'
    )
    given_files = [extract("1.xml", xml.format(number="A")), extract("2.xml", xml.format(number="A")),
                   extract("3.xml", xml.format(number="B")), extract("4.xml", "<Invoice/>")]  # fmt: skip
    invoices = put_together(given_files, 0).tables["invoices"]
    assert invoices["number"].to_list() == ["A", "A", "B", None]
    assert invoices["copy"].to_list() == [False, True, False, False]
    again = [unpack_extract(e.name, pack_extract(e)) for e in given_files]
    assert put_together(again, 0).tables["invoices"].equals(invoices)
    assert isinstance(invoices["net"].sum(), int)
    assert pl.Series(invoices["net"]).sum() == 30_000
