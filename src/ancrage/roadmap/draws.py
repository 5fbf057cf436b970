"""Stakes redrawn within their ranges: how often each one is the largest.

Distribution: PERT, the beta distribution on [low, high] with mode central and weight 4 (D. G. Malcolm and others,
"Application of a technique for research and development program evaluation", Operations Research 7(5), 1959).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ancrage.findings import Stake

DRAWS = 10_000
_WEIGHT = 4.0


def share_of_wins(stakes: Mapping[str, Stake]) -> dict[str, float]:
    """Part of the draws in which each stake is the largest, by code; does not depend on the order given."""
    codes = sorted(stakes)
    drawn = np.column_stack([draw(code, stakes[code]) for code in codes])
    wins = np.bincount(drawn.argmax(axis=1), minlength=len(codes))
    return {code: int(count) / DRAWS for code, count in zip(codes, wins, strict=True)}


def draw(code: str, stake: Stake) -> NDArray[np.float64]:
    """`DRAWS` values of a stake, in euros a year; the seed is the stake itself, so a stake always draws the same."""
    spread = stake.high - stake.low
    if spread <= 0:
        return np.full(DRAWS, stake.central)
    text = f"{code} {stake.low:.2f} {stake.central:.2f} {stake.high:.2f}"
    seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
    place = (stake.central - stake.low) / spread
    beta = np.random.default_rng(seed).beta(1 + _WEIGHT * place, 1 + _WEIGHT * (1 - place), DRAWS)
    return np.asarray(stake.low + spread * beta, dtype=np.float64)
