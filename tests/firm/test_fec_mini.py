"""Every figure of the small firm, to the cent, and each proved by its lines."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from ancrage.firm import Firm, read
from ancrage.firm.figures import RULES, prove
from corpus import corpus
from raw_fec import amounts

pytestmark = pytest.mark.corpus
NAME = "123456782FEC20251231.txt"
# These two come from the rooms of the chain and of new markets, which the command puts together.
FROM_ROOMS = ("sales_split", "landed_cost_uplift_FSHEN")


@pytest.fixture(scope="module")
def firm() -> Firm:
    firm = read([corpus("fec_mini", NAME)]).firm
    assert firm is not None
    return firm


def test_every_figure_to_the_cent(firm: Firm) -> None:
    expected = json.loads(corpus("fec_mini", "expected.json").read_text(encoding="utf-8"))
    values = firm.figures[firm.year.end].values
    for name, value in expected.items():
        if name not in FROM_ROOMS:
            assert values[name] == value, name


@pytest.mark.parametrize("name", sorted(RULES))
def test_the_lines_of_a_figure_add_up_to_it(name: str, firm: Firm) -> None:
    raw = amounts(corpus("fec_mini", NAME))
    pieces = prove(firm, firm.year, RULES[name])
    added = sum(piece.sign * sum(raw[n] for n in piece.lines.tolist()) for piece in pieces)
    assert added == Decimal(str(firm.figures[firm.year.end].values[name]))
    assert sum(piece.amount_cents for piece in pieces) == added * 100


def test_the_file_is_sound_and_wholly_used(firm: Firm) -> None:
    (file,) = firm.files
    assert (file.status, file.rows, file.debit, file.credit) == ("ok", 73, 9_888_600, 9_888_600)
    assert file.unassigned == 0
    assert firm.siren == "123456782"


def test_the_boxes_of_the_tax_return(firm: Firm) -> None:
    """Added by hand from the file.

    FL: 14 250 (70). FS: 5 000 (607) - 200 (6097). FT: -1 000 (6037). FU: 1 000 - 100 + 400 (601) + 250 (6080).
    FW: 600 + 300 + 80 (624, 6224) + 900 + 1 500 (613) + 150 (6222). FY: 4 200. FZ: 1 300. HN: -130.
    """
    boxes = firm.figures[firm.year.end].tax_return
    expected = {
        "FL": 14_250,
        "FS": 4_800,
        "FT": -1_000,
        "FU": 1_550,
        "FW": 3_530,
        "FX": 0,
        "FY": 4_200,
        "FZ": 1_300,
        "HN": -130,
    }
    assert {box: boxes[box] for box in expected} == expected
