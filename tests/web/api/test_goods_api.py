"""Suppliers and stock through the API: the answer of the command, item by item, and et si."""

from __future__ import annotations

import pytest
from cast import Cast
from programs import program

pytestmark = pytest.mark.django_db


def test_the_same_answer_as_the_command(studied: Cast) -> None:
    ours = program(studied.firm, studied.reader)
    goods = ours.get("/goods?language=en")
    assert goods["known_until"] == "2025-12-31"
    slow = [
        one["name"] for one in goods["suppliers"] if one["lead_time"] and one["lead_time"]["alarm"]
    ]
    assert "NINGBO HAOLANG HOMEWARE CO LTD" in slow
    items = ours.get("/goods/items")
    assert (items["count"], items["pages"], len(items["items"])) == (43, 1, 43)
    assert {"item", "name", "on_hand", "per_day", "unknown"} <= items["items"][0].keys()
    assert ours.call("GET", "/goods/items?page=2").status_code == 404


def test_what_if_several_things_at_once(studied: Cast) -> None:
    ours = program(studied.firm, studied.reader)
    asked = {
        "scenarios": [
            {"kind": "supplier", "target": "ningbo", "amount": 20},
            {"kind": "currency", "target": "usd", "amount": 10},
        ]
    }
    told = ours.ask("POST", "/goods/what-if?language=en", asked)
    assert [one["said"] for one in told["scenarios"]] == [
        "NINGBO HAOLANG HOMEWARE CO LTD stops for 20 weeks",
        "USD dearer by 10%",
    ]
    assert told["items"]
    assert told["cost_eur_year"] > 0
    alone = ours.ask("POST", "/goods/what-if", {"scenarios": asked["scenarios"][1:]})
    assert alone["cost_eur_year"] == told["cost_eur_year"]
    assert alone["items"] == []


@pytest.mark.parametrize(
    "scenario",
    [
        {"kind": "supplier", "target": "zz", "amount": 1},
        {"kind": "war", "amount": 1},
        {"kind": "strike", "amount": 0},
        {"kind": "strike", "amount": 200},
    ],
)
def test_what_cannot_be_followed_is_422(studied: Cast, scenario: dict[str, object]) -> None:
    ours = program(studied.firm, studied.reader)
    assert ours.call("POST", "/goods/what-if", {"scenarios": [scenario]}).status_code == 422


def test_before_the_first_study_there_is_nothing(plain: Cast) -> None:
    ours = program(plain.firm, plain.owner)
    for method, path, body in (
        ("GET", "/goods", None),
        ("GET", "/goods/items", None),
        ("POST", "/goods/what-if", {"scenarios": [{"kind": "leadtimes", "amount": 5}]}),
    ):
        assert ours.call(method, path, body).status_code == 404
