"""Arrays of a series and the moving means that the watch is made of; nothing here looks ahead."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

Floats: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]
Grid: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Days: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]


def trailing_mean(x: Floats, length: int) -> Floats:
    """Mean of the last `length` values, the present one included; NaN before there are as many."""
    out = np.full(len(x), np.nan)
    if len(x) >= length:
        total = np.concatenate(([0.0], np.cumsum(x)))
        out[length - 1 :] = (total[length:] - total[:-length]) / length
    return out


def later(x: Floats, by: int) -> Floats:
    """The series as it was `by` observations ago; NaN at the start."""
    out = np.full(len(x), np.nan)
    if by < len(x):
        out[by:] = x[: len(x) - by]
    return out


def trailing_medians(x: Floats, length: int) -> Floats:
    """Median of the `length` values before the present one, NaN left out; NaN at the start."""
    padded = np.concatenate((np.full(length, np.nan), x))
    windows = np.sort(np.lib.stride_tricks.sliding_window_view(padded, length)[: len(x)], axis=1)
    known = np.isfinite(windows).sum(axis=1)  # NaN sorts last
    rows = np.arange(len(x))
    middle: Floats = (
        windows[rows, np.maximum(known - 1, 0) // 2]
        + windows[rows, np.minimum(known // 2, length - 1)]
    ) / 2
    return middle
