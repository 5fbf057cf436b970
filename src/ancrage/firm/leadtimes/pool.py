"""What one year of one supplier cannot tell is borrowed from the other suppliers of the file.

A supplier is a law (median, spread) drawn from a population that nobody knows. The population is estimated on a grid of
laws by maximum likelihood over all suppliers (Kiefer and Wolfowitz, 1956; EM), with a broad population worth
`BROAD` suppliers added so that a file of few suppliers is not taken for the whole world. Then each supplier's own
orders weigh the laws of the grid: an empirical Bayes posterior. A supplier is judged by the population of the others
(by folds), since its orders must not count twice; how far EM goes, from a smooth population to a few typical suppliers,
is what tells the suppliers left out best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ancrage.firm.leadtimes.lognormal import Days, Floats, curves

BROAD = 2.0  # suppliers that the broad population is worth
STEP = 0.025  # of the log-median
SPREADS = np.geomspace(0.05, 1.4, 25)
ROUNDS = (2, 5, 12, 30, 75)  # of EM
FOLDS = 5
NEGLIGIBLE = 1e-4  # likelihood, the most likely law having 1
STRAYS = (0.0002, 0.002, 0.01)  # shares of orders that no law explains; the file says which
POINTS = 20  # laws that stand for what is known of one supplier
DRAWS = 299  # laws drawn to simulate it

Real = TypeVar("Real", np.float32, np.float64)


@dataclass(frozen=True, slots=True)
class Past:
    """Baseline of one supplier: days that received orders took, and ages of those still open at its end."""

    took: Days
    open_for: Days


@dataclass(frozen=True, slots=True)
class Belief:
    """Laws that a supplier may follow, most likely first.

    Args:
        medians_log, spreads: of each law, shape (laws,).
        weights: chance of each law after the whole baseline; sum 1.
        settled: the same, of received orders alone; sum 1.
        drawn: laws (log-median, log-spread) drawn evenly from the whole posterior, shape (DRAWS, 2): its tails, which the
            few laws above cut off, are where a healthy supplier looks slow.
        strays: share of orders that follow no law.
    """

    medians_log: Floats
    spreads: Floats
    weights: Floats
    settled: Floats
    drawn: Floats
    strays: float = STRAYS[0]


def pooled(pasts: Sequence[Past]) -> list[Belief]:
    """Belief on each supplier after the baselines of all."""
    length = 2 + max((int(max(_longest(p.took), _longest(p.open_for))) for p in pasts), default=1)
    middles = [float(np.median(np.log(np.maximum(p.took, 1)))) for p in pasts if len(p.took)] or [
        np.log(14.0)
    ]
    medians = np.arange(min(middles) - 0.4, max(middles) + 0.4 + STEP, STEP)
    grid_medians = np.repeat(medians, len(SPREADS))
    grid_spreads = np.tile(SPREADS, len(medians))
    received = np.zeros((len(pasts), length))
    waiting = np.zeros((len(pasts), length))
    for row, past in enumerate(pasts):
        np.add.at(received[row], np.maximum(past.took, 1), 1)
        np.add.at(waiting[row], past.open_for, 1)
    best = -np.inf
    for strays in STRAYS:
        law = curves(grid_medians, grid_spreads, strays, length)
        law.chance[0] = 1.0  # nobody takes 0 days
        part = received @ np.log(law.chance)
        score = part + waiting @ np.log(law.beyond)
        scaled = _scaled(score)
        start = np.full(scaled.shape[1], 1.0 / scaled.shape[1])
        population = em(scaled, start, ROUNDS[0])
        fit = float(np.sum(np.log(scaled @ population) + score.max(axis=1)))
        if fit > best:
            best, chosen, settled, likelihood = fit, strays, part, scaled
    # Laws that nobody may follow are dropped: they only cost time.
    near = np.flatnonzero(likelihood.max(axis=0) > NEGLIGIBLE)
    likelihood, settled = likelihood[:, near], _scaled(settled)[:, near]
    return [
        _belief(
            grid_medians[near], grid_spreads[near], population * whole, population * part, chosen
        )
        for population, whole, part in zip(
            _populations(likelihood), likelihood, settled, strict=True
        )
    ]


def _scaled(score: Floats) -> Floats:
    likelihood: Floats = np.exp(score - score.max(axis=1, keepdims=True))
    return likelihood


def _longest(days: Days) -> int:
    return int(days.max(initial=0))


def _populations(likelihood: Floats) -> Floats:
    """For each supplier, weights of the laws of the grid among the others."""
    suppliers, laws = likelihood.shape
    fold = np.arange(suppliers) % FOLDS
    single = likelihood.astype(np.float32)
    others = [single[fold != k] for k in range(FOLDS)]
    stages = [np.full((FOLDS, laws), 1.0 / laws, dtype=np.float32)]
    for before, rounds in zip((0, *ROUNDS), ROUNDS, strict=False):
        last = stages[-1]
        stages.append(
            np.stack([em(part, last[k], rounds - before) for k, part in enumerate(others)])
        )
    told = [float(np.log((likelihood * stage[fold]).sum(axis=1)).sum()) for stage in stages]
    best: Floats = stages[int(np.argmax(told))][fold].astype(float)
    return best


def em(likelihood: npt.NDArray[Real], weights: npt.NDArray[Real], rounds: int) -> npt.NDArray[Real]:
    """Weights after some rounds of EM."""
    suppliers, laws = likelihood.shape
    for _ in range(rounds):
        shares = weights * (likelihood.T @ (1.0 / (likelihood @ weights)))
        weights = (shares + BROAD / laws) / (suppliers + BROAD)
    return weights


def _belief(
    medians: Floats, spreads: Floats, weights: Floats, settled: Floats, strays: float
) -> Belief:
    """The posterior by few laws, each as often as POINTS evenly spaced draws from it meet it."""
    kept, times = np.unique(_evenly(weights, POINTS), return_counts=True)
    ratio = settled[kept] / weights[kept]
    many = _evenly(weights, DRAWS)
    drawn = np.stack([medians[many], spreads[many]], axis=1)
    return Belief(
        medians[kept],
        spreads[kept],
        _shares(times.astype(float)),
        _shares(times * ratio),
        drawn,
        strays,
    )


def _evenly(weights: Floats, count: int) -> Days:
    total = np.cumsum(weights)
    found: Days = np.searchsorted(total, (np.arange(count) + 0.5) / count * total[-1])
    return found


def _shares(weights: Floats) -> Floats:
    shares: Floats = weights / weights.sum()
    return shares
