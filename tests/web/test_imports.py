"""Dropping files: what is recognised, shown, imported, undone, refused."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import Any

import pytest
from books import OTHER_SIREN, accept, drop, fec, name_of, seen, work, year
from cast import Cast, browser

from ancrage.text import Language, from_data, render
from ancrage.web.imports import service
from ancrage.web.imports.models import Import, State
from ancrage.web.models import Source, Study
from ancrage.web.people.access import firms_of
from ancrage.web.people.firms import new_firm
from ancrage.web.people.models import Firm
from ancrage.web.scope import firm_scope
from corpus import corpus
from ledgers import SIREN


def state(firm: Firm, dropped: Import) -> tuple[str, str]:
    """Where a file stands, and the reason in French."""
    found = seen(firm, dropped)
    return found.state, render(from_data(found.reason), Language.FR) if found.reason else ""


def page(place: Cast, end: str) -> str:
    answer = place.browser("owner").get(f"/f/{place.firm.pk}/{end}")
    assert answer.status_code == 200
    text = str(answer.content.decode()).replace("\u202f", " ").replace("\u00a0", " ")
    return " ".join(text.split())


def test_a_file_is_recognised_and_shown_before_it_counts(place: Cast) -> None:
    """Twelve months of 9 lines and 5,040.00 of debits: 108 lines, 60,480.00 (see books.year)."""
    dropped = drop(place.firm, place.owner, fec(year(2025)), name_of(2025))
    assert state(place.firm, dropped) == ("ready", "")
    shown = page(place, f"data/{dropped.pk}/")
    assert "FEC (fichier des écritures comptables)" in shown
    assert f"SIREN {SIREN[:3]} {SIREN[3:6]} {SIREN[6:]}" in shown
    assert "du 01/01/2025 au 31/12/2025" in shown
    assert "108 lignes" in shown
    assert "60 480,00 €" in shown
    assert "Ajoute l’exercice du 1er janvier 2025 au 31 décembre 2025." in shown
    with firm_scope(place.firm.pk):
        assert not Study.objects.exists()


def test_an_import_then_its_undo_leave_what_was_there_before(place: Cast) -> None:
    first = drop(place.firm, place.owner, fec(year(2024)), name_of(2024))
    accept(place.firm, place.owner, first)
    work()
    with firm_scope(place.firm.pk):
        before = Study.objects.latest().summary
    second = drop(place.firm, place.owner, fec(year(2025)), name_of(2025))
    accept(place.firm, place.owner, second)
    work()
    with firm_scope(place.firm.pk):
        assert Study.objects.latest().summary["years"] == ["2024-12-31", "2025-12-31"]
        service.undo(Import.objects.get(pk=second.pk), place.owner.pk)
    work()
    with firm_scope(place.firm.pk):
        assert Study.objects.latest().summary == before
        assert [s.name for s in Source.objects.all()] == [name_of(2024)]
        assert Firm.objects.get().siren == SIREN


def test_the_same_file_again_adds_nothing(place: Cast) -> None:
    content = fec(year(2025))
    accept(place.firm, place.owner, drop(place.firm, place.owner, content, name_of(2025)))
    again = drop(place.firm, place.owner, content, "copie.txt")
    assert state(place.firm, again) == (
        "refused",
        f"Ce fichier est déjà là ({name_of(2025)}). Rien à ajouter.",
    )


def test_the_same_lines_in_another_order_add_nothing(place: Cast) -> None:
    content = fec(year(2025))
    accept(place.firm, place.owner, drop(place.firm, place.owner, content, name_of(2025)))
    head, *rows = content.decode().splitlines()
    groups = [rows[i : i + 3] for i in range(0, len(rows), 3)]
    turned = "\n".join([head, *(row for group in reversed(groups) for row in group)]) + "\n"
    again = drop(place.firm, place.owner, turned.encode(), name_of(2025))
    found, reason = state(place.firm, again)
    assert found == "refused"
    assert reason.startswith("Les mêmes lignes sont déjà là")


def test_a_fuller_export_of_the_year_takes_the_place_of_the_first(place: Cast) -> None:
    accept(
        place.firm, place.owner, drop(place.firm, place.owner, fec(year(2025, 6)), name_of(2025))
    )
    fuller = drop(place.firm, place.owner, fec(year(2025)), "complet.txt")
    shown = page(place, f"data/{fuller.pk}/")
    assert "jusqu’au 31 décembre 2025 au lieu du 30 juin 2025" in shown
    assert f"Remplace {name_of(2025)}" in shown
    accept(place.firm, place.owner, fuller, confirmed=True)
    work()
    with firm_scope(place.firm.pk):
        assert Study.objects.latest().summary["years"] == ["2025-12-31"]
    # Twelve months of 1,000.00 of wood; 18,000 were the six months of the first file counted again.
    suppliers = page(place, "rooms/chain.suppliers/")
    assert "12 000 €" in suppliers
    assert "18 000 €" not in suppliers


def test_a_file_of_another_firm_is_refused_and_can_have_a_firm_of_its_own(place: Cast) -> None:
    accept(place.firm, place.owner, drop(place.firm, place.owner, fec(year(2025)), name_of(2025)))
    other = drop(place.firm, place.owner, fec(year(2024)), name_of(2024, OTHER_SIREN))
    found, reason = state(place.firm, other)
    assert found == "refused"
    assert f"SIREN {OTHER_SIREN}, alors que les autres ont {SIREN}" in reason
    with firm_scope(place.firm.pk):
        assert [s.name for s in Source.objects.filter(of__state=State.IMPORTED)] == [name_of(2025)]


def test_a_file_that_says_no_siren_is_imported_only_when_confirmed(place: Cast) -> None:
    accept(place.firm, place.owner, drop(place.firm, place.owner, fec(year(2024)), name_of(2024)))
    nameless = drop(place.firm, place.owner, fec(year(2025)), "export.txt")
    with pytest.raises(service.NotNow, match="Je confirme"):
        accept(place.firm, place.owner, nameless)
    assert accept(place.firm, place.owner, nameless, confirmed=True).state == State.IMPORTED


def test_a_picture_is_refused_with_the_reason(place: Cast) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    found, reason = state(place.firm, drop(place.firm, place.owner, picture, "photo.png"))
    assert found == "refused"
    assert reason.startswith("Ce fichier n’est d’aucune nature connue ici")


def test_two_files_of_one_name_keep_each_its_own(place: Cast) -> None:
    accept(place.firm, place.owner, drop(place.firm, place.owner, fec(year(2024)), "FEC.txt"))
    second = drop(place.firm, place.owner, fec(year(2025)), "FEC.txt")
    accept(place.firm, place.owner, second, confirmed=True)
    with firm_scope(place.firm.pk):
        assert sorted(s.name for s in Source.objects.all()) == ["FEC.txt", "FEC.txt (2)"]


def samples() -> list[Path]:
    return sorted(corpus("fec_samples").glob("*.gz"))


@pytest.mark.corpus
@pytest.mark.parametrize("named", [True, False])
def test_three_real_firms_dropped_one_after_the_other_are_never_mixed(
    place: Cast, *, named: bool
) -> None:
    first, *others = samples()
    accept(place.firm, place.owner, drop(place.firm, place.owner, first.read_bytes(), first.name))
    for number, path in enumerate(others):
        name = path.name if named else f"export-{number}.txt.gz"
        dropped = drop(place.firm, place.owner, path.read_bytes(), name)
        found, reason = state(place.firm, dropped)
        assert (found == "refused") == bool(reason)
        if named:
            assert "autre entreprise" in reason
        elif found == "ready":  # nothing in it says whose it is: it is asked
            with pytest.raises(service.NotNow, match="Je confirme"):
                accept(place.firm, place.owner, dropped)
    with firm_scope(place.firm.pk):
        assert [i.name for i in Import.objects.filter(state=State.IMPORTED)] == [first.name]


@pytest.mark.corpus
def test_each_broken_file_ends_clearly(place: Cast) -> None:
    folder = corpus("fec_broken")
    manifest = list(csv.DictReader((folder / "manifest.csv").read_text("utf-8").splitlines()))
    assert len(manifest) == 33
    for row in manifest:
        path = folder / row["file"]
        firm = new_firm(row["file"], place.owner)
        found, reason = state(firm, drop(firm, place.owner, path.read_bytes(), path.name))
        assert found in {"ready", "refused"}, row
        assert (found == "refused") == bool(reason), row


def test_a_compressed_export_is_read_as_it_is(place: Cast) -> None:
    dropped = drop(place.firm, place.owner, gzip.compress(fec(year(2025))), name_of(2025) + ".gz")
    assert state(place.firm, dropped)[0] == "ready"


def test_refused_files_are_cleared_from_the_list(place: Cast) -> None:
    drop(place.firm, place.owner, b"not a ledger", "notes.txt")
    answer: Any = place.browser("owner").post(f"/f/{place.firm.pk}/data/clear/")
    assert answer.status_code == 302
    with firm_scope(place.firm.pk):
        assert not Import.objects.exists()


def test_a_new_firm_for_the_file_of_another(place: Cast) -> None:
    accept(place.firm, place.owner, drop(place.firm, place.owner, fec(year(2025)), name_of(2025)))
    nameless = drop(place.firm, place.owner, fec(year(2024)), "export.txt")
    answer: Any = place.browser("owner").post(f"/f/{place.firm.pk}/data/{nameless.pk}/new-firm/")
    assert answer.status_code == 302
    work()
    firms = {firm.pk for firm, _ in firms_of(place.owner)}
    (new,) = firms - {place.firm.pk}
    with firm_scope(new):
        assert Import.objects.get().state == State.READY
    assert browser().get(f"/f/{new}/").status_code == 302
