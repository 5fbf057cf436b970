"""Who is who among customers: books and invoices sent, what the owner says, undone; persons are no more than keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from ancrage.firm import Firm, read
from ancrage.firm.identities import Decisions
from ancrage.firm.identities.known import Who
from ancrage.firm.who import who
from ancrage.local.clients.concentration import concentration
from ancrage.local.clients.revenue import revenue_of
from ancrage.text import Language, render
from ledgers import SIREN, Entry, Line, bill, entry, firm_of, write
from trade_files import Item, invoice

BUYER = "552008443"
DUNE, ESCALE = ("C1", "Dune et Lanterne"), ("C2", "Escale Vagabonde")
KEY_DUNE, KEY_ESCALE = "customers:c1:dune et lanterne", "customers:c2:escale vagabonde"


def sold(day: str, customer: tuple[str, str], amount: float) -> Entry:
    """An invoice sent: `amount` before tax."""
    tax = round(amount * 0.2, 2)
    lines = (
        Line("411000", amount + tax, customer),
        Line("707000", -amount),
        Line("445710", -tax),
    )
    return entry("VE", day, f"V{day}", f"Facture {customer[1]}", *lines)


def books(folder: Path, *customers: tuple[str, str]) -> Firm:
    """A firm that sells to each for 100.00 before tax, twice that to the second, and so on."""
    entries = [sold(f"2025{n:02d}10", one, 100.0 * n) for n, one in enumerate(customers, 1)]
    return firm_of(folder, entries)


def revenue(firm: Firm) -> dict[str, int]:
    """Cents sold by the name of the party."""
    sums = firm.sales.group_by("party").agg(pl.col("amount").sum())
    return {firm.name_of(party): amount for party, amount in sums.iter_rows()}


def said(*same: tuple[str, str]) -> Decisions:
    return Decisions(same=frozenset(same))


def asked(found: Who) -> set[frozenset[str]]:
    return {frozenset({one.a, one.b}) for one in found.review}


def test_what_the_owner_says_is_one_is_counted_once_and_undone(tmp_path: Path) -> None:
    firm = books(tmp_path, DUNE, ESCALE)
    before = {"Dune et Lanterne": 100_00, "Escale Vagabonde": 200_00}
    assert revenue(firm) == before
    told = replace(firm, decisions=said((KEY_ESCALE, KEY_DUNE)))
    assert list(revenue(told).values()) == [300_00]
    (group,) = who(told, "customer").groups
    assert (group.amount, set(group.keys)) == (300_00, {KEY_DUNE, KEY_ESCALE})
    assert revenue(replace(told, decisions=Decisions())) == before


def test_concentration_follows(tmp_path: Path) -> None:
    """100.00, 200.00 and 300.00: the first of three makes 300 of 600, of two 300 of 600 and 300."""
    firm = books(tmp_path, DUNE, ESCALE, ("C3", "Rivage et Papier"))
    found = concentration(revenue_of(firm), firm.year)
    assert found is not None
    told = replace(firm, decisions=said((KEY_DUNE, "customers:c3:rivage et papier")))
    after = concentration(revenue_of(told), told.year)
    assert after is not None
    assert (found.top1, after.top1) == (pytest.approx(300 / 600), pytest.approx(400 / 600))


def test_what_the_books_put_together_is_taken_apart(tmp_path: Path) -> None:
    firm = books(tmp_path, DUNE, ("C9", "DUNE & LANTERNE"))
    assert list(revenue(firm).values()) == [300_00]
    (merge,) = who(firm, "customer").merges
    apart = replace(firm, decisions=Decisions(different=frozenset({(merge.a, merge.b)})))
    assert sorted(revenue(apart).values()) == [100_00, 200_00]


def test_a_letter_may_be_another_person_and_is_asked(tmp_path: Path) -> None:
    """Suppliers a slip apart are one; customers may be persons."""
    firm = books(tmp_path, ("C1", "Bernadette Colombier"), ("C2", "Bernardette Colombier"))
    assert len(revenue(firm)) == 2
    (question,) = who(firm, "customer").review
    assert "faute de frappe" in render(question.reason, Language.FR)


def test_a_supplier_and_a_customer_of_one_code_are_told_apart(tmp_path: Path) -> None:
    both, other = ("X1", "Alpha Bois"), ("X2", "Négoce Jurassien")
    entries = [bill("20250110", both, 50.0), bill("20250210", other, 70.0), sold("20250310", both, 100.0), sold("20250410", other, 200.0)]  # fmt: skip
    firm = firm_of(tmp_path, entries)
    told = replace(
        firm, decisions=said(("customers:x1:alpha bois", "customers:x2:négoce jurassien"))
    )
    assert list(revenue(told).values()) == [300_00]
    assert firm.parties.filter(pl.col("side") == "supplier").height == 2
    assert told.parties.filter(pl.col("side") == "supplier").height == 2


def with_sent(folder: Path, entries: list[Entry], *buyers: str) -> Firm:
    """The books, and an invoice sent to one SIREN under each name."""
    bills = [
        invoice(folder / f"{n}.xml", f"V{n}", f"2025-0{n}-10", Item(1, 100.0), siren=SIREN, buyer=BUYER, buyer_name=name)
        for n, name in enumerate(buyers, 1)
    ]  # fmt: skip
    firm = read([*write(folder, entries), *bills]).firm
    assert firm is not None
    return firm


def test_buyers_of_invoices_sent_are_customers_of_the_books(tmp_path: Path) -> None:
    firm = with_sent(
        tmp_path, [sold("20250110", DUNE, 100.0)], "DUNE ET LANTERNE SARL", "Dune Lanterne"
    )
    found = who(firm, "customer")
    (group,) = found.groups
    assert group.amount == 100_00
    assert group.keys == (KEY_DUNE, "sent:552008443::dune et lanterne sarl", "sent:552008443::dune lanterne")  # fmt: skip
    assert "même SIREN" in {render(one.reason, Language.FR) for one in found.merges}


def test_two_accounts_are_one_through_an_invoice_sent(tmp_path: Path) -> None:
    """Nothing says so but the owner, of each account and the invoice."""
    entries = [sold("20250110", DUNE, 100.0), sold("20250210", ESCALE, 200.0)]
    firm = with_sent(tmp_path, entries, "Groupe AB")
    key = "sent:552008443::groupe ab"
    assert len(revenue(firm)) == 2
    told = replace(firm, decisions=said((key, KEY_DUNE), (key, KEY_ESCALE)))
    assert list(revenue(told).values()) == [300_00]


def test_keys_of_persons_are_nobody_to_put_together(tmp_path: Path) -> None:
    firm = books(tmp_path, DUNE)
    listed = pl.DataFrame({"customer": ["a" * 16, "b" * 16], "source": [0, 0]})
    assert set(who(replace(firm, tables={"customers": listed}), "customer").written) == {KEY_DUNE}


def test_accounts_of_many_are_nobody(tmp_path: Path) -> None:
    firm = books(tmp_path, ("CDIV", "Clients divers"), DUNE)
    assert set(who(firm, "customer").written) == {KEY_DUNE}
