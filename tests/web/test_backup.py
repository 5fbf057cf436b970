"""A backup put into a fresh start: every row of every table, and the same page, whatever the database."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import starts
from starts import Start

SCRIPT = str(Path(__file__).with_name("populated.py"))
pytestmark = pytest.mark.xdist_group("backup")


def told(start: Start, action: str, **more: str) -> Any:
    where = ["local"] if start.kind == "sqlite" else []
    return json.loads(start.python(SCRIPT, action, *where, **more).splitlines()[-1])


def tables(start: Start) -> dict[str, list[str]]:
    found: dict[str, list[str]] = told(start, "tables", ANCRAGE_AS_OWNER="yes")
    return found


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def full(folder: Path) -> Start:
    """A start with two firms, people, files, a study, and a row in every table."""
    start = starts.new_start(starts.wanted(), folder / "full")
    told(start, "populate")
    return start


@pytest.fixture(scope="module")
def kept(full: Start, folder: Path) -> Path:
    """A backup of it."""
    path = folder / "kept.zip"
    assert "sauvegardé" in full.ancrage("--lang", "fr", "backup", str(path))
    return path


def test_every_row_comes_back(full: Start, kept: Path, folder: Path) -> None:
    fresh = starts.new_start(starts.wanted(), folder / "same")
    fresh.ancrage("restore", str(kept))
    before, after = tables(full), tables(fresh)
    assert all(before[name] for name in before if name.startswith("web."))
    assert after == before
    assert told(fresh, "monday")["page"] == told(full, "monday")["page"]


@pytest.mark.skipif(
    starts.wanted() != "postgresql", reason="needs PostgreSQL: runs with ANCRAGE_TEST_DATABASE"
)
def test_from_one_machine_to_a_server(folder: Path) -> None:
    local = starts.on_sqlite(folder / "local")
    told(local, "populate")
    path = folder / "moved.zip"
    local.ancrage("backup", str(path))
    server = starts.new_start("postgresql", folder / "server")
    server.ancrage("restore", str(path))
    assert tables(server) == tables(local)


def test_it_is_not_put_over_what_is_there(full: Start, kept: Path) -> None:
    before = tables(full)
    assert "rien n’a été modifié" in full.ancrage("--lang", "fr", "restore", str(kept), status=10)
    assert tables(full) == before


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_another_file_is_no_backup(content: bytes, folder: Path, start: Start) -> None:
    path = folder / "other.zip"
    path.write_bytes(content)
    start.ancrage("restore", str(path), status=11)
    assert not any(tables(start).values())
