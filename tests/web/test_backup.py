"""A backup put into a fresh start: every row of every table, and the same page, whatever the database."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import starts
from starts import Start

SCRIPT = str(Path(__file__).with_name("populated.py"))


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


def changed(kept: Path, path: Path, **members: bytes | None) -> Path:
    """A copy of the backup with some members written anew, or left out."""
    with zipfile.ZipFile(kept) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            content = members.get(name.partition(".jsonl")[0].replace(".", "_"), before.read(name))
            if content is not None:
                after.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "damage",
    ["cut", "turned byte", "table missing", "table shorter", "row unreadable", "no object"],
)
def test_a_damaged_backup_is_refused_whole(
    damage: str, kept: Path, folder: Path, start: Start
) -> None:
    path = folder / "damaged.zip"
    content = kept.read_bytes()
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "turned byte":
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :])
    elif damage == "table missing":
        changed(kept, path, web_source=None)
    elif damage == "table shorter":
        changed(kept, path, web_event=b"")
    elif damage == "row unreadable":
        changed(kept, path, web_answer=b"{\n")
    else:
        changed(kept, path, manifest_json=b"[]")
    assert "rien n’a été modifié" in start.ancrage("--lang", "fr", "restore", str(path), status=11)
    assert not any(tables(start).values())


@pytest.mark.skipif(
    starts.wanted() != "sqlite", reason="one machine: a server's own data are not held"
)
def test_not_while_the_application_is_open(kept: Path, folder: Path) -> None:
    open_start = starts.on_sqlite(folder / "open", migrated=False)
    command = ["-c", starts.COMMAND, "--lang", "fr", "serve", "--no-browser"]
    with open_start.process(*command) as serving:
        try:
            assert serving.stdout is not None
            assert serving.stdout.readline().startswith("http://127.0.0.1:")
            before = tables(open_start)
            said = open_start.ancrage("--lang", "fr", "restore", str(kept), status=8)
            assert "Arrêtez-le d’abord" in said
            assert tables(open_start) == before
            # Backing up is for any moment.
            open_start.ancrage("backup", str(folder / "while-open.zip"))
        finally:
            serving.terminate()
            serving.wait(timeout=30)
    fresh = starts.on_sqlite(folder / "from-open")
    fresh.ancrage("restore", str(folder / "while-open.zip"))
    assert tables(fresh) == before
