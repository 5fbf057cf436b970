"""Electronic invoices that are, or are not, in the books."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.chain.suppliers.booked import booked
from ancrage.chain.suppliers.diagnose import diagnose
from ancrage.exhibits import Diagnosis, Table
from ancrage.findings import Finding, evidence_cents
from ancrage.firm import Firm, read
from ancrage.text import Language, Text, render
from ancrage.world.references import world_on
from ledgers import Entry, Line, bill, entry, sale, write
from trade_files import Item, invoice

PORT = ("FPORT", "SAVONNERIE DU PORT")
SALES = [sale("20250103", 9_000.0), sale("20251230", 9_000.0)]


def firm_of(tmp_path: Path, entries: list[Entry], *files: Path) -> Firm:
    firm = read([*write(tmp_path, [*SALES, *entries]), *files]).firm
    assert firm is not None
    return firm


def said(firm: Firm) -> Diagnosis:
    return diagnose(firm, world_on(date(2026, 3, 2)))


def find(diagnosis: Diagnosis, code: str) -> Finding | None:
    return next((finding for finding in diagnosis.findings if finding.code == code), None)


def listed(diagnosis: Diagnosis) -> Table | None:
    return next((table for table in diagnosis.tables if table.code == "invoices_to_check"), None)


def states(firm: Firm) -> dict[str, str]:
    return dict(booked(firm).rows.select("number", "state").iter_rows())


def soap(folder: Path, number: str, day: str, euros: float = 100.0, **more: str) -> Path:
    """One soap at that price before tax."""
    return invoice(folder / f"{number}.xml", number, day, Item(1, euros), **more)


def test_an_invoice_that_nothing_in_the_books_resembles(tmp_path: Path) -> None:
    entries = [bill("20250311", PORT, 100.0, piece="FA-0001")]
    firm = firm_of(
        tmp_path,
        entries,
        soap(tmp_path, "FA-0001", "2025-03-10"),
        soap(tmp_path, "FA-0002", "2025-04-10", 250.0),
    )
    assert states(firm) == {"FA-0001": "booked", "FA-0002": "nowhere"}
    diagnosis = said(firm)
    found = find(diagnosis, "invoices_not_booked")
    assert found is not None
    assert evidence_cents(found.evidence) == 250_00
    assert found.stake is None
    assert render(found.title, Language.FR).startswith("1 facture électronique reçue (250")
    table = listed(diagnosis)
    assert table is not None
    (row,) = table.rows
    assert row[:5] == ("SAVONNERIE DU PORT", "FA-0002", date(2025, 4, 10), 250.0, None)
    (piece,) = table.proofs[0][""]()
    assert (piece.table, piece.amount_cents) == ("invoices", 250_00)
    assert piece.file.endswith("FA-0002.xml")


def paid_by_card(day: str, gross: float) -> Entry:
    """A purchase booked without an account of supplier."""
    net = round(gross / 1.2, 2)
    lines = Line("607000", net), Line("445660", round(gross - net, 2)), Line("512000", -gross)
    return entry("BQ", day, "CB", "CARTE 1203", *lines)


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        ([paid_by_card("20250412", 300.0)], "alike"),
        ([paid_by_card("20240412", 300.0)], "nowhere"),
        ([paid_by_card("20250412", 300.5)], "nowhere"),
        ([bill("20250411", PORT, 250.0, piece="AUTRE", label="Divers")], "booked"),
        ([bill("20250411", PORT, 230.0, piece="FA-0002")], "other_amount"),
        ([bill("20250411", PORT, 20.0, piece="FA-0002")], "alike"),
        ([bill("20250411", ("FAUT", "AUTRE MAISON"), 17.0, label="voir FA0002 bis")], "alike"),
        ([], "nowhere"),
    ],
    ids=["paid by card", "a year before", "another total", "by total and name", "a fifth less", "same number, another total", "number in a label", "nothing"],
)  # fmt: skip
def test_what_is_not_sure_is_to_check_and_never_missing(
    tmp_path: Path, entries: list[Entry], state: str
) -> None:
    before = [sale("20240103", 900.0), sale("20241230", 900.0)]
    firm = firm_of(
        tmp_path, [*before, *entries], soap(tmp_path, "FA-0002", "2025-04-10", 250.0)
    )  # fmt: skip
    assert states(firm) == {"FA-0002": state}
    diagnosis = said(firm)
    found, table = find(diagnosis, "invoices_not_booked"), listed(diagnosis)
    if state == "booked":
        assert (found, table) == (None, None)
        return
    assert found is not None
    assert table is not None
    words = table.rows[0][-1]
    assert isinstance(words, Text)
    checked = "À vérifier" in render(words, Language.FR)
    assert checked == (state != "nowhere")
    assert ("à vérifier" in render(found.title, Language.FR)) == (state != "nowhere")


def test_the_gap_of_an_invoice_booked_for_another_amount_is_shown(tmp_path: Path) -> None:
    firm = firm_of(
        tmp_path,
        [bill("20250411", PORT, 230.0, piece="FA-0002")],
        soap(tmp_path, "FA-0002", "2025-04-10", 250.0),
    )
    table = listed(said(firm))
    assert table is not None
    assert table.rows[0][4] == pytest.approx(276.0 - 300.0)


def test_the_last_weeks_may_be_booked_in_the_next_year_and_dollars_cannot_be_compared(
    tmp_path: Path,
) -> None:
    firm = firm_of(
        tmp_path,
        [],
        soap(tmp_path, "FA-0003", "2025-12-20", 250.0),
        soap(tmp_path, "FA-0004", "2025-06-20", 250.0, currency="USD"),
        soap(tmp_path, "FA-0005", "2026-01-20", 250.0),
    )
    # The last one is of a year that the books do not cover: nothing is said of it.
    assert states(firm) == {"FA-0003": "late", "FA-0004": "currency"}
    table = listed(said(firm))
    assert table is not None
    assert [row[3] for row in table.rows] == [None, 250.0]


def test_invoices_that_are_all_booked_are_a_strength(tmp_path: Path) -> None:
    numbers = [f"FA-000{n}" for n in range(5)]
    files = [soap(tmp_path, number, "2025-03-10", 100.0 + n) for n, number in enumerate(numbers)]
    entries = [bill("20250311", PORT, 100.0 + n, piece=number) for n, number in enumerate(numbers)]
    diagnosis = said(firm_of(tmp_path, entries, *files))
    strength = find(diagnosis, "invoices_all_booked")
    assert strength is not None
    assert strength.kind == "strength"
    # 100 + 101 + 102 + 103 + 104
    assert evidence_cents(strength.evidence) == 510_00
    assert find(diagnosis, "invoices_not_booked") is None
    # One file less of five: too few to boast.
    files[-1].unlink()
    few = said(firm_of(tmp_path, entries, *files[:-1]))
    assert find(few, "invoices_all_booked") is None


def test_of_many_invoices_the_largest_are_the_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ancrage.chain.suppliers.booked.PROVEN", 3)
    files = [soap(tmp_path, f"FA-000{n}", "2025-03-10", 100.0 + n) for n in range(6)]
    entries = [bill("20250311", PORT, 100.0 + n, piece=f"FA-000{n}") for n in range(6)]
    strength = find(said(firm_of(tmp_path, entries, *files)), "invoices_all_booked")
    missing = find(said(firm_of(tmp_path, [], *files)), "invoices_not_booked")
    assert strength is not None
    assert missing is not None
    for found in (strength, missing):
        assert evidence_cents(found.evidence) == 105_00 + 104_00 + 103_00
        assert "6 factures" in render(found.title, Language.FR)
        assert "les 3 plus grandes (310" in render(
            found.title, Language.FR
        )  # 312.00, as one says it


def test_the_same_invoice_dropped_twice_and_those_of_others_are_left_out(tmp_path: Path) -> None:
    other = tmp_path / "copies"
    other.mkdir()
    firm = firm_of(
        tmp_path,
        [],
        soap(tmp_path, "FA-0002", "2025-04-10"),
        soap(other, "FA-0002", "2025-04-10"),
        soap(tmp_path, "FA-0009", "2025-04-10", buyer="552008443"),
        soap(tmp_path, "VE-0001", "2025-04-10", siren="123456782", buyer="732829320"),
    )
    assert states(firm) == {"FA-0002": "nowhere"}
    assert booked(firm).copies == 1


def test_an_invoice_booked_twice_is_to_check_but_not_when_one_entry_undoes_the_other(
    tmp_path: Path,
) -> None:
    file = soap(tmp_path, "FA-0002", "2025-04-10")
    first, again = (bill(day, PORT, 100.0, piece="FA-0002") for day in ("20250411", "20250520"))
    undone = bill("20250521", PORT, -100.0, piece="FA-0002")
    assert states(firm_of(tmp_path, [first, again], file)) == {"FA-0002": "twice"}
    assert states(firm_of(tmp_path, [first, again, undone], file)) == {"FA-0002": "booked"}
    assert states(firm_of(tmp_path, [first], file)) == {"FA-0002": "booked"}


def test_the_parts_of_one_invoice_in_several_entries_are_not_the_same_twice(tmp_path: Path) -> None:
    file = soap(tmp_path, "FA-0002", "2025-04-10")
    halves = [bill(day, PORT, 50.0, piece="FA-0002") for day in ("20250411", "20250520")]
    assert states(firm_of(tmp_path, halves, file))["FA-0002"] != "twice"
