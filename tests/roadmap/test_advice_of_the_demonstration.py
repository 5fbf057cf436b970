"""The product's own advice, on the files of the demonstration firm, lived in the months that no file holds."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from ancrage.chain.stock.advice import advise
from ancrage.chain.stock.counts import counts_of_rows, months_of_rows
from ancrage.chain.stock.decide.case import Kind
from ancrage.chain.stock.demand import fit_demand
from ancrage.chain.stock.horizon import demand_quantiles, random_days
from ancrage.chain.stock.season import Ahead
from ancrage.chain.stock.season_fit import fit_season
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


@pytest.mark.parametrize(("last", "least", "most"), [(date(2025, 10, 31), 0.9, 0.5), (date(2024, 12, 31), 0.9, 1.0)])  # fmt: skip
def test_two_months_before_and_after_christmas_the_season_is_known(
    firm: Firm, last: date, least: float, most: float
) -> None:
    """What the sales until then say of the next 61 days, beside what was sold in them."""
    of = firm.supply(MONDAY)
    assert of is not None
    sold, days = of.usage.history, random_days([0.0] * 61 + [1.0])
    season = fit_season(months_of_rows(sold.filter(pl.col("date") <= last), last))
    assert season is not None
    assert season.told
    assert sorted(np.argsort(season.factors)[-2:] + 1) == [11, 12]
    counts = counts_of_rows(sold, last)
    wanted = dict(
        sold.filter((pl.col("date") > last) & (pl.col("date") <= last + timedelta(days=61)))
        .group_by("item").agg(pl.col("units").sum()).iter_rows()
    )  # fmt: skip
    came = np.array([wanted.get(item, 0.0) for item in counts.items])
    known = demand_quantiles(fit_demand(counts, ahead=Ahead(season, last)), days, 0.95)
    plain = demand_quantiles(fit_demand(counts), days, 0.95)
    assert np.mean(came <= known) >= least
    assert np.mean(came <= plain) <= most

    def loss(stock: np.ndarray[Any, np.dtype[np.float64]]) -> float:
        return float(np.maximum(0.95 * (came - stock), 0.05 * (stock - came)).mean())

    assert loss(known) < loss(plain) / 3
