"""The JSON answer: its keys, and every figure re-added from the lines that it names."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ancrage import demo
from corpus import corpus
from raw_fec import amounts

SAMPLES = {
    "000000000FEC20231231.txt.gz": "utf-8",
    "000000001FEC20220831.txt.gz": "utf-8-sig",
    "111111111FEC20221231.TXT.gz": "cp850",
}


def audit(*arguments: str | Path) -> dict[str, Any]:
    command = [
        sys.executable,
        "-m",
        "ancrage.cli.main",
        "audit",
        *map(str, arguments),
        "--json",
        "--date",
        "2026-03-02",
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(result.stdout)


def proofs(node: Any) -> Iterator[dict[str, Any]]:
    """Every piece of evidence anywhere in the answer."""
    if isinstance(node, dict):
        if {"file", "lines", "sign", "amount_eur"} <= set(node):
            yield node
        for value in node.values():
            yield from proofs(value)
    elif isinstance(node, list):
        for value in node:
            yield from proofs(value)


def check_every_proof(answer: dict[str, Any], files: dict[str, str]) -> int:
    lines = {path: amounts(Path(path), encoding) for path, encoding in files.items()}
    count = 0
    for proof in proofs(answer):
        total = sum((lines[proof["file"]][number] for number in proof["lines"]), Decimal(0))
        assert Decimal(str(proof["amount_eur"])) == proof["sign"] * total
        assert len(set(proof["lines"])) == len(proof["lines"])
        count += 1
    return count


def check_shape(answer: dict[str, Any]) -> None:
    assert answer["version"] == "1.0"
    assert {"files", "problems", "totals", "figures", "findings", "roadmap", "questions"} <= set(
        answer
    )
    for totals in answer["totals"].values():
        used = Decimal(str(totals["assigned_eur"])) + Decimal(str(totals["unassigned_eur"]))
        assert used == Decimal(str(totals["debit_eur"]))
    for finding in answer["findings"]:
        stake = finding["stake_eur_year"]
        assert finding["kind"] in {"strength", "weakness", "risk", "opportunity"}
        assert finding["confidence"] in {"low", "medium", "high"}
        assert stake is None or 0 <= stake["low"] <= stake["central"] <= stake["high"]
        for entry in finding["inputs"]:
            if entry["origin"] == "books" and entry["unit"] == "eur":
                proved = sum(Decimal(str(p["amount_eur"])) for p in entry["evidence"])
                assert abs(proved - Decimal(str(entry["value"]))) < Decimal("0.01"), (
                    finding["code"],
                    entry["name"],
                )
    codes = {finding["code"] for finding in answer["findings"]}
    assert len(codes) == len(answer["findings"])
    steps = {step["code"]: step for step in answer["roadmap"]["steps"]}
    for step in steps.values():
        assert set(step["findings"]) <= codes
        assert all(
            steps[need]["end_day"] <= step["start_day"] for need in step["needs"] if need in steps
        )
    first = answer["roadmap"]["first"]
    assert first is None or (first["finding"] in codes and 0 <= first["first_in_draws"] <= 1)
    for year, evidence in answer["figures_evidence"].items():
        for name, proof in evidence.items():
            figures = answer["figures"][year]
            value = (
                figures["tax_return"][name.split(".")[1]]
                if name.startswith("tax_return.")
                else figures[name]
            )
            assert abs(
                sum(Decimal(str(p["amount_eur"])) for p in proof["evidence"]) - Decimal(str(value))
            ) < Decimal("0.01")


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "encoding"), SAMPLES.items())
def test_every_figure_of_a_real_firm_is_the_sum_of_its_lines(name: str, encoding: str) -> None:
    path = corpus("fec_samples", name)
    answer = audit(path)
    check_shape(answer)
    assert check_every_proof(answer, {str(path): encoding}) > 20
    assert len(answer["findings"]) >= 3


@pytest.mark.corpus
def test_the_small_firm_gives_every_figure_that_was_counted_by_hand() -> None:
    path = corpus("fec_mini", "123456782FEC20251231.txt")
    expected = json.loads(corpus("fec_mini", "expected.json").read_text(encoding="utf-8"))
    answer = audit(path)
    check_shape(answer)
    assert check_every_proof(answer, {str(path): "utf-8"}) > 20
    figures = answer["figures"]["2025-12-31"]
    for name, value in expected.items():
        if isinstance(value, dict):
            assert {key: figures[name][key] for key in value} == value, name
        elif isinstance(value, float):
            assert figures[name] == pytest.approx(value, abs=0.005), name
        else:
            assert figures[name] == value, name


def test_the_demonstration_firm_proves_every_figure_over_three_years(tmp_path: Path) -> None:
    files = demo.write(tmp_path)
    answer = audit(tmp_path)
    check_shape(answer)
    assert check_every_proof(answer, {str(path): "utf-8" for path in files}) > 100
    assert answer["roadmap"]["first"] is not None
    assert answer["roadmap"]["steps"]
    assert list(answer["figures"]) == ["2023-12-31", "2024-12-31", "2025-12-31"]


def test_the_same_files_give_the_same_answer(tmp_path: Path) -> None:
    demo.write(tmp_path)
    assert audit(tmp_path) == audit(tmp_path)
