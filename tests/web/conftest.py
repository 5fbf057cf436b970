"""The web face under test, on the database that ANCRAGE_TEST_DATABASE names: sqlite (the default) or postgresql.

Each process of the run has a database of its own, with the tables as a real start makes them; on PostgreSQL the tests
connect as the application's role, so that row-level security is in force. A test that asks for the database runs in a
transaction that is rolled back. What must be seen by other processes has a start of its own (`start`).
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import starts
from starts import Start

_FOLDER = tempfile.TemporaryDirectory(prefix="ancrage-tests-")
_KEPT: dict[str, Any] = {}


def pytest_configure(config: pytest.Config) -> None:
    """Bring the database up and load Django with it. Runs when this file is loaded, before its tests are collected."""
    folder = Path(_FOLDER.name)
    folder.chmod(0o755)  # the server may run as a user of its own
    if starts.wanted() == "postgresql" and starts.SERVER not in os.environ:
        _KEPT["server"] = starts.postgresql_up(folder)
    if config.getoption("numprocesses", None):
        return  # this process only hands out the tests; its environment is that of the others
    start = (
        starts.new_start("postgresql", folder / "main")
        if starts.wanted() == "postgresql"
        else starts.on_sqlite(folder / "main", migrated=False)
    )
    _KEPT["start"] = start
    os.environ.update(start.variables)
    os.environ["DJANGO_SETTINGS_MODULE"] = "ancrage.web.settings"
    import django  # noqa: PLC0415 (after the environment is set)
    from pytest_django.plugin import blocking_manager_key  # noqa: PLC0415

    django.setup()
    config.stash[blocking_manager_key].block()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server that this process started."""
    if "server" in _KEPT:
        _KEPT.pop("server").cleanup()
    _FOLDER.cleanup()


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """The static files, as a real start makes them: a page that asks for no database is served with them too."""
    from ancrage.web.start.setup import collect_static  # noqa: PLC0415

    collect_static()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The tables, as a real start makes them."""
    from django.db import connections  # noqa: PLC0415

    from ancrage.web.start.setup import migrate  # noqa: PLC0415

    with django_db_blocker.unblock():
        if starts.wanted() == "sqlite":
            migrate()
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    """A start of its own for tests with other processes, with empty tables."""
    return starts.new_start(starts.wanted(), Path(tempfile.mkdtemp(dir=_FOLDER.name)))


@pytest.fixture(scope="session")
def plain(django_db_setup: None, django_db_blocker: Any) -> Any:
    """A `cast.Cast` whose firm has no files yet; there for the whole run."""
    import cast  # noqa: PLC0415 (models come after Django)

    with django_db_blocker.unblock():
        return cast.plain()


@pytest.fixture(scope="session")
def studied(django_db_setup: None, django_db_blocker: Any) -> Any:
    """A `cast.Cast` whose firm is the demonstration firm, imported and studied; made once a run, where it is asked for."""
    import cast  # noqa: PLC0415

    with django_db_blocker.unblock():
        return cast.studied()


@pytest.fixture
def place(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A `cast.Cast` of this test alone, whose firm has no files; its rows are committed, so that a worker finds them."""
    import cast  # noqa: PLC0415

    from ancrage.web.people.firms import new_firm  # noqa: PLC0415

    with django_db_blocker.unblock():
        yield cast.gather(
            f"place-{secrets.token_hex(4)}", lambda owner: new_firm("Atelier Martin", owner)
        )
