"""What one year of one supplier cannot tell is borrowed from the other suppliers of the file.

A supplier is a law (median, spread) drawn from a population that nobody knows. The population is estimated on a grid of
laws by maximum likelihood over all suppliers (Kiefer and Wolfowitz, 1956; EM), with a broad population worth
`BROAD` suppliers added so that a file of few suppliers is not taken for the whole world. Then each supplier's own
orders weigh the laws of the grid: an empirical Bayes posterior.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ancrage.chain.suppliers.leadtimes.lognormal import Days, Floats, curves

BROAD = 2.0  # suppliers that the broad population is worth
STEP = 0.025  # of the log-median
SPREADS = np.geomspace(0.05, 1.4, 19)
ROUNDS = 30
STRAYS = (0.0002, 0.002, 0.01)  # shares of orders that no law explains; the file says which
POINTS = 20  # laws that stand for what is known of one supplier
DRAWS = 299  # laws drawn to simulate it


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
        settled = received @ np.log(law.chance)
        score = settled + waiting @ np.log(law.beyond)
        likelihood = _scaled(score)
        population = _population(likelihood)
        fit = float(np.sum(np.log(likelihood @ population) + score.max(axis=1)))
        if fit > best:
            best = fit
            beliefs = [
                _belief(grid_medians, grid_spreads, population * whole, population * part, strays)
                for whole, part in zip(likelihood, _scaled(settled), strict=True)
            ]
    return beliefs


def _scaled(score: Floats) -> Floats:
    likelihood: Floats = np.exp(score - score.max(axis=1, keepdims=True))
    return likelihood


def _longest(days: Days) -> int:
    return int(days.max(initial=0))


def _population(likelihood: Floats) -> Floats:
    """Weights of the laws of the grid in the population, by EM."""
    suppliers, laws = likelihood.shape
    broad = np.full(laws, 1.0 / laws)
    weights = broad
    for _ in range(ROUNDS):
        per_supplier = likelihood @ weights
        shares = weights * (likelihood.T @ (1.0 / per_supplier))
        weights = (shares + BROAD * broad) / (suppliers + BROAD)
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
        medians[kept], spreads[kept], _shares(times), _shares(times * ratio), drawn, strays
    )


def _evenly(weights: Floats, count: int) -> Days:
    total = np.cumsum(weights)
    return np.searchsorted(total, (np.arange(count) + 0.5) / count * total[-1])


def _shares(weights: Floats) -> Floats:
    shares: Floats = weights / weights.sum()
    return shares
