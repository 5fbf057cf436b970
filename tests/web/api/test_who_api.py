"""Who is who among suppliers, through the API: read, said, taken back."""

from __future__ import annotations

from books import accept, drop, fec, name_of, work
from cast import Cast
from programs import program
from trade_books import PRODUCTS, invoiced

from ledgers import bill, sale

WHOLE, SHORT = ("F1", "Transports Vandewalle"), ("F2", "TRANS. VANDEWALLE")
WOOD, TWIN = ("F3", "Alpha Bois SARL"), ("F4", "ALPHA BOIS")
KEY_WHOLE, KEY_SHORT = "parties:f1:transports vandewalle", "parties:f2:trans. vandewalle"
KEY_WOOD, KEY_TWIN = "parties:f3:alpha bois sarl", "parties:f4:alpha bois"


def test_a_program_reads_says_and_takes_back(fresh: Cast) -> None:
    """One pair to ask about (100.00 and 200.00), one that the books put together (300.00 and 400.00)."""
    suppliers = (SHORT, WHOLE, WOOD, TWIN)
    entries = [bill(f"2025{n:02d}15", one, 100.0 * n) for n, one in enumerate(suppliers, 1)]
    content = fec([*entries, sale("20251231", 5000.0)])
    accept(fresh.firm, fresh.owner, drop(fresh.firm, fresh.owner, content, name_of(2025)))
    work()
    ours = program(fresh.firm, fresh.member)
    found = ours.get("/identities?language=fr")
    (question,) = found["questions"]
    assert {question["a"]["key"], question["b"]["key"]} == {KEY_WHOLE, KEY_SHORT}
    # Bought for 200.00 and 100.00: the one with more euros first.
    assert [(question[side]["amount_eur"], question[side]["amount_of"]) for side in "ab"] == [
        (200.0, "purchases"),
        (100.0, "purchases"),
    ]
    assert (question["a"]["files"], question["a"]["file_count"]) == ([name_of(2025)], 1)
    assert (found["count"], found["decisions"]) == (1, [])
    (supplier,) = ours.get("/identities/suppliers")["items"]
    assert supplier["amount_eur"] == 700.0
    assert [row["key"] for row in supplier["rows"]] == [KEY_WOOD, KEY_TWIN]
    saying = {"a": KEY_WHOLE, "b": KEY_SHORT, "same": True}
    reader = program(fresh.firm, fresh.reader)
    assert reader.call("POST", "/identities/decisions", saying).status_code == 403
    kept = ours.ask("POST", "/identities/decisions", saying)
    assert (kept["a"], kept["b"], kept["same"]) == (KEY_WHOLE, KEY_SHORT, True)
    assert ours.call("POST", "/identities/decisions", saying | {"b": KEY_WHOLE}).status_code == 422
    assert ours.call("POST", "/identities/decisions", saying | {"b": "x"}).status_code == 422
    work()
    assert ours.get("/identities")["questions"] == []
    theirs = program(fresh.other, fresh.stranger)
    path = f"/identities/decisions/{kept['id']}"
    assert theirs.call("DELETE", path).status_code == 404
    ours.ask("DELETE", path, status=204)
    assert ours.get("/identities")["decisions"] == []
    assert ours.call("GET", "/identities/suppliers?page=2").status_code == 404
    work()


def test_customers_and_items_are_told_apart_from_suppliers(fresh: Cast) -> None:
    """Two accounts of customers (100.00 and 200.00), and two references of one name in a list of items."""
    lines = [
        ("20250110", ("C1", "Escale Vagabonde"), 100.0),
        ("20250210", ("C2", "ESCALLE VAGABONDE"), 200.0),
    ]
    books = fec([invoiced(*line) for line in lines])
    accept(fresh.firm, fresh.owner, drop(fresh.firm, fresh.owner, books, name_of(2025)))
    listed = PRODUCTS.encode()
    accept(fresh.firm, fresh.owner, drop(fresh.firm, fresh.owner, listed, "articles.csv"))
    work()
    ours = program(fresh.firm, fresh.member)
    (customers,) = ours.get("/identities?among=customers")["questions"]
    assert [customers[side]["amount_eur"] for side in "ab"] == [200.0, 100.0]
    assert {customers[side]["amount_of"] for side in "ab"} == {"sales"}
    found = ours.get("/identities?among=items")
    (items,) = found["questions"]
    assert {items[side]["key"] for side in "ab"} == {"items:sku:bol-1", "items:sku:bol-9"}
    assert found["total"] == 3
    (merged,) = ours.get("/identities/items")["items"]
    assert {row["key"] for row in merged["rows"]} == {"items:sku:tas-1", "items:sku:tas-2"}
    assert {row["barcode"] for row in merged["rows"]} == {"3518370400049"}
    assert ours.call("GET", "/identities/nothing").status_code in {404, 422}
    # One of each is no pair; two customers are.
    mixed = {"a": "items:sku:bol-1", "b": customers["a"]["key"], "same": True}
    assert ours.call("POST", "/identities/decisions", mixed).status_code == 422
    said = {"a": customers["a"]["key"], "b": customers["b"]["key"], "same": True}
    kept = ours.ask("POST", "/identities/decisions", said)
    assert kept["among"] == "customers"
    assert ours.get("/identities")["decisions"] == []
    assert [one["id"] for one in ours.get("/identities?among=customers")["decisions"]] == [
        kept["id"]
    ]
    work()
    (one,) = ours.get("/identities/customers")["items"]
    assert one["amount_eur"] == 300.0
