"""Lead times in whole days: a lognormal rounded to a day, with a few strays that no model explains.

A lead time of k days stands for (k - 0.5, k + 0.5); what comes the day it is ordered counts as one day. A share of the
orders may last anything (chances falling as 1/k): one absurd date then weighs little, and no ratio is infinite. Their
share is learnt from the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import special  # type: ignore[import-untyped]

Floats: TypeAlias = npt.NDArray[np.float64]
Singles: TypeAlias = npt.NDArray[np.float32]
Days: TypeAlias = npt.NDArray[np.int64]

_LEAST = 1e-9
LONGEST = 1500  # days; what lasts longer counts as this long


def normal_below(z: Floats) -> Floats:
    """Chance that a standard normal is below each z."""
    found: Floats = special.ndtr(z)
    return found


def normal_quantile(chance: Floats) -> Floats:
    """The z below which a standard normal is with each chance."""
    found: Floats = special.ndtri(chance)
    return found


@dataclass(frozen=True, slots=True)
class Curves:
    """Chances of a lead time under each of several laws (columns), by days 0 to the length less one (rows).

    Args:
        chance: of this very number of days; row 0 is empty.
        beyond: of more than this number of days: what an order open for as long says.
    """

    chance: Floats
    beyond: Floats


def curves(medians_log: Floats, spreads: Floats, strays: float, length: int) -> Curves:
    """Chances for laws of log-median `medians_log` and log-spread `spreads`, both of shape (laws,), `strays` the share of strays.

    Returns:
        Arrays of shape (length, laws).
    """
    edges = np.log(np.arange(length) + 0.5)[:, None]
    beyond = normal_below(
        (medians_log - edges) / spreads
    )  # the upper tail, exact where it is small
    beyond[0] = 1.0
    chance = np.zeros_like(beyond)
    chance[1:] = beyond[:-1] - beyond[1:]
    stray = np.zeros(length)
    stray[1:] = 1.0 / np.arange(1, length)
    stray /= np.sum(1.0 / np.arange(1, LONGEST + 1))
    stray_beyond = np.clip(1.0 - np.cumsum(stray), 0.0, 1.0)
    return Curves(
        (1.0 - strays) * chance + strays * stray[:, None],
        # Beyond the longest, nothing is impossible: ratios of two chances stay finite.
        np.maximum((1.0 - strays) * beyond + strays * stray_beyond[:, None], _LEAST),
    )
