"""The report: asked for on its page, made by a worker, taken away as three files."""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator
from typing import Any

import cast
import pytest
from books import accept, drop, fec, name_of, work, year
from cast import Cast
from openpyxl import load_workbook

from ancrage.text import Language, from_data, render
from ancrage.web.models import Job, Report
from ancrage.web.people.firms import new_firm
from ancrage.web.reports import service
from ancrage.web.scope import firm_scope


def gathered() -> Cast:
    return cast.gather(f"r-{secrets.token_hex(4)}", lambda owner: new_firm("Atelier Martin", owner))


@pytest.fixture
def empty(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """A cast whose firm has no files; its rows are committed, so that a worker finds them."""
    with django_db_blocker.unblock():
        yield gathered()


@pytest.fixture(scope="module")
def reported(django_db_setup: None, django_db_blocker: Any) -> Cast:
    """A cast whose firm has one year of books, and the reports its adviser asked for: French, then English."""
    with django_db_blocker.unblock():
        made = gathered()
        accept(made.firm, made.owner, drop(made.firm, made.owner, fec(year(2025)), name_of(2025)))
        work()
        for language in ("fr", "en"):
            page = made.browser("adviser").post(
                f"/f/{made.firm.pk}/report/make/", {"language": language}
            )
            assert page.status_code == 302
        work()
        return made


def files(place: Cast, language: str) -> dict[str, Any]:
    """The three files, as somebody who may only read takes them."""
    with firm_scope(place.firm.pk):
        report = Report.objects.get(language=language).pk
    reader = place.browser("reader")
    return {
        kind: reader.get(f"/f/{place.firm.pk}/report/{report}.{kind}")
        for kind in ("html", "pdf", "xlsx")
    }


@pytest.mark.django_db
def test_the_three_files_are_there_to_keep(reported: Cast) -> None:
    made = files(reported, "fr")
    for kind, answer in made.items():
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"] == f'attachment; filename="ancrage.{kind}"'
    assert made["pdf"].content.startswith(b"%PDF-")
    assert made["pdf"].headers["Content-Type"] == "application/pdf"
    shown = reported.browser("reader").get(f"/f/{reported.firm.pk}/report/").content.decode()
    assert shown.count("download>") == 6
    assert "Faire le rapport" not in shown  # a reader changes nothing


@pytest.mark.django_db
def test_each_report_is_in_the_language_that_was_asked_for(reported: Cast) -> None:
    french, english = (files(reported, code)["html"].content.decode() for code in ("fr", "en"))
    assert '<html lang="fr"' in french
    assert '<html lang="en"' in english
    for page, ours, other in (
        (french, "Le plan, étape par étape", "The plan, step by step"),
        (english, "The plan, step by step", "Le plan, étape par étape"),
    ):
        assert (ours in page, other in page) == (True, False)


@pytest.mark.django_db
def test_the_workbook_holds_what_was_bought(reported: Cast) -> None:
    """Twelve months of 1,000.00 of wood and 200.00 of parts: 12,000 and 2,400."""
    book = load_workbook(io.BytesIO(files(reported, "fr")["xlsx"].content), read_only=True)
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    assert any("Bois du Jura" in row and 12000 in row for row in rows)
    assert any("Pièces Durand" in row and 2400 in row for row in rows)


def test_without_books_there_is_nothing_to_report(empty: Cast) -> None:
    page = empty.browser("owner").get(f"/f/{empty.firm.pk}/report/").content.decode()
    assert "Le rapport se fait à partir d’au moins un fichier importé." in page
    with firm_scope(empty.firm.pk):
        report = service.ask(Language.FR, empty.owner.pk)
    work()
    with firm_scope(empty.firm.pk):
        job = Job.objects.get(kind="report")
        assert job.state == "failed"
        assert (
            render(from_data(job.message), Language.FR)
            == "Il n’y a pas encore de comptes à étudier."
        )
    answer = empty.browser("owner").get(f"/f/{empty.firm.pk}/report/{report.pk}.pdf")
    assert answer.status_code == 404


@pytest.mark.django_db
def test_the_last_ten_reports_are_kept(plain: Cast) -> None:
    with firm_scope(plain.firm.pk):
        asked = [service.ask(Language.FR, plain.owner.pk).pk for _ in range(12)]
        assert set(Report.objects.values_list("pk", flat=True)) == set(asked[2:])


@pytest.mark.django_db
def test_a_report_that_is_not_made_yet_gives_no_file(plain: Cast) -> None:
    with firm_scope(plain.firm.pk):
        report = service.ask(Language.FR, plain.owner.pk)
    seen = plain.browser("owner")
    base = f"/f/{plain.firm.pk}/report/"
    assert "En attente" in seen.get(base).content.decode()
    assert seen.get(f"{base}{report.pk}.pdf").status_code == 404
    assert seen.get(f"{base}{report.pk}.exe").status_code == 404


@pytest.mark.django_db
def test_a_language_that_is_not_spoken_makes_no_report(plain: Cast) -> None:
    answer = plain.browser("owner").post(
        f"/f/{plain.firm.pk}/report/make/", {"language": "klingon"}
    )
    assert answer.status_code == 404
    with firm_scope(plain.firm.pk):
        assert not Report.objects.exists()
