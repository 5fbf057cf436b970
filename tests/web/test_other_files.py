"""Files that are no FEC, dropped by people: lists, exports, invoices, a whole folder; columns said; rows shown."""

from __future__ import annotations

import io
import secrets
import zipfile
from collections.abc import Iterator
from typing import Any

import cast
import openpyxl
import pytest
from books import accept, drop, fec, name_of, seen, work, year
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from lists import STOCK, UNSAID

from ancrage.text import Language, from_data, render
from ancrage.web.models import Event, Import, SheetRule, Source, Study
from ancrage.web.people.firms import new_firm
from ancrage.web.scope import firm_scope


@pytest.fixture
def place(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """A cast of this test alone, whose firm has no files."""
    with django_db_blocker.unblock():
        yield cast.gather(
            f"o-{secrets.token_hex(4)}", lambda owner: new_firm("Atelier Martin", owner)
        )


def page(place: Cast, end: str, who: str = "owner") -> str:
    answer = place.browser(who).get(f"/f/{place.firm.pk}/{end}")
    assert answer.status_code == 200, answer.status_code
    text = str(answer.content.decode()).replace("\u202f", " ").replace("\u00a0", " ")
    return " ".join(text.split())


def listed(place: Cast, content: str, name: str = "stock.csv") -> Import:
    return drop(place.firm, place.owner, content.encode(), name)


def test_a_stock_list_is_recognised_shown_imported_and_undone(place: Cast) -> None:
    """10 × 2.50 + 4 × 5.00 + 3 × 12.40 = 82.20."""
    dropped = listed(place, STOCK)
    assert dropped.state == "ready"
    shown = page(place, f"data/{dropped.pk}/")
    assert "Stock : 3 lignes de plus." in shown
    assert "82,20" in shown
    assert "Vérifier ou corriger ses colonnes" in shown
    rows = page(place, f"data/{dropped.pk}/rows/0/stock/")
    for said in ("00012", "Théière", "37,20"):  # leading zeros are kept
        assert said in rows
    accept(place.firm, place.owner, dropped)
    with firm_scope(place.firm.pk):
        assert [s.kind for s in Source.objects.all()] == ["spreadsheet"]
    place.browser("owner").post(f"/f/{place.firm.pk}/data/{dropped.pk}/undo/")
    with firm_scope(place.firm.pk):
        assert not Source.objects.exists()


def test_the_same_list_twice_or_in_another_order_adds_nothing(place: Cast) -> None:
    accept(place.firm, place.owner, listed(place, STOCK))
    head, *lines = STOCK.splitlines(keepends=True)
    again = listed(place, head + "".join(reversed(lines)), "encore.csv")
    assert again.state == "refused"
    reason = render(from_data(again.reason), Language.FR)  # type: ignore[arg-type]
    assert reason == "Les mêmes lignes sont déjà là, dans stock.csv. Rien à ajouter."


def test_columns_are_asked_said_once_and_remembered_for_the_firm(place: Cast) -> None:
    dropped = listed(place, UNSAID, "liste.csv")
    assert dropped.state == "asking"
    base = f"data/{dropped.pk}/"
    assert "Dire ce que sont ses colonnes" in page(place, base)
    form = page(place, f"{base}columns/0/0/?table=products")
    assert "rouge" in form
    owner = place.browser("owner")
    address = f"/f/{place.firm.pk}/{base}columns/0/0/said/"
    owner.post(address, {"table": "products", "column-product": "Colonne A"})
    work()
    assert seen(place.firm, dropped).state == "ready"
    filled = {
        "table": "products",
        "column-product": "Colonne A",
        "column-price": "Colonne B",
        "column-category": "Colonne C",
        "constant-currency": "eur",
        "decimal": ".",
    }
    owner.post(address, filled)  # corrected before it is imported
    work()
    done = seen(place.firm, dropped)
    assert done.state == "ready"
    rows = page(place, f"{base}rows/0/products/")
    for said in ("00012", "1,23", "EUR", "bleu"):  # a point: one and a bit, not a thousand
        assert said in rows
    accept(place.firm, place.owner, done)
    next_one = listed(place, UNSAID.replace("00012", "00099"), "avril.csv")
    assert next_one.state == "ready"
    with firm_scope(place.firm.pk):
        assert SheetRule.objects.count() == 1
        assert Event.objects.filter(action="columns.said").count() == 2
    with firm_scope(place.other.pk):
        assert not SheetRule.objects.exists()


def test_whether_amounts_hold_the_tax_is_said_with_the_columns(place: Cast) -> None:
    sales = "Date;Client;Code article;Quantité vendue;Montant\n" + "".join(
        f"2025-03-{n:02d};Client {n};A1;2;24,00\n" for n in range(1, 20)
    )
    dropped = listed(place, sales, "ventes.csv")
    assert "hors taxes ou taxes comprises" in page(place, f"data/{dropped.pk}/")
    columns = f"data/{dropped.pk}/columns/0/0/"
    assert "Les montants sont" in page(place, columns)
    assert "Les montants sont" not in page(place, f"{columns}?table=stock")
    filled = {
        "table": "order_lines", "column-date": "Date", "column-product": "Code article",
        "column-quantity": "Quantité vendue", "column-amount": "Montant", "constant-taxed": "no",
    }  # fmt: skip
    place.browser("owner").post(f"/f/{place.firm.pk}/{columns}said/", filled)
    work()
    assert "hors taxes ou taxes comprises" not in page(place, f"data/{dropped.pk}/")
    with firm_scope(place.firm.pk):
        assert 'taxed = "no"' in SheetRule.objects.get().rule


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"table": "nothing"}, "Choisissez ce qu’est ce tableau."),
        (
            {"table": "stock", "column-product": "Colonne A"},
            "Dites quelle colonne donne « Quantité ».",
        ),
        ({"table": "products"}, "Choisissez au moins une colonne."),
        (
            {"table": "products", "column-product": "Colonne A", "constant-currency": "euros"},
            "Une monnaie s’écrit en trois lettres",
        ),
    ],
)
def test_a_form_that_does_not_say_enough_changes_nothing(
    place: Cast, said: dict[str, str], reason: str
) -> None:
    dropped = listed(place, UNSAID, "liste.csv")
    answer = place.browser("owner").post(
        f"/f/{place.firm.pk}/data/{dropped.pk}/columns/0/0/said/", said, follow=True
    )
    assert reason in answer.content.decode()
    assert seen(place.firm, dropped).state == "asking"


