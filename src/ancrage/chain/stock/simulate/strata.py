"""Even draws: over the scenarios of a run, the first stop of a cause falls in each slice of its law once.

The pairs (when, how long) of a cause are a Hammersley set in a drawn order, jittered: their marginals are even, and so are
rectangles of the two together; different causes are paired at random. Hammersley (1960); Owen (2013), Monte Carlo theory,
methods and examples, chapter 15.
"""

from __future__ import annotations

import numpy as np

from ancrage.chain.stock.compiled import compiled
from ancrage.chain.stock.simulate.streams import chance, signed, word


@compiled
def even_pair(start: np.uint64, order: np.uint64, rank: int, slices: int) -> tuple[float, float]:
    """Two numbers of [0, 1), each in a slice of its own.

    Args:
        start: stream of the cause in the scenario: where in the slice.
        order: stream of the cause in the run: which slice.
        rank: of the scenario among the slices.
        slices: a power of two.
    """
    mask = slices - 1
    # Odd factors and shifts to the right undo themselves: another order of the slices.
    place = (rank * (2 * signed(word(order, 0) >> np.uint64(40)) + 1)) & mask
    place ^= place >> 2
    place = (place * (2 * signed(word(order, 1) >> np.uint64(40)) + 1)) & mask
    place ^= place >> 3
    place = (place + signed(word(order, 2) >> np.uint64(40))) & mask
    turned, left, bit = 0, place, slices >> 1
    while bit > 0:
        turned |= bit if left & 1 else 0
        left >>= 1
        bit >>= 1
    turned ^= signed(word(order, 3) >> np.uint64(40)) & mask
    return (
        (place + chance(word(start, 0))) / slices,
        (turned + chance(word(start, 1))) / slices,
    )
