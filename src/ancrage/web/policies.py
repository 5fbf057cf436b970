"""The one module with SQL: row-level policies of PostgreSQL, triggers that keep the journal as it was written.

After each migration, every table whose rows belong to a firm gets its policies anew, so that a new table cannot be
forgotten. Two roles: the owner of the tables migrates and backs up; the application's role (ANCRAGE_DATABASE_URL) owns
nothing, cannot bypass policies, and sees only the rows of the firm in scope.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models


@contextmanager
def current_setting(name: str, value: str, before: str) -> Iterator[None]:
    """A setting of the session that policies and triggers read; on SQLite there is only `app.erased`."""
    if connection.vendor != "postgresql":
        with _erased_on_sqlite(value) if name == "app.erased" else nullcontext():
            yield
        return
    _set(name, value)
    try:
        yield
    finally:
        # A failed transaction refuses every command until it is rolled back, which also undoes the setting.
        if connection.connection is not None and not connection.needs_rollback:
            _set(name, before)


@contextmanager
def _erased_on_sqlite(firm_id: str) -> Iterator[None]:
    """SQLite has no settings of a session: a function of the connection answers the journal's trigger."""
    connection.ensure_connection()
    connection.connection.create_function("app_erased", 0, lambda: firm_id)
    try:
        yield
    finally:
        connection.connection.create_function("app_erased", 0, None)


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [name, value])


def firm_models() -> list[type[models.Model]]:
    """Models whose rows belong to one firm."""
    from ancrage.web.scope import FirmRows  # noqa: PLC0415 (models are loaded later)

    return [m for m in apps.get_app_config("web").get_models() if issubclass(m, FirmRows)]


def apply(**_: Any) -> None:
    """Write the policies and triggers of every table. Runs after each migration; the same state again changes nothing."""
    if connection.vendor == "postgresql":
        _postgresql()
    elif connection.vendor == "sqlite":
        _sqlite()


_SAID = "action, target, data, at, firm_id"  # the author goes when the account does, and is never another
_FIRM = "NULLIF(current_setting('app.firm', true), '')"
_USER = "NULLIF(current_setting('app.user', true), '')::bigint"
_ERASED = "NULLIF(current_setting('app.erased', true), '')"


def _postgresql() -> None:
    quote = connection.ops.quote_name
    role = getattr(settings, "APPLICATION_ROLE", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
        for model in firm_models():
            table = model._meta.db_table  # noqa: SLF001 (Django's documented name for it)
            seen = f"firm_id = {_FIRM}"
            readable = f"{seen} OR user_id = {_USER}" if table == "web_membership" else seen
            _policies(cursor, table, owner, readable, seen, journal=table == "web_event")
        mine = f"id IN (SELECT firm_id FROM web_membership WHERE user_id = {_USER})"  # noqa: S608 (ours)
        _policies(cursor, "web_firm", owner, f"id = {_FIRM} OR {mine}", f"id = {_FIRM}")
        cursor.execute(
            "CREATE OR REPLACE FUNCTION web_event_unchanged() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$"
        )
        cursor.execute("DROP TRIGGER IF EXISTS web_event_unchanged ON web_event")
        cursor.execute(
            f"CREATE TRIGGER web_event_unchanged BEFORE UPDATE OF {_SAID} ON web_event "
            "FOR EACH ROW EXECUTE FUNCTION web_event_unchanged()"
        )
        cursor.execute("DROP TRIGGER IF EXISTS web_event_author ON web_event")
        cursor.execute(
            "CREATE TRIGGER web_event_author BEFORE UPDATE OF user_id ON web_event FOR EACH ROW "
            "WHEN (NEW.user_id IS NOT NULL) EXECUTE FUNCTION web_event_unchanged()"
        )
        if role and role != owner:
            cursor.execute(
                f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quote(role)}"
            )
            cursor.execute(
                f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quote(role)}"
            )


def _policies(
    cursor: Any, table: str, owner: str, readable: str, writable: str, *, journal: bool = False
) -> None:
    name = connection.ops.quote_name(table)
    erasable = f"({writable}) AND firm_id = {_ERASED}" if journal else writable
    for policy in ("seen", "added", "changed", "removed", "kept"):
        cursor.execute(f"DROP POLICY IF EXISTS {policy} ON {name}")
    cursor.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    cursor.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    cursor.execute(f"CREATE POLICY seen ON {name} FOR SELECT USING ({readable})")
    cursor.execute(f"CREATE POLICY added ON {name} FOR INSERT WITH CHECK ({writable})")
    cursor.execute(
        f"CREATE POLICY changed ON {name} FOR UPDATE USING ({writable}) WITH CHECK ({writable})"
    )
    cursor.execute(f"CREATE POLICY removed ON {name} FOR DELETE USING ({erasable})")
    # The owner of the tables backs all firms up; the application never connects as the owner.
    cursor.execute(
        f"CREATE POLICY kept ON {name} TO {connection.ops.quote_name(owner)} USING (true) WITH CHECK (true)"
    )


def _sqlite() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TRIGGER IF NOT EXISTS web_event_unchanged BEFORE UPDATE OF {_SAID} ON web_event {refuse}"
        )
        cursor.execute(
            "CREATE TRIGGER IF NOT EXISTS web_event_author BEFORE UPDATE OF user_id ON web_event "
            f"WHEN NEW.user_id IS NOT NULL {refuse}"
        )
        # Without the function, which only erasing a firm defines, the deletion is refused too.
        cursor.execute(
            "CREATE TRIGGER IF NOT EXISTS web_event_kept BEFORE DELETE ON web_event "
            f"WHEN app_erased() IS NOT OLD.firm_id {refuse}"
        )


def bypasses_policies() -> bool:
    """Whether the connected role could read past the policies: superuser, BYPASSRLS, or owner of the tables."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'web_firm' "
            "AND tableowner = current_user) FROM pg_roles WHERE rolname = current_user"
        )
        return bool(cursor.fetchone()[0])
