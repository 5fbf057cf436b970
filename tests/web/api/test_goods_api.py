"""Suppliers and stock through the API: the answer of the command, item by item, and et si."""

from __future__ import annotations

import pytest
from cast import Cast
from programs import program

from ancrage.roadmap.stock.answer import answer, scenario_said
from ancrage.roadmap.stock.kept import unpack
from ancrage.text import Language
from ancrage.web.models import StudyPage
from ancrage.web.scope import firm_scope

pytestmark = pytest.mark.django_db


def test_the_same_answer_as_the_command(studied: Cast) -> None:
    ours = program(studied.firm, studied.reader)
    goods = ours.get("/goods?language=en")
    assert goods["known_until"] == "2025-12-31"
    slow = [
        one["name"] for one in goods["suppliers"] if one["lead_time"] and one["lead_time"]["alarm"]
    ]
    assert "NINGBO HAOLANG HOMEWARE CO LTD" in slow
    with firm_scope(studied.firm.pk):
        kept = StudyPage.objects.get(key="goods:data", language="en").content
    assert goods == kept  # nothing is left out on the way
    items = ours.get("/goods/items")
    assert (items["count"], items["pages"], len(items["items"])) == (43, 1, 43)
    assert {"item", "name", "on_hand", "per_day", "unknown"} <= items["items"][0].keys()
    assert ours.call("GET", "/goods/items?page=2").status_code == 404


WHAT_IF = "/goods/what-if"


def test_what_if_several_things_at_once(studied: Cast) -> None:
    ours = program(studied.firm, studied.reader)
    told = ours.ask(
        "GET", f"{WHAT_IF}?scenario=supplier:ningbo:20&scenario=currency:usd:10&language=en"
    )
    assert [one["said"] for one in told["scenarios"]] == [
        "NINGBO HAOLANG HOMEWARE CO LTD stops for 20 weeks",
        "USD dearer by 10%",
    ]
    assert told["items"]
    with firm_scope(studied.firm.pk):
        kept = unpack(StudyPage.objects.get(key="goods:paths").content)
    asked = [scenario_said(one, kept.ties) for one in ("supplier:ningbo:20", "currency:usd:10")]
    assert told == answer(kept, asked, Language.EN)  # nothing is left out on the way
    assert told["cost_eur_year"] > 0
    alone = ours.ask("GET", f"{WHAT_IF}?scenario=currency:usd:10")
    assert alone["cost_eur_year"] == told["cost_eur_year"]
    assert alone["items"] == []


@pytest.mark.parametrize(
    "scenario", ["supplier:zz:1", "war:1", "strike:0", "strike:200", "passage:suez", "leadtimes:x"]
)
def test_what_cannot_be_followed_is_422(studied: Cast, scenario: str) -> None:
    ours = program(studied.firm, studied.reader)
    assert ours.call("GET", f"{WHAT_IF}?scenario={scenario}").status_code == 422


def test_before_the_first_study_there_is_nothing(plain: Cast) -> None:
    ours = program(plain.firm, plain.owner)
    for path in ("/goods", "/goods/items", f"{WHAT_IF}?scenario=leadtimes:5"):
        assert ours.call("GET", path).status_code == 404
