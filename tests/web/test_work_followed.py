"""Work that ends at the very moment a page is made: the page shows what it brought, or goes on following it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from books import fec, name_of, work, year
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model

from ancrage.web.imports import service
from ancrage.web.imports.models import Import
from ancrage.web.jobs.models import Job
from ancrage.web.scope import firm_scope
from ancrage.web.studies.models import StudyPage

FOLLOWED = 'hx-trigger="every 1s"'


class Meanwhile:
    """Has a worker end all that was asked for, once, right after the first question to a table."""

    def __init__(self, table: str) -> None:
        self.table, self.done = table, False

    def __call__(self, execute: Callable[..., Any], sql: str, *others: Any) -> Any:
        answer = execute(sql, *others)
        if not self.done and f'FROM "{self.table}"' in sql:
            self.done = True
            with ThreadPoolExecutor(1) as pool:
                pool.submit(_worked).result()
        return answer


def _worked() -> None:
    try:
        work()
    finally:
        connection.close()  # of this thread


def shown(place: Cast, end: str, model: type[Model]) -> str:
    """A page during whose making all the work of the firm ends."""
    meanwhile = Meanwhile(model._meta.db_table)
    with connection.execute_wrapper(meanwhile):
        answer = place.browser("owner").get(f"/f/{place.firm.pk}/{end}")
    assert meanwhile.done
    return str(answer.content.decode())


def dropped_only(place: Cast) -> Import:
    """A file that waits to be read."""
    with firm_scope(place.firm.pk):
        file = SimpleUploadedFile(name_of(2025), fec(year(2025)))
        return service.receive(file, secrets.token_hex(6), place.owner.pk)


@pytest.mark.parametrize("model", [Job, Import])
@pytest.mark.parametrize("end", ["data/", "data/{id}/"])
def test_a_reading(place: Cast, end: str, model: type[Model]) -> None:
    dropped = dropped_only(place)
    page = shown(place, end.format(id=dropped.pk), model)
    assert FOLLOWED in page or 'class="badge ready"' in page


@pytest.mark.parametrize("model", [Job, StudyPage])
def test_a_study(place: Cast, model: type[Model]) -> None:
    dropped = dropped_only(place)
    work()
    with firm_scope(place.firm.pk):
        service.accept(dropped.pk, place.owner.pk)
    page = shown(place, "", model)
    assert FOLLOWED in page or "À faire d’abord" in page
