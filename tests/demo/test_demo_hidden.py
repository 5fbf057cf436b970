"""Each thing that the generator hides shows in the text of the books, by a count of our own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

import pytest
from demo_fec import Row, balance, by_entry, flows, sales, spend

from ancrage.demo import hidden
from ancrage.demo.records import Truth

Years = dict[int, list[Row]]
POOLED = {"CCOMPT", "CWEB", "CBAZAR"}


def _each(years: Years, count: Callable[[list[Row]], float]) -> tuple[float, float, float]:
    return count(years[2023]), count(years[2024]), count(years[2025])


def _party(row: Row) -> str:
    return row.party


def _trade(rows: list[Row]) -> dict[str, int]:
    return {party: cents for party, cents in sales(rows, _party).items() if party not in POOLED}


def _imported(rows: list[Row]) -> int:
    return spend(rows, "607")[hidden.IMPORT_SUPPLIER]


def test_sales_are_those_of_a_small_firm(demo_years: Years) -> None:
    for rows in demo_years.values():
        assert 850_000_00 < -balance(rows, "70") < 1_000_000_00


def test_margin_is_about_half_and_the_firm_earns_a_little(demo_years: Years) -> None:
    for rows in demo_years.values():
        cost = balance(rows, "601", "602", "603", "607", "608", "609")
        assert 0.48 < 1 + cost / balance(rows, "70") < 0.56
        assert 0 < -balance(rows, "6", "7") < 40_000_00


def test_the_import_is_billed_in_dollars_with_a_deposit(demo_years: Years) -> None:
    for rows in demo_years.values():
        foreign = [row for row in rows if row.currency]
        assert {row.party for row in foreign if row.party} == {hidden.IMPORT_SUPPLIER}
        assert {row.currency for row in foreign} == {"USD"}
        assert {row.account for row in foreign} == {"401000", "409100", "607130"}
        for row in foreign:
            euros, dollars = abs(row.cents), int(row.foreign.replace(",", ""))
            assert 1.04 < dollars / euros < 1.12


def test_import_freight_drifts_from_a_tenth_to_a_fifth(demo_years: Years) -> None:
    first, second, third = _each(demo_years, lambda rows: balance(rows, "6241") / _imported(rows))
    assert 0.08 < first < 0.10
    assert first < second < third
    assert 0.17 < third < 0.21


def test_landed_cost_is_a_quarter_above_the_price(demo_years: Years) -> None:
    rows = demo_years[2025]
    uplift = balance(flows(rows), "6241", "6224", "608", "61636") / _imported(rows)
    assert 0.25 < uplift < 0.30


def test_the_forwarder_bills_freight_fees_and_duties(demo_years: Years) -> None:
    for rows in demo_years.values():
        for account in ("6241", "6224", "608"):
            assert set(spend(rows, account)) == {hidden.FORWARDER}
        duties = [row.label for row in rows if row.account.startswith("608")]
        assert all("DROITS DE DOUANE" in label for label in duties)
        assert 5 <= len(duties) <= 10


def test_half_of_the_goods_come_from_one_supplier(demo_years: Years) -> None:
    for rows in demo_years.values():
        bought = spend(rows, "601", "607")
        share = bought[hidden.MAIN_SUPPLIER] / sum(bought.values())
        assert 0.44 < share < 0.52
        assert max(bought, key=lambda party: bought[party]) == hidden.MAIN_SUPPLIER
        assert set(spend(rows, hidden.SOLE_NATURE)) == {hidden.MAIN_SUPPLIER}
        for nature in ("607120", "607130", "607140", "601100", "601200", "601300"):
            assert len(spend(rows, nature)) >= 2, nature


def test_secondary_suppliers_are_balanced(demo_years: Years) -> None:
    for rows in demo_years.values():
        bought = spend(rows, "601", "607")
        others = [
            cents / sum(bought.values())
            for party, cents in bought.items()
            if party not in {hidden.MAIN_SUPPLIER, hidden.IMPORT_SUPPLIER}
        ]
        assert len(others) == 12
        assert max(others) < 0.08


def test_outgoing_freight_rises_faster_than_online_sales(demo_years: Years) -> None:
    freight = _each(demo_years, lambda rows: balance(rows, "6242"))
    online = _each(
        demo_years, lambda rows: sales(rows, _party)["CWEB"] + sales(rows, _party)["CBAZAR"]
    )
    charged = _each(demo_years, lambda rows: -balance(rows, "7085"))
    assert freight[0] < freight[1] < freight[2]
    assert freight[2] / freight[0] > 1.1 * online[2] / online[0]
    assert 0.9 < charged[2] / charged[0] < 1.1


def test_lapsed_customers_bought_for_two_years_and_then_nothing(
    demo_years: Years, demo_truth: Truth
) -> None:
    bought = {year: _trade(rows) for year, rows in demo_years.items()}
    assert set(bought[2024]) - set(bought[2025]) == set(hidden.LAPSED)
    assert set(bought[2023]) - set(bought[2024]) == set(hidden.LAPSED_EARLIER)
    assert set(hidden.LAPSED) <= set(bought[2023])
    assert hidden.lapsed_cents(demo_truth) == {
        party: bought[2024][party] for party in hidden.LAPSED
    }
    assert 35_000_00 < sum(hidden.lapsed_cents(demo_truth).values()) < 65_000_00


def test_most_trade_customers_come_back(demo_years: Years) -> None:
    bought = {year: set(_trade(rows)) for year, rows in demo_years.items()}
    for year in (2024, 2025):
        kept = len(bought[year] & bought[year - 1]) / len(bought[year - 1])
        assert abs(kept - hidden.RETENTION) < 0.03


def test_silent_customers_are_the_regular_ones_without_an_order_since_summer(
    demo_years: Years,
) -> None:
    days: defaultdict[str, list[date]] = defaultdict(list)
    for row in flows(demo_years[2025]):
        if row.journal == "VE" and row.party not in POOLED and row.account == "411000":
            days[row.party].append(row.day)
    silent = {party for party, orders in days.items() if max(orders) < hidden.SILENT_FROM}
    assert silent == set(hidden.SILENT)
    assert all(len(days[party]) >= 4 for party in silent)


def test_one_customer_is_a_fifth_of_sales(demo_years: Years) -> None:
    for rows in demo_years.values():
        share = sales(rows, _party)[hidden.BIG_CUSTOMER] / -balance(rows, "70")
        assert 0.17 < share < 0.22
        others = [cents for party, cents in _trade(rows).items() if party != hidden.BIG_CUSTOMER]
        assert max(others) < 0.04 * -balance(rows, "70")


def _delay_days(rows: list[Row]) -> float:
    """Days from bill to payment of the big customer, weighted by amount, opening lines left out."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.party == hidden.BIG_CUSTOMER and row.letter:
            groups[row.letter].append(row)
    days = billed = 0
    for lines in groups.values():
        if any(row.journal == "AN" for row in lines):
            continue
        billed += sum(row.cents for row in lines if row.journal == "VE")
        days += sum(-row.cents * row.day.toordinal() for row in lines if row.journal == "BQ")
        days -= sum(row.cents * row.piece_day.toordinal() for row in lines if row.journal == "VE")
    return days / billed


