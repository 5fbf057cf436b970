"""Where a firm's goods come from, on a map: places, routes, passages."""

from __future__ import annotations

from datetime import date

import numpy as np

from ancrage.findings import Evidence
from ancrage.text import Language, render
from ancrage.world import world_on
from ancrage.world.exposure import exposure
from ancrage.world.land import centre
from ancrage.world.routes import route
from ancrage.world.ways import Way, ways

WORLD = world_on(date(2026, 11, 26))


def evidence(cents: int) -> Evidence:
    return Evidence("fec.txt", np.array([cents], np.uint32), 1, cents)


def way(name: str, country: str, value: float | None, **said: object) -> Way:
    found = exposure(name, country, "FRLEH", WORLD)
    return Way(found, name, value, **said)  # type: ignore[arg-type]


def test_suppliers_of_one_port_are_one_place() -> None:
    shown = [
        way("Jade", "CN", 100.0, proof=lambda: (evidence(10_000),)),
        way("Lotus", "CN", 50.0, proof=lambda: (evidence(5_000),), alarmed=True),
        way("Ganges", "IN", 30.0),
    ]
    points, lines, passages = ways(shown)
    said = {render(point.label, Language.FR): point for point in points}
    assert list(said) == ["Shanghai (2)", "Ganges", "Le Havre"]
    china = said["Shanghai (2)"]
    assert (china.value, china.state, china.lon, china.lat) == (150.0, "alarmed", 121.8, 31.2)
    assert china.proof is not None
    assert sum(piece.amount_cents for piece in china.proof()) == 15_000
    assert render(china.note, Language.FR) == (
        "Jade, Lotus ; par Détroit de Taïwan, Malacca, Bab-el-Mandeb, Suez, Gibraltar"
    )
    assert render(said["Ganges"].note, Language.EN) == (
        "Nhava Sheva (Mumbai); through Bab el-Mandeb, Suez, Gibraltar"
    )
    assert said["Ganges"].proof is None
    assert said["Le Havre"].home
    assert len(lines) == 2  # Shanghai's is drawn once
    assert len(passages) == 5


def test_what_is_closed_has_its_detour_and_what_is_alarmed_its_sign() -> None:
    shown = [way("Jade", "CN", 100.0), way("Hansa", "DE", 20.0)]
    points, lines, passages = ways(shown, closed={"suez"}, alarmed={"malacca", "panama"})
    states = {render(p.label, Language.FR): p.state for p in passages}
    assert states == {
        "Détroit de Taïwan": "usual",
        "Malacca": "alarmed",
        "Bab-el-Mandeb": "usual",
        "Suez": "closed",
        "Gibraltar": "usual",
    }
    cape = route("CNSHA", "FRLEH", frozenset({"suez", "panama"}))
    assert cape is not None
    assert [(line.detour, line.points == cape.line) for line in lines] == [
        (False, False),
        (True, True),
    ]
    # By road: in the middle of the country, without a line.
    german = points[1]
    assert (german.label, (german.lon, german.lat)) == ("Hansa", centre("DE"))
    assert render(german.note, Language.FR) == "Allemagne"


def test_a_place_that_nobody_knows_is_left_out() -> None:
    points, _, _ = ways([way("Nowhere", "ZZ", 10.0), way("Petit", "SG", None)])
    assert [point.label for point in points] == ["Petit", "Le Havre"]
    assert points[0].value is None


def test_middles_are_inside_their_country() -> None:
    """Against boxes read in an atlas."""
    for code, (west, south, east, north) in {
        "FR": (-5, 42, 8, 51),
        "CN": (73, 18, 135, 54),
        "US": (-125, 25, -66, 49),
        "IT": (6, 36, 19, 47),
    }.items():
        middle = centre(code)
        assert middle is not None
        assert west < middle[0] < east
        assert south < middle[1] < north
    assert centre("MT") is None
