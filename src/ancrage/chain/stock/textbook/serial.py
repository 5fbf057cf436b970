"""Stages one after the other: raw material, parts, finished goods; how much to hold at each, and what it costs.

Stage 1 serves the customers, the last stage is served by a supplier that is never out. Holding is counted by echelon: a
stage's echelon holds its own stock and all that it has already sent downstream, customers who wait deducted; h_j is what
a unit's holding costs more at stage j than at the stage before it. The cost of goods on their way to stage j is in it,
but for those of the last stage.

The best policy raises each echelon to a level S_j of its own, found one stage after the other, each from the cost that
the stage below induces. Clark and Scarf (1960), Optimal policies for a multi-echelon inventory problem, Management
Science 6(4); Chen and Zheng (1994), Lower bounds for multi-echelon stochastic inventory systems, Management Science
40(11); Snyder and Shen, Fundamentals of Supply Chain Theory, 2nd edition (2019), chapter 6; tables in Shang and Song (2003),
Newsvendor bounds and heuristic for optimal policies in serial supply chains, Management Science 49(5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from scipy import special  # type: ignore[import-untyped]

from ancrage.chain.stock.textbook.laws import (
    Floats,
    poisson_chances,
    poisson_losses,
    poisson_quantile,
    poisson_tails,
)
from ancrage.chain.stock.textbook.requires import countable, not_negative, positive


@dataclass(frozen=True)
class EchelonLevels:
    """Echelon base-stock level of each stage, stage 1 first, and the cost expected per unit of time."""

    S_star: tuple[float, ...]
    cost: float


def serial_continuous_poisson(
    echelon_holding_cost: Sequence[float],
    lead_time: Sequence[float],
    stockout_cost: float,
    demand_mean: float,
) -> EchelonLevels:
    """Best echelon base stock for Poisson demand, stock watched all the time; exact, whole units.

    Below zero the costs are straight lines (all demand waits), so that nothing is cut off.

    Args:
        echelon_holding_cost: euros a unit and unit of time, stage 1 (the customers') first.
        lead_time: from the stage before to this one, in the same unit of time, stage 1 first.
        stockout_cost: euros a unit that waits at stage 1 and unit of time.
        demand_mean: units per unit of time.

    Raises:
        ValueError: no stage, or lists that are not as long; a holding or shortage cost, or a mean, not above zero; a
            negative lead time; a demand over all lead times of more than 100,000 units, which are looked at one by one.
    """
    _check(echelon_holding_cost, lead_time, stockout_cost)
    positive(demand_mean=demand_mean)
    countable(most=100_000, demand_over_all_lead_times=demand_mean * sum(lead_time))
    penalty = stockout_cost + sum(echelon_holding_cost)
    # What stage 0 would pay: nothing above zero, the penalty for each unit under it.
    slope = -penalty
    induced = np.zeros(1)
    levels = []
    covered = 0.0
    for holding, lead in zip(echelon_holding_cost, lead_time, strict=True):
        mean = demand_mean * lead
        covered += mean
        # No level is above what the demand over all the stages so far passes with probability h/(h + p + all h).
        size = poisson_quantile(covered, holding / (holding + penalty)) + 2
        x = np.arange(size)
        before = holding * x + _held(induced, size)
        slope += holding
        costs = _over_poisson(before, slope, mean)
        best = int(np.argmin(costs))
        levels.append(float(best))
        induced = costs[: best + 1]
    return EchelonLevels(tuple(levels), float(induced[-1]))


def _held(induced: Floats, size: int) -> Floats:
    """The induced cost up to its least, which stays beyond: the stage below takes no more."""
    return np.concatenate([induced[:size], np.full(max(size - induced.size, 0), induced[-1])])


def _over_poisson(before: Floats, slope: float, mean: float) -> Floats:
    """Expected cost at each level 0, 1, … once a Poisson demand is taken off it; a line of that slope below zero."""
    if mean == 0:
        return before
    size = before.size
    levels = np.arange(size)
    chances = poisson_chances(mean, size - 1)
    inside = np.convolve(before, chances)[:size]
    waiting = before[0] * poisson_tails(mean, levels) - slope * poisson_losses(mean, levels)
    found: Floats = inside + waiting
    return found


def serial_periodic_normal(
    echelon_holding_cost: Sequence[float],
    lead_time: Sequence[float],
    stockout_cost: float,
    demand_mean: float,
    demand_sd: float,
) -> EchelonLevels:
    """Best echelon base stock for normal demand, stock looked at every period.

    Costs are taken as straight between the points of a fine grid and the demand is taken off exactly; levels and cost
    are good to about six digits. Snyder and Shen, chapter 6.

    Args:
        echelon_holding_cost: euros a unit and period, stage 1 (the customers') first.
        lead_time: periods from the stage before to this one, stage 1 first; each stage covers the demand of that many.
        stockout_cost: euros a unit that waits at stage 1 at the end of a period.
        demand_mean: units a period.
        demand_sd: units.

    Raises:
        ValueError: no stage, or lists that are not as long; a holding or shortage cost, or a spread, not above zero; a
            negative lead time or mean, or no lead time at all.
    """
    _check(echelon_holding_cost, lead_time, stockout_cost)
    positive(demand_sd=demand_sd)
    not_negative(demand_mean=demand_mean)
    if sum(lead_time) == 0:
        raise ValueError("lead_time must be above zero for one stage at least")
    penalty = stockout_cost + sum(echelon_holding_cost)
    # A stage's levels are kept less the mean demand of its stages so far, so that the grid needs no shift.
    spread = demand_sd * sqrt(sum(lead_time))
    leads = [lead if lead > 1e-12 * sum(lead_time) else 0.0 for lead in lead_time]  # or none
    smallest = demand_sd * sqrt(min(lead for lead in leads if lead > 0))
    step = max(min(smallest / 200, spread / 2000), spread / 20_000)
    reach = max(-float(special.ndtri(min(echelon_holding_cost) / (2 * penalty))), 0.0) + 9
    half = int(reach * spread / step) + 1
    x: Floats = step * np.arange(-half, half + 1, dtype=np.float64)
    slope = -penalty
    induced = penalty * np.maximum(-x, 0)
    levels, cost, covered = [], 0.0, 0.0
    for holding, lead in zip(echelon_holding_cost, leads, strict=True):
        # The level before demand is x plus the mean demand of the stages below.
        before = induced + holding * (x + demand_mean * covered)
        slope += holding
        costs, slopes = _over_normal(before, slope, holding, step, demand_sd * sqrt(lead))
        covered += lead
        # Without a lead time the cost may have a corner, which lies on the grid.
        at = int(np.argmin(costs))
        best, cost = _least(x, costs, slopes) if lead else (float(x[at]), float(costs[at]))
        levels.append(best + demand_mean * covered)
        induced = np.where(x < best, costs, cost)
    return EchelonLevels(tuple(levels), cost)


def _over_normal(
    before: Floats, first_slope: float, last_slope: float, step: float, sd: float
) -> tuple[Floats, Floats]:
    """Expected cost at each point of the grid once a normal demand of mean 0 is taken off it, and its slope.

    The line through the points, with its slopes beyond both ends, is a sum of hinges (x - x_k)+, whose expectation is a
    normal loss: exact for that line.
    """
    slopes = np.concatenate([[first_slope], np.diff(before) / step, [last_slope]])
    if sd == 0:
        return before, (slopes[1:] + slopes[:-1]) / 2
    size = before.size
    distance = step * np.arange(-(size - 1), size)  # from a hinge to a level
    z = distance / sd
    chance = special.ndtr(z)
    hinge = distance * chance + sd * np.exp(-z * z / 2) / sqrt(2 * pi)
    bends = np.diff(slopes)
    costs = before[0] + first_slope * step * np.arange(size) + _convolved(bends, hinge)
    return costs, first_slope + _convolved(bends, chance)


def _convolved(bends: Floats, kernel: Floats) -> Floats:
    """Sum over the hinges of their bend times the kernel at their distance, for each point of the grid."""
    length = 1 << (bends.size + kernel.size - 2).bit_length()  # powers of two are fast
    product = np.fft.rfft(bends, length) * np.fft.rfft(kernel, length)
    found: Floats = np.fft.irfft(product, length)[bends.size - 1 : kernel.size]
    return found


def _least(x: Floats, costs: Floats, slopes: Floats) -> tuple[float, float]:
    """Where a cost is least, between two points of the grid, and that cost."""
    after = int(np.argmax(slopes >= 0))
    before = after - 1
    share = -slopes[before] / (slopes[after] - slopes[before])
    best = float(x[before] + share * (x[after] - x[before]))
    return best, float(costs[before] + slopes[before] * (best - x[before]) / 2)


def _check(
    echelon_holding_cost: Sequence[float], lead_time: Sequence[float], stockout_cost: float
) -> None:
    positive(stockout_cost=stockout_cost)
    if not echelon_holding_cost or len(echelon_holding_cost) != len(lead_time):
        raise ValueError("echelon_holding_cost and lead_time must be as many, at least one")
    for holding, lead in zip(echelon_holding_cost, lead_time, strict=True):
        positive(echelon_holding_cost=holding)
        not_negative(lead_time=lead)
