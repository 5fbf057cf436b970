"""`statistic.evidence` as machine code, for suppliers with many orders, whose simulated years take long otherwise.

The same sums in the same order as there; the code is kept beside the source or in the user's cache, and made anew elsewhere.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from ancrage.firm.leadtimes.lognormal import Days, Floats, Singles


def _evidence(
    took: Singles,
    open_for: Singles,
    log_took: Singles,
    log_open: Singles,
    weights: Singles,
    high: np.float32,
    ordered: Days,
    received: Days,
    days: Days,
) -> Floats:
    paths, orders = ordered.shape
    moments = days.shape[1]
    last = took.shape[0] - 1
    laws, sizes = took.shape[1], took.shape[2]
    # Laws and slowings in one row each: the inner loop is then several sums at once.
    both = laws * sizes
    took_row, open_row = took.reshape(-1, both), open_for.reshape(-1, both)
    one = np.float32(1)
    out = np.empty((paths, moments))
    settled = np.zeros((orders + 1, both), np.float32)
    log_settled = np.zeros((orders + 1, laws), np.float32)
    found = np.empty(both, np.float32)
    log_weight = np.empty(laws, np.float32)
    latest = np.empty(orders, np.int64)
    for path in range(paths):
        for order in range(orders):
            arrival = received[path, order]
            latest[order] = arrival if order == 0 else max(latest[order - 1], arrival)
            lasted = min(max(arrival - ordered[path, order], 1), last)
            for law in range(laws):
                log_settled[order + 1, law] = log_settled[order, law] + log_took[lasted, law]
            for at in range(both):
                value = (settled[order, at] + one) * took_row[lasted, at]
                settled[order + 1, at] = min(value, high)
        for moment in range(moments):
            day = days[path, moment]
            first = np.searchsorted(latest, day, side="right")
            placed = np.searchsorted(ordered[path], day, side="right")
            found[:] = settled[first]
            log_weight[:] = weights + log_settled[first]
            for order in range(first, placed):
                arrival = received[path, order]
                is_open = arrival > day
                lasted = min(max(min(arrival, day) - ordered[path, order], 0), last)
                if not is_open:
                    lasted = max(lasted, 1)
                ratios = open_row[lasted] if is_open else took_row[lasted]
                logs = log_open[lasted] if is_open else log_took[lasted]
                for law in range(laws):
                    log_weight[law] += logs[law]
                for at in range(both):
                    found[at] = min((found[at] + one) * ratios[at], high)
            top = log_weight.max()
            total = 0.0
            weighed = 0.0
            for law in range(laws):
                weight = np.exp(log_weight[law] - top)
                total += weight
                weighed += weight * found[law * sizes : (law + 1) * sizes].mean()
            out[path, moment] = weighed / total
    return out


try:
    busy_evidence = njit(cache=True, nogil=True)(_evidence)
except RuntimeError:  # neither of the two folders can be written
    busy_evidence = njit(nogil=True)(_evidence)
