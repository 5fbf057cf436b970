"""Stakes redrawn within their ranges: a PERT distribution for each, and always the same draws for the same stakes.

The PERT distribution is a beta distribution on (low, high) whose mode is the central value and whose mean is
(low + 4 central + high) / 6 (D. G. Malcolm, J. H. Roseboom, C. E. Clark and W. Fazar, "Application of a technique for
research and development program evaluation", Operations Research 7(5), 1959).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ancrage.findings import Stake

DRAWS = 10_000
PERT_WEIGHT = 4.0  # weight of the central value against each end


def expected(stake: Stake) -> float:
    """Mean of the draws of a stake, euros a year."""
    return (stake.low + PERT_WEIGHT * stake.central + stake.high) / (PERT_WEIGHT + 2)


def redraw(name: str, stake: Stake, draws: int = DRAWS) -> NDArray[np.float64]:
    """Draws of one stake, euros a year.

    They depend on the name and the three amounts alone: never on the other stakes, their order or the machine's hash.
    """
    width = stake.high - stake.low
    if width == 0:
        return np.full(draws, stake.central)
    key = f"{name}/{stake.low!r}/{stake.central!r}/{stake.high!r}"
    seed = np.frombuffer(hashlib.sha256(key.encode()).digest(), dtype="<u4")
    lean = PERT_WEIGHT * (stake.central - stake.low) / width
    shares = np.random.default_rng(seed.tolist()).beta(1 + lean, 1 + PERT_WEIGHT - lean, draws)
    return stake.low + width * shares


def largest(stakes: Sequence[tuple[str, Stake]], draws: int = DRAWS) -> tuple[float, ...]:
    """By stake, the share of draws in which it is the largest; stakes that tie in a draw share it. The sum is 1."""
    drawn = np.stack([redraw(name, stake, draws) for name, stake in stakes])
    first = drawn == drawn.max(axis=0)
    return tuple((first / first.sum(axis=0)).mean(axis=1).tolist())
