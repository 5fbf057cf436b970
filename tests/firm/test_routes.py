"""Lead times by route: suppliers of known laws, and real orders that the laws have not seen."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from ancrage.firm.leadtimes.laws import lead_laws, order_lead_orders
from ancrage.firm.leadtimes.routes import route_laws
from ancrage.firm.reading import read
from corpus import corpus
from goods import came, firm, of, ordered

DAY = date(2025, 6, 30)
SCHEMA = {"supplier": pl.UInt32, "mode": pl.String, "destination": pl.String, "ordered": pl.Date, "received": pl.Date}  # fmt: skip


def drawn(apart: float, seed: int) -> tuple[pl.DataFrame, dict[tuple[int, str], float]]:
    """25 suppliers of four destinations of 2 to 40 orders; medians of the routes, exp(N(log 30, apart)) of their supplier's 30."""
    rng = np.random.default_rng(seed)
    rows, medians = [], {}
    for supplier in range(25):
        for place in "ABCD":
            median = 30 * np.exp(rng.normal(0, apart))
            medians[supplier, place] = float(median)
            for _ in range(int(rng.integers(3, 40))):
                day = DAY - timedelta(days=int(rng.integers(1, 600)))
                came_on = day + timedelta(
                    days=max(1, round(median * float(np.exp(rng.normal(0, 0.2)))))
                )
                rows.append((supplier, "sea", place, day, came_on if came_on <= DAY else None))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row"), medians


def errors(apart: float, seed: int) -> tuple[float, float]:
    """Mean absolute log error of the mean lead time of each route, by its own law and by that of its supplier."""
    orders, medians = drawn(apart, seed)
    laws = lead_laws(orders.drop("destination"), DAY)
    routes = route_laws(orders, laws, DAY)
    assert len(routes) == 100
    true = {key: median * np.exp(0.2**2 / 2) for key, median in medians.items()}
    own = [abs(np.log(law.usual_days / true[s, place])) for (s, _, place), law in routes.items()]
    whole = [abs(np.log(laws[s, "sea"].usual_days / true[s, place])) for s, _, place in routes]
    return float(np.mean(own)), float(np.mean(whole))


def test_routes_that_differ_are_told_apart_and_routes_that_do_not_are_one() -> None:
    own, whole = errors(0.4, 3)
    assert own < 0.25 * whole
    own, whole = errors(0.0, 4)
    assert own < 0.05
    assert own < whole + 0.03


def test_a_destination_alone_or_never_said_makes_no_route() -> None:
    told = [
        ordered(str(n), f"2025-0{n}-01", 10, destination="Lyon" if n < 6 else None)
        for n in range(1, 7)
    ]
    receipts = [came(str(n), f"2025-0{n}-15", 10) for n in range(1, 7)]
    assert of(firm(purchase_orders=told, receipts=receipts)).routes == {}


def test_an_item_that_always_goes_to_one_place_takes_the_days_of_its_route() -> None:
    """Lyon in 10 days, La Réunion in 60; the items A and B each go to one of them, C to both."""
    told, receipts = [], []
    for n in range(12):
        day = date(2024, 6, 1) + timedelta(days=n * 20)
        for item, place, days in (("A", " lyon", 10), ("B", "La Réunion", 60), ("C", "Lyon", 10), ("C", "La Réunion", 60)):  # fmt: skip
            order = f"{n}{item}{place}"
            told.append(ordered(order, day.isoformat(), 5, item, destination=place))
            receipts.append(came(order, (day + timedelta(days=days)).isoformat(), 5, item))
    found = of(firm(purchase_orders=told, receipts=receipts))
    (number,) = found.partners
    assert {place for _, _, place in found.routes} == {" lyon".strip(), "La Réunion"}
    law = {item: found.law_for(item, number) for item in "ABC"}
    assert law["A"] is not None
    assert law["B"] is not None
    assert law["A"].usual_days == pytest.approx(10, rel=0.1)
    assert law["B"].usual_days == pytest.approx(60, rel=0.1)
    assert law["C"] is found.law_of(number)


def test_an_item_that_always_flies_takes_the_days_of_flights() -> None:
    """The supplier ships in 40 days, B with it; A always flies, in 6 days; C flew once, D came both ways."""
    told, receipts = [], []
    for n in range(12):
        day = date(2024, 6, 1) + timedelta(days=n * 20)
        ways = [("A", "Avion", 6), ("B", "Mer", 40), ("E", "Mer", 40), ("D", "Mer" if n % 2 else "Avion", 40 if n % 2 else 6)]  # fmt: skip
        for item, mode, days in [*ways, *([("C", "Avion", 6)] if n == 11 else [])]:
            told.append(ordered(f"{n}{item}", day.isoformat(), 5, item, mode=mode))
            receipts.append(came(f"{n}{item}", (day + timedelta(days=days)).isoformat(), 5, item))
    found = of(firm(purchase_orders=told, receipts=receipts))
    (number,) = found.partners
    law = {item: found.law_for(item, number) for item in "ABCD"}
    assert law["A"] is not None
    assert law["B"] is not None
    assert law["A"].usual_days == pytest.approx(6, rel=0.1)
    assert law["B"].usual_days == pytest.approx(40, rel=0.1)
    assert law["C"] is law["D"] is found.law_of(number)


@pytest.mark.corpus
def test_routes_foretell_real_orders_no_worse_than_suppliers() -> None:
    """Mean log-likelihood of the days of the orders placed in the year after five first of January."""
    listing = corpus("scms-delivery-history", "scms_delivery_history.csv.gz")
    one = read([listing]).firm_of_goods()
    found = one.supply(date(2016, 1, 1)) if one else None
    assert found is not None
    modes = {number: partner.mode or "" for number, partner in found.partners.items()}
    ended = order_lead_orders(found.followed.lines, modes, by_destination=True).drop_nulls("received")  # fmt: skip
    own, whole = [], []
    for year in range(2009, 2014):
        start = date(year, 1, 1)
        known = ended.filter(pl.col("ordered") < start).with_columns(
            received=pl.when(pl.col("received") < start).then("received")
        )
        laws = lead_laws(known.drop("destination"), start - timedelta(days=1))
        routes = route_laws(known, laws, start - timedelta(days=1))
        after = ended.filter(pl.col("ordered").is_between(start, start + timedelta(days=364)))
        for row in after.iter_rows(named=True):
            law = routes.get((row["supplier"], row["mode"], row["destination"]))
            if law is not None:
                days = (row["received"] - row["ordered"]).days
                own.append(_log(law.usual, days))
                whole.append(_log(laws[row["supplier"], row["mode"]].usual, days))
    assert len(own) > 900
    assert np.mean(own) > np.mean(whole) - 0.01, (np.mean(own), np.mean(whole))


def _log(chance: np.ndarray, days: int) -> float:
    return float(np.log(max(chance[days] if days < len(chance) else 0.0, 1e-5)))
