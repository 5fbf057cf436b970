"""Names of platforms in labels, dependence on one, payouts booked net."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from channels_told import finding, received, said, sold, told

from ancrage.reach.channels.platforms import MARKETPLACES, PAYMENTS, marketplaces_of, named
from ledgers import bill

ALL = (*MARKETPLACES, *PAYMENTS)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("VIR AMAZON PAYMENTS EUROPE", "Amazon"),
        ("Le Bon Coin du 12", "Leboncoin"),
        ("FAIRE WHOLESALE INC", "Faire"),
        ("travaux à faire", None),
        ("iZettle AB", "Zettle"),
        ("SUM UP", "SumUp"),
        ("Square Habitat", None),
        ("Résumé upstairs", None),
        ("", None),
    ],
)
def test_a_platform_is_a_whole_word(label: str, name: str | None) -> None:
    assert named(pl.Series([label, None]), ALL).to_list() == [name, None]


def test_every_pattern_finds_itself_in_capitals() -> None:
    for name, pattern in ALL:
        for part in pattern.split("|"):
            plain = part.replace(r"\w*", "s").replace("\\", "").replace(" ?", " ").replace("?", "")
            assert named(pl.Series([f"VIR {plain.upper()} 12"]), ALL).to_list() == [name], part


def test_a_marketplace_that_no_list_knows_is_read_in_the_commissions(tmp_path: Path) -> None:
    entries = [
        sold("20250110", 1000),
        bill("20250110", ("FB", "BAZARINE MARKETPLACE SARL"), 10, "622200"),
        bill("20250110", ("FA", "AMAZON EU SARL"), 10, "622200"),
    ]
    assert marketplaces_of(told(tmp_path, entries))[len(MARKETPLACES) :] == (
        ("Bazarine", "bazarine"),
    )


def test_a_sales_agent_is_not_a_marketplace(tmp_path: Path) -> None:
    agent = bill("20250110", ("FM", "MARTIN AGENT COMMERCIAL"), 10, "622210")
    assert marketplaces_of(told(tmp_path, [sold("20250110", 1000), agent])) == MARKETPLACES


def test_sales_that_name_a_marketplace(tmp_path: Path) -> None:
    entries = [sold("20250110", 300, label="Ventes Etsy janvier"), sold("20250210", 700)]
    found = finding(told(tmp_path, entries), "platform_dependence")
    assert found is not None
    assert said(found) == "Etsy vous apporte 30 % de vos ventes, soit 300 €"


def test_a_small_part_is_no_dependence(tmp_path: Path) -> None:
    entries = [sold("20250110", 90, label="Ventes Etsy janvier"), sold("20250210", 910)]
    assert finding(told(tmp_path, entries), "platform_dependence") is None


def test_receipts_speak_where_sales_name_nobody(tmp_path: Path) -> None:
    entries = [
        sold("20250110", 1000),
        received("20250120", 600, "VIR AMAZON PAYMENTS"),
        received("20250121", 400, "REMISE CB"),
    ]
    found = finding(told(tmp_path, entries), "platform_dependence")
    assert found is not None
    assert said(found) == "Amazon vous verse 60 % de ce que vous encaissez, soit 600 €"
    assert found.confidence.level == "medium"


def test_a_payment_service_is_no_marketplace(tmp_path: Path) -> None:
    entries = [sold("20250110", 1000), received("20250120", 1200, "VIR STRIPE")]
    assert finding(told(tmp_path, entries), "platform_dependence") is None


NETTED = (received("20250120", 850, "STRIPE PAYOUT 12", "707000"), sold("20250210", 150))


def test_payouts_straight_to_the_sales_account(tmp_path: Path) -> None:
    found = finding(told(tmp_path, NETTED), "netted_payouts")
    assert found is not None
    assert said(found) == (
        "850 € de ventes sont comptées au montant versé par Stripe, sans aucune commission dans vos comptes"
    )
    assert found.confidence.level == "low"


def test_fees_booked_elsewhere_show_that_payouts_are_gross(tmp_path: Path) -> None:
    fee = bill("20250131", ("FS", "STRIPE PAYMENTS EUROPE"), 20, "627800", vat=False)
    assert finding(told(tmp_path, [*NETTED, fee]), "netted_payouts") is None


@pytest.mark.parametrize(
    ("entries", "answer", "level"),
    [
        (NETTED, True, "high"),
        (NETTED, False, None),
        (NETTED[1:], True, "medium"),
        (NETTED[1:], False, None),
    ],
)
def test_the_owner_knows(tmp_path: Path, entries, answer, level) -> None:
    found = finding(told(tmp_path, entries, payouts_booked_net=answer), "netted_payouts")
    assert (found.confidence.level if found else None) == level
