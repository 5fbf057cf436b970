"""Tables from which a draw takes its value in one look: the alias method.

A table has a power of two of columns. A column is 64 bits: the share of the column that its first value has (32 bits), its
second value, its first (16 bits each). Walker (1977), ACM Transactions on Mathematical Software 3(3); Vose (1991), IEEE
Transactions on Software Engineering 17(9).
"""

from __future__ import annotations

import numpy as np

from ancrage.chain.stock.compiled import compiled
from ancrage.chain.stock.simulate.arrays import Floats, Ints, Longs
from ancrage.chain.stock.simulate.laws import Law

_WHOLE = 4294967296.0  # 2**32


def table_of(one: Law) -> Longs:
    """Columns of a law, values in its steps; a power of two of them."""
    return _columns(one.values // one.step, one.chances)


@compiled
def _columns(values: Ints, chances: Floats) -> Longs:
    size = 1
    while size < len(values):
        size *= 2
    share = np.zeros(size)
    share[: len(chances)] = chances * size
    second = np.arange(size)
    poor, rich = np.empty(size, np.int64), np.empty(size, np.int64)
    poor_count, rich_count = 0, 0
    for column in range(size):
        if share[column] < 1.0:
            poor[poor_count] = column
            poor_count += 1
        else:
            rich[rich_count] = column
            rich_count += 1
    filled = share.copy()
    while poor_count and rich_count:
        poor_count -= 1
        column, giver = poor[poor_count], rich[rich_count - 1]
        filled[column], second[column] = share[column], giver
        share[giver] -= 1.0 - share[column]
        if share[giver] < 1.0:
            rich_count -= 1
            poor[poor_count] = giver
            poor_count += 1
    # What is left is full, but for rounding.
    for rank in range(poor_count):
        second[poor[rank]] = poor[rank]
    for rank in range(rich_count):
        second[rich[rank]] = rich[rank]
    columns = np.empty(size, np.uint64)
    for column in range(size):
        cut = np.uint64(min(filled[column] * _WHOLE, _WHOLE - 1.0))
        first = np.uint64(values[min(column, len(values) - 1)])
        other = np.uint64(values[min(second[column], len(values) - 1)])
        columns[column] = (cut << np.uint64(32)) | (other << np.uint64(16)) | first
    return columns
