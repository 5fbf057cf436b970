"""What the owner says of the firm's visibility; unknown stays unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.local.visibility import QUESTIONS
from ancrage.local.visibility.diagnose import diagnose
from ancrage.world import world_on
from ledgers import firm_of, sale

WORLD = world_on(date(2026, 11, 23))


def seen(tmp_path: Path, **answers: str | bool) -> list[tuple[str, str, str | None]]:
    """Code and kind of each finding, and its first step."""
    firm = firm_of(tmp_path, [sale("20250110", 100)], answers=answers)
    return [
        (found.code, found.kind, found.actions[0].code if found.actions else None)
        for found in diagnose(firm, WORLD).findings
    ]


def test_nothing_is_said_without_an_answer(tmp_path: Path) -> None:
    assert seen(tmp_path) == []


@pytest.mark.parametrize(
    ("question", "answer", "finding"),
    [
        ("own_site", "none", ("site_missing", "weakness", "visibility_count")),
        ("own_site", "not_on_phone", ("site_not_on_phone", "weakness", "visibility_count")),
        ("own_site", "on_phone", ("site_in_place", "strength", None)),
        ("map_listing", "none", ("listing_missing", "weakness", "listing_claim")),
        ("map_listing", "incomplete", ("listing_incomplete", "weakness", "listing_complete_it")),
        ("map_listing", "complete", ("listing_complete", "strength", None)),
        ("reviews_answered", False, ("reviews_unanswered", "weakness", "reviews_answer")),
        ("reviews_answered", True, ("reviews_answered", "strength", None)),
    ],
)
def test_one_answer_one_finding(tmp_path: Path, question, answer, finding) -> None:
    assert seen(tmp_path, **{question: answer}) == [finding]
    assert finding[0] in next(q for q in QUESTIONS if q.id == question).unlocks


def test_no_euro_is_promised(tmp_path: Path) -> None:
    answers = {"own_site": "none", "map_listing": "none", "reviews_answered": False}
    firm = firm_of(tmp_path, [sale("20250110", 100)], answers=answers)
    findings = diagnose(firm, WORLD).findings
    assert len(findings) == 3
    assert all(found.stake is None and found.evidence == () for found in findings)


def test_there_are_three_questions() -> None:
    assert len(QUESTIONS) == 3
