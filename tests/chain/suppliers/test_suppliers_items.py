"""Prices of items that rise more than others, and items that leave too little, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ancrage.chain.suppliers.diagnose import diagnose
from ancrage.chain.suppliers.item_prices import POOL
from ancrage.exhibits import Diagnosis, Table
from ancrage.findings import Finding, evidence_cents
from ancrage.firm import read
from ancrage.money import Number
from ancrage.text import Language, render
from ancrage.world.references import world_on
from ledgers import Entry, bill, sale, write
from trade_files import Item, Order, invoice, shop_orders, shop_products

WORLD = world_on(date(2026, 3, 2))
YEARS = [sale(f"{year}{day}", 9_000.0) for year in (2024, 2025) for day in ("0103", "1230")]
OTHERS = 5


def said(tmp_path: Path, *files: Path, entries: list[Entry] = YEARS) -> Diagnosis:
    firm = read([*write(tmp_path, entries), *files]).firm
    assert firm is not None
    return diagnose(firm, WORLD)


def find(diagnosis: Diagnosis, code: str) -> Finding | None:
    return next((finding for finding in diagnosis.findings if finding.code == code), None)


def table(diagnosis: Diagnosis, code: str) -> Table | None:
    return next((table for table in diagnosis.tables if table.code == code), None)


def others(folder: Path) -> list[Path]:
    """Five items of another supplier, 2 % dearer in 2025."""
    return [
        invoice(
            folder / f"o{year}.xml", f"O{year}", f"{year}-03-10",
            *(Item(100, price, name=f"Article {n}", theirs=f"A-{n}") for n in range(OTHERS)),
            seller="GROSSISTE MARTIN", siren="552008443",
        )
        for year, price in ((2024, 10.00), (2025, 10.20))
    ]  # fmt: skip


def two_years(folder: Path, before: Item, now: Item, day: str = "2025-03-10") -> list[Path]:
    return [
        invoice(folder / "a.xml", "F1", "2024-03-10", before),
        invoice(folder / "b.xml", "F2", day, now),
    ]


def test_an_item_that_rises_by_ten_per_cent_where_others_rise_by_two(tmp_path: Path) -> None:
    soap = Item(200, 10.00, theirs="X9"), Item(200, 11.00, theirs="X9")
    diagnosis = said(tmp_path, *two_years(tmp_path, *soap), *others(tmp_path))
    rise = find(diagnosis, "item_price_rise")
    assert rise is not None
    assert rise.stake is not None
    # 2,200.00 bought; 2,000.00 at the prices of 2024, 2,040.00 had it risen as the median of the six items, 2 %.
    assert rise.stake.central == pytest.approx(160.00)
    assert rise.stake.high == pytest.approx(200.00)
    assert rise.stake.low == pytest.approx(80.00)
    assert evidence_cents(rise.evidence) == 2_200_00
    (piece,) = rise.evidence
    assert piece.table == "invoice_lines"
    assert piece.file.endswith("b.xml")
    assert rise.confidence.level == "high"
    words = render(rise.title, Language.FR)
    assert "«\N{NO-BREAK SPACE}Savon\N{NO-BREAK SPACE}» chez SAVONNERIE DU PORT" in words
    assert "10,0\N{NO-BREAK SPACE}%" in words.replace(
        "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
    )
    shown = table(diagnosis, "suppliers_item_prices")
    assert shown is not None
    (row,) = shown.rows
    assert row[:4] == ("Savon", "SAVONNERIE DU PORT", Number(10.0, 2), Number(11.0, 2))
    assert row[4:] == (pytest.approx(0.10), 2_200.0)
    assert evidence_cents(tuple(shown.proofs[0]["before"]())) == 2_000_00
    assert evidence_cents(tuple(shown.proofs[0]["rise"]())) == 4_200_00
    assert evidence_cents(tuple(shown.proofs[0][""]())) == 2_200_00


@pytest.mark.parametrize(
    ("before", "now", "day"),
    [
        (Item(200, 10.00, theirs="X9"), Item(200, 10.30, theirs="X9"), "2025-03-10"),
        (Item(200, 10.00, theirs="X9"), Item(200, 24.00, theirs="X9"), "2025-03-10"),
        (Item(200, 10.00, theirs="X9"), Item(200, 11.00, theirs="X9", unit="XBX"), "2025-03-10"),
        (Item(200, 10.00, theirs="X9"), Item(20, 11.00, theirs="X9"), "2025-03-10"),
        (Item(200, 10.00, theirs="X9"), Item(200, 11.00, theirs="X8"), "2025-03-10"),
        (Item(1, 2000.00, name="Électricité"), Item(1, 2200.00, name="Électricité"), "2025-03-10"),
    ],
    ids=["like others", "another packing", "another unit", "few euros", "another item", "one bill of a service"],
)  # fmt: skip
def test_what_is_no_rise_of_a_price(tmp_path: Path, before: Item, now: Item, day: str) -> None:
    diagnosis = said(tmp_path, *two_years(tmp_path, before, now, day), *others(tmp_path))
    assert find(diagnosis, "item_price_rise") is None
    assert table(diagnosis, "suppliers_item_prices") is None


def test_purchases_of_a_few_weeks_apart_are_not_a_year(tmp_path: Path) -> None:
    files = [
        invoice(tmp_path / "a.xml", "F1", "2024-12-10", Item(200, 10.00, theirs="X9")),
        invoice(tmp_path / "b.xml", "F2", "2025-01-10", Item(200, 11.00, theirs="X9")),
    ]
    assert find(said(tmp_path, *files, *others(tmp_path)), "item_price_rise") is None


def monthly(folder: Path, year: int, prices: list[float]) -> list[Path]:
    return [
        invoice(
            folder / f"l{year}{m}.xml", f"L{year}{m}", f"{year}-{m:02}-05", Item(1, price, name=f"LOCATION FOURGON {m:02}/{year}"),
            seller="LOUEUR DU QUAI", siren="443061841",
        )
        for m, price in enumerate(prices, 1)
    ]  # fmt: skip


def test_a_service_whose_name_holds_the_month_is_followed_when_its_price_is_steady(
    tmp_path: Path,
) -> None:
    steady = [*monthly(tmp_path, 2024, [300.0] * 12), *monthly(tmp_path, 2025, [330.0] * 12)]
    rise = find(said(tmp_path, *steady, *others(tmp_path)), "item_price_rise")
    assert rise is not None
    assert rise.stake is not None
    # 12 × 330.00 = 3,960.00; 3,600.00 the year before, 3,672.00 with the usual 2 %.
    assert rise.stake.central == pytest.approx(288.00)
    assert rise.confidence.level == "medium"  # no reference on the invoice


def test_a_service_whose_amount_varies_has_no_price(tmp_path: Path) -> None:
    varied = [
        *monthly(tmp_path, 2024, [200.0, 400.0] * 6),
        *monthly(tmp_path, 2025, [250.0, 410.0] * 6),
    ]
    assert find(said(tmp_path, *varied, *others(tmp_path)), "item_price_rise") is None


def test_the_same_rise_seen_in_the_books_and_in_the_lines_is_one_purse(tmp_path: Path) -> None:
    port = ("FPORT", "SAVONNERIE DU PORT")
    bills = [
        *(bill(f"2024{m:02}08", port, 500.0, "602600") for m in range(1, 13)),
        *(bill(f"2025{m:02}08", port, 545.0, "602600") for m in range(1, 13)),
    ]
    lines = [
        invoice(tmp_path / f"m{year}{m}.xml", f"M{year}{m}", f"{year}-{m:02}-08", Item(100, price, theirs="X9"))
        for year, price in ((2024, 5.00), (2025, 5.45))
        for m in range(1, 13)
    ]  # fmt: skip
    both = said(tmp_path, *lines, entries=[*YEARS, *bills])
    books, trade = find(both, "supplier_price_drift"), find(both, "item_price_rise")
    assert books is not None
    assert trade is not None
    assert (books.pool, trade.pool) == (POOL, POOL)
    for path in lines:
        path.unlink()
    alone = find(said(tmp_path, entries=[*YEARS, *bills]), "supplier_price_drift")
    assert alone is not None
    assert alone.pool is None


def order(number: int, sku: str, price: float, quantity: int = 30) -> Order:
    total = round(price * quantity, 2)
    day = "2025-05-01 10:00:00 +0200"
    return Order(
        f"#{number}", day, ((quantity, f"Article {sku}", price, sku),), total, round(total / 6, 2)
    )


LISTED = [(f"S-{n}", f"Article S-{n}", "SAVONNERIE DU PORT", "Bain", "", None) for n in range(6)]


def shop(folder: Path, thin_price: float) -> list[Path]:
    """Five items sold 12.00 with tax that cost 4.00, and one that costs 18.00."""
    orders = [order(n, f"S-{n}", 12.00) for n in range(5)]
    paid = [Item(10, 4.00, name=f"Article S-{n}", ours=f"S-{n}", theirs=f"X{n}") for n in range(5)]
    thin = Item(10, 18.00, name="Article S-5", ours="S-5", theirs="X5")
    return [
        shop_orders(folder / "o.csv", [*orders, order(6, "S-5", thin_price, 50)]),
        shop_products(folder / "p.csv", LISTED),
        invoice(folder / "c.xml", "F1", "2025-01-10", *paid, thin),
    ]


def test_an_item_that_leaves_less_than_half_of_its_family(tmp_path: Path) -> None:
    diagnosis = said(tmp_path, *shop(tmp_path, 24.00))
    thin = find(diagnosis, "item_margin_thin")
    assert thin is not None
    assert thin.stake is not None
    # Fifty at 20.00 before tax: 1,000.00 of sales, 100.00 of margin, 10 %. The others leave 6.00 of 10.00, 60 %: the median.
    # The whole way is 1,000.00 × 50 % = 500.00; half of it 250.00; none is sold at a loss.
    assert thin.stake.high == pytest.approx(500.0)
    assert thin.stake.central == pytest.approx(250.0)
    assert thin.stake.low == 0
    assert thin.kind == "opportunity"
    assert thin.confidence.level == "medium"
    assert evidence_cents(thin.evidence) == 1_200_00  # as the shop writes it, with tax
    assert "Article S-5\N{NO-BREAK SPACE}», de SAVONNERIE DU PORT" in render(
        thin.title, Language.FR
    )


def test_an_item_sold_at_a_loss_is_a_weakness_and_ending_it_the_least(tmp_path: Path) -> None:
    thin = find(said(tmp_path, *shop(tmp_path, 18.00)), "item_margin_thin")
    assert thin is not None
    assert thin.stake is not None
    # Fifty at 15.00 for 18.00: 150.00 lost on 750.00 (-20 %). To 60 %: 750.00 × 80 % = 600.00.
    assert thin.kind == "weakness"
    assert thin.stake.low == pytest.approx(150.0)
    assert thin.stake.central == pytest.approx(300.0)
    assert thin.stake.high == pytest.approx(600.0)


def test_items_alike_have_no_thin_margin_and_are_shown(tmp_path: Path) -> None:
    diagnosis = said(tmp_path, *shop(tmp_path, 54.00))  # 45.00 before tax for 18.00: 60 %
    assert find(diagnosis, "item_margin_thin") is None
    most = table(diagnosis, "items_margin_most")
    assert most is not None
    assert table(diagnosis, "items_margin_least") is None  # six items: nothing is left to show
    name, supplier, units, price, cost, margin, rate, stock = most.rows[0]
    assert (name, supplier, units) == ("Article S-5", "SAVONNERIE DU PORT", 50)
    assert isinstance(price, Number)
    assert (round(price.value, 2), cost) == (45.00, Number(18.0, 2))
    assert (margin, rate) == (pytest.approx(50 * 27.0), pytest.approx(0.6))
    assert stock == 5  # of the list of items
    proofs = most.proofs[0]
    assert evidence_cents(tuple(proofs[""]())) == 50 * 54_00
    (line,) = proofs["cost"]()
    assert (line.table, line.amount_cents) == ("invoice_lines", 180_00)
    (place,) = proofs["stock"]()
    assert (place.table, place.lines.tolist()) == ("stock", [7])


def test_costs_that_only_a_list_tells_are_of_low_confidence(tmp_path: Path) -> None:
    listed = [(*item[:5], 18.00 if item[0] == "S-5" else 4.00) for item in LISTED]
    orders = [order(n, f"S-{n}", 12.00) for n in range(5)]
    files = [
        shop_orders(tmp_path / "o.csv", [*orders, order(6, "S-5", 24.00, 50)]),
        shop_products(tmp_path / "p.csv", listed),
    ]
    thin = find(said(tmp_path, *files), "item_margin_thin")
    assert thin is not None
    assert thin.confidence.level == "low"


def test_too_few_items_are_not_compared(tmp_path: Path) -> None:
    files = [
        shop_orders(tmp_path / "o.csv", [order(0, "S-0", 12.00, 60), order(5, "S-5", 24.00, 50)]),
        shop_products(
            tmp_path / "p.csv", [replace_cost(LISTED[0], 4.00), replace_cost(LISTED[5], 18.00)]
        ),
    ]
    assert find(said(tmp_path, *files), "item_margin_thin") is None


def replace_cost(
    item: tuple[str, str, str, str, str, None], cost: float
) -> tuple[str, str, str, str, str, float]:
    return (*item[:5], cost)


def test_sales_of_an_earlier_year_are_not_those_of_the_year(tmp_path: Path) -> None:
    old = replace(order(1, "S-5", 24.00, 50), day="2024-05-01 10:00:00 +0200")
    files = [shop_orders(tmp_path / "o.csv", [old]), shop_products(tmp_path / "p.csv", LISTED)]
    assert table(said(tmp_path, *files), "items_margin_most") is None