def test_the_big_customer_pays_later_and_later(demo_years: Years) -> None:
    assert _each(demo_years, _delay_days) == pytest.approx((35, 50, 70), abs=4)


def test_the_end_of_the_year_sells_twice_as_much(demo_years: Years) -> None:
    for rows in demo_years.values():
        for month in hidden.PEAK_MONTHS:
            sold = balance([row for row in rows if row.day.month == month], "70")
            assert 1.75 < sold / (balance(rows, "70") / 12) < 2.25


def test_the_marketplace_takes_more_and_most_online_sales(demo_years: Years) -> None:
    share = _each(demo_years, lambda rows: balance(rows, "6222") / -balance(rows, "70"))
    rate = _each(demo_years, lambda rows: balance(rows, "6222") / sales(rows, _party)["CBAZAR"])
    assert share[0] < share[1] < share[2]
    assert share[2] > 1.4 * share[0]
    assert rate == pytest.approx((0.14, 0.16, 0.18), abs=0.01)
    for rows in demo_years.values():
        sold = sales(rows, _party)
        assert sold["CBAZAR"] > sold["CWEB"]
        assert set(spend(rows, "6222")) == {hidden.MARKETPLACE}


def _cover_days(rows: list[Row]) -> float:
    """Average of opening and closing stock, in days of what was sold."""
    cost = balance(rows, "601", "603", "607", "608", "609")
    opened = balance([row for row in rows if row.journal == "AN"], "31", "35", "37")
    return 365 * (opened + balance(rows, "31", "35", "37")) / 2 / cost


