"""The redraws: within their range, around their mean, the same on every machine."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import numpy as np
import pytest
from plan_cases import stake

from ancrage.findings import Stake
from ancrage.roadmap.draws import expected, largest, redraw

DRAWN = """
from ancrage.findings import Stake
from ancrage.roadmap.draws import redraw
from ancrage.text import t
print(redraw("stock/slow", Stake(100, 400, 1000, t("f"), ()))[:5].tolist())
"""


def test_draws_stay_in_their_range_and_around_the_pert_mean_and_spread() -> None:
    """(100 + 4 x 400 + 1000) / 6 = 450; variance of a PERT: (mean - low)(high - mean) / 7."""
    drawn = redraw("x", stake(100, 400, 1000))
    assert drawn.shape == (10_000,)
    assert drawn.min() >= 100
    assert drawn.max() <= 1000
    assert drawn.mean() == pytest.approx(450, abs=6)
    assert drawn.var() == pytest.approx(350 * 550 / 7, rel=0.05)


@pytest.mark.parametrize(
    ("euros", "mean"),
    [
        (stake(100, 400, 1000), 450),
        (stake(0, 0, 600), 100),
        (stake(0, 600, 600), 500),
        (stake(7), 7),
    ],
)
def test_the_expected_stake(euros: Stake, mean: float) -> None:
    assert expected(euros) == pytest.approx(mean)
    assert redraw("x", euros).mean() == pytest.approx(mean, rel=0.02)


def test_a_stake_without_range_is_never_redrawn() -> None:
    assert set(redraw("x", stake(250)).tolist()) == {250.0}


def test_draws_follow_from_the_name_and_the_amounts_alone() -> None:
    same = redraw("x", stake(1, 2, 3)).tolist()
    assert redraw("x", stake(1, 2, 3)).tolist() == same
    assert redraw("y", stake(1, 2, 3)).tolist() != same
    assert redraw("x", stake(1, 2, 3.5)).tolist() != same


@pytest.mark.parametrize("other", [stake(1.01, 2, 3), stake(1, 2.01, 3), stake(1, 2, 3.01)])
def test_another_amount_is_another_simulation(other: Stake) -> None:
    """Not the same chances stretched to the new range."""
    assert np.abs(redraw("x", stake(1, 2, 3)) - redraw("x", other))[:5].max() > 0.1


def test_draws_do_not_depend_on_the_hash_of_the_process() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", DRAWN],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_stakes_that_do_not_overlap_leave_nothing_to_chance() -> None:
    assert largest([("a", stake(10, 20, 30)), ("b", stake(31, 40, 50))]) == (0.0, 1.0)


def test_equal_certain_stakes_share_every_draw() -> None:
    assert largest([("a", stake(10)), ("b", stake(10)), ("c", stake(9))]) == (0.5, 0.5, 0.0)


def test_shares_are_those_of_an_independent_simulation() -> None:
    """Each stake drawn from the standard library's beta distribution, one draw after the other."""
    stakes = [
        ("a", stake(500, 2000, 4000)),
        ("b", stake(100, 2100, 9000)),
        ("c", stake(1500, 1500, 2500)),
    ]
    chance = random.Random(7)  # noqa: S311 (no secret)
    wins = [0, 0, 0]
    for _ in range(40_000):
        drawn = []
        for _, each in stakes:
            width = each.high - each.low
            alpha = 1 + 4 * (each.central - each.low) / width
            beta = 1 + 4 * (each.high - each.central) / width
            drawn.append(each.low + width * chance.betavariate(alpha, beta))
        wins[drawn.index(max(drawn))] += 1
    assert largest(stakes) == pytest.approx([win / 40_000 for win in wins], abs=0.02)
