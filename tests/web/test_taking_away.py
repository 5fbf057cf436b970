"""A firm taken away: everything of it in one zip and nothing of another; erased, no table knows it any more."""

from __future__ import annotations

import io
import json
import os
import secrets
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import cast
import psycopg
import pytest
from books import OTHER_SIREN, accept, drop, fec, name_of, work, year
from cast import Cast
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from psycopg import sql
from rows import one_of_each
from starts import wanted

from ancrage.web.ids import new_id
from ancrage.web.imports import service
from ancrage.web.models import Chunk, Firm, Report, User
from ancrage.web.people.firms import new_firm
from ancrage.web.policies import firm_models
from ancrage.web.scope import firm_scope
from ledgers import SIREN

OURS, PENDING = fec(year(2025)), fec(year(2024))
THEIRS = fec(year(2025, factor=7))


Taken = tuple[Cast, str, zipfile.ZipFile]


def two_firms() -> Cast:
    return cast.gather(f"t-{secrets.token_hex(4)}", lambda owner: new_firm("Atelier Martin", owner))


def fill(place: Cast) -> None:
    """A row in every table for each firm."""
    guest = User.objects.create_user(f"{secrets.token_hex(4)}@guest.test")
    for firm in (place.firm, place.other):
        one_of_each(firm, guest)
        with firm_scope(firm.pk):
            Chunk.objects.filter(of__name="x.txt").update(deflated=zlib.compress(b"x"))


@pytest.fixture
def place(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Two firms with a row in every table each."""
    with django_db_blocker.unblock():
        made = two_firms()
        fill(made)
        yield made


@pytest.fixture(scope="module")
def taken(django_db_setup: None, django_db_blocker: Any) -> Taken:
    """Such firms, with files besides, the first with a report made; the report, and the second export of the first."""
    with django_db_blocker.unblock():
        place = two_firms()
        accept(place.firm, place.owner, drop(place.firm, place.owner, OURS, name_of(2025)))
        drop(place.firm, place.owner, PENDING, name_of(2024))
        name = name_of(2025, OTHER_SIREN)
        accept(place.other, place.stranger, drop(place.other, place.stranger, THEIRS, name))
        work()
        fill(place)
        with firm_scope(place.firm.pk):
            Report.objects.update(html=b"<p>page</p>", pdf=b"%PDF-1", xlsx=b"PK")
            (report,) = Report.objects.values_list("pk", flat=True)
        exported(place)
        return place, report, exported(place)


def exported(place: Cast) -> zipfile.ZipFile:
    """The export, asked for and taken as its owner does."""
    seen = place.browser("owner")
    base = f"/f/{place.firm.pk}"
    assert seen.post(f"{base}/export/").status_code == 302
    work()
    answer = seen.get(f"{base}/export/file/")
    assert answer.headers["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


def rows_of(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(f"tables/{name}.jsonl").splitlines()]


def test_an_export_holds_the_files_as_they_were_dropped(taken: Taken) -> None:
    """Also the one that was dropped and not yet imported."""
    _, _, archive = taken
    kept = {
        name.split("-", 1)[1]: archive.read(name)
        for name in archive.namelist()
        if name.startswith("files/")
    }
    assert kept == {name_of(2025): OURS, name_of(2024): PENDING, "x.txt": b"x"}


def test_an_export_holds_every_table_and_only_this_firm(taken: Taken) -> None:
    place, _, archive = taken
    for model in firm_models():
        found = rows_of(archive, str(model._meta.model_name))
        assert found, model
        assert {row["firm_id"] for row in found} == {place.firm.pk}
    (firm,) = rows_of(archive, "firm")
    assert (firm["name"], firm["siren"]) == ("Atelier Martin", SIREN)
    for name in archive.namelist():
        content = archive.read(name)
        for theirs in (place.other.pk.encode(), OTHER_SIREN.encode(), THEIRS[-200:]):
            assert theirs not in content, name
        assert b"secret_hash" not in content, name


def test_an_export_names_the_people_whom_the_other_tables_number(taken: Taken) -> None:
    place, _, archive = taken
    people = {row["id"]: row for row in rows_of(archive, "people")}
    assert people[place.owner.pk]["email"] == place.owner.email
    assert people[place.owner.pk]["role"] == "owner"
    assert {row["user_id"] for row in rows_of(archive, "membership")} == set(people)
    assert place.stranger.pk not in people


def test_an_export_holds_the_reports(taken: Taken) -> None:
    _, report, archive = taken
    assert archive.read(f"reports/{report}.html") == b"<p>page</p>"
    assert archive.read(f"reports/{report}.pdf") == b"%PDF-1"
    assert archive.read(f"reports/{report}.xlsx") == b"PK"


def test_an_export_does_not_hold_the_one_before(taken: Taken) -> None:
    """Else each would be larger than the last by all of it."""
    _, _, archive = taken
    assert all("part" not in row for row in rows_of(archive, "export"))


def mentions(word: str) -> dict[str, int]:
    """How many rows of each table hold the word in any column, asked of the database past the application."""
    if wanted() == "sqlite":
        return _mentions_in_sqlite(word)
    found = {}
    with psycopg.connect(os.environ["ANCRAGE_OWNER_DATABASE_URL"], autocommit=True) as owner:
        names = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in names.fetchall():
            question = sql.SQL("SELECT count(*) FROM {0} WHERE strpos({0}::text, %s) > 0")
            row = owner.execute(question.format(sql.Identifier(table)), [word]).fetchone()
            found[table] = int(row[0]) if row else 0
    return {table: count for table, count in found.items() if count}


def _mentions_in_sqlite(word: str) -> dict[str, int]:
    connection.close()
    found = {}
    reader = sqlite3.connect(settings.DATABASES["default"]["NAME"])
    for (table,) in reader.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
    ).fetchall():
        rows = reader.execute(f'SELECT * FROM "{table}"').fetchall()
        found[table] = sum(word in repr(row) for row in rows)
    reader.close()
    return {table: count for table, count in found.items() if count}


def test_a_firm_erased_is_in_no_table(place: Cast) -> None:
    owner = place.browser("owner")
    base = f"/f/{place.firm.pk}/"
    owner.get(base)  # the session now knows the firm
    with firm_scope(place.firm.pk):  # a job that is waiting when the firm goes
        service.receive(SimpleUploadedFile("x.txt", OURS), new_id(), place.owner.pk)
    # What the question finds before: one table of ours at least for each model.
    assert {model._meta.db_table for model in [Firm, *firm_models()]} <= set(
        mentions(place.firm.pk)
    )
    theirs = mentions(place.other.pk)
    wrong = owner.post(f"{base}delete/", {"name": "Atelier"})
    assert "rien n’a été effacé" in wrong.content.decode()
    assert owner.post(f"{base}delete/", {"name": "Atelier Martin"}).status_code == 302
    assert mentions(place.firm.pk) == {}
    assert mentions(place.other.pk) == theirs
    assert owner.get(base).status_code == 404