def test_stock_grows_faster_than_sales(demo_years: Years) -> None:
    first, second, third = _each(demo_years, _cover_days)
    assert first < second < third
    assert 1.3 < third / first < 1.5
    rent = _each(demo_years, lambda rows: balance(rows, hidden.STORAGE_ACCOUNT))
    assert rent[2] > 3 * rent[0]


def test_the_slow_supplier_comes_later_and_later(demo_years: Years, demo_truth: Truth) -> None:
    received = {one.order: one.received_on for one in demo_truth.receipts}
    late: defaultdict[str, list[int]] = defaultdict(list)
    for order in demo_truth.orders:
        if order.supplier != hidden.SLOW_SUPPLIER or order.number not in received:
            continue
        days = (received[order.number] - order.promised_on).days
        late["before" if order.ordered_on < date(2025, 4, 15) else "since"].append(days)
    assert sum(late["before"]) / len(late["before"]) < 4
    assert late["since"][-1] > 12
    assert late["since"] == sorted(late["since"])
    for year, rows in demo_years.items():
        express = [row for row in rows if row.account == "624100" and "EXPRESS" in row.label]
        assert bool(express) == (year == 2025)
        assert all(row.day > hidden.AIR_FROM for row in express)


def test_the_same_boxes_cost_more_each_quarter(demo_years: Years) -> None:
    months: dict[int, dict[int, int]] = {}
    for year, rows in demo_years.items():
        bills = [row for row in flows(rows) if row.account == "602610"]
        months[year] = {m: sum(r.cents for r in bills if r.day.month == m) for m in range(1, 13)}
        assert len(bills) == 24
    for year in (2024, 2025):
        for month in range(1, 13):
            rise = months[year][month] / months[year - 1][month] - 1
            assert abs(rise - hidden.PRICE_RISE) < 0.001


def test_one_carrier_is_entered_under_two_names(demo_years: Years) -> None:
    names = {row.party: row.party_name for row in demo_years[2025] if row.party in hidden.ALIASES}
    assert len(names) == 2
    words = [sorted(name.upper().split()) for name in names.values()]
    assert words[0] == words[1]
    spent = spend(demo_years[2025], "6242")
    assert all(spent[party] > 3_000_00 for party in hidden.ALIASES)
    assert hidden.ALIASES[1] not in spend(demo_years[2023], "6242")


def test_there_are_credit_notes_on_both_sides_and_costs_without_supplier(
    demo_years: Years,
) -> None:
    for rows in demo_years.values():
        entries = by_entry(flows(rows)).values()
        customer = [e for e in entries if e[0].journal == "VE" and balance(e, "411") < 0]
        supplier = [e for e in entries if e[0].journal == "AC" and balance(e, "401") > 0]
        assert len(customer) >= 8
        assert len(supplier) >= 2
        alone = [
            e
            for e in entries
            if balance(e, "62", "606") > 0 and not any(row.account[:2] == "40" for row in e)
        ]
        assert len(alone) > 100
        assert any(row.account == "467000" for e in alone for row in e)
