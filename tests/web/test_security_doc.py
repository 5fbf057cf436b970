"""docs/security.md answers every requirement of ASVS 5.0 levels 1 and 2, and its answers lead somewhere."""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus import corpus

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security.md"
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (test|page|n/a|not yet) \| (.+) \|$", re.MULTILINE
)
ROWS = ROW.findall(PAGE.read_text("utf-8"))
LINK = re.compile(r"\[[^\]]+\]\(([^)#]*)(?:#([^)]+))?\)")


def test_each_requirement_has_one_answer() -> None:
    lines = re.findall(r"^\| \d+\.\d+\.\d+ .*$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(lines) == len(ROWS), "a row that is written otherwise"
    assert [i for i, count in Counter(row[0] for row in ROWS).items() if count > 1] == []
    # As the standard counts them: 70 of level 1, 183 more of level 2.
    assert Counter(level for _, level, _, _ in ROWS) == {"1": 70, "2": 183}


@pytest.mark.corpus
def test_none_of_the_standard_is_left_out() -> None:
    path = corpus("owasp-asvs-5", "asvs-5.0-en.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        asked = [(r["id"], r["level"]) for r in csv.DictReader(stream) if r["level"] in {"1", "2"}]
    assert [(number, level) for number, level, _, _ in ROWS] == asked


@pytest.mark.corpus
def test_no_sentence_of_the_standard_is_copied() -> None:
    path = corpus("owasp-asvs-5", "asvs-5.0-en.csv")
    said = " ".join(PAGE.read_text("utf-8").split())
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            words = row["requirement"].removeprefix("Verify that ").split()
            for start in range(max(1, len(words) - 9)):
                assert " ".join(words[start : start + 10]) not in said, row["id"]


TESTS = sorted({(i, name) for i, _, kind, said in ROWS if kind == "test" for name in re.findall(r"`(tests/[^`]+)`", said)})  # fmt: skip


@pytest.mark.parametrize("name", sorted({name for _, name in TESTS}))
def test_each_test_that_is_named_exists(name: str) -> None:
    path, _, function = name.partition("::")
    found = ast.parse((ROOT / path).read_text("utf-8")).body
    assert function in {node.name for node in found if isinstance(node, ast.FunctionDef)}


def test_each_answer_by_a_test_names_one() -> None:
    answered = {i for i, _ in TESTS}
    assert [i for i, _, kind, _ in ROWS if kind == "test" and i not in answered] == []


def anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", ["security.md", "server.md"])
def test_each_section_that_is_named_exists(page: str) -> None:
    text = (PAGE.parent / page).read_text("utf-8")
    for target, anchor in LINK.findall(text):
        if target.startswith("http"):
            continue
        path = PAGE.parent / target if target else PAGE.parent / page
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path), (target, anchor)
    if page == "security.md":
        assert [i for i, _, kind, said in ROWS if kind == "page" and not LINK.search(said)] == []


def test_what_does_not_apply_or_is_missing_has_a_reason() -> None:
    for number, _, kind, said in ROWS:
        if kind in {"n/a", "not yet"}:
            assert len(said.split()) >= 2, number
            assert "`tests/" not in said, number
    page = PAGE.read_text("utf-8")
    assert page.count("\n- ", page.index("## Not yet"), page.index("## OWASP")) >= 5
