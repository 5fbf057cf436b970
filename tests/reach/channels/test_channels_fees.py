"""What platforms and payment services take, by hand.

Bazar, 2024: sales 1 000 a quarter, fees 100, 110, 120, 130: 11.5 %. 2025: 1 250 and 200 a quarter: 16 %.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from channels_told import finding, said, sold, told

from ledgers import bill

BAZAR, BANK, STRIPE = (
    ("FBAZ", "BAZAR MARKETPLACE SARL"),
    ("FBNK", "CREDIT MUTUEL"),
    ("FSTR", "STRIPE PAYMENTS EUROPE"),
)
MONTHS = ("0115", "0415", "0715", "1215")


def bazar(year: int, sales: float, fees: tuple[float, ...]) -> list:
    return [
        line
        for month, fee in zip(MONTHS, fees, strict=True)
        for line in (
            sold(f"{year}{month}", sales, ("CBAZ", "CLIENTS BAZAR")),
            bill(f"{year}{month}", BAZAR, fee, "622200"),
        )
    ]


def shop(year: int, amount: float = 2500) -> list:
    return [sold(f"{year}{month}", amount) for month in MONTHS]


def test_a_marketplace_that_takes_more_than_the_year_before(tmp_path: Path) -> None:
    firm = told(
        tmp_path,
        [
            *bazar(2024, 1000, (100, 110, 120, 130)),
            *shop(2024),
            *bazar(2025, 1250, (200, 200, 200, 200)),
            *shop(2025),
        ],
    )
    found = finding(firm, "platform_fees")
    assert found is not None
    assert (
        said(found)
        == "Bazar garde 16 % de ce que vous y vendez (800 €), contre 12 % un an plus tôt"
    )
    # 800 - 460 / 4 000 x 5 000 = 225; dearest quarter 13 %: 150; cheapest 10 %: 300.
    assert found.stake is not None
    assert (found.stake.low, found.stake.central, found.stake.high) == pytest.approx(
        (150, 225, 300)
    )
    assert {one.name: one.value for one in found.stake.inputs} == {
        "fees": 800,
        "sales": 5000,
        "fees_before": 460,
        "sales_before": 4000,
    }


def test_card_fees_that_drift_against_all_sales(tmp_path: Path) -> None:
    firm = told(
        tmp_path,
        [
            *shop(2024),
            bill("20241210", BANK, 100, "627800", vat=False),
            *shop(2025),
            bill("20251210", BANK, 150, "627800", vat=False),
        ],
    )
    found = finding(firm, "platform_fees")
    assert found is not None
    assert said(found).endswith(
        "vous ont pris 150 €, 1,5 % de vos ventes, contre 1,0 % un an plus tôt"
    )
    assert found.stake is not None
    assert (found.stake.low, found.stake.central, found.stake.high) == pytest.approx((0, 50, 50))


def test_a_steady_rate_is_only_worth_comparing(tmp_path: Path) -> None:
    firm = told(tmp_path, [*shop(2025), bill("20251210", STRIPE, 200, "628000")])
    found = finding(firm, "platform_fees")
    assert found is not None
    assert (found.kind, found.stake) == ("opportunity", None)
    assert said(found).endswith("vous prennent 200 €, 2,0 % de vos ventes")


def test_bank_charges_that_are_not_for_sales_are_left_out(tmp_path: Path) -> None:
    charges = bill(
        "20251210", BANK, 900, "627000", label="Cotisation compte professionnel", vat=False
    )
    assert finding(told(tmp_path, [*shop(2025), charges]), "platform_fees") is None


def test_goods_bought_on_a_marketplace_are_not_fees(tmp_path: Path) -> None:
    goods = bill("20251210", ("FAMZ", "AMAZON BUSINESS"), 900, "606400")
    assert finding(told(tmp_path, [*shop(2025), goods]), "platform_fees") is None


def test_small_fees_are_not_worth_a_word(tmp_path: Path) -> None:
    small = bill("20251210", BANK, 50, "627800", vat=False)
    assert finding(told(tmp_path, [*shop(2025), small]), "platform_fees") is None


def test_an_unfinished_year_gives_no_stake(tmp_path: Path) -> None:
    half = [sold("20250115", 2500), sold("20250615", 2500), bill("20250610", BANK, 100, "627800")]
    firm = told(tmp_path, [*shop(2024), bill("20241210", BANK, 100, "627800"), *half])
    found = finding(firm, "platform_fees")
    assert found is not None
    assert (found.kind, found.stake) == ("weakness", None)
