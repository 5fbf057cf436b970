"""The figures of the rooms' tables and charts: each opens on lines, and what is said to be their sum is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ancrage import demo
from ancrage.firm import read
from ancrage.firm.model import Firm
from ancrage.firm.who import who
from ancrage.roadmap.audit import audit
from ancrage.text import Language
from ancrage.web.compute.exhibits import Proven, proven
from ancrage.web.compute.pages import pages
from ancrage.world import world_on
from raw_fec import amounts


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Firm, tuple[Proven, ...], dict]:
    reading = read([*demo.write(tmp_path_factory.mktemp("demo"))])
    assert reading.firm is not None
    done = audit(reading.firm, world_on(date(2026, 3, 2)))
    exhibits = proven(done)
    return reading.firm, exhibits, pages(reading, done, Language.FR, exhibits, who(done.firm))


def cells(found: dict):
    """Room, table or chart title, column, and cell of every figure shown in a room."""
    for key, page in found.items():
        if key.startswith("room:"):
            for grid in (*page["tables"], *(p["table"] for p in page["pictures"])):
                for row in grid["rows"]:
                    for column, cell in zip(grid["columns"], row, strict=True):
                        yield key, grid["title"], column, row, cell


def test_every_euro_of_a_room_opens_on_its_lines(told) -> None:
    _, exhibits, found = told
    keys = {one.key for one in exhibits}
    shown = 0
    for room, title, column, row, cell in cells(found):
        said = cell if isinstance(cell, str) else cell["said"]
        if column["kind"] == "text" or cell is row[0] or said in {"", "–", "0", "0 %", "inconnu"}:
            continue
        assert not isinstance(cell, str), (room, title, column["label"], said)
        assert cell["key"] in keys
        shown += 1
    assert shown > 150


def test_sums_are_re_added_from_the_files(told) -> None:
    """By code of the tests' own, line by line."""
    firm, exhibits, _ = told
    files = {source.path: amounts(Path(source.path), "iso8859-15") for source in firm.files}
    for one in exhibits:
        for piece in one.evidence:
            lines = piece.lines.tolist()
            assert len(set(lines)) == len(lines)
            total = piece.sign * sum((files[piece.file][line] for line in lines), Decimal(0))
            assert total * 100 == piece.amount_cents, one.key


def test_what_is_not_a_sum_says_how_it_is_made(told) -> None:
    _, exhibits, found = told
    assert all(one.summed or one.hows or one.of.message for one in exhibits)
    cover = found["exhibits"]["table.stock_cover.0"]
    assert not cover["summed"]
    assert any(how.startswith("Jours couverts : stock final divisé") for how in cover["hows"])
    first = found["exhibits"]["table.customers_top.0"]
    assert first["summed"]
    assert first["title"].startswith("GALERIES MERVANNEC · ")
