"""Orders followed to what came in, units used, positions: each case small enough to be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from ancrage.firm.items.standing import standings
from ancrage.firm.items.units import held, key
from ancrage.firm.leadtimes.laws import days_within, fixed, lead_laws, mean_days, stretched
from ancrage.firm.supply.positions import Supply, supply
from ancrage.firm.supply.transport import modes
from goods import TODAY, came, firm, of, ordered, told


def codes(found: Supply) -> dict[str, int]:
    return {problem.code: problem.count for problem in found.problems}


def test_an_order_that_comes_in_two_times_is_complete_on_the_second() -> None:
    found = of(
        firm(
            purchase_orders=[ordered("1", "2025-03-01", 100)],
            receipts=[came("1", "2025-03-11", 60), came("1", "2025-03-21", 40)],
        )
    )
    assert told(found, "first", "received", "came", "left", "state", "lead_days") == [
        (date(2025, 3, 11), date(2025, 3, 21), 100.0, 0.0, "complete", 20)
    ]


def test_what_is_a_little_short_is_complete_and_what_is_not_is_waited_for() -> None:
    found = of(
        firm(
            purchase_orders=[ordered("1", "2025-06-01", 100), ordered("2", "2025-06-02", 100)],
            receipts=[came("1", "2025-06-10", 98), came("2", "2025-06-12", 97)],
        )
    )
    assert told(found, "order", "state", "left") == [("1", "complete", 0.0), ("2", "open", 3.0)]


def test_two_lines_of_one_item_in_one_order_are_served_the_first_before_the_second() -> None:
    found = of(
        firm(
            purchase_orders=[
                ordered("1", "2025-06-01", 10, expected=date(2025, 6, 10)),
                ordered("1", "2025-06-01", 10, expected=date(2025, 6, 30)),
            ],
            receipts=[came("1", "2025-06-09", 12)],
        )
    )
    assert told(found, "came", "left", "state") == [(10.0, 0.0, "complete"), (2.0, 8.0, "open")]


def test_receipts_without_a_number_go_to_the_lines_of_their_supplier_and_item() -> None:
    found = of(
        firm(
            purchase_orders=[ordered("1", "2025-05-01", 10), ordered("2", "2025-06-01", 10)],
            receipts=[came(None, "2025-05-20", 10)],
        )
    )
    assert told(found, "order", "state") == [("1", "complete"), ("2", "open")]


def test_what_never_came_and_what_came_short_are_not_waited_for() -> None:
    found = of(
        firm(
            purchase_orders=[
                ordered("1", "2024-01-01", 10),
                ordered("2", "2025-01-01", 10),
                ordered("3", "2025-06-20", 10),
            ],
            receipts=[came("2", "2025-02-01", 5)],
        )
    )
    assert told(found, "order", "state", "left", "lead_days") == [
        ("1", "forgotten", 0.0, None),
        ("2", "short", 0.0, 31),
        ("3", "open", 10.0, None),
    ]
    assert codes(found)["order_forgotten"] == 1


def test_a_supplier_whose_receipts_are_nowhere_is_unknown_not_late() -> None:
    found = of(firm(purchase_orders=[ordered("1", "2025-05-01", 10)]))
    assert told(found, "state", "left") == [("unknown", 0.0)]
    assert codes(found) == {"order_state_unknown": 1}
    assert found.laws == {}


def test_dates_the_wrong_way_round_negative_lines_and_strangers_are_said_with_their_line() -> None:
    found = of(
        firm(
            purchase_orders=[
                ordered("1", "2025-05-10", 10),
                ordered("2", "2025-05-10", -3),
                ordered("3", "2025-05-10", 5),
            ],
            receipts=[
                came("1", "2025-05-01", 10),
                came("9", "2025-05-12", 4),
                came("3", "2025-05-12", -1),
                came("3", "2025-05-20", 5),
            ],
        )
    )
    by_code = {p.code: (p.file, p.line) for p in found.problems}
    assert by_code == {
        "received_before_order": ("purchase_orders.csv", 2),
        "order_without_units": ("purchase_orders.csv", 3),
        "receipt_of_no_order": ("receipts.csv", 3),
        "receipt_given_back": ("receipts.csv", 4),
    }
    assert told(found, "order", "lead_days") == [("1", None), ("3", 10)]


def test_cartons_ordered_and_pieces_received_keep_their_days_and_lose_their_quantities() -> None:
    found = of(
        firm(
            purchase_orders=[ordered("1", "2025-05-01", 5), ordered("2", "2025-06-01", 2)],
            receipts=[came("1", "2025-05-09", 60), came("2", "2025-06-11", 24)],
        )
    )
    assert found.followed.cartons == {"A"}
    assert told(found, "state", "lead_days") == [("complete", 8), ("complete", 10)]
    (position,) = found.positions.to_dicts()
    assert "units" in position["unknown"]
    assert position["per_day"] is None


def test_drafts_and_cancelled_lines_are_not_on_the_way() -> None:
    """Ordered 10 each; the third came by 4 before the rest was cancelled; the fifth replaces the fourth and came."""
    found = of(
        firm(
            purchase_orders=[
                ordered("1", "2025-06-01", 10, status="Annulée"),
                ordered("2", "2025-06-02", 10, status="Brouillon"),
                ordered("3", "2025-06-03", 10, status="cancelled by supplier"),
                ordered("4", "2025-06-04", 10, "B", status="ANNULÉ"),
                ordered("4", "2025-06-05", 10, "B", status="Confirmée"),
                ordered("5", "2025-06-06", 10, status="Confirmée ferme"),
                ordered("6", "2025-06-07", 10, status="Soldée"),
                ordered("7", "2025-06-08", 10, status="Partiellement annulée"),
            ],
            receipts=[came("3", "2025-06-13", 4), came("4", "2025-06-25", 10, "B")],
        )
    )
    assert told(found, "order", "state", "left", "lead_days") == [
        ("3", "short", 0.0, 10),
        ("4", "complete", 0.0, 20),
        ("5", "open", 10.0, None),
        ("6", "closed", 0.0, None),
        ("7", "open", 10.0, None),
    ]
    assert codes(found) == {"order_cancelled": 2, "order_draft": 1, "order_closed_unseen": 1}
    assert {p.code: p.line for p in found.problems}["order_cancelled"] == 2


def test_a_receipt_without_a_number_is_not_of_a_cancelled_line() -> None:
    found = of(
        firm(
            purchase_orders=[
                ordered("1", "2025-05-01", 10, status="annulée"),
                ordered("2", "2025-06-01", 10),
            ],
            receipts=[came(None, "2025-06-20", 10)],
        )
    )
    assert told(found, "order", "state", "lead_days") == [("2", "complete", 19)]


@pytest.mark.parametrize(
    ("written", "standing"),
    [
        ("ANNULEE", "cancelled"), ("Canceled", "cancelled"), ("storniert", "cancelled"), ("Refusée", "cancelled"),
        ("Non annulée", "open"), ("Commande ferme", "open"), ("Fermée", "closed"), ("Reçue", "closed"),
        ("Reçue partiellement", "open"), ("En attente de réception", "open"), ("À livrer", "open"), ("Livrée", "closed"),
        ("To Receive and Bill", "open"), ("Completed", "closed"), ("RFQ Sent", "draft"), ("Brouillon", "draft"),
        ("Validée", "open"), ("", "open"), ("42", "open"),
    ],
)  # fmt: skip
def test_how_a_line_stands_is_read_from_words(written: str, standing: str) -> None:
    assert standings(pl.Series([written])).to_list() == [standing]


def test_cartons_of_so_many_are_counted_in_pieces() -> None:
    """Two cartons of 12 at 30 euros, and a case that the list of items says is 6: 24 and 18 pieces, at 2.50 and 5."""
    found = of(
        firm(
            purchase_orders=[
                ordered("1", "2025-05-01", 2, unit="Carton de 12", unit_price=30.0, currency="EUR"),
                ordered("2", "2025-06-01", 3, "B", unit="colis", unit_price=30.0, currency="EUR"),
                ordered("3", "2025-06-10", 5, "C", unit="Boîte", unit_price=4.0, currency="EUR"),
            ],
            receipts=[{**came("1", "2025-05-11", 24), "unit": "pcs"}, {**came("2", "2025-06-21", 3, "B"), "unit": "COLIS"}],
            products=[{"product": "B", "pack": 6.0, "currency": "EUR"}],
            stock=[{"product": "C", "quantity": 7.0, "unit": "boite", "currency": "EUR"}],
        )
    )  # fmt: skip
    assert told(found, "quantity", "came", "price", "state", "lead_days") == [
        (24.0, 24.0, 2.5, "complete", 10),
        (18.0, 18.0, 5.0, "complete", 20),
        (5.0, 0.0, 4.0, "open", None),
    ]
    assert found.followed.cartons == frozenset()
    assert {row["item"]: row["cost"] for row in found.positions.to_dicts()} == {"A": 2.5, "B": 5.0, "C": 4.0}  # fmt: skip
    assert {row["item"]: row["pack"] for row in found.positions.to_dicts()} == {"A": 12, "B": 6, "C": None}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("Pièces", 1), ("C62", 1), ("carton de 24", 24), ("Lot x6", 6), ("CT24", 24), ("pack of 12 pcs", 12), ("Douzaine", 12),
        ("boîte", None), ("sac 25 kg", None), ("cl75", None), ("kg", None), ("carton", None), ("E48", None), ("lot de 0", None),
    ],
)  # fmt: skip
def test_how_many_pieces_a_unit_holds_by_its_words(written: str, pieces: float | None) -> None:
    (unit,) = key(pl.Series([written]))
    assert held(unit) == pieces


def test_what_is_ordered_by_the_carton_is_advised_by_the_carton() -> None:
    """The last carton said holds 24; an order in pieces says no more than one at a time."""
    found = of(
        firm(
            purchase_orders=[
                ordered("1", "2025-05-01", 2, unit="Carton de 12"),
                ordered("2", "2025-06-01", 2, unit="carton de 24"),
                ordered("3", "2025-06-02", 30, "B", unit="pièces"),
            ]
        )
    )
    assert {row["item"]: row["pack"] for row in found.positions.to_dicts()} == {"A": 24, "B": 1}


def test_units_that_nothing_brings_together_are_said() -> None:
    """One order only: no ratio could show it, the words do."""
    found = of(
        firm(
            purchase_orders=[ordered("1", "2025-05-01", 2, unit="carton", unit_price=30.0, currency="EUR")],
            receipts=[{**came("1", "2025-05-11", 24), "unit": "pièce"}],
        )
    )  # fmt: skip
    assert found.followed.cartons == {"A"}
    assert codes(found) == {"units_differ": 1}
    (position,) = found.positions.to_dicts()
    assert position["cost"] is None


def test_cartons_of_unknown_size_are_not_set_beside_pieces_sold() -> None:
    """Ordered and received by the carton; 240 pieces sold for 10 cartons in. Of the other item 10 are sold for 10."""
    sales = [
        {"order": str(n), "date": date(2025, 6, 30) - timedelta(days=n * 30), "product": item, "quantity": units}
        for n in range(12) for item, units in (("A", 20.0), ("B", 1.0))
    ]  # fmt: skip
    orders = [
        ordered(f"{item}{n}", f"2024-{n:02d}-01", 1, item, unit="carton") for n in range(1, 13) for item in "AB"
    ]  # fmt: skip
    found = of(
        firm(
            purchase_orders=orders,
            receipts=[{**came(f"{item}{n}", f"2024-{n:02d}-11", 1, item), "unit": "carton"} for n in range(1, 13) for item in "AB"],
            order_lines=sales,
        )
    )  # fmt: skip
    assert found.followed.cartons == {"A"}
    assert codes(found)["packs_sold_by_piece"] == 1


def test_a_line_written_twice_counts_once_and_is_said() -> None:
    """Ten ordered, both lists exported twice: ten are in, and nothing is waited for."""
    found = of(
        firm(
            purchase_orders=[ordered("1", "2025-05-01", 10)] * 2,
            receipts=[came("1", "2025-05-20", 10)] * 2,
        )
    )
    assert told(found, "came", "left", "state") == [(10.0, 0.0, "complete")]
    assert found.followed.receipts["quantity"].to_list() == [10.0]
    assert codes(found) == {"order_repeated": 1, "receipt_repeated": 1}
    assert {p.code: p.line for p in found.problems} == {"order_repeated": 3, "receipt_repeated": 3}


def test_an_item_asked_twice_in_one_order_and_received_twice_is_no_mistake() -> None:
    """Two pallets of ten, in on two days; and ten asked that came as five and five on one day."""
    found = of(
        firm(
            purchase_orders=[ordered("1", "2025-05-01", 10)] * 2 + [ordered("2", "2025-05-02", 10)],
            receipts=[came("1", "2025-05-20", 10), came("1", "2025-05-22", 10)]
            + [came("2", "2025-05-23", 5)] * 2,
        )
    )
    assert told(found, "came", "state") == [(10.0, "complete")] * 3
    assert codes(found) == {}


def test_rows_that_are_an_order_and_its_receipt_are_not_taken_for_repeats() -> None:
    """A list of deliveries: ten to one shop and ten to another, alike but for columns that are not read."""
    one = firm(
        purchase_orders=[ordered("1", "2025-05-01", 10)] * 2,
        receipts=[came("1", "2025-05-20", 10)] * 2,
    )
    tables = one.tables
    same = {
        **tables,
        "receipts": tables["receipts"].with_columns(source=tables["purchase_orders"]["source"]),
    }
    found = of(replace(one, tables=same))
    assert told(found, "came", "state") == [(10.0, "complete")] * 2
    assert codes(found) == {}


def test_days_that_cannot_be_true_are_left_out_and_said() -> None:
    """An order received after 50 years says nothing of lead times; one of 2055 is not on its way."""
    found = of(
        firm(
            purchase_orders=[
                ordered("1", "1975-05-01", 10),
                ordered("2", "2055-05-01", 10),
                ordered("3", "2025-05-01", 10),
                ordered("4", "2025-05-02", 10),
            ],
            receipts=[
                came("1", "2025-05-20", 10),
                came("3", "2025-05-21", 30),
                came("4", "2099-05-21", 10),
            ],
        )
    )
    assert told(found, "order", "left", "lead_days") == [
        ("1", 0.0, None), ("3", 0.0, 20), ("4", 10.0, None)
    ]  # fmt: skip
    assert codes(found) == {
        "received_years_later": 1, "order_ahead": 1, "receipt_ahead": 1, "received_more": 1
    }  # fmt: skip


def test_usage_from_receipts_is_what_came_between_the_first_and_the_last() -> None:
    # 100 units on day 0, 100 on day 50, 100 on day 100: 200 were used in 100 days, the last lot is on the shelf.
    found = of(
        firm(
            receipts=[
                came(None, "2025-01-01", 100),
                came(None, "2025-02-20", 100),
                came(None, "2025-04-11", 100),
            ]
        )
    )
    (position,) = found.positions.to_dicts()
    assert (position["per_day"], position["usage_from"]) == (2.0, "receipts")


def test_stock_is_brought_forward_by_what_came_in_and_what_left_since() -> None:
    day = date(2025, 6, 1)
    sales = [
        {"channel": "shop", "order": str(n), "product": "A", "date": day + timedelta(days=n), "quantity": 1.0,
         "amount": 1000, "currency": "EUR"}
        for n in range(-10, 10)
    ]  # fmt: skip
    orders = [
        {"channel": "shop", "order": str(n), "date": day + timedelta(days=n), "paid": True, "cancelled": False,
         "gross": 1000, "tax": 0, "shipping": 0, "discount": 0, "refunded": 0, "currency": "EUR"}
        for n in range(-10, 10)
    ]  # fmt: skip
    found = of(
        firm(
            order_lines=sales,
            orders=orders,
            stock=[{"product": "A", "quantity": 30.0, "date": day, "unit_cost": 4.0}],
            receipts=[came(None, "2025-06-05", 7), came(None, "2025-05-20", 50)],
        )
    )
    assert found.known_until == date(2025, 6, 10)
    (position,) = found.positions.to_dicts()
    # 30 counted on 1 June, 7 came in on the 5th, 9 sold from the 2nd to the 10th; 20 sold in the 20 days from 22 May.
    assert (position["on_hand"], position["per_day"]) == (28.0, 1.0)
    assert (position["price"], position["cost"], position["margin"]) == (10.0, 4.0, 6.0)


@pytest.mark.parametrize(("taxed", "price"), [(False, 10.0), (True, None), (None, None)])
def test_the_price_of_a_list_counts_where_it_is_said_to_be_before_tax(
    taxed: object, price: float | None
) -> None:
    item = {"product": "A", "name": "Laine", "price": 10.0, "unit_cost": 4.0, "taxed": taxed}
    position = of(firm(products=[item], purchase_orders=[ordered("1", "2025-06-01", 10)]))
    (row,) = position.positions.to_dicts()
    assert (row["price"], row["margin"]) == (price, None if price is None else 6.0)
    assert ("price" in row["unknown"]) == (price is None)


def test_a_stock_below_zero_is_unknown_and_said() -> None:
    found = of(firm(stock=[{"product": "A", "quantity": -2.0, "date": date(2025, 6, 1)}]))
    assert found.positions["on_hand"].to_list() == [None]
    assert codes(found) == {"stock_below_zero": 1}


def test_a_stock_written_twice_is_added_up_and_said() -> None:
    row = {"product": "A", "date": date(2025, 6, 1), "quantity": 7.0}
    found = of(firm(stock=[row, row, {**row, "location": "Nantes"}, {**row, "product": "B"}]))
    assert codes(found) == {"stock_repeated": 1}
    assert found.positions.sort("item")["on_hand"].to_list() == [21.0, 7.0]


def test_no_file_of_goods_gives_no_supply() -> None:
    assert supply(firm(), TODAY) is None
    assert supply(firm(suppliers=[{"name": "Filature"}]), TODAY) is None


def test_transport_is_read_in_the_words_of_people() -> None:
    written = pl.Series(
        ["Ocean", "Bateau", "Air Charter", "camion", "UPS", "N/A", "par avion", None]
    )
    assert modes(written).to_list() == ["sea", "sea", "air", "road", "post", None, "air", None]


def test_a_law_stretched_is_as_much_longer() -> None:
    law = fixed(40.0)
    assert law.sum() == pytest.approx(1.0)
    assert mean_days(stretched(law, 1.5)) == pytest.approx(1.5 * mean_days(law), rel=0.01)
    assert stretched(law, 1.0) is law
    assert days_within(np.array([0.0, 0.5, 0.3, 0.2]), 0.5) == 1
    assert days_within(np.array([0.0, 0.5, 0.3, 0.2]), 0.9) == 3


def orders_of(supplier: int, days: list[int], lasts: list[int], until: int) -> pl.DataFrame:
    start = date(2023, 1, 1)
    return pl.DataFrame(
        {
            "supplier": [supplier] * len(days),
            "mode": ["sea"] * len(days),
            "ordered": [start + timedelta(days=d) for d in days],
            "received": [
                start + timedelta(days=d + took) if d + took <= until else None
                for d, took in zip(days, lasts, strict=True)
            ],
        },
        schema={"supplier": pl.UInt32, "mode": pl.String, "ordered": pl.Date, "received": pl.Date},
    )


def test_a_supplier_that_becomes_slower_is_seen_and_a_steady_one_is_not() -> None:
    days = list(range(0, 900, 15))
    wobble = [(-2, 0, 2, 1, -1)[n % 5] for n in range(len(days))]
    steady = [30 + w for w in wobble]
    slower = [30 + w + (20 if d >= 700 else 0) for d, w in zip(days, wobble, strict=True)]
    until = 899
    laws = lead_laws(
        pl.concat([orders_of(1, days, steady, until), orders_of(2, days, slower, until)]),
        date(2023, 1, 1) + timedelta(days=until),
    )
    calm, late = laws[1, "sea"], laws[2, "sea"]
    assert calm.stretch == 1.0
    assert calm.alarm is None
    assert calm.usual_days == pytest.approx(30, abs=1.5)
    assert late.since is not None
    assert abs((late.since - date(2023, 1, 1)).days - 700) <= 30
    # 50 days instead of 30.
    assert late.usual_days == pytest.approx(30, abs=2)
    assert late.now_days == pytest.approx(50, abs=5)


def test_a_law_does_not_depend_on_the_order_of_rows() -> None:
    days = list(range(0, 900, 20))
    rows = orders_of(1, days, [25 + n % 7 for n in range(len(days))], 899)
    until = date(2023, 1, 1) + timedelta(days=899)
    one, other = lead_laws(rows, until), lead_laws(rows.reverse(), until)
    assert np.array_equal(one[1, "sea"].usual, other[1, "sea"].usual)
    assert one[1, "sea"].watched == other[1, "sea"].watched
