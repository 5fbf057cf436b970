"""A firm's rows: no query without a firm in scope, and on PostgreSQL the database itself shows no other firm's rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import starts
from cast import Cast
from django.db import DatabaseError, connection, transaction
from django_scopes.exceptions import ScopeError
from rows import one_of_each

from ancrage.web.journal.models import Event
from ancrage.web.kept import Kept
from ancrage.web.people.access import firms_of
from ancrage.web.people.firms import erase
from ancrage.web.people.models import Firm, Membership, User
from ancrage.web.policies import firm_models
from ancrage.web.scope import firm_scope, scoped_firm

pytestmark = pytest.mark.django_db
postgresql = pytest.mark.skipif(
    starts.wanted() != "postgresql", reason="row-level security is PostgreSQL's"
)
TABLES = [model._meta.db_table for model in firm_models()]


@pytest.fixture
def two(plain: Cast) -> tuple[str, str]:
    """Two firms with a row in every table; their ids."""
    visitor = User.objects.create_user("visitor@rows.test")
    for firm in (plain.firm, plain.other):
        one_of_each(firm, visitor)
    return plain.firm.pk, plain.other.pk


def test_every_table_of_a_firm_has_a_row_in_these_tests(plain: Cast) -> None:
    visitor = User.objects.create_user("visitor@rows.test")
    assert {model.__name__ for model in firm_models()} == set(one_of_each(plain.firm, visitor))


@pytest.mark.parametrize("model", [*firm_models(), Firm], ids=lambda model: model.__name__)
def test_a_query_without_a_firm_in_scope_is_an_error(model: Any) -> None:
    with pytest.raises(ScopeError):
        model.objects.count()
    with pytest.raises(LookupError):
        scoped_firm()


@pytest.mark.parametrize("model", firm_models(), ids=lambda model: model.__name__)
def test_a_query_sees_the_firm_in_scope_alone(model: Any, two: tuple[str, str]) -> None:
    for firm_id in two:
        with firm_scope(firm_id):
            assert set(model.objects.values_list("firm_id", flat=True)) == {firm_id}
            assert model.objects.exclude(firm_id=firm_id).count() == 0
            assert Firm.objects.get().pk == firm_id


def test_a_scope_within_a_scope_ends_where_it_began(two: tuple[str, str]) -> None:
    ours, theirs = two
    with firm_scope(ours):
        with firm_scope(theirs):
            assert Firm.objects.get().pk == theirs
        assert Firm.objects.get().pk == ours
        with pytest.raises(ZeroDivisionError), transaction.atomic(), firm_scope(theirs):
            _ = 1 / 0
        assert Firm.objects.get().pk == ours
    with pytest.raises(ScopeError):
        Firm.objects.get()


def test_a_kept_query_sees_the_firm_in_scope_alone(two: tuple[str, str], plain: Cast) -> None:
    """Its SQL is written under a firm that does not exist, and then serves every firm and person."""
    visitor = User.objects.get(email="visitor@rows.test")
    roles = Kept(lambda user_id: Membership.objects.filter(user_id=user_id))
    with pytest.raises(LookupError):
        roles(visitor.pk)
    for firm_id in (*two, two[0]):
        with firm_scope(firm_id):
            assert [held.firm_id for held in roles(visitor.pk)] == [firm_id]
    with firm_scope(plain.other.pk):
        assert [held.role for held in roles(plain.stranger.pk)] == ["owner"]
        assert list(roles(plain.owner.pk)) == []


def test_a_kept_query_with_a_value_of_its_own_is_refused(plain: Cast) -> None:
    kept = Kept(lambda user_id: Membership.objects.filter(user_id=user_id, role="owner"))
    with firm_scope(plain.firm.pk), pytest.raises(ValueError, match="owner"):
        kept(plain.owner.pk)


def test_a_person_sees_their_own_firms(plain: Cast) -> None:
    assert [firm.pk for firm, _ in firms_of(plain.owner)] == [plain.firm.pk]
    assert [firm.pk for firm, _ in firms_of(plain.stranger)] == [plain.other.pk]
    assert firms_of(User.objects.create_user("nobody@rows.test")) == []


# The journal


def test_no_line_of_the_journal_is_changed(two: tuple[str, str]) -> None:
    with firm_scope(two[0]):
        event = Event.objects.filter(action="import.done").get()
        changes = {
            "action": "step.done", "target": "y", "data": {"a": 1}, "at": "2020-01-01 00:00Z",
            "firm_id": two[1], "user_id": User.objects.earliest("pk").pk,
        }  # fmt: skip
        for field, value in changes.items():
            with pytest.raises(DatabaseError), transaction.atomic():
                Event.objects.filter(pk=event.pk).update(**{field: value})


def test_a_line_of_the_journal_outlives_its_author(plain: Cast) -> None:
    author = User.objects.create_user("author@rows.test")
    with firm_scope(plain.firm.pk):
        event = Event.objects.create(firm=plain.firm, user=author, action="import.done")
        author.delete()
        event.refresh_from_db()
        assert event.user_id is None


def test_lines_of_the_journal_go_with_their_firm_alone(two: tuple[str, str], plain: Cast) -> None:
    with firm_scope(two[0]):
        before = Event.objects.count()
        try:
            with transaction.atomic():
                gone = Event.objects.all()._raw_delete(Event.objects.db)
        except DatabaseError:
            gone = 0
        assert (gone, Event.objects.count()) == (0, before)
        erase(Firm.objects.get())
    with firm_scope(two[0]):
        assert Event.objects.count() == 0
    with firm_scope(two[1]):
        assert Event.objects.count() > 0


# What PostgreSQL says by itself, to raw SQL of the application's role


@contextmanager
def sql(firm_id: str) -> Iterator[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.firm', %s, true)", [firm_id])
        yield cursor
        transaction.set_rollback(True)


def count(cursor: Any, query: str, *values: str) -> int:
    cursor.execute(query, values)
    return int(cursor.fetchone()[0])


def refused(cursor: Any, statement: str, *values: str) -> str:
    """The SQLSTATE with which the database refuses the statement."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        cursor.execute(statement, values)
    return str(error.value.__cause__.sqlstate)


