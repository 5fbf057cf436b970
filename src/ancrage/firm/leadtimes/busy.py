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
    one = np.float32(1)
    out = np.empty((paths, moments))
    settled = np.zeros((orders + 1, laws, sizes), np.float32)
    log_settled = np.zeros((orders + 1, laws), np.float32)
    found = np.empty((laws, sizes), np.float32)
    log_weight = np.empty(laws, np.float32)
    latest = np.empty(orders, np.int64)
    for path in range(paths):
        for order in range(orders):
            arrival = received[path, order]
            latest[order] = arrival if order == 0 else max(latest[order - 1], arrival)
            lasted = min(max(arrival - ordered[path, order], 1), last)
            for law in range(laws):
                log_settled[order + 1, law] = log_settled[order, law] + log_took[lasted, law]
                for size in range(sizes):
                    value = (settled[order, law, size] + one) * took[lasted, law, size]
                    settled[order + 1, law, size] = min(value, high)
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
                for law in range(laws):
                    log_weight[law] += log_open[lasted, law] if is_open else log_took[lasted, law]
                    for size in range(sizes):
                        ratio = open_for[lasted, law, size] if is_open else took[lasted, law, size]
                        found[law, size] = min((found[law, size] + one) * ratio, high)
            top = log_weight.max()
            total = 0.0
            weighed = 0.0
            for law in range(laws):
                weight = np.exp(log_weight[law] - top)
                total += weight
                weighed += weight * found[law].mean()
            out[path, moment] = weighed / total
    return out


try:
    busy_evidence = njit(cache=True, nogil=True)(_evidence)
except RuntimeError:  # neither of the two folders can be written
    busy_evidence = njit(nogil=True)(_evidence)
