"""A trade mission, as the owner says: one city, prospects met before leaving, follow-up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.findings import Finding
from ancrage.reach.mission import QUESTIONS
from ancrage.reach.mission.diagnose import diagnose
from ancrage.text import Language, render
from ancrage.world import world_on
from ledgers import firm_of, sale

WORLD = world_on(date(2026, 11, 23))


def findings(tmp_path: Path, **answers: str | float) -> dict[str, Finding]:
    firm = firm_of(tmp_path, [sale("20250110", 100)], answers=answers)
    return {found.code: found for found in diagnose(firm, WORLD).findings}


@pytest.mark.parametrize(
    "answers",
    [{}, {"mission_city": "no_plan", "mission_prospects": 0}, {"mission_prospects": 3}],
)
def test_nothing_is_said_where_no_mission_is_planned(tmp_path: Path, answers) -> None:
    assert findings(tmp_path, **answers) == {}


def test_a_whole_country_is_no_destination(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, mission_city="country").values()
    assert found.code == "mission_without_city"
    assert [action.code for action in found.actions] == ["mission_choose_city", "mission_qualify"]


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "encore échangé avec personne"), (1, "avec 1 personne "), (7, "avec 7 personnes ")],
)
def test_too_few_prospects_are_qualified_first(tmp_path: Path, count, words) -> None:
    (found,) = findings(tmp_path, mission_city="city", mission_prospects=count).values()
    assert (found.code, found.kind) == ("mission_unqualified", "weakness")
    assert found.actions[0].code == "mission_qualify"
    assert found.actions[0].nature == "listen"
    assert words in render(found.title, Language.FR)


def test_a_city_and_eight_people_are_a_strength(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, mission_city="city", mission_prospects=8).values()
    assert (found.code, found.kind) == ("mission_ready", "strength")


def test_eight_people_without_a_city_are_not_ready(tmp_path: Path) -> None:
    assert set(findings(tmp_path, mission_city="country", mission_prospects=8)) == {
        "mission_without_city"
    }


def test_somebody_must_follow_up(tmp_path: Path) -> None:
    assert "mission_no_follow_up" in findings(
        tmp_path, mission_city="city", mission_follow_up="not_yet"
    )
    assert not findings(tmp_path, mission_city="city", mission_follow_up="reserved")


def test_an_answer_of_the_wrong_kind_is_no_answer(tmp_path: Path) -> None:
    assert findings(tmp_path, mission_city="city", mission_prospects="beaucoup") == {}


def test_there_are_three_questions() -> None:
    assert [question.id for question in QUESTIONS] == [
        "mission_city",
        "mission_prospects",
        "mission_follow_up",
    ]
