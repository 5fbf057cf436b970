"""Where sales go: label of the account, VAT of the entry, name, label of the line, in that order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from channels_told import SHOP, sold, told

from ancrage.firm import read
from ancrage.reach.channels.markets import split
from corpus import corpus
from ledgers import Line, entry

GERMAN = ("CHAF", "Hafenstube GmbH")
AMERICAN = ("CACM", "ACME TRADING INC")


def euros(tmp_path: Path, *entries) -> dict[str, float]:
    firm = told(tmp_path, entries)
    seen = split(firm, firm.year)
    assert seen.total_cents == firm.amount(firm.year, "70", sign=-1)
    return {name: value for name, value in seen.figures().items() if value}


@pytest.mark.corpus
def test_the_small_firm_to_the_cent() -> None:
    firm = read([corpus("fec_mini", "123456782FEC20251231.txt")]).firm
    expected = json.loads(corpus("fec_mini", "expected.json").read_text(encoding="utf-8"))
    assert firm is not None
    seen = split(firm, firm.year)
    assert seen.figures() == {**expected["sales_split"], "unknown": 0.0}
    assert seen.confidence == "high"


@pytest.mark.corpus
def test_the_split_is_account_70_whatever_the_file() -> None:
    paths = [*corpus("fec_samples").glob("*.gz"), *corpus("fec_broken").glob("*.txt")]
    firms = [read([path]).firm for path in paths]
    known = [firm for firm in firms if firm is not None]
    assert len(known) > 20
    for firm in known:
        for year in firm.years:
            assert split(firm, year).total_cents == firm.amount(year, "70", sign=-1)


@pytest.mark.parametrize(
    ("one", "zone"),
    [
        (sold("20250110", 100), "france_7071"),
        (sold("20250110", 100, GERMAN), "france_7071"),  # VAT before the name
        (sold("20250110", 100, account="707300"), "export_7073"),  # label before VAT
        (sold("20250110", 100, account="707200", vat=None), "ue_7072"),
        (sold("20250110", 100, vat="445718"), "ue_7072"),
        (sold("20250110", 100, GERMAN, vat=None), "ue_7072"),
        (sold("20250110", 100, AMERICAN, vat=None), "export_7073"),
        (sold("20250110", 100, ("CQ", "Boutique du Québec"), vat=None), "export_7073"),
        (sold("20250110", 100, ("CN", "Grenier de Namur"), vat=None), "ue_7072"),
        (sold("20250110", 100, vat=None, label="Livraison BE 0123.456.789"), "ue_7072"),
        (sold("20250110", 100, vat=None, label="Facture DE20250110"), "unknown"),
        (sold("20250110", 100, vat=None, label="EXPORT colis 12"), "export_7073"),
        (sold("20250110", 100, vat=None), "unknown"),
        (sold("20250110", 100, account="707400", vat=None), "unknown"),
        (sold("20250110", 100, account="708500"), "ports_7085"),
        (sold("20250110", -100, account="709700"), "rrr_7097"),
    ],
)
def test_one_sale(tmp_path: Path, one, zone: str) -> None:
    assert list(euros(tmp_path, one)) == [zone]


def test_every_place_and_the_sum(tmp_path: Path) -> None:
    seen = euros(
        tmp_path,
        sold("20250110", 1000),
        sold("20250210", 500, GERMAN, vat=None),
        sold("20250310", 300.55, AMERICAN, vat=None),
        sold("20250410", 20, account="708500"),
        sold("20250510", -30, account="709700"),
        sold("20250610", 45.45, vat=None),
    )
    assert seen == {
        "france_7071": 1000.0,
        "ue_7072": 500.0,
        "export_7073": 300.55,
        "ports_7085": 20.0,
        "rrr_7097": -30.0,
        "unknown": 45.45,
    }


def test_a_country_in_a_label_says_nothing_where_no_sale_has_vat(tmp_path: Path) -> None:
    tea = sold("20250110", 100, vat=None, label="Thé de Chine")
    assert euros(tmp_path, tea) == {"unknown": 100.0}
    assert euros(tmp_path, tea, sold("20250110", 900)) == {
        "france_7071": 900.0,
        "export_7073": 100.0,
    }


@pytest.mark.parametrize(
    ("other", "zone"), [(GERMAN, "unknown"), (("CW", "Wagram Inc"), "export_7073")]
)
def test_a_line_that_customers_share(tmp_path: Path, other, zone) -> None:
    lot = entry(
        "VE", "20250110", "LOT", "Lot", Line("411000", 60, AMERICAN), Line("411000", 40, other),
        Line("707000", -100),
    )  # fmt: skip
    assert euros(tmp_path, lot) == {zone: 100.0}


def test_confidence_follows_what_places_the_sales(tmp_path: Path) -> None:
    def level(*entries) -> str:
        firm = told(tmp_path, entries)
        return split(firm, firm.year).confidence

    assert level(sold("20250110", 1000)) == "high"
    assert level(sold("20250110", 900), sold("20250210", 100, GERMAN, vat=None)) == "medium"
    assert level(sold("20250110", 500), sold("20250210", 500, SHOP, vat=None)) == "low"
