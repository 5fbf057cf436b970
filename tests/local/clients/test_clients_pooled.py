"""Sales that name nobody, and what the owner says of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from customers_told import COUNTER, WORLD, check_proofs, invoice, said

from ancrage.local.clients import QUESTIONS
from ancrage.local.clients.diagnose import diagnose
from ledgers import Line, entry, firm_of, sale

NAMED = ("CA", "ATELIER ALBA")
YEAR = (
    invoice("20250110", NAMED, 6000),
    invoice("20250210", COUNTER, 3000),
    sale("20251220", 1000),  # no customer account at all
)


def finding(tmp_path: Path, code: str, entries=YEAR, **answers: bool | float):
    firm = firm_of(tmp_path, entries, answers=answers)
    return next((f for f in diagnose(firm, WORLD).findings if f.code == code), None)


@pytest.mark.parametrize(
    ("answers", "kind", "steps"),
    [
        ({}, "opportunity", 1),
        ({"loyalty_list": False}, "weakness", 1),
        ({"loyalty_list": True}, "strength", 0),
    ],
)
def test_the_answer_settles_what_the_books_leave_open(tmp_path: Path, answers, kind, steps) -> None:
    found = finding(tmp_path, "sales_pooled", **answers)
    assert found is not None
    assert (found.kind, len(found.actions)) == (kind, steps)
    assert said(found).startswith("40 % de vos ventes (4 000 €) vont à des clients")
    check_proofs(found)


def test_few_pooled_sales_are_not_worth_a_word(tmp_path: Path) -> None:
    few = (invoice("20250110", NAMED, 9500), invoice("20251210", COUNTER, 500))
    assert finding(tmp_path, "sales_pooled", few) is None


def test_books_that_name_no_customer_ask_for_accounts(tmp_path: Path) -> None:
    found = finding(tmp_path, "sales_pooled", (sale("20250110", 100), sale("20251210", 100)))
    assert found is not None
    assert "customers_auxiliary_accounts" in [action.code for action in found.actions]


@pytest.mark.parametrize(("share", "kind"), [(60, "strength"), (35, None), (10, "weakness")])
def test_known_faces_at_the_counter(tmp_path: Path, share, kind) -> None:
    found = finding(tmp_path, "walk_in_known", walk_in_known_share=share)
    assert (found.kind if found else None) == kind


def test_a_line_shared_by_several_named_customers_belongs_to_none(tmp_path: Path) -> None:
    other = ("CB", "BRUME")
    shared = entry(
        "VE", "20250305", "LOT", "Factures de mars",
        Line("411000", 1200, NAMED), Line("411000", 600, other),
        Line("707000", -1500), Line("445710", -300),
    )  # fmt: skip
    firm = firm_of(tmp_path, [*YEAR, shared])
    diagnosis = diagnose(firm, WORLD)
    top = next(table for table in diagnosis.tables if table.code == "customers_top")
    assert [row[:2] for row in top.rows] == [("ATELIER ALBA", 6000.0)]
    for found in diagnosis.findings:
        check_proofs(found)


def test_there_are_four_questions_and_each_unlocks_something() -> None:
    assert len(QUESTIONS) == 4
    assert all(question.unlocks and question.room == "local.clients" for question in QUESTIONS)
