"""Sea routes: lengths measured with searoute 1.6 apart from this code, closings, and the table against the network."""

from __future__ import annotations

import csv
import math
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ancrage.world import world_on
from ancrage.world.lines import decoded, encoded, simplified
from ancrage.world.routes import (
    PASSAGES,
    detours,
    door_days,
    port_named,
    ports,
    reference_port,
    rerouted,
    route,
    sailing_days,
)
from ancrage.world.routes.network import sail
from ancrage.world.routes.table import ARRIVALS, look_up
from corpus import corpus

WORLD = world_on(date(2026, 11, 26))
NAMED = {"dover", "taiwan", "dardanelles"}  # by this project, or not told by searoute


def closed(*passages: str) -> frozenset[str]:
    return frozenset(passages)


# Nautical miles and passages given by searoute.searoute(..., units="naut", restrictions=[...]) itself.
@pytest.mark.parametrize(
    ("origin", "destination", "shut", "miles", "passages"),
    [
        ("CNSHA", "FRLEH", (), 10_366, ("malacca", "babalmandab", "suez", "gibraltar")),
        ("CNSHA", "FRLEH", ("suez",), 13_291, ("panama",)),
        ("CNSHA", "FRLEH", ("suez", "panama"), 13_686, ("sunda", "south_africa")),
        ("CNSHA", "FRLEH", ("babalmandab", "panama"), 13_686, ("sunda", "south_africa")),
        ("CNSHA", "CAMTR", (), 11_955, ("panama",)),
        ("CNSHA", "CAMTR", ("panama",), 12_453, ("malacca", "babalmandab", "suez", "gibraltar")),
        ("INNSA", "FRLEH", (), 6_182, ("babalmandab", "suez", "gibraltar")),
        ("INNSA", "FRLEH", ("suez",), 10_650, ("south_africa",)),
        ("VNHPH", "FRLEH", (), 9_498, ("malacca", "babalmandab", "suez", "gibraltar")),
        ("MXVER", "FRLEH", (), 4_933, ()),
        ("CAMTR", "FRLEH", (), 2_962, ()),
        ("ROCND", "FRLEH", (), 3_189, ("bosporus", "gibraltar")),
        ("MAPTM", "FRLEH", (), 1_197, ("gibraltar",)),
    ],
)
def test_routes_are_those_of_searoute(
    origin: str, destination: str, shut: tuple[str, ...], miles: float, passages: tuple[str, ...]
) -> None:
    found = route(origin, destination, closed(*shut))
    assert found is not None
    assert found.miles == pytest.approx(miles, abs=1)
    assert tuple(p for p in found.passages if p not in NAMED) == passages


def test_a_route_that_is_shut_is_no_route() -> None:
    """searoute gives it a length of zero, with a warning that nobody reads."""
    assert route("ROCND", "FRLEH", closed("bosporus")) is None
    assert route("AEJEA", "FRLEH", closed("ormuz")) is None
    assert sail(ports()["AEJEA"], ports()["FRLEH"], closed("ormuz")) is None
    assert route("FRLEH", "FRLEH") is None


def test_the_way_back_is_the_way_there() -> None:
    there, back = route("CNSHA", "FRLEH"), route("FRLEH", "CNSHA")
    assert there is not None
    assert back is not None
    assert back.miles == there.miles
    assert back.passages == there.passages[::-1]
    assert back.line == there.line[::-1]


def test_names_that_nobody_knows_are_refused() -> None:
    with pytest.raises(ValueError, match="bab-el-mandeb"):
        route("CNSHA", "FRLEH", closed("bab-el-mandeb"))
    with pytest.raises(ValueError, match="XXXXX"):
        route("XXXXX", "FRLEH")


def test_straits_that_the_network_does_not_name_close_all_the_same() -> None:
    """Hamburg to Le Havre goes round Scotland, Shanghai to Hong Kong east of Taiwan."""
    north = route("DEHAM", "FRLEH", closed("dover"))
    east = route("CNSHA", "HKHKG", closed("taiwan"))
    assert north is not None
    assert east is not None
    assert max(lat for _, lat in north.line) > 58
    assert all(lon > 121 for lon, lat in east.line if 23 < lat < 25.5)


def test_lines_do_not_go_from_asia_to_europe_through_panama() -> None:
    suez = next(d for d in detours("CNSHA", "FRLEH") if d.passage == "suez")
    assert suez.route is not None
    assert "south_africa" in suez.route.passages
    assert suez.extra_miles == pytest.approx(13_686 - 10_366, abs=1)
    # 3,320 miles at 14 knots are 9.9 days.
    assert sailing_days(suez.extra_miles, WORLD).central == pytest.approx(9.9, abs=0.05)
    # Where the usual route takes it, another may.
    assert rerouted("CNSHA", "CAMTR", closed("panama")) == route("CNSHA", "CAMTR", closed("panama"))
    # What is not crossed may close.
    assert rerouted("CNSHA", "FRLEH", closed("panama", "bering")) == route("CNSHA", "FRLEH")


def test_days_add_the_ports_to_the_sea() -> None:
    days = door_days(10_366, WORLD)
    assert days.central == pytest.approx(10_366 / (14 * 24) + 8.8)  # 30.9 at sea
    assert 30 < days.central < 45  # what the article says of Asia
    assert days.low < days.central < days.high
    assert days.sources == ("sea_speed_knots", "sea_port_days")
    assert all(code in WORLD.references for code in days.sources)


