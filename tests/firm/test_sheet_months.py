"""Sales told by the month: recognised, dated on the last day, counted by calendar month; asked about where units are not said."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from ancrage.chain.stock.counts import counts_of_months
from ancrage.firm.bytestream import Payload
from ancrage.firm.extract import Extract
from ancrage.firm.items.sold import sold
from ancrage.firm.mapping.months import by_rows, month_ends
from ancrage.firm.mapping.names import signature
from ancrage.firm.mapping.rules import Mapping, from_toml
from ancrage.firm.recognise import Rules, read_other
from ancrage.firm.sheets.grid import Grid
from goods import END, firm, of


def read(text: str, name: str = "x.csv", rules: Rules | None = None) -> Extract:
    found = read_other(Payload(name, lambda: io.BytesIO(text.encode())), rules or {})
    assert found is not None
    return found


def grid(columns: dict[str, list[str | None]], *, titles: tuple[tuple[str, ...], ...] = ()) -> Grid:
    cells = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    lines = pl.Series("line", range(2, 2 + cells.height), dtype=pl.UInt32)
    return Grid("", 1, cells, lines, titles=titles)


@pytest.mark.parametrize(
    ("cell", "end"),
    [
        ("01/2025", date(2025, 1, 31)),
        ("2-2024", date(2024, 2, 29)),
        ("2025-11", date(2025, 11, 30)),
        ("2025/4", date(2025, 4, 30)),
        ("janv. 2025", date(2025, 1, 31)),
        ("Août 2025", date(2025, 8, 31)),
        ("déc-24", date(2024, 12, 31)),
        ("March 2025", date(2025, 3, 31)),
    ],
)
def test_writings_of_a_month(cell: str, end: date) -> None:
    found = month_ends(pl.Series([cell, None, cell]), named=False)
    assert found is not None
    assert found.to_list() == [end, None, end]


@pytest.mark.parametrize(
    "cells",
    [["01/2025", "total"], ["12/01/2025"], ["13/2025"], ["2025"], ["1.5"], ["Martin 2025"], [None], []],
)  # fmt: skip
def test_what_is_no_month(cells: list[str | None]) -> None:
    assert month_ends(pl.Series(cells, dtype=pl.String), named=True) is None


def test_first_days_of_months_are_months_only_where_the_header_says_so() -> None:
    cells = pl.Series(["01/02/2025", "01/03/2025"])
    named = month_ends(cells, named=True)
    assert named is not None
    assert named.to_list() == [date(2025, 2, 28), date(2025, 3, 31)]
    assert month_ends(cells, named=False) is None
    assert month_ends(pl.Series(["2025-02-01", "2025-03-01"]), named=False) is None


def test_a_workbook_that_shows_days_as_months_has_a_column_a_month() -> None:
    cells: dict[str, list[str | None]] = {"Réf": ["A"], "2025-01-01": ["1"], "2025-02-01 00:00:00": ["2"], "2025-03-01": ["3"]}  # fmt: skip
    found = by_rows(grid(cells), "x")
    assert found is not None
    assert found.cells["Mois"].to_list() == ["2025-01", "2025-02", "2025-03"]


def test_a_row_a_month_is_sales_dated_on_its_last_day() -> None:
    given = read(
        "Mois;Référence;Désignation;Quantité vendue;CA HT\n"
        "01/2025;A;Tasse;12;114,00\n02/2025;A;Tasse;9;85,50\n"
    )
    rows = given.tables["order_lines"]
    assert rows.select("date", "product", "quantity", "amount", "line").rows() == [
        (date(2025, 1, 31), "A", 12.0, 11400, 2),
        (date(2025, 2, 28), "A", 9.0, 8550, 3),
    ]


WIDE = (
    "Référence;Désignation;janv. 2025;févr. 2025;mars 2025;Total\nA;Tasse;12;9;;21\nB;Bol;0;3;4;7\n"
)


def test_a_column_a_month_is_told_by_rows_each_of_its_line() -> None:
    given = read(WIDE, "quantités vendues.csv")
    rows = given.tables["order_lines"].sort("line", "date")
    assert rows.select("product", "date", "quantity", "line").rows() == [
        ("A", date(2025, 1, 31), 12.0, 2),
        ("A", date(2025, 2, 28), 9.0, 2),
        ("B", date(2025, 1, 31), 0.0, 3),
        ("B", date(2025, 2, 28), 3.0, 3),
        ("B", date(2025, 3, 31), 4.0, 3),
    ]


@pytest.mark.parametrize(
    "name",
    ["ventes.csv", "quantités.csv", "quantités achetées.csv", "prévision des quantités vendues.csv", "ventes et achats en quantité.csv"],
)  # fmt: skip
def test_what_is_not_said_to_be_units_sold_is_asked(name: str) -> None:
    assert (read(WIDE, name).status, dict(read(WIDE, name).tables)) == ("refused", {})


@pytest.mark.parametrize("head", ["Client", "Fournisseur", "Compte;Libellé", "Indice", "Libellé", "Nom;Ville", "Code;Pays"])  # fmt: skip
def test_other_lists_by_the_month_are_taken_for_nothing(head: str) -> None:
    cells = ";".join("Martin" for _ in head.split(";"))
    text = f"{head};janv. 2025;févr. 2025;mars 2025\n{cells};12;9,50;3\n{cells} SA;0;3;4\n"
    assert dict(read(text, "ventes par mois.csv").tables) == {}


@pytest.mark.parametrize(
    ("head", "cells", "table"),
    [
        ("Référence;Désignation;Stock réel;PMP", ["A;Tasse;10;1,50", "B;Bol;20;2,50"], "stock"),
        ("Référence;Désignation;Prix de vente;Fournisseur", ["A;Tasse;9,50;Roux", "B;Bol;14,50;Roux"], "products"),
        ("Référence;Désignation;En tout", ["A;Tasse;10", "B;Bol;20"], None),  # not known: nothing is told three times
    ],
)  # fmt: skip
def test_a_list_that_tells_more_than_its_months_is_what_it_is(
    head: str, cells: list[str], table: str | None
) -> None:
    rows = "".join(f"{one};3;4;5\n" for one in cells)
    given = read(f"{head};janv. 2025;févr. 2025;mars 2025\n{rows}", "quantités vendues.csv")
    assert set(given.tables) == ({table} if table else set())
    assert given.rows == 2


def test_whether_they_are_units_or_euros_is_asked_once_and_remembered() -> None:
    asked = read(WIDE, "ventes.csv")
    assert [p.code for p in asked.problems] == ["unsure_list"]
    (shown,) = asked.sheets
    assert shown.columns == ("Référence", "Désignation", "Mois", "Valeur")
    # All but what only a person knows is proposed.
    proposed = from_toml(shown.rule).tables
    assert proposed == {
        "order_lines": {"product": "Référence", "name": "Désignation", "date": "Mois"}
    }
    columns = {"product": "Référence", "date": "Mois", "quantity": "Valeur"}
    rule = Mapping({"order_lines": columns}, shown.shape)
    said = read(WIDE.replace("2025", "2026"), "ventes.csv", {rule.shape: rule})
    assert said.tables["order_lines"]["quantity"].sum() == 28.0
    assert said.tables["order_lines"]["date"].min() == date(2026, 1, 31)


def test_months_without_a_year_take_that_of_the_title_or_of_the_file() -> None:
    cells: dict[str, list[str | None]] = {"Réf": ["A"], "Janvier": ["1"], "Février": ["2"], "Mars": ["3"]}  # fmt: skip
    assert by_rows(grid(cells), "ventes.csv") is None
    assert by_rows(grid(cells), "ventes 2024 et 2025.csv") is None
    for found in (
        by_rows(grid(cells), "ventes 2025.csv"),
        by_rows(grid(cells, titles=(("Ventes 2025",),)), "x"),
    ):
        assert found is not None
        assert found.cells["Mois"].to_list() == ["2025-01", "2025-02", "2025-03"]
        assert found.lines.to_list() == [2, 2, 2]


@pytest.mark.parametrize(
    "columns",
    [
        {"Réf": ["A"], "01/2025": ["1"], "02/2025": ["2"]},  # two months are a comparison
        {"Réf": ["A"], "01/2025": ["x"], "02/2025": ["y"], "03/2025": ["z"]},
        {"01/2025": ["1"], "02/2025": ["2"], "03/2025": ["3"]},
        {"Mois": ["A"], "01/2025": ["1"], "02/2025": ["2"], "03/2025": ["3"]},
        {"Valeur": ["A"], "01/2025": ["1"], "02/2025": ["2"], "03/2025": ["3"]},
        {"Réf": ["A"], "01/2025": ["1"], "janv. 2025": ["2"], "03/2025": ["3"]},
    ],
)
def test_other_lists_are_left_as_they_are(columns: dict[str, list[str | None]]) -> None:
    assert by_rows(grid(columns), "ventes 2025.csv") is None


def test_a_list_that_would_become_too_long_is_left_as_it_is() -> None:
    months: dict[str, list[str | None]] = {f"{m:02}/{y}": ["1"] * 20_000 for y in range(2010, 2020) for m in range(1, 13)}  # fmt: skip
    assert by_rows(grid({"Réf": ["A"] * 20_000, **months}), "ventes en quantité.csv") is None


def test_the_shape_of_such_a_list_is_the_same_the_year_after() -> None:
    shapes = set()
    for year in (2024, 2025):
        months: dict[str, list[str | None]] = {f"{m:02}/{year}": ["1"] for m in range(1, 13)}
        found = by_rows(grid({"Réf": ["A"], **months}), "x.csv")
        assert found is not None
        shapes.add(signature(found))
    assert len(shapes) == 1


def monthly(counted: date) -> pl.DataFrame:
    """Thirty a month for a year and a half, told on last days of months; forty in stock."""
    ends = pl.date_range(date(2024, 1, 1), END, "1mo", eager=True).dt.month_end().to_list()
    sales = [{"product": "A", "date": day, "quantity": 30.0, "order": None} for day in ends]
    stock = {"product": "A", "quantity": 40.0, "date": counted}
    found = of(firm(order_lines=sales, stock=[stock]))
    assert found.usage.monthly == {"A"}
    return found.positions


def test_a_total_of_a_month_does_not_all_leave_after_a_count_in_its_middle() -> None:
    assert monthly(END)["on_hand"].to_list() == [40.0]
    (left,) = monthly(END - timedelta(days=10))["on_hand"]
    assert left == pytest.approx(40 - 10 * 360 / 365, abs=0.3)


def test_totals_of_months_that_another_list_tells_one_by_one_count_once() -> None:
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(59)]  # January and February
    by_day = [{"product": "A", "date": day, "quantity": 1.0, "order": None} for day in days]
    ends = pl.date_range(date(2025, 1, 1), END, "1mo", eager=True).dt.month_end().to_list()
    by_month = [
        {"product": "A", "date": day, "quantity": 30.0, "order": None, "sheet": "mois"}
        for day in ends
    ]
    shop = firm(order_lines=[*by_day, *by_month], stock=[])
    # From March on only the totals tell.
    assert sold(shop)["units"].sum() == 59 + 4 * 30
    assert ("months_told_twice", 2) in [(p.code, p.count) for p in of(shop).problems]


def test_months_are_counted_as_they_are_told() -> None:
    ends = [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30)]
    rows = pl.DataFrame({"item": ["A"] * 4, "date": ends, "units": [5.0, 10.0, 20.0, 15.0]})
    found = counts_of_months(rows, date(2025, 4, 30))
    # It counts from the day after the first sale that is told, which says only that it was on sale.
    assert found.units.tolist() == [[10.0, 20.0, 15.0]]
    assert found.days.tolist() == [[28.0, 31.0, 30.0]]


def test_a_few_months_make_the_rate_of_their_days() -> None:
    ends = pl.date_range(date(2025, 3, 1), END, "1mo", eager=True).dt.month_end().to_list()
    sales = [{"product": "A", "date": day, "quantity": 61.0, "order": None} for day in ends]
    found = of(firm(order_lines=sales, stock=[{"product": "A", "quantity": 40.0, "date": END}]))
    assert found.positions["per_day"].to_list() == [pytest.approx(4 * 61 / 122)]


def test_a_workbook_of_months_is_read_under_its_title(tmp_path: Path) -> None:
    path = tmp_path / "suivi.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet, month = workbook.add_worksheet("2025"), workbook.add_format({"num_format": "mmm yyyy"})
    sheet.write(0, 0, "Quantités vendues par mois")
    sheet.write_row(2, 0, ["Article"])
    for rank in range(1, 7):
        sheet.write_datetime(2, rank, date(2025, rank, 1), month)
    for row, name in enumerate(("Tasse", "Bol")):
        sheet.write_row(3 + row, 0, [name, *range(row + 1, row + 7)])
    sheet.write_row(5, 0, ["Total", *range(6)])
    workbook.close()
    held = path.read_bytes()
    given = read_other(Payload("suivi.xlsx", lambda: io.BytesIO(held)), {})
    assert given is not None
    rows = given.tables["order_lines"]
    assert (rows.height, rows["quantity"].sum(), rows["date"].max()) == (12, 21 + 27, date(2025, 6, 30))  # fmt: skip
    assert "no_header" not in [p.code for p in given.problems]
