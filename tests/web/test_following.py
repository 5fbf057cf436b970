"""A done step held against what it promised; values computed by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from ancrage.text import Language, render
from ancrage.web.steps.following import measured, promise

SUMMARY: dict[str, Any] = {
    "findings": {
        "freight": {"stake": [500.0, 1000.0, 1500.0], "title": "x"},
        "stock": {"stake": [0.0, 300.0, 600.0], "title": "y"},
        "unvalued": {"stake": None, "title": "z"},
    },
    "steps": {
        "quotes": {"title": "Devis", "gain": [200.0, 400.0, 600.0], "findings": ["freight", "stock", "unvalued"]},
        "note": {"title": "Noter", "gain": [0.0, 0.0, 0.0], "findings": ["unvalued"]},
    },
}  # fmt: skip
DONE = date(2026, 1, 15)


def said(
    kept: dict[str, Any], summary: dict[str, Any], until: date | None
) -> tuple[float | None, str]:
    found = measured(kept, DONE, summary, until)
    return found.won, render(found.said, Language.FR).replace("\u202f", " ").replace("\u00a0", " ")


def kept() -> dict[str, Any]:
    return promise(SUMMARY, "quotes", "s1", date(2025, 12, 31))


def test_a_promise_keeps_the_stakes_of_the_day() -> None:
    assert kept() == {
        "title": "Devis",
        "gain": [200.0, 400.0, 600.0],
        "stakes": {"freight": 1000.0, "stock": 300.0},
        "study": "s1",
        "covered_until": "2025-12-31",
    }
    assert promise(SUMMARY, "unknown", "s1", None) == {}


def test_nothing_is_measured_before_the_books_reach_three_months_further() -> None:
    won, sentence = said(kept(), SUMMARY, date(2026, 4, 14))  # 89 days after
    assert won is None
    assert sentence.startswith("Promis : 400 € par an. À mesurer quand")


def test_the_stakes_then_and_now_say_what_was_won() -> None:
    """1,000 + 300 then, 450 + 250 now: 600 a year better."""
    now = {"findings": {"freight": {"stake": [0, 450.0, 900]}, "stock": {"stake": [0, 250.0, 500]}}}
    won, sentence = said(kept(), now, date(2026, 4, 15))  # 90 days after
    assert won == 600.0
    assert (
        sentence
        == "Promis : 400 € par an. L’enjeu est passé de 1 300 € à 700 € par an : 600 € de mieux."
    )


def test_a_stake_that_grew_is_said_without_blame() -> None:
    now = {"findings": {"freight": {"stake": [0, 1200.0, 0]}, "stock": {"stake": [0, 300.0, 0]}}}
    won, sentence = said(kept(), now, date(2026, 12, 31))
    assert won == -200.0
    assert sentence.endswith("pas de gain visible à ce jour.")


def test_a_stake_that_can_no_longer_be_computed_is_unknown_not_zero() -> None:
    won, sentence = said(
        kept(), {"findings": {"stock": {"stake": [0, 0.0, 0]}}}, date(2026, 12, 31)
    )
    assert won is None
    assert "ne permettent plus de calculer" in sentence


def test_a_step_without_euros_has_nothing_to_measure() -> None:
    won, sentence = said(promise(SUMMARY, "note", "s1", None), SUMMARY, date(2026, 12, 31))
    assert won is None
    assert sentence == "Cette étape ne promettait pas d’euros : rien à mesurer."
