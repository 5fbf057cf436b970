"""The figures of the rooms' tables and charts: each opens on lines, and what is said to be their sum is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ancrage import demo
from ancrage.exhibits import Diagnosis, Map, MapPoint
from ancrage.firm import Reading, read
from ancrage.firm.model import Firm
from ancrage.roadmap.audit import audit
from ancrage.roadmap.model import Audit
from ancrage.text import Language, t
from ancrage.web.compute.exhibits import Proven, proven
from ancrage.web.compute.pages import pages
from ancrage.web.compute.who import known
from ancrage.world import world_on
from raw_fec import amounts


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reading, Audit]:
    reading = read([*demo.write(tmp_path_factory.mktemp("demo"))])
    assert reading.firm is not None
    return reading, audit(reading.firm, world_on(date(2026, 3, 2)))


@pytest.fixture(scope="module")
def told(done: tuple[Reading, Audit]) -> tuple[Firm, tuple[Proven, ...], dict]:
    return shown_of(*done)


def shown_of(reading: Reading, of: Audit) -> tuple[Firm, tuple[Proven, ...], dict]:
    exhibits = proven(of)
    return of.firm, exhibits, pages(reading, of, Language.FR, exhibits, known(of.firm))


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


def test_the_places_of_a_map_open_on_their_lines(done: tuple[Reading, Audit]) -> None:
    reading, of = done
    chart = next(c for d in of.diagnoses for c in d.charts if c.unit == "eur" and c.how is None)
    (_, value), proof = chart.series[0].points[0], chart.series[0].proofs[0]
    points = (
        MapPoint("Shanghai", 121.8, 31.2, value, t("par Suez"), proof=proof),
        MapPoint("Le Havre", 0.1, 49.5, home=True),
    )
    way = Map("way", t("Par où ?"), t("Par là."), t("Achats"), "eur", points)
    room = Diagnosis("chain.suppliers", maps=(way,))
    _, exhibits, found = shown_of(reading, replace(of, diagnoses=(*of.diagnoses, room)))
    (one,) = (one for one in exhibits if one.key == "map.way.0")
    assert sum(piece.amount_cents for piece in one.evidence) == round(value * 100)
    page = found["room:chain.suppliers"]
    (picture,) = (p for p in page["pictures"] if p["code"] == "way")
    assert "Shanghai" in picture["svg"]
    assert picture["table"]["rows"][0][1]["key"] == "map.way.0"
    assert picture["table"]["rows"][0][2] == "par Suez"
    assert found["exhibits"]["map.way.0"]["title"] == "Shanghai · Achats"
