"""Every kind is recognised as itself, whatever becomes of its header, and what is no known export as nothing."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from samples import SAMPLES
from sheets_of import grid_of, grid_of_file

from ancrage.firm.exports import IMPORTERS, read_export, recognise
from ancrage.firm.exports.headers import matched
from ancrage.firm.exports.importer import TABLES
from ancrage.firm.exports.recognise import recognised
from ancrage.firm.sheets import Grid
from corpus import corpus

ALL = [
    pytest.param(kind, grid_of(text, separator), id=f"{kind}-{n}")
    for kind, texts in SAMPLES.items()
    for n, (text, separator) in enumerate(texts)
]


def _kind(grid: Grid) -> tuple[str, str] | None:
    found = recognise(grid)
    return (found[0].kind, found[1]) if found else None


def test_every_importer_has_a_sample_and_a_name_of_its_own() -> None:
    kinds = [importer.kind for importer in IMPORTERS]
    assert sorted(kinds) == sorted(SAMPLES)


@pytest.mark.parametrize(("kind", "grid"), ALL)
def test_each_kind_is_itself(kind: str, grid: Grid) -> None:
    assert _kind(grid) == (kind, "high")


@pytest.mark.parametrize(("kind", "grid"), ALL)
def test_no_two_importers_are_sure_of_the_same_sheet(kind: str, grid: Grid) -> None:
    # Each importer alone: one that is sure of another's export would win when columns are cut.
    sure = [
        importer.kind
        for importer in IMPORTERS
        if (found := recognised(grid, [importer])) and found[1] == "high"
    ]
    assert sure == [kind]


@pytest.mark.parametrize(("kind", "grid"), ALL)
def test_order_case_and_more_columns_do_not_matter(kind: str, grid: Grid) -> None:
    names = grid.columns
    random.Random(7).shuffle(names)  # noqa: S311
    more = grid.cells.select(names).with_columns(
        pl.lit("x").alias("Note interne"), pl.lit("1").alias("?3")
    )
    loud = more.rename({name: f" {name.upper()} " for name in more.columns})
    first = loud.rename({loud.columns[0]: "\ufeff" + loud.columns[0]})
    for cells in (more, loud, first):
        assert _kind(replace(grid, cells=cells)) == (kind, "high")


@pytest.mark.parametrize(("kind", "grid"), ALL)
def test_it_is_never_another_kind_when_columns_are_missing(kind: str, grid: Grid) -> None:
    rng = random.Random(kind)  # noqa: S311
    for share in (0.9, 0.8, 0.6, 0.4):
        for _ in range(12):
            kept = [name for name in grid.columns if rng.random() < share]
            if kept:
                found = _kind(replace(grid, cells=grid.cells.select(kept)))
                assert found is None or found[0] == kind or found[1] == "low", (kept, found)


@pytest.mark.parametrize(("kind", "grid"), ALL)
def test_its_optional_columns_are_not_needed(kind: str, grid: Grid) -> None:
    importer = next(i for i in IMPORTERS if i.kind == kind)
    needed = {matched(grid.columns, importer.fields)[field] for field in importer.must}
    extra = [name for name in grid.columns if name not in needed]
    # A quarter of the columns that are not needed is cut, in several ways.
    for seed in range(6):
        cut = set(random.Random(seed).sample(extra, len(extra) // 4))  # noqa: S311
        cells = grid.cells.select([name for name in grid.columns if name not in cut])
        extract = read_export("x.csv", replace(grid, cells=cells))
        assert extract is None or extract.kind == kind


@pytest.mark.parametrize(("kind", "grid"), ALL)
def test_what_is_read_has_the_columns_of_its_table(kind: str, grid: Grid) -> None:
    extract = read_export("x.csv", grid)
    assert extract is not None
    for name, frame in extract.tables.items():
        wanted = {n: k for n, k in TABLES[name].schema.items() if n != "source"}
        assert dict(frame.schema) == wanted
        for column in TABLES[name].columns:
            if column.required and column.name != "source":
                assert frame[column.name].null_count() == 0, (name, column.name)
        assert frame["line"].is_in(grid.lines.implode()).all()


@pytest.mark.parametrize(("kind", "grid"), ALL)
def test_a_header_without_rows_is_refused_with_a_reason(kind: str, grid: Grid) -> None:
    extract = read_export(
        "x.csv", replace(grid, cells=grid.cells.clear(), lines=grid.lines.clear())
    )
    assert extract is not None
    assert not extract.tables
    assert extract.problems


def test_no_name_mail_or_phone_is_kept() -> None:
    people = r"\b(?:ada|bob|jane|doe|dupont|austin)\b|example\.com|\+33|rue x"
    for texts in SAMPLES.values():
        for text, separator in texts:
            extract = read_export("x.csv", grid_of(text, separator))
            assert extract is not None
            shown = " ".join(
                [frame.write_csv() for frame in extract.tables.values()]
                + [str(problem.to_data()) for problem in extract.problems]
            )
            assert not re.findall(people, shown.lower()), extract.kind


@pytest.mark.parametrize(
    "text",
    [
        "Date,Description,Debit,Credit,Balance\n2025-01-01,Loyer,500.00,,1200.00",
        "Nom,Email,Téléphone,Ville\nAda,ada@example.com,0600000000,Lyon",
        "Référence,Désignation,Quantité,Prix\nA1,Vis,100,0.02",
        "Name,Email,Total,Currency\nAda,ada@example.com,12.00,EUR",
        "SKU,Location,Quantity\nA1,Main,4",
        "Date,Item,Qty,Total\n2025-01-01,Tea,2,5.00",
        "JournalCode;JournalLib;EcritureNum;EcritureDate;CompteNum;Debit;Credit\nVE;Ventes;1;20250101;411;10,00;0,00",
        # Squarespace writes the columns of Shopify, but for the number of the order.
        "Order ID,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Amount Refunded,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem variant\n1,a@example.com,PAID,,pending,USD,20,10,0,0,30,0,7/25/2018 21:06,1,Coffee,10,SQ1,200g",
        "Keyword,Position,Previous position,Search Volume,Keyword Difficulty,CPC,URL,Traffic\nsavon,3,4,100,20,0.5,https://x,12",
        "Top pages,Clicks,Impressions,CTR,Position\nhttps://x/,10,200,5%,3.4",
        "Date,Clics,Impressions,CTR,Position\n2025-01-01,10,200,5 %,3.4",
    ],
)
def test_other_lists_are_no_known_export(text: str) -> None:
    assert recognise(grid_of(text, ";" if text.startswith("Journal") else ",")) is None


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("shopify_orders_export_fr.csv", "shopify_orders"),
        ("shopify_products_apparel.csv", "shopify_products"),
        ("amazon_settlement_v2_fr.txt", "amazon_settlement_v2"),
        ("etsy_sold_order_items.csv", "etsy_order_items"),
        ("gsc_Queries.csv", "search_console_queries"),
        ("gsc_Requetes.csv", "search_console_queries"),
    ],
)
def test_shared_samples(name: str, kind: str) -> None:
    path = corpus("shop_exports", name)
    assert _kind(grid_of_file(path, "\t" if path.suffix == ".txt" else ",")) == (kind, "high")


def test_every_kind_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [i.kind for i in IMPORTERS if f"| `{i.kind}` |" not in page] == []
