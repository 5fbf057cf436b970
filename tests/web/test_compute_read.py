"""The child that reads a dropped workbook: it begins with it, and says the same as of any other file."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lists import STOCK


def workbook(far: str = "") -> bytes:
    book = openpyxl.Workbook()
    for line in STOCK.splitlines():
        book.active.append([cell.replace(",", ".") for cell in line.split(";")])
    if far:
        book.active[far] = "x"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("stock.csv", STOCK)
    return stream.getvalue()


def read(folder: Path, content: bytes, name: str) -> list[dict[str, Any]]:
    asked = {"name": name, "file": "dropped", "siren": "", "existing": [], "rules": {}}
    (folder / "dropped").write_bytes(content)
    (folder / "in.json").write_text(json.dumps(asked), "utf-8")
    command = [sys.executable, "-m", "ancrage.web.compute", "read", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    found: list[dict[str, Any]] = json.loads((folder / "out.json").read_text("utf-8"))["sources"]
    return found


@pytest.mark.parametrize(
    ("name", "content", "states"),
    [
        ("stock.xlsx", workbook(), [("stock.xlsx", "ready", 3)]),
        ("sans nom", workbook(), [("sans nom", "ready", 3)]),  # found out later, read all the same
        ("stock.xlsx", workbook(far="XFD1048576"), [("stock.xlsx", "refused", 0)]),
        ("stock.xlsx", b"PK\x03\x04 and nothing", [("stock.xlsx", "refused", 0)]),
        ("stock.xlsx", archive(), [("stock.xlsx!stock.csv", "ready", 3)]),
    ],
    ids=["workbook", "without a name", "far cell", "damaged", "an archive under that name"],
)  # fmt: skip
def test_a_workbook_is_read_by_whichever_way(
    tmp_path: Path, name: str, content: bytes, states: list[tuple[str, str, int]]
) -> None:
    found = read(tmp_path, content, name)
    assert [(s["name"], s["state"], s["rows"]) for s in found] == states


def test_it_begins_before_it_loads_what_computes() -> None:
    code = "import sys, ancrage.web.compute.read; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # fmt: skip
    assert not {"polars", "numpy"} & set(loaded.stdout.split())
