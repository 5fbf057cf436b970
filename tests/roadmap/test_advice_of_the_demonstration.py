"""The product's own advice, on the files of the demonstration firm, lived in the months that no file holds."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from ancrage.chain.stock.advice import advise
from ancrage.chain.stock.decide.case import Kind
from ancrage.chain.suppliers.slower import slower
from ancrage.demo import SEED, write_all
from ancrage.demo.days import LAST
from ancrage.demo.replay import Purchase, replay
from ancrage.firm import Firm, read
from ancrage.world import world_on

MONDAY = LAST + timedelta(days=1)


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Firm:
    folder: Path = tmp_path_factory.mktemp("demo")
    write_all(folder)
    found = read([folder]).firm
    assert found is not None
    return found


def test_the_hidden_slow_supplier_is_found_and_its_items_are_those_to_stock_more_of(
    firm: Firm,
) -> None:
    of = firm.supply(MONDAY)
    assert of is not None
    ((number, law),) = slower(of)
    assert of.partners[number].name == "NINGBO HAOLANG HOMEWARE CO LTD"
    assert law.since is not None
    # It began to lose days in April; orders are placed every seven weeks.
    assert timedelta(0) <= law.since - date(2025, 4, 15) <= timedelta(days=100)
    advice = advise(of, world_on(MONDAY))
    raised = [card for card in advice.cards if card.advised is not Kind.ACCEPT]
    assert raised
    assert {card.told.row["supplier"] for card in raised} == {number}


def test_the_advised_purchases_avoid_most_of_the_break_for_less_than_it_costs(firm: Firm) -> None:
    of = firm.supply(MONDAY)
    assert of is not None
    advice = advise(of, world_on(MONDAY))
    bought = [Purchase(one.item, one.units, one.by) for one in advice.purchases]
    without, with_advice = replay(SEED).total, replay(SEED, bought).total
    assert without.margin_lost > 4_000
    assert with_advice.margin_lost < without.margin_lost / 2
    assert with_advice.days_out < without.days_out / 2
    # All that the decision moves: margin lost, keeping the stock, emergency freight.
    assert with_advice.cost < without.cost - 2_000
