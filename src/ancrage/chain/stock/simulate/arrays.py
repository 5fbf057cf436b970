"""What the kernels take: flat arrays of records, whose fields are named here once."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Days: TypeAlias = npt.NDArray[np.int32]
Flags: TypeAlias = npt.NDArray[np.bool_]
Words: TypeAlias = npt.NDArray[np.uint32]
Longs: TypeAlias = npt.NDArray[np.uint64]
Records: TypeAlias = Any  # NumPy has no type for the fields of records

YEAR = 365  # days
NEVER = 1 << 40  # a day that no run reaches
NO_LEVEL = -(1 << 40)  # a stock that no item falls to

_TABLE = [("at", np.int64), ("size_log2", np.int64)]
TABLE = np.dtype(_TABLE)
PACES = 4  # laws that the demand of an item may follow; a power of two
PACE = np.dtype([*_TABLE, ("step", np.int64)])

ITEM = np.dtype([
    ("key", np.uint64),
    ("lead", TABLE), ("slow_lead", TABLE),
    ("on_hand", np.int64),
    ("review", np.int64), ("first_review", np.int64),
    ("waits", np.int64),  # chance that an unserved unit waits, in 65,536ths
    ("due_at", np.int64), ("due_count", np.int64),
    ("shock_at", np.int64), ("shock_count", np.int64),
    ("option_at", np.int64), ("option_count", np.int64),
])  # fmt: skip

OPTION = np.dtype([
    ("reorder", np.int64), ("target", np.int64), ("pack", np.int64), ("least", np.int64),
    ("extra", np.int64), ("until", np.int64),
    ("second_share", np.int64),  # in 256ths of each order
    ("second_notice", np.int64),  # days down after which the second source takes over
    ("second_lead", TABLE),
    ("rush_under", np.int64), ("rush_up_to", np.int64), ("rush_lead", TABLE),
    ("pool_units", np.int64), ("pool_days", np.int64),
    ("pool_crowded", np.int64),  # in 256ths of pool_units
    ("fixed", np.float64),  # euros a day
])  # fmt: skip

SHOCK = np.dtype([
    ("key", np.uint64),
    ("hazard", np.float64), ("until", np.float64), ("hazard_after", np.float64),
    ("recovery", np.float64),  # a day
    ("down", np.int64),  # whether it lasts already on day 0
    ("sources", np.int64),  # bits: what it stops, CROWD and SLOW
])  # fmt: skip

# What causes act on: the main source, the second, the rush, the quiet of a pool that others draw on, the usual way.
SOURCES = 5
CROWD, SLOW = 8, 16  # bits of the last two in SHOCK.sources, beside those of `items.Source`
NO_STOP = np.iinfo(np.int32).max  # after the last stop

# What is counted in a scenario; prices turn it into euros.
MEASURES = (
    "held",  # unit-days at the end of days
    "waiting",  # unit-days
    "demand",  # units
    "lost",  # units
    "late",  # units that waited
    "short_days",  # days on which someone was not served at once
    "orders",
    "second_orders",
    "rush_orders",
    "second_units",
    "rush_units",
    "pool_units",
)
