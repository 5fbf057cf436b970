"""Sales outside France: meaningful, growing, falling, or only said."""

from __future__ import annotations

from pathlib import Path

import pytest
from channels_told import WORLD, finding, said, sold, told

from ancrage.reach.channels import QUESTIONS
from ancrage.reach.channels.diagnose import diagnose

GERMAN = ("CHAF", "Hafenstube GmbH")


def year(number: int, home: float, abroad: float) -> list:
    return [
        sold(f"{number}0110", home),
        sold(f"{number}1210", abroad, GERMAN, account="707200", vat=None),
    ]


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (None, 1000, "strength"),  # one euro in ten
        (None, 600, "opportunity"),
        (500, 600, "strength"),  # small, but it grows
        (600, 600, "opportunity"),
        (2000, 1500, "opportunity"),  # it counts, but it falls
        (None, 50, None),
    ],
)
def test_what_is_sold_abroad(tmp_path: Path, before, now, kind) -> None:
    entries = year(2025, 10_000 - now, now)
    if before:
        entries += year(2024, 10_000 - before, before)
    found = finding(told(tmp_path, entries), "sales_abroad")
    assert (found.kind if found else None) == kind


def test_the_title_says_how_much_and_how_it_changed(tmp_path: Path) -> None:
    found = finding(
        told(tmp_path, [*year(2024, 8800, 1200), *year(2025, 8500, 1500)]), "sales_abroad"
    )
    assert found is not None
    assert said(found) == (
        "Vous vendez déjà 1 500 € hors de France, 15 % de vos ventes, 25 % de plus qu’un an plus tôt"
    )


@pytest.mark.parametrize(
    ("answers", "seen"),
    [
        ({}, None),
        ({"foreign_requests": False}, None),
        (
            {"foreign_requests": True},
            "Vous recevez des demandes de l’étranger et n’y vendez pas encore",
        ),
        (
            {"sales_abroad_share": 20},
            "Vous dites vendre 20 % hors de France, mais vos comptes ne le montrent pas",
        ),
    ],
)
def test_a_demand_that_only_the_owner_hears(tmp_path: Path, answers, seen) -> None:
    firm = told(tmp_path, [sold("20250110", 1000), sold("20251210", 1000)], **answers)
    found = finding(firm, "foreign_demand")
    assert (said(found) if found else None) == seen
    if found:
        assert [action.nature for action in found.actions] == ["listen", "act"]
        assert found.actions[0].code in found.actions[1].needs


def test_sales_seen_abroad_need_no_answer(tmp_path: Path) -> None:
    firm = told(tmp_path, year(2025, 9000, 1000), foreign_requests=True)
    assert finding(firm, "foreign_demand") is None


def test_the_table_shows_every_year(tmp_path: Path) -> None:
    firm = told(tmp_path, [*year(2024, 8800, 1200), *year(2025, 8500, 1500)])
    table = diagnose(firm, WORLD).tables[0]
    assert [row[1:] for row in table.rows] == [
        (8800.0, 1200.0, 0.0, 0.0, 0.0, 0.0),
        (8500.0, 1500.0, 0.0, 0.0, 0.0, 0.0),
    ]


def test_there_are_three_questions() -> None:
    assert len(QUESTIONS) == 3
    assert all(question.unlocks and question.room == "reach.channels" for question in QUESTIONS)
