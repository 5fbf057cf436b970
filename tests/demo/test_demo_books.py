from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from demo_fec import Row, balance, by_entry, flows

from ancrage.demo import SEED
from ancrage.demo.cast.items import ITEMS
from ancrage.demo.draws import stream
from ancrage.demo.life.retail import tickets
from ancrage.demo.records import Channel, Truth

Years = dict[int, list[Row]]


def _sums(
    rows: list[Row], key: Callable[[Row], tuple[object, ...]]
) -> dict[tuple[object, ...], int]:
    found: defaultdict[tuple[object, ...], int] = defaultdict(int)
    for row in rows:
        found[key(row)] += row.cents
    return {name: cents for name, cents in found.items() if cents}


def test_every_entry_balances_and_is_one_document(demo_years: Years) -> None:
    for rows in demo_years.values():
        for number, lines in by_entry(rows).items():
            assert sum(row.cents for row in lines) == 0, number
            assert len(lines) >= 2, number
            assert len({(row.journal, row.day, row.ref, row.piece_day) for row in lines}) == 1


def test_each_opening_ties_to_the_closing_before(demo_years: Years) -> None:
    for year in (2024, 2025):
        before, rows = demo_years[year - 1], demo_years[year]
        opened = [row for row in rows if row.journal == "AN"]
        kept = [row for row in before if row.account[0] in "12345" and row.account[:2] != "12"]

        def account_and_party(row: Row) -> tuple[object, ...]:
            return row.account, row.party

        without_result = [row for row in opened if row.account[:2] != "12"]
        assert _sums(without_result, account_and_party) == _sums(kept, account_and_party)
        # the result of the year before is all that class 12 holds: that of two years before is allocated
        assert balance(opened, "12") == balance(before, "6", "7")
        assert balance(before, "12") == 0


def test_the_opening_entry_is_one_and_on_the_first_day(demo_years: Years) -> None:
    for year, rows in demo_years.items():
        opened = [row for row in rows if row.journal == "AN"]
        assert {(row.number, row.day) for row in opened} == {(1, date(year, 1, 1))}
        assert not [row for row in opened if row.account[0] in "67"]


def test_lettered_lines_settle_one_another(demo_years: Years) -> None:
    for rows in demo_years.values():
        groups: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for row in rows:
            if row.letter:
                groups[row.account, row.party, row.letter].append(row)
        assert len(groups) > 800
        for group, lines in groups.items():
            assert sum(row.cents for row in lines) == 0, group
            assert {row.cents > 0 for row in lines} == {True, False}, group
            assert len({row.lettered_on for row in lines}) == 1, group
            assert max(row.day for row in lines) <= (lines[0].lettered_on or date.max), group


def test_most_settled_lines_of_suppliers_and_customers_are_lettered(demo_years: Years) -> None:
    for rows in demo_years.values():
        for account in ("401", "411"):
            lines = [row for row in rows if row.account.startswith(account)]
            assert sum(bool(row.letter) for row in lines) / len(lines) > 0.9


def test_no_party_is_left_with_lines_that_cancel_out(demo_years: Years) -> None:
    for rows in demo_years.values():
        left = [row for row in rows if row.account.startswith(("401", "404")) and not row.letter]
        for (_, party), cents in _sums(left, lambda row: (row.account, row.party)).items():
            assert cents < 0, party


def test_french_sales_bear_tax_and_others_do_not(demo_years: Years) -> None:
    for rows in demo_years.values():
        for lines in by_entry(flows(rows)).values():
            if lines[0].journal != "VE":
                continue
            abroad = balance(lines, "7012", "7013", "7072", "7073")
            tax = balance(lines, "44571")
            if abroad:
                assert tax == 0
            else:
                assert abs(tax - balance(lines, "70") * 0.2) <= 3  # one cent a line of the day


def test_self_assessed_tax_is_neutral(demo_years: Years) -> None:
    for rows in demo_years.values():
        for lines in by_entry(flows(rows)).values():
            if lines[0].journal == "AC":
                assert balance(lines, "445662") == -balance(lines, "4452")
        outside_returns = [row for row in flows(rows) if not row.ref.startswith("CA3")]
        assert balance(outside_returns, "445663") == -balance(outside_returns, "445210") > 0


def test_each_tax_return_clears_its_month(demo_years: Years) -> None:
    for year, rows in demo_years.items():
        for month in range(1, 13):
            so_far = [row for row in rows if row.day.month <= month]
            for account in ("44571", "44566", "44562", "4452"):
                assert balance(so_far, account) == 0, (year, month, account)
            rounding = [
                row
                for row in rows
                if row.label.startswith("ARRONDI") and row.ref == f"CA3{year % 100}{month:02d}"
            ]
            assert all(abs(row.cents) <= 50 for row in rounding)


def test_cash_never_runs_out(demo_years: Years) -> None:
    for rows in demo_years.values():
        moves = _sums([row for row in rows if row.account == "512000"], lambda row: (row.day,))
        left = 0
        for day in sorted(moves, key=str):
            left += moves[day]
            assert left > 0, day