def test_the_table_answers_as_the_network_does() -> None:
    """A sample: any ports, any closings that the table answers for."""
    dice = random.Random(6)  # noqa: S311
    codes, names = sorted(ports()), sorted(PASSAGES)
    compared = 0
    while compared < 25:
        pair = dice.choice(codes), dice.choice(ARRIVALS)
        shut = frozenset(dice.sample(names, dice.randint(0, 3)))
        entry = look_up(*pair, shut)
        if entry is None or pair[0] == pair[1]:
            continue
        sailed = sail(ports()[pair[0]], ports()[pair[1]], shut)
        assert (sailed and sailed[0]) == entry.miles, (pair, shut)
        compared += 1


def test_every_port_has_its_routes_in_the_table() -> None:
    for code in ports():
        for arrival in ARRIVALS:
            usual = look_up(code, arrival, frozenset())
            assert (usual is None) == (code == arrival), (code, arrival)
            for passage in usual.passages if usual else ():
                assert look_up(code, arrival, closed(passage)), (code, arrival, passage)


def test_usual_answers_do_not_load_the_network() -> None:
    script = (
        "import sys; from ancrage.world.routes import detours;"
        "assert detours('CNSHA', 'FRLEH'); assert not {'searoute', 'networkx'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_lines_keep_their_ends_and_their_shape() -> None:
    line = [(0.0, 0.0), (1.0, 0.05), (2.0, 0.0), (2.0, 5.0)]
    assert simplified(line, 0.2) == [(0.0, 0.0), (2.0, 0.0), (2.0, 5.0)]
    assert simplified(line, 0.01) == line
    there_and_back = [(0.0, 0.0), (5.0, 0.0), (3.0, 0.0)]
    assert simplified(there_and_back, 0.2) == there_and_back
    shown = ((179.9, -10.0), (180.4, -9.5), (170.0, 3.3))
    assert decoded(encoded(shown)) == shown


def test_lines_do_not_jump_across_the_map() -> None:
    for passage in (closed(), closed("suez")):
        found = route("CNSHA", "FRLEH", passage)
        assert found is not None
        steps = zip(found.line, found.line[1:], strict=False)
        assert all(math.dist(a, b) < 60 for a, b in steps)


def test_ports_are_in_their_country_and_known_to_searoute() -> None:
    from searoute.data.ports_dict import node_list  # noqa: PLC0415 (heavy)

    listed = {(d["port"], lon, lat) for (lon, lat), d in node_list.items()}
    for port in ports().values():
        assert len(port.code) == 5
        assert -180 <= port.lon <= 180
        assert -90 <= port.lat <= 90
        if port.source == "searoute":
            assert (port.code, port.lon, port.lat) in listed
        else:
            assert port.source == "approximate"
    assert reference_port("CN") == ports()["CNSHA"]
    assert reference_port("FR") == ports()["FRLEH"]
    assert reference_port("CZ") is None


@pytest.mark.parametrize(
    ("written", "country", "code"),
    [
        ("Port of Shanghai, China", None, "CNSHA"),
        ("cn sha", "CN", "CNSHA"),
        ("CNNGB", None, "CNNGB"),
        ("HAIPHONG (VN)", "VN", "VNHPH"),
        ("Hai Phong", None, "VNHPH"),
        ("Le Havre", None, "FRLEH"),
        ("AMBARLI", "TR", "TRAMB"),
        ("Mumbai", None, "INNSA"),
        ("Shenzhen", "CN", "CNYTN"),
        ("Gênes", None, "ITGOA"),
        ("GENOVA", None, "ITGOA"),
        ("Cartagena", "ES", None),  # the one that is known is in Colombia
        ("Shanghai ou Ningbo", None, None),
        ("départ usine", None, None),
        ("", None, None),
    ],
)
def test_ports_are_recognised_as_people_write_them(
    written: str, country: str | None, code: str | None
) -> None:
    found = port_named(written, country)
    assert (found and found.code) == code


def test_every_port_is_recognised_by_each_of_its_names() -> None:
    for port in ports().values():
        for name in (port.code, port.name, *port.aliases):
            assert port_named(name) == port, name


@pytest.mark.corpus
def test_distances_are_those_of_the_table_of_countries() -> None:
    compared = 0
    text = corpus("countries", "countries.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        port = reference_port(row["iso2"])
        if port is None or row["iso2"] == "FR":
            continue
        for column, arrival in (("sea_nm_lehavre", "FRLEH"), ("sea_nm_montreal", "CAMTR")):
            usual = route(port.code, arrival)
            assert (usual.miles if usual else 0) == pytest.approx(float(row[column]), abs=1), row
            compared += 1
    assert compared == 32


def test_the_sources_of_what_is_shipped_are_named() -> None:
    notice = (Path(__file__).parents[2] / "NOTICE").read_text("utf-8")
    assert "searoute" in notice
    assert "world/data/ports.csv" in notice


def test_every_passage_is_described() -> None:
    page = (Path(__file__).parents[2] / "docs" / "world.md").read_text("utf-8")
    for passage in PASSAGES.values():
        assert f"`{passage.code}`" in page
        assert passage.portwatch is None or f"`{passage.code}` | {passage.portwatch} |" in page
