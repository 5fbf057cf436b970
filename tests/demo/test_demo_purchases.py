"""Orders to suppliers, what came in and the lists of parties tie with the books."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from demo_fec import Row, by_entry
from demo_lists import cents, day, table
from stdnum import iban
from stdnum.be import vat as belgian
from stdnum.fr import siren, siret, tva
from stdnum.it import iva
from stdnum.pt import nif

from ancrage.demo import hidden
from ancrage.demo.cast import FIRM
from ancrage.demo.records import Truth

Years = dict[int, list[Row]]
Table = list[dict[str, str]]


@pytest.fixture(scope="module")
def ordered(demo_folder: Path) -> Table:
    return table(demo_folder / "achats" / "Commandes fournisseurs.csv", "utf-8-sig")


@pytest.fixture(scope="module")
def received(demo_folder: Path) -> Table:
    return table(demo_folder / "achats" / "Receptions fournisseurs.csv", "utf-8-sig")


@pytest.fixture(scope="module")
def suppliers(demo_folder: Path) -> Table:
    return table(demo_folder / "achats" / "Fournisseurs.csv", "cp1252")


@pytest.fixture(scope="module")
def customers(demo_folder: Path) -> Table:
    return table(demo_folder / "clients" / "Liste des clients.csv", "cp1252")


def _complete_on(received: Table) -> dict[str, date]:
    found: dict[str, date] = {}
    for line in received:
        last = found.get(line["N° commande"], date.min)
        found[line["N° commande"]] = max(last, day(line["Date réception"]))
    return found


def test_a_line_is_its_quantity_by_its_price(ordered: Table) -> None:
    assert len(ordered) > 1_000
    for line in ordered:
        units, price = int(line["Qté commandée"]), cents(line["Prix unitaire HT"])
        assert units * price == cents(line["Montant HT"])
        assert day(line["Date commande"]) < day(line["Livraison prévue"])
        assert len(line["Référence"]) == 6
        assert line["Référence"].startswith("0")


def test_every_bill_of_goods_in_the_books_is_an_order_that_came_in(
    ordered: Table, received: Table, demo_years: Years
) -> None:
    value: defaultdict[tuple[str, date], int] = defaultdict(int)
    complete = _complete_on(received)
    goods = {line["Code fournisseur"] for line in ordered if line["Devise"] == "EUR"}
    for line in ordered:
        if line["Devise"] == "EUR" and line["N° commande"] in complete:
            key = (line["Code fournisseur"], complete[line["N° commande"]])
            value[key] += cents(line["Montant HT"])
    billed: defaultdict[tuple[str, date], int] = defaultdict(int)
    for rows in demo_years.values():
        for lines in by_entry(rows).values():
            party = next((row.party for row in lines if row.account == "401000"), "")
            if lines[0].journal != "AC" or party not in goods:
                continue
            if lines[0].label.startswith("AVOIR") or "RAPPEL" in lines[0].label:
                continue  # credit notes and rebates are for no order
            net = sum(row.cents for row in lines if row.account.startswith(("601", "607")))
            billed[party, lines[0].piece_day] += net
    assert len(billed) > 300
    of_the_years = {key: amount for key, amount in value.items() if key[1].year >= 2023}
    assert of_the_years == billed


def test_imports_are_billed_in_dollars_for_what_was_ordered(
    ordered: Table, received: Table, demo_years: Years
) -> None:
    complete = _complete_on(received)
    dollars: defaultdict[str, int] = defaultdict(int)
    for line in ordered:
        if line["Devise"] == "USD" and complete.get(line["N° commande"], date.min).year >= 2023:
            dollars[line["N° commande"]] += cents(line["Montant HT"])
    billed: dict[str, int] = {}
    for rows in demo_years.values():
        for row in rows:
            if row.journal == "AC" and row.account == "401000" and row.currency:
                billed[row.label.split(" - ")[1]] = int(row.foreign.replace(",", ""))
    assert len(billed) > 15
    assert dollars == billed


def test_nothing_comes_in_that_was_not_ordered(ordered: Table, received: Table) -> None:
    wanted = {
        (line["N° commande"], line["Référence"]): int(line["Qté commandée"]) for line in ordered
    }
    assert len(wanted) == len(ordered)
    placed = {line["N° commande"]: day(line["Date commande"]) for line in ordered}
    came: defaultdict[tuple[str, str], int] = defaultdict(int)
    for line in received:
        key = (line["N° commande"], line["Référence"])
        came[key] += int(line["Qté reçue"])
        assert wanted[key] - came[key] == int(line["Reste à livrer"]) >= 0
        assert int(line["Qté reçue"]) > 0
        assert placed[line["N° commande"]] < day(line["Date réception"]) <= date(2025, 12, 31)
    closed = {order for order, _ in came}
    for key, quantity in wanted.items():
        assert came[key] == (quantity if key[0] in closed else 0)
    assert 3 <= len({order for order, _ in wanted} - closed) <= 25  # still to come


def test_some_orders_come_in_two_times_within_a_year(received: Table) -> None:
    days: defaultdict[str, set[date]] = defaultdict(set)
    slips: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for line in received:
        days[line["N° commande"]].add(day(line["Date réception"]))
        slips[line["N° réception"]].add((line["N° commande"], line["Date réception"]))
    assert {len(found) for found in slips.values()} == {1}
    twice = {order: found for order, found in days.items() if len(found) == 2}
    assert {len(found) for found in days.values()} == {1, 2}
    assert 0.05 < len(twice) / len(days) < 0.2
    # what is counted on the last day of a year does not depend on what came in two times
    assert all(len({one.year for one in found}) == 1 for found in twice.values())


def test_the_last_delivery_is_the_receipt_of_the_truth(demo_truth: Truth) -> None:
    last: dict[str, date] = {}
    for one in demo_truth.deliveries:
        last[one.order] = max(one.day, last.get(one.order, date.min))
    assert last == {one.order: one.received_on for one in demo_truth.receipts}


def test_one_supplier_is_later_and_later_and_the_others_are_not(
    ordered: Table, received: Table
) -> None:
    complete = _complete_on(received)
    heads = {line["N° commande"]: line for line in ordered}
    late: defaultdict[str, defaultdict[bool, list[float]]] = defaultdict(lambda: defaultdict(list))
    for order, arrived in complete.items():
        head = heads[order]
        promised = (day(head["Livraison prévue"]) - day(head["Date commande"])).days
        took = (arrived - day(head["Date commande"])).days
        since = day(head["Date commande"]) >= date(2025, 4, 15)
        late[head["Code fournisseur"]][since].append(took / promised)
    drift = {
        code: sum(found[True]) / len(found[True]) / (sum(found[False]) / len(found[False])) - 1
        for code, found in late.items()
    }
    assert max(drift, key=lambda code: drift[code]) == hidden.SLOW_SUPPLIER
    assert drift.pop(hidden.SLOW_SUPPLIER) > 0.15
    assert all(abs(value) < 0.12 for value in drift.values())


def test_prices_of_orders_rise_together(ordered: Table) -> None:
    prices: defaultdict[str, list[tuple[date, int]]] = defaultdict(list)
    for line in ordered:
        prices[line["Référence"]].append(
            (day(line["Date commande"]), cents(line["Prix unitaire HT"]))
        )
    for found in prices.values():
        (first, low), (last, high) = min(found), max(found)
        years = (last - first).days / 365.25
        if low > 300:  # below, a cent is a rise of its own
            assert 0.012 < (high / low) ** (1 / years) - 1 < 0.024


def test_numbers_of_firms_are_right_and_nobodys(suppliers: Table, customers: Table) -> None:
    assert siren.is_valid(FIRM.siren)
    for one in suppliers:
        if one["Pays"] == "FR":
            assert siren.is_valid(one["SIREN"])
            assert one["SIREN"].startswith("000")
            assert tva.is_valid(one["N° TVA"])
            assert one["N° TVA"].endswith(one["SIREN"])
        if one["IBAN"]:
            assert iban.is_valid(one["IBAN"])
            assert one["IBAN"][4:14] == "0" * 10  # no bank, no branch
        known = {"BE": belgian, "PT": nif, "IT": iva}.get(one["Pays"])
        if known:
            assert known.is_valid(one["N° TVA"]), one
    for one in customers:
        if one["Pays"] == "France":
            assert siret.is_valid(one["SIRET"])
            assert one["SIRET"].startswith("000")
    numbers = [one["SIREN"] for one in suppliers if one["SIREN"]]
    twice = {number for number in numbers if numbers.count(number) > 1}
    same = {one["Code"] for one in suppliers if one["SIREN"] in twice}
    assert same == set(hidden.ALIASES)
    both = {one["SIRET"][:9] for one in customers} & set(numbers)
    assert both == set()


def test_suppliers_of_the_list_are_those_of_the_books(suppliers: Table, demo_years: Years) -> None:
    named = {
        row.party: row.party_name
        for rows in demo_years.values()
        for row in rows
        if row.account.startswith(("401", "404"))
    }
    assert {one["Code"]: one["Nom"] for one in suppliers} == named


def test_customers_of_the_list_were_billed_what_the_books_say(
    customers: Table, demo_years: Years
) -> None:
    booked: defaultdict[str, int] = defaultdict(int)
    count: defaultdict[str, int] = defaultdict(int)
    for rows in demo_years.values():
        for row in rows:
            if row.journal == "VE" and row.account == "411000":
                booked[row.party] += row.cents
                count[row.party] += row.cents > 0
    for pooled in ("CCOMPT", "CWEB", "CBAZAR"):
        del booked[pooled], count[pooled]
    assert {one["Code client"]: cents(one["CA TTC cumulé"]) for one in customers} == booked
    assert {one["Code client"]: int(one["Nombre de factures"]) for one in customers} == count