def test_a_folder_dropped_is_one_import_read_and_undone_as_a_whole(place: Cast) -> None:
    files = {
        name_of(2025): fec(year(2025)),
        "stock.csv": STOCK.encode(),
        "photo.png": b"\x89PNG\r\n\x1a\n" + bytes(60),
        "notes.txt": b"Penser a rappeler le menuisier.\n",
        "a.csv": UNSAID.encode(),
        "b.pdf": b"%PDF-1.4 not really",
    }
    owner = place.browser("owner")
    sent = [SimpleUploadedFile(name, content) for name, content in files.items()]
    owner.post(f"/f/{place.firm.pk}/data/upload/", {"files": sent, "folder": "Mon dossier"})
    work()
    with firm_scope(place.firm.pk):
        (dropped,) = Import.objects.all()
    assert (dropped.name, dropped.state) == ("Mon dossier", "ready")
    states = {
        s["name"].rsplit("!")[-1]: (s["kind"], s["state"]) for s in dropped.preview["sources"]
    }
    assert states == {
        name_of(2025): ("fec", "ready"),
        "stock.csv": ("spreadsheet", "ready"),
        "photo.png": ("unknown", "refused"),
        "notes.txt": ("unknown", "refused"),
        "a.csv": ("spreadsheet", "ask"),
        "b.pdf": ("invoice", "refused"),
    }
    shown = page(place, f"data/{dropped.pk}/")
    assert "Ajoute l’exercice du" in shown
    assert "Stock : 3 lignes de plus." in shown
    accept(place.firm, place.owner, dropped)
    work()
    with firm_scope(place.firm.pk):
        Import.objects.filter(name="a.csv").delete()  # which waits apart: see test_apart
        assert Study.objects.exists()
        assert {s.name for s in Source.objects.all()} == {
            f"Mon dossier!{name_of(2025)}", "Mon dossier!stock.csv",
        }  # fmt: skip
    again = [SimpleUploadedFile(name, content) for name, content in files.items()]
    owner.post(f"/f/{place.firm.pk}/data/upload/", {"files": again, "folder": "Mon dossier"})
    with firm_scope(place.firm.pk):
        twin = Import.objects.exclude(pk=dropped.pk).get()
        assert twin.state == "refused"
    owner.post(f"/f/{place.firm.pk}/data/{dropped.pk}/undo/")
    with firm_scope(place.firm.pk):
        assert not Source.objects.exists()


def test_an_archive_of_files_of_every_kind_is_read_as_the_folder_is(place: Cast) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("2025/stock.csv", STOCK)
        archive.writestr("2025/photo.png", b"\x89PNG")
    dropped = drop(place.firm, place.owner, buffer.getvalue(), "tout.zip")
    assert dropped.state == "ready"
    assert [(s["name"], s["state"]) for s in dropped.preview["sources"]] == [
        ("tout.zip!2025/stock.csv", "ready"), ("tout.zip!2025/photo.png", "refused"),
    ]  # fmt: skip


def test_a_template_is_downloaded_in_the_words_of_the_reader(place: Cast) -> None:
    answer = place.browser("reader").get(f"/f/{place.firm.pk}/data/templates/stock.xlsx")
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:3] == ["Référence", "Article", "Emplacement"]
    assert (
        place.browser("reader").get(f"/f/{place.firm.pk}/data/templates/ledger.xlsx").status_code
        == 404
    )


def test_whoever_may_only_read_says_no_columns(place: Cast) -> None:
    dropped = listed(place, UNSAID, "liste.csv")
    shown = page(place, f"data/{dropped.pk}/columns/0/0/", "reader")
    assert "relire le fichier" not in shown
    answer = place.browser("reader").post(
        f"/f/{place.firm.pk}/data/{dropped.pk}/columns/0/0/said/", {"table": "products"}
    )
    assert answer.status_code == 403
