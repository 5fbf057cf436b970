"""The ten things of a Monday, and what changed; small plans written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ancrage.money import Euros
from ancrage.text import Language, render, t
from ancrage.web.monday.agenda import Item, agenda, changes

TODAY = date(2026, 11, 23)


@dataclass
class State:
    status: str = "todo"
    due: date | None = None


def stage(
    code: str, start: str, finding: str, gain: float = 0.0, check: str = "2027-03-01"
) -> dict[str, Any]:
    return {
        "code": code, "title": code, "start": start, "check_on": check, "success": "réussi",
        "gain": {"value": gain, "said": f"{gain:.0f} € par an", "exact": f"{gain:.2f} €"},
        "answers": [{"code": finding, "title": f"constat {finding}"}],
    }  # fmt: skip


def stake(euros: float | None, room: str = "Achats") -> dict[str, Any]:
    return {"central": euros, "said": f"{euros} € par an", "room": room}


def question(key: str, *unlocks: str) -> dict[str, Any]:
    return {
        "key": key,
        "ask": f"{key} ?",
        "why": "pour savoir",
        "room": "Stock",
        "unlocks": unlocks,
    }


def made(**given: Any) -> tuple[Item, ...]:
    empty: dict[str, Any] = {
        "today": TODAY, "windows": [], "states": {}, "questions": [], "stakes": {}, "waiting": [],
        "refused_said": "", "years": 3,
    }  # fmt: skip
    return agenda(**{**empty, **given})


def said(item: Item) -> str:
    return item.title if isinstance(item.title, str) else render(item.title, Language.FR)


def test_what_cannot_wait_then_this_week_then_what_follows() -> None:
    windows = [
        {
            "stages": [
                stage("later", "2027-01-10", "big", 900.0),
                stage("now", "2026-11-25", "small"),
                stage("late", "2026-10-01", "small"),
            ]
        }
    ]
    items = made(
        windows=windows,
        stakes={"big": stake(5000.0), "small": stake(100.0)},
        states={"late": State(due=date(2026, 11, 1))},
        waiting=[("k1", "achats.txt")],
    )
    assert [said(item) for item in items] == ["late", "Vérifier achats.txt", "now", "later"]
    assert [item.rank for item in items] == [0, 0, 1, 2]
    assert items[3].path == "roadmap/later/"


def test_done_and_dropped_steps_are_gone_and_a_check_comes_back_on_its_day() -> None:
    windows = [
        {"stages": [stage(c, "2026-11-01", "f", check="2026-11-28") for c in ("a", "b", "c")]}
    ]
    states = {"a": State("done"), "b": State("dropped"), "c": State("doing")}
    items = made(windows=windows, states=states, stakes={"f": stake(10.0)})
    assert [said(item) for item in items] == ["Vérifier : a", "c"]


def test_one_question_for_a_finding_and_five_at_most() -> None:
    stakes = {f"f{n}": stake(100.0 * n) for n in range(1, 9)}
    questions = [question(f"q{n}", f"f{n}") for n in range(1, 9)] + [question("again", "f8")]
    items = made(questions=questions, stakes=stakes)
    assert [item.path for item in items] == [f"questions/q{n}/" for n in (8, 7, 6, 5, 4)]
    assert items[0].worth == 400.0  # half of 800: an answer wins nothing by itself


def test_never_more_than_ten() -> None:
    windows = [{"stages": [stage(f"s{n}", "2026-11-20", "f") for n in range(30)]}]
    assert len(made(windows=windows, stakes={"f": stake(1.0)})) == 10


def test_the_step_that_the_page_shows_above_is_not_said_twice() -> None:
    windows = [{"stages": [stage("first", "2026-11-20", "f"), stage("second", "2026-11-20", "f")]}]
    assert [said(item) for item in made(windows=windows, leading="first")] == ["second"]
    assert len(made(windows=windows, leading="first", states={"first": State("doing")})) == 2


def test_a_single_year_asks_for_the_one_before() -> None:
    assert [item.kind for item in made(years=1)] == ["year"]
    assert made(years=2) == ()


def test_what_changed_between_two_studies() -> None:
    """A stake counts as moved from 100 euros and a tenth on: 1,000 to 1,050 does not, 1,000 to 1,200 does."""
    before = {"findings": {
        "gone": {"stake": [0, 700.0, 0]}, "same": {"stake": [0, 1000.0, 0]}, "up": {"stake": [0, 1000.0, 0]},
    }}  # fmt: skip
    after = {"findings": {
        "same": {"stake": [0, 1050.0, 0]}, "up": {"stake": [0, 1200.0, 0]}, "fresh": {"stake": None},
    }}  # fmt: skip
    assert changes(before, after) == [
        ("gone", "gone", 700.0, 0.0),
        ("more", "up", 1000.0, 1200.0),
        ("new", "fresh", 0.0, 0.0),
    ]


def test_orders_of_the_week_cannot_wait_and_a_supplier_that_slows_is_news_for_a_month() -> None:
    """15 + 20 euros to order by the 30th; what is due on 4 December can wait."""
    lines = [
        {"order_by": "2026-11-23", "amount_eur": 15.0},
        {"order_by": "2026-11-30", "amount_eur": 20.0},
        {"order_by": "2026-12-04", "amount_eur": 900.0},
        {"order_by": "2026-11-25", "amount_eur": None},
    ]
    slow = {"name": "Ningbo", "slug": "ningbo-1", "said": "76 jours au lieu de 58."}
    found = made(
        goods={
            "slow": [
                slow | {"alarm_day": "2026-11-01"},
                slow | {"name": "Martin", "alarm_day": "2026-05-01"},
            ]
        },
        purchases={"suppliers": [{"name": "Ningbo", "lines": lines}]},
    )
    assert [(item.kind, item.rank) for item in found] == [
        ("order", 0),
        ("slower", 0),
        ("slower", 1),
    ]
    order = found[0]
    assert said(order) == "Commander 3 articles cette semaine"
    assert order.said == t("{euros} d’achats", euros=Euros.of(35.0))
    assert order.path == "goods/purchases/"
    assert found[1].path == "goods/suppliers/ningbo-1/"
