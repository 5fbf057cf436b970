"""What the owner says of another market; unknown stays unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.reach.adaptation import QUESTIONS
from ancrage.reach.adaptation.diagnose import diagnose
from ancrage.world import world_on
from ledgers import firm_of, sale

WORLD = world_on(date(2026, 11, 23))


def seen(tmp_path: Path, **answers: str) -> list[tuple[str, str, tuple[str, ...]]]:
    firm = firm_of(tmp_path, [sale("20250110", 100)], answers=answers)
    return [
        (found.code, found.kind, tuple(action.code for action in found.actions))
        for found in diagnose(firm, WORLD).findings
    ]


@pytest.mark.parametrize(
    "answers",
    [{}, {"market_listening_done": "no_plan", "offer_adapted": "no_plan"}, {"offer_adapted": "?"}],
)
def test_nothing_is_said_without_an_answer_or_a_plan(tmp_path: Path, answers) -> None:
    assert seen(tmp_path, **answers) == []


def test_listening_comes_before_selling(tmp_path: Path) -> None:
    assert seen(tmp_path, market_listening_done="nothing") == [
        ("market_not_listened", "weakness", ("market_reviews_read", "market_listening"))
    ]
    assert seen(tmp_path, market_listening_done="read") == [
        ("market_not_listened", "weakness", ("market_listening",))
    ]
    assert seen(tmp_path, market_listening_done="talked") == [("market_listened", "strength", ())]


@pytest.mark.parametrize("answer", ["copied", "translated"])
def test_a_copied_offer_is_rewritten_after_listening(tmp_path: Path, answer) -> None:
    firm = firm_of(tmp_path, [sale("20250110", 100)], answers={"offer_adapted": answer})
    (found,) = diagnose(firm, WORLD).findings
    assert (found.code, found.kind, found.stake) == ("offer_copied", "weakness", None)
    listen, rewrite = found.actions
    assert (listen.nature, rewrite.nature) == ("listen", "act")
    assert rewrite.needs == (listen.code,)


def test_an_adapted_offer_is_a_strength(tmp_path: Path) -> None:
    assert seen(tmp_path, offer_adapted="adapted") == [("offer_adapted", "strength", ())]


def test_every_choice_is_declared_and_each_question_unlocks_what_it_settles(tmp_path: Path) -> None:
    assert len(QUESTIONS) == 2
    for question in QUESTIONS:
        codes = {
            code
            for value, _ in question.choices
            for code, _, _ in seen(tmp_path, **{question.id: value})
        }
        assert codes == set(question.unlocks)