@postgresql
def test_the_application_connects_as_a_role_that_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles "
            "WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (starts.APPLICATION, False, False, False, False)
        owned = "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"
        assert count(cursor, owned) == 0


@postgresql
@pytest.mark.parametrize("table", TABLES)
def test_the_database_shows_one_firm_alone(table: str, two: tuple[str, str]) -> None:
    ours, theirs = two
    with sql("") as cursor:
        assert count(cursor, f"SELECT count(*) FROM {table}") == 0
    with sql(ours) as cursor:
        cursor.execute(f"SELECT DISTINCT firm_id FROM {table}")
        assert cursor.fetchall() == [(ours,)]
        assert count(cursor, f"SELECT count(*) FROM {table} WHERE firm_id = %s", theirs) == 0


@postgresql
@pytest.mark.parametrize("table", TABLES)
def test_the_database_lets_nobody_write_into_another_firm(table: str, two: tuple[str, str]) -> None:
    ours, theirs = two
    with sql(ours) as cursor:
        cursor.execute(f"UPDATE {table} SET firm_id = firm_id WHERE firm_id = %s", [theirs])
        assert cursor.rowcount == 0
        cursor.execute(f"DELETE FROM {table} WHERE firm_id = %s", [theirs])
        assert cursor.rowcount == 0
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
            "AND column_name <> 'firm_id'",
            [table],
        )
        columns = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
        copy = f"INSERT INTO {table} (firm_id, {columns}) SELECT %s, {columns} FROM {table}"
        assert refused(cursor, copy, theirs) == "42501"
        # The journal's own trigger answers first.
        given_away = refused(cursor, f"UPDATE {table} SET firm_id = %s", theirs)
        assert given_away == ("P0001" if table == "web_event" else "42501")


@postgresql
def test_the_database_shows_no_firm_of_others(two: tuple[str, str], plain: Cast) -> None:
    ours, theirs = two
    with sql("") as cursor:
        assert count(cursor, "SELECT count(*) FROM web_firm") == 0
        cursor.execute("SELECT set_config('app.user', %s, true)", [str(plain.stranger.pk)])
        cursor.execute("SELECT id FROM web_firm")
        assert cursor.fetchall() == [(theirs,)]
        cursor.execute("UPDATE web_firm SET name = 'x'")  # seen, but not in scope
        assert cursor.rowcount == 0
        cursor.execute("UPDATE web_membership SET role = 'owner'")
        assert cursor.rowcount == 0
    with sql(ours) as cursor:
        cursor.execute("SELECT id FROM web_firm")
        assert cursor.fetchall() == [(ours,)]
        assert refused(cursor, "INSERT INTO web_firm (id, name, siren, created_at) VALUES "
                       "(%s, 'x', '', now())", "abc") == "42501"  # fmt: skip


@postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE web_source DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE web_source NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY seen ON web_source",
        "CREATE POLICY mine ON web_source USING (true)",
        "DROP TRIGGER web_event_unchanged ON web_event",
        "ALTER TABLE web_event DISABLE TRIGGER web_event_unchanged",
        "TRUNCATE web_event",
        "CREATE TABLE mine (id int)",
        f"SET ROLE {starts.OWNER}",
        f"ALTER ROLE {starts.APPLICATION} BYPASSRLS",
        f"GRANT {starts.OWNER} TO {starts.APPLICATION}",
        "SET row_security = off; SELECT * FROM web_source",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_cannot_lift_its_limits(statement: str) -> None:
    with connection.cursor() as cursor:
        assert refused(cursor, statement) == "42501"


@postgresql
def test_no_start_with_a_role_that_reads_past_the_policies(start: starts.Start) -> None:
    known = start.variables["ANCRAGE_DATABASE_URL"]
    assert start.ancrage("server", "check") == "System check identified no issues (0 silenced).\n"
    for role in ("postgres", starts.OWNER):
        changed = start.variables | {
            "ANCRAGE_DATABASE_URL": known.replace(starts.APPLICATION, role)
        }
        wrong = starts.Start(start.kind, Path(start.folder), changed)
        assert "ancrage.E001" in wrong.ancrage("server", "check", status=70)
