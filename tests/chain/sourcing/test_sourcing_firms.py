"""The room on whole firms: the small one counted by hand, real ones, the demonstration."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ancrage import demo
from ancrage.chain.sourcing.diagnose import diagnose
from ancrage.chain.sourcing.landed_cost import landed_cost
from ancrage.demo import hidden
from ancrage.firm import Firm, read
from ancrage.world import World
from ancrage.world.references import world_on
from corpus import corpus
from ledgers import firm_of, sale
from soundness import assert_sound

SAMPLES = {
    "000000000FEC20231231.txt.gz": "utf-8",
    "000000001FEC20220831.txt.gz": "utf-8-sig",
    "111111111FEC20221231.TXT.gz": "cp850",
}


@pytest.fixture
def world() -> World:
    return world_on(date(2026, 3, 2))


def firm_at(path: Path) -> Firm:
    firm = read([path]).firm
    assert firm is not None
    return firm


@pytest.mark.corpus
def test_the_small_firm_counted_by_hand(world: World) -> None:
    path = corpus("fec_mini", "123456782FEC20251231.txt")
    expected = json.loads(path.with_name("expected.json").read_text(encoding="utf-8"))
    firm = firm_at(path)
    (cost,) = landed_cost(firm, firm.year)
    # 5,000 less a rebate of 200; freight 600, duties 250, forwarder 80.
    assert (cost.code, cost.spend) == ("FSHEN", 4_800_00)
    assert dict(cost.costs) == {"freight": 600_00, "forwarder": 80_00, "duties": 250_00}
    assert round(cost.uplift or 0, 4) == expected["landed_cost_uplift_FSHEN"]
    assert_sound(diagnose(firm, world))


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "encoding"), SAMPLES.items())
def test_real_firms_prove_every_figure(name: str, encoding: str, world: World) -> None:
    assert_sound(diagnose(firm_at(corpus("fec_samples", name)), world), encoding)


def test_the_demonstration_firm_shows_what_its_books_hide(tmp_path: Path, world: World) -> None:
    demo.write(tmp_path)
    firm = firm_at(tmp_path)
    costs = {cost.code: cost for cost in landed_cost(firm, firm.year)}
    uplift = costs[hidden.IMPORT_SUPPLIER].uplift
    assert uplift is not None
    assert 0.25 < uplift < 0.30
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    found = {finding.code: finding for finding in diagnosis.findings}
    assert {"import_evidence", "landed_cost", "landed_cost_drift", "sourcing_alternative"} <= set(
        found
    )
    chance = found["sourcing_alternative"].stake
    assert chance is not None
    assert chance.central > 0


def test_a_firm_without_goods_is_diagnosed_without_a_word(tmp_path: Path, world: World) -> None:
    firm = firm_of(tmp_path, [sale("20250105", 500.0), sale("20251230", 500.0)])
    assert landed_cost(firm, firm.year) == ()
    diagnosis = diagnose(firm, world)
    assert diagnosis.findings == ()
    assert diagnosis.tables == ()
