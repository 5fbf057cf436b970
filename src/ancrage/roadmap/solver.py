"""HiGHS, silent and reproducible, for programmes whose columns are all yes or no. Heavy: import it where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf

import highspy
import numpy as np

OPTIONS: dict[str, bool | int | float | str] = {
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_max_nodes": 1000,
    "mip_allow_restart": False,  # on programmes of this size a restart costs more than it saves
    "mip_pool_soft_limit": 500,  # same for a large store of cuts
}
"""One thread, one seed, and a bound in nodes, not in seconds: a slow machine gives the same answer as a fast one."""


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum of coefficient x column <= high."""

    terms: dict[int, float]
    high: float
    low: float = -inf


@dataclass(slots=True)
class Programme:
    """Gain of each column, and rows; every column is 0 or 1."""

    gains: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, gain: float) -> int:
        """Index of a new column."""
        self.gains.append(gain)
        return len(self.gains) - 1

    def row(self, terms: dict[int, float], high: float, low: float = -inf) -> None:
        """A new row; one without terms says nothing unless its bounds leave out 0."""
        self.rows.append(Row(terms, high, low))
