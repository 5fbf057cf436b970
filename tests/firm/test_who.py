"""Who is who among suppliers over books and other files: counted once, undone at will, the same whatever the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from ancrage.firm import Firm, read
from ancrage.firm.identities import Decisions
from ancrage.firm.identities.keys import LONGEST, key_of
from ancrage.firm.identities.known import Who
from ancrage.firm.tables.trade import DECLARED
from ancrage.firm.who import who
from ancrage.text import Language, render
from ledgers import bill, firm_of, write

BIC, EDF = "552008443", "552081317"  # SIRENs of two well-known firms
WOOD, TIMBER = ("F1", "Alpha Bois SARL"), ("F7", "Négoce Jurassien")
KEY_WOOD, KEY_TIMBER = "parties:f1:alpha bois sarl", "parties:f7:négoce jurassien"
TWIN, KEY_TWIN = ("F9", "ALPHA BOIS"), "parties:f9:alpha bois"


def books(folder: Path, *suppliers: tuple[str, str]) -> Firm:
    """A firm that buys from each for 100.00 before tax, twice that from the second, and so on."""
    return firm_of(
        folder,
        [bill(f"2025{n:02d}10", one, 100.0 * n, piece=f"P{n}") for n, one in enumerate(suppliers, 1)],
    )  # fmt: skip


def table(name: str, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """Rows of a table of trade, cells that are not told being unknown."""
    schema = DECLARED[name].schema
    full = [dict.fromkeys(schema) | {"source": 0} | dict(row) for row in rows]
    return pl.DataFrame(full, schema=schema, orient="row")


def listed(*rows: tuple[str, str, str]) -> dict[str, pl.DataFrame]:
    """A list of suppliers of codes, names and SIRENs."""
    cells = [{"code": code, "name": name, "siren": siren} for code, name, siren in rows]
    return {"suppliers": table("suppliers", cells)}


def said(
    same: Sequence[tuple[str, str]] = (), different: Sequence[tuple[str, str]] = ()
) -> Decisions:
    return Decisions(frozenset(same), frozenset(different))


def codes(firm: Firm) -> list[list[str]]:
    return sorted(sorted(found) for found in firm.parties["codes"].to_list())


def bought(firm: Firm) -> dict[str, int]:
    """Cents bought by the name of the party."""
    sums = firm.purchases.group_by("party").agg(pl.col("amount").sum())
    return {firm.name_of(party): amount for party, amount in sums.iter_rows()}


def asked(found: Who) -> set[frozenset[str]]:
    return {frozenset({one.a, one.b}) for one in found.review}


def test_two_auxiliaries_of_one_company_number_are_one_supplier(tmp_path: Path) -> None:
    """Names with nothing in common; the list says both are of one SIREN: 100.00 and 200.00 make 300.00."""
    alone = books(tmp_path, WOOD, TIMBER)
    assert codes(alone) == [["F1"], ["F7"]]
    names = (("F1", "Alpha Bois SARL", BIC), ("F7", "Alpha Bois négoce jurassien", BIC))
    firm = replace(alone, tables=listed(*names))
    assert codes(firm) == [["F1", "F7"]]
    assert list(bought(firm).values()) == [30_000]
    found = who(firm)
    (supplier,) = found.groups
    assert supplier.amount == 30_000
    assert set(supplier.keys) >= {KEY_WOOD, KEY_TIMBER}
    assert {render(one.reason, Language.FR) for one in found.merges} >= {"même SIREN"}
    assert found.review == ()


def test_two_company_numbers_are_two_suppliers_whatever_the_names(tmp_path: Path) -> None:
    firm = replace(
        books(tmp_path, WOOD, TIMBER),
        tables=listed(("F1", "Alpha Bois", BIC), ("F7", "Négoce Jurassien", EDF)),
    )
    assert codes(firm) == [["F1"], ["F7"]]


def test_what_the_owner_says_is_one_is_counted_once(tmp_path: Path) -> None:
    firm = replace(books(tmp_path, WOOD, TIMBER), decisions=said(same=[(KEY_WOOD, KEY_TIMBER)]))
    assert codes(firm) == [["F1", "F7"]]
    assert list(bought(firm).values()) == [30_000]
    assert [one.amount for one in who(firm).groups] == [30_000]
    assert firm.parties.height == 1


def test_what_books_put_together_is_said_and_taken_apart(tmp_path: Path) -> None:
    firm = books(tmp_path, WOOD, TWIN)
    assert codes(firm) == [["F1", "F9"]]
    (merge,) = who(firm).merges
    assert {merge.a, merge.b} == {KEY_WOOD, KEY_TWIN}
    assert "mêmes mots" in render(merge.reason, Language.FR)
    apart = replace(firm, decisions=said(different=[(KEY_WOOD, KEY_TWIN)]))
    assert codes(apart) == [["F1"], ["F9"]]
    assert bought(apart) == {"Alpha Bois SARL": 10_000, "ALPHA BOIS": 20_000}
    found = who(apart)
    assert found.merges == ()
    assert asked(found) == set()


def test_taken_apart_in_the_books_it_stays_so_beside_other_files(tmp_path: Path) -> None:
    firm = replace(
        books(tmp_path, WOOD, TWIN),
        tables=listed(("F1", "Alpha Bois", ""), ("F9", "Alpha Bois", "")),
        decisions=said(different=[(KEY_WOOD, KEY_TWIN)]),
    )
    assert codes(firm) == [["F1"], ["F9"]]


def test_a_third_of_the_same_name_goes_with_neither_of_two(tmp_path: Path) -> None:
    """F1 and F9 are two; F5 bears their name and says of neither which; the second spelling of F9 has its code."""
    third, again = ("F5", "Alpha Bois"), ("F9", "S.A.R.L. ALPHA BOIS")
    firm = replace(
        books(tmp_path, WOOD, TWIN, third, again),
        decisions=said(different=[(KEY_WOOD, KEY_TWIN)]),
    )
    assert codes(firm) == [["F1"], ["F5"], ["F9"]]


def test_undone_is_as_if_it_had_never_been_said(tmp_path: Path) -> None:
    firm = books(tmp_path, WOOD, TWIN, TIMBER)
    before = (codes(firm), bought(firm))
    told = replace(firm, decisions=said([(KEY_TIMBER, KEY_WOOD)], [(KEY_WOOD, KEY_TWIN)]))
    assert codes(told) != before[0]
    undone = replace(told, decisions=Decisions())
    assert (codes(undone), bought(undone)) == before


def test_decisions_about_rows_that_are_gone_count_for_nothing(tmp_path: Path) -> None:
    firm = books(tmp_path, WOOD, TIMBER)
    gone = [("parties:f0:nobody", KEY_WOOD), ("invoices:x", "parties:y"), ("", "")]
    told = replace(firm, decisions=said(gone, gone))
    assert codes(told) == codes(firm)
    assert asked(who(told)) == asked(who(firm))


def test_both_said_the_same_wins(tmp_path: Path) -> None:
    pair = [(KEY_WOOD, KEY_TIMBER)]
    firm = replace(books(tmp_path, WOOD, TIMBER), decisions=said(pair, pair))
    assert codes(firm) == [["F1", "F7"]]


def test_one_is_the_other_through_an_invoice(tmp_path: Path) -> None:
    """The owner says that an invoice is of both auxiliaries."""
    invoice = {
        "seller": "Groupe AB",
        "net": 1_000,
        "status": "ok",
        "copy": False,
        "currency": "EUR",
    }
    key = "invoices::::groupe ab"
    firm = replace(
        books(tmp_path, WOOD, TIMBER),
        tables={"invoices": table("invoices", [invoice])},
        decisions=said([(key, KEY_WOOD), (key, KEY_TIMBER)]),
    )
    assert codes(firm) == [["F1", "F7"]]
    assert len(who(firm).groups) == 1


def test_books_alone_ask_before_they_go_beyond_names(tmp_path: Path) -> None:
    """A word shortened: put together where other files are, asked where there is nothing but books."""
    whole, short = ("F1", "Transports Vandewalle"), ("F2", "TRANS. VANDEWALLE")
    firm = books(tmp_path, whole, short)
    assert codes(firm) == [["F1"], ["F2"]]
    (question,) = who(firm).review
    assert {question.a, question.b} == {
        "parties:f1:transports vandewalle",
        "parties:f2:trans. vandewalle",
    }
    assert question.chance > 0.9
    beside = replace(firm, tables=listed(("F8", "Autre maison", EDF)))
    assert codes(beside) == [["F1", "F2"]]


def test_a_table_that_names_nobody_changes_nothing(tmp_path: Path) -> None:
    firm = books(tmp_path, ("F1", "Transports Vandewalle"), ("F2", "TRANS. VANDEWALLE"))
    items = {"products": table("products", [{"product": "A1", "name": "Bol"}])}
    assert codes(replace(firm, tables=items)) == codes(firm) == [["F1"], ["F2"]]


def test_questions_on_many_euros_come_first(tmp_path: Path) -> None:
    """Each pair is a word shortened: 100.00 and 200.00 are at stake for one, 300.00 and 400.00 for the other."""
    small = [("F1", "Charpente Durieux"), ("F2", "CHARP. DURIEUX")]
    large = [("F3", "Transports Vandewalle"), ("F4", "TRANS. VANDEWALLE")]
    found = who(books(tmp_path, *small, *large))
    order = [{one.a.split(":")[1], one.b.split(":")[1]} for one in found.review]
    assert order == [{"f3", "f4"}, {"f1", "f2"}]


def test_where_each_way_of_writing_stands(tmp_path: Path) -> None:
    """Bois du Jura in 2024 and 2025, a second spelling in 2025 alone."""
    first, second = ("F1", "Bois du Jura"), ("F1", "BOIS DU JURA SA")
    entries = [bill("20240110", first, 10.0), bill("20250110", first, 10.0), bill("20250210", second, 10.0)]  # fmt: skip
    firm = firm_of(tmp_path, entries)
    written = who(firm).written
    files = {
        key: [Path(firm.files[place].path).name[12:16] for place in one.sources]
        for key, one in written.items()
    }
    assert files == {
        "parties:f1:bois du jura": ["2024", "2025"],
        "parties:f1:bois du jura sa": ["2025"],
    }


def test_keys_do_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    years = [bill("20240110", TIMBER, 10.0), bill("20240210", TWIN, 10.0), bill("20250110", WOOD, 10.0)]  # fmt: skip
    paths = write(tmp_path, years)
    first, other = read(paths).firm, read(paths[::-1]).firm
    alone = read(paths[1:]).firm
    assert first is not None
    assert other is not None
    assert alone is not None
    assert set(who(first).written) == set(who(other).written) == {KEY_TIMBER, KEY_TWIN, KEY_WOOD}
    assert set(who(alone).written) == {KEY_WOOD}


def test_a_name_that_stands_for_many_is_nobody(tmp_path: Path) -> None:
    firm = books(tmp_path, ("FDIV", "Fournisseurs divers"), WOOD)
    assert set(who(firm).written) == {KEY_WOOD}


@pytest.mark.parametrize("cell", ["x" * 400, "é" * 400, "\U0001f980" * 400])
def test_a_long_key_is_cut_and_stays_its_own(cell: str) -> None:
    one, other = key_of("invoices", cell, "a"), key_of("invoices", cell, "b")
    assert len(one) <= LONGEST
    assert len(other) <= LONGEST
    assert one != other


def test_a_key_holds_nothing_that_a_database_refuses() -> None:
    assert key_of("parties", "F\x001", " Alpha\u202e \t BOIS\n") == "parties:f 1:alpha bois"


def test_a_list_too_long_to_compare_leaves_the_books_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four ways of writing, three being the most: the company number that both bear is not looked at."""
    monkeypatch.setattr("ancrage.firm.who.MOST", 3)
    names = (("F1", "Alpha Bois", BIC), ("F7", "Alpha Bois négoce", BIC))
    firm = replace(books(tmp_path, WOOD, TIMBER), tables=listed(*names))
    assert codes(firm) == [["F1"], ["F7"]]
    assert len(who(firm).groups) == 2
    told = replace(firm, decisions=said([(KEY_WOOD, KEY_TIMBER)]))
    assert codes(told) == [["F1", "F7"]]
