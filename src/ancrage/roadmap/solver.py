"""HiGHS, silent and reproducible, for programmes whose columns are all yes or no."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import highspy

OPTIONS: dict[str, bool | float | str] = {
    "output_flag": False,  # standard output is for --json
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_max_nodes": 500,
    # Measured on programmes of 40 actions: on so small ones restarts, many cuts and this heuristic cost more than
    # they save; together they take half of the time.
    "mip_allow_restart": False,
    "mip_pool_soft_limit": 100,
    "mip_pool_age_limit": 2,
    "mip_lp_age_limit": 2,
    "mip_heuristic_run_root_reduced_cost": False,
}
"""One thread, one seed, and a bound in nodes, not in seconds: a slow machine gives the same answer as a fast one."""


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum of coefficient x column <= high."""

    terms: dict[int, float]
    high: float
    low: float


@dataclass(slots=True)
class Programme:
    """Gain of each column, and rows."""

    gains: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, gain: float) -> int:
        """Index of a new column."""
        self.gains.append(gain)
        return len(self.gains) - 1

    def row(self, terms: dict[int, float], high: float, low: float = -inf) -> None:
        """A new row; terms is coefficient by column."""
        self.rows.append(Row(terms, high, low))

    def maximise(self, gap: float, gap_share: float) -> frozenset[int] | None:
        """Columns that are 1 in the best answer, None where no columns keep to the rows.

        No answer gains more by `gap` and by `gap_share` of it, unless the search has met its bound.
        """
        if not self.gains:  # HiGHS has no answer to an empty programme
            return frozenset() if all(row.low <= 0 <= row.high for row in self.rows) else None
        solution = self._run({"mip_abs_gap": gap, "mip_rel_gap": gap_share}).getSolution()
        if not solution.value_valid:
            return None
        return frozenset(column for column, amount in enumerate(solution.col_value) if amount > 0.5)

    def _run(self, gaps: dict[str, float]) -> highspy.Highs:
        """HiGHS after its search."""
        import highspy  # noqa: PLC0415 (0.15 s to load: only when a plan is made)
        import numpy as np  # noqa: PLC0415 (as above)

        highs = highspy.Highs()
        for option, setting in (OPTIONS | gaps).items():
            highs.setOptionValue(option, setting)
        sizes = [len(row.terms) for row in self.rows]
        highs.passModel(
            len(self.gains),
            len(self.rows),
            sum(sizes),
            int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMaximize),
            0.0,
            np.array(self.gains),
            np.zeros(len(self.gains)),
            np.ones(len(self.gains)),
            np.array([row.low for row in self.rows]),
            np.array([row.high for row in self.rows]),
            np.array([0, *accumulate(sizes)][:-1], dtype=np.int32),
            np.array([column for row in self.rows for column in row.terms], dtype=np.int32),
            np.array([term for row in self.rows for term in row.terms.values()]),
            np.ones(len(self.gains), dtype=np.int32),
        )
        highs.run()
        return highs
