"""Who is who among suppliers, through the API: read, said, taken back."""

from __future__ import annotations

from books import accept, drop, fec, name_of, work
from cast import Cast
from programs import program

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
    assert [question[side]["purchases_eur"] for side in "ab"] == [200.0, 100.0]
    assert (question["a"]["files"], question["a"]["file_count"]) == ([name_of(2025)], 1)
    assert (found["count"], found["decisions"]) == (1, [])
    (supplier,) = ours.get("/identities/suppliers")["items"]
    assert supplier["purchases_eur"] == 700.0
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