def test_accruals_are_undone_on_the_first_day(demo_years: Years) -> None:
    for year in (2024, 2025):
        for account in ("4081", "44586", "486", "4282", "4382", "16884"):
            closed = balance(demo_years[year - 1], account)
            first_day = [row for row in flows(demo_years[year]) if row.day == date(year, 1, 1)]
            assert closed != 0, account
            assert balance(first_day, account) == -closed, account


def test_books_hold_the_sales_of_the_truth(demo_years: Years, demo_truth: Truth) -> None:
    for year, rows in demo_years.items():
        trade = sum(one.net_cents for one in demo_truth.trade_invoices if one.day.year == year)
        pooled = {"CCOMPT", "CWEB", "CBAZAR"}
        entries = [
            lines
            for lines in by_entry(flows(rows)).values()
            if lines[0].journal == "VE" and not {row.party for row in lines} & pooled
        ]
        assert -sum(balance(lines, "70") for lines in entries) == trade
        for party, channel in zip(
            sorted(pooled), (Channel.MARKET, Channel.COUNTER, Channel.WEB), strict=True
        ):
            paid = sum(
                one.cents
                for one in demo_truth.tickets
                if one.channel is channel and one.day.year == year
            )
            sold = [row for row in flows(rows) if row.party == party and row.journal == "VE"]
            assert sum(row.cents for row in sold) == paid


def test_books_hold_the_bills_of_the_truth(demo_years: Years, demo_truth: Truth) -> None:
    for year, rows in demo_years.items():
        bills = [one for one in demo_truth.supplier_invoices if one.booked_on.year == year]
        booked = [row for row in rows if row.journal == "AC"]
        assert -balance(booked, "401", "404") == sum(one.gross_cents for one in bills)
        assert balance(booked, "2", "6") == sum(line.cents for one in bills for line in one.lines)


def test_stock_in_the_books_is_the_stock_counted(demo_years: Years, demo_truth: Truth) -> None:
    for year, rows in demo_years.items():
        counted = [one for one in demo_truth.stock_counts if one.day == date(year, 12, 31)]
        for account, kind in (("31", "material"), ("35", "made"), ("37", "good")):
            value = sum(
                one.quantity * one.unit_cents for one in counted if ITEMS[one.item].kind == kind
            )
            assert balance(rows, account) == value > 0


def test_every_unit_is_accounted_for(demo_truth: Truth) -> None:
    """Counted at the end of 2022, plus received and made, less sold and used: counted in 2025."""
    units: defaultdict[str, int] = defaultdict(int)
    lowest: defaultdict[str, int] = defaultdict(int)
    moves: list[tuple[date, str, int]] = []
    for ticket in demo_truth.tickets:
        moves += [(ticket.day, line.item, -line.quantity) for line in ticket.lines]
    for invoice in demo_truth.trade_invoices:
        moves += [(invoice.day, line.item, -line.quantity) for line in invoice.lines]
    orders = {order.number: order for order in demo_truth.orders}
    for receipt in demo_truth.receipts:
        lines = orders[receipt.order].lines
        moves += [(receipt.received_on, line.item, line.quantity) for line in lines]
    for lot in demo_truth.lots:
        if lot.finished_on <= date(2025, 12, 31):
            moves.append((lot.finished_on, lot.item, lot.quantity))
        for material, quantity in ITEMS[lot.item].recipe:
            moves.append((lot.started_on, material, -quantity * lot.quantity))
    started = {(one.day, one.item): one.quantity for one in demo_truth.stock_counts}
    for item in ITEMS:
        units[item] = started[date(2022, 12, 31), item]
    for day, item, quantity in sorted(moves):
        if day > date(2022, 12, 31):
            units[item] += quantity
            lowest[item] = min(lowest[item], units[item])
    finished = {lot.item for lot in demo_truth.lots}
    assert {item for item, made in ITEMS.items() if made.kind == "made"} == finished
    for item in ITEMS:
        assert units[item] == started[date(2025, 12, 31), item], item
    assert {item: low for item, low in lowest.items() if low < 0} == {}


def test_a_supplier_is_paid_after_it_billed(demo_truth: Truth) -> None:
    bills = {(one.supplier, one.number): one for one in demo_truth.supplier_invoices}
    assert len(bills) == len(demo_truth.supplier_invoices)
    for payment in demo_truth.supplier_payments:
        owed = [bills[payment.party, number] for number in payment.settles]
        assert all(bill.day <= payment.day for bill in owed)
        if not owed[0].foreign_cents:
            assert sum(bill.gross_cents for bill in owed) == payment.cents


def test_a_subject_draws_the_same_alone_or_after_others(demo_truth: Truth) -> None:
    stream(SEED, "somebody else").random(1_000)
    alone = tickets(SEED, Channel.MARKET)
    assert alone == tuple(one for one in demo_truth.tickets if one.channel is Channel.MARKET)
