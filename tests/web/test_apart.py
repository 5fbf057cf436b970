"""A list whose columns nobody said, in a folder whose rest is imported: it waits by itself, and is not dropped again."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

from books import accept, drop, seen, work
from cast import Cast
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from lists import STOCK, UNSAID

from ancrage.text import Language, from_data, render
from ancrage.web.imports import service
from ancrage.web.imports.apart import KEPT
from ancrage.web.jobs import work as jobs
from ancrage.web.jobs.models import Job
from ancrage.web.models import Chunk, Import, Source
from ancrage.web.scope import firm_scope

SAID = {
    "table": "products",
    "column-product": "Colonne A",
    "column-price": "Colonne B",
    "constant-currency": "EUR",
    "decimal": ".",
}


def folder(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"listes/{name}.csv", content)
    return buffer.getvalue()


def imported(place: Cast, content: bytes, name: str = "tout.zip") -> Import:
    """A folder dropped, read, and imported by its owner on screen."""
    dropped = drop(place.firm, place.owner, content, name)
    assert dropped.state == "ready"
    answer = place.browser("owner").post(
        f"/f/{place.firm.pk}/data/{dropped.pk}/accept/", follow=True
    )
    assert "attend ci-dessous que vous disiez" in answer.content.decode()
    with firm_scope(place.firm.pk):
        jobs.cancel(Job.objects.get(kind="study", state="waiting"))  # not what is looked at here
    work()
    return seen(place.firm, dropped)


def waiting(place: Cast) -> list[Import]:
    with firm_scope(place.firm.pk):
        return list(Import.objects.filter(state="asking").order_by("name"))


def page(place: Cast, end: str, who: str = "owner") -> str:
    return str(place.browser(who).get(f"/f/{place.firm.pk}/{end}").content.decode())


def test_it_waits_on_the_data_page_and_is_imported_once_its_columns_are_said(place: Cast) -> None:
    whole = imported(place, folder(stock=STOCK, prix=UNSAID))
    (prices,) = waiting(place)
    assert (prices.name, prices.size) == ("prix.csv", len(UNSAID.encode()))
    base = f"data/{prices.pk}/columns/0/0/"
    assert f'href="/f/{place.firm.pk}/{base}"' in page(place, "data/")
    assert f'href="/f/{place.firm.pk}/{base}"' not in page(place, "data/", "reader")
    assert "il attend à part" in page(place, f"data/{whole.pk}/")
    assert "rouge" in page(place, base)  # its first rows are there to look at
    place.browser("owner").post(f"/f/{place.firm.pk}/{base}said/", SAID)
    work()
    assert seen(place.firm, prices).state == "ready"
    accept(place.firm, place.owner, prices)
    with firm_scope(place.firm.pk):
        assert set(Source.objects.values_list("name", "rows")) == {
            ("tout.zip!listes/stock.csv", 3), ("prix.csv", 2),
        }  # fmt: skip
        assert not Import.objects.exclude(state="imported").exists()
    place.browser("owner").post(f"/f/{place.firm.pk}/data/{prices.pk}/undo/")
    with firm_scope(place.firm.pk):
        assert [each.pk for each in Import.objects.all()] == [whole.pk]


def test_the_same_list_in_another_folder_does_not_wait_twice(place: Cast) -> None:
    imported(place, folder(stock=STOCK, prix=UNSAID))
    more = STOCK.replace("00012", "00015")
    imported(place, folder(stock=more, prix=UNSAID), "suite.zip")
    assert [each.name for each in waiting(place)] == ["prix.csv"]


def test_left_nothing_of_it_is_kept(place: Cast) -> None:
    whole = imported(place, folder(stock=STOCK, prix=UNSAID))
    (prices,) = waiting(place)
    place.browser("owner").post(f"/f/{place.firm.pk}/data/{prices.pk}/leave/")
    with firm_scope(place.firm.pk):
        assert {chunk.of_id for chunk in Chunk.objects.all()} == {whole.pk}


def test_it_counts_in_what_the_firm_may_keep(place: Cast, settings: Any) -> None:
    content = folder(stock=STOCK, prix=UNSAID)
    settings.FIRM_BYTES = len(content) + len(UNSAID) - 1
    imported(place, content)
    assert not waiting(place)
    with firm_scope(place.firm.pk):
        refused = Import.objects.get(name="prix.csv")
    assert refused.state == "refused"
    assert "prennent déjà" in render(from_data(refused.reason), Language.FR)


def test_it_is_forgotten_when_its_time_is_over(place: Cast) -> None:
    imported(place, folder(stock=STOCK, prix=UNSAID))
    (prices,) = waiting(place)
    later = DBTaskResult.objects.filter(
        args_kwargs__args__0=place.firm.pk, run_after__range=(timezone.now(), timezone.now() + 2 * KEPT)
    )  # fmt: skip
    assert later.count() == 1
    later.update(run_after=timezone.now())  # a day too early: nothing is forgotten
    work()
    assert seen(place.firm, prices).state == "asking"
    with firm_scope(place.firm.pk):
        old = timezone.now() - KEPT - timedelta(minutes=1)
        Import.objects.filter(pk=prices.pk).update(dropped_at=old)
    DBTaskResult.objects.filter(args_kwargs__args__0=place.firm.pk, run_after__lte=timezone.now()).update(status="READY")  # fmt: skip
    work()
    forgotten = seen(place.firm, prices)
    assert forgotten.state == "refused"
    assert "a attendu 60 jours" in render(from_data(forgotten.reason), Language.FR)
    with firm_scope(place.firm.pk):
        assert not forgotten.chunks.exists()


def test_of_a_folder_undone_at_once_nothing_waits(place: Cast) -> None:
    dropped = drop(place.firm, place.owner, folder(stock=STOCK, prix=UNSAID), "tout.zip")
    accept(place.firm, place.owner, dropped)
    with firm_scope(place.firm.pk):
        service.undo(dropped, place.owner.pk)
    work()
    with firm_scope(place.firm.pk):
        assert not Import.objects.exists()
