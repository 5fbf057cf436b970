"""`ancrage stock` on lists alone, and "et si"."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import goods_lists
import quebec_lists


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "ancrage.cli.main",
        "stock",
        str(folder),
        "--date",
        "2025-09-01",
        "--quiet",
        *options,
    ]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("lists")
    goods_lists.write(place)
    return place


def answer(folder: Path, *options: str) -> Any:
    done = run(folder, "--json", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_answer_names_the_supplier_and_the_item_by_the_keys_that_answers_use(
    folder: Path,
) -> None:
    told = answer(folder)
    (supplier,) = told["suppliers"]
    (item,) = told["items"]
    assert told["known_until"] == "2025-08-31"
    assert item["supplier_key"] == supplier["key"]
    assert item["on_hand"] == 200
    assert item["per_day"] == pytest.approx(100 / 30, rel=0.05)
    assert supplier["lead_time"]["usual_days"] == pytest.approx(20, abs=1)


def test_several_things_at_once(folder: Path) -> None:
    """Out after 60 days, back once ten weeks and the lead time are over; 3.33 a day x 365 at 4, a tenth dearer."""
    told = answer(folder, "--what-if", "supplier:ponant:10", "--what-if", "currency:usd:10")
    (lack,) = told["items"]
    assert lack["out_on"] == "2025-10-30"
    assert lack["lost_days"] == pytest.approx(70 + 20 - 60, abs=3)
    assert told["cost_eur_year"] == pytest.approx(100 / 30 * 365 * 4 * 0.1, rel=0.05)
    assert told["suppliers_unknown"] == []


def test_what_cannot_be_followed_leaves_with_2_and_says_why(folder: Path) -> None:
    done = run(folder, "--what-if", "currency:GBP:10", "--lang", "en")
    assert done.returncode == 2
    assert "Currencies of your orders: USD." in done.stderr
    assert done.stdout == ""


def test_an_audit_of_lists_alone_leads_to_this_command(folder: Path) -> None:
    command = [sys.executable, "-m", "ancrage.cli.main", "--lang", "en", "audit", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 3
    assert "Your lists are read" in done.stderr
    assert "“ancrage stock”" in done.stderr


def test_a_shop_of_quebec_is_answered_in_its_dollars(tmp_path: Path) -> None:
    quebec_lists.write(tmp_path)
    told = answer(tmp_path)
    assert told["currency"] == "CAD"
    margins = {one["item"]: one["margin_eur"] for one in told["items"]}
    assert margins == {"QC-1": 11.5, "QC-2": 23.0}
    ways = {one["name"]: one["way"] for one in told["suppliers"]}
    assert ways["Dongguan Knit"]["to"] == "CAMTR"
    assert ways["Chandelles du Fjord"]["mode"] == "road"
    assert "\N{NO-BREAK SPACE}$" in run(tmp_path, "--lang", "fr-CA").stdout
    said = run(tmp_path).stdout
    assert "\N{NO-BREAK SPACE}$CA" in said
    assert "€" not in said
    asked = answer(tmp_path, "--what-if", "supplier:fjord:10")
    assert asked["currency"] == "CAD"
    # Out after 20 days; 10 weeks and 10 days until more comes: 60 days of two candles, 11.50 each.
    assert asked["loss_eur"] == pytest.approx(60 * 2 * 11.5, rel=0.06)
