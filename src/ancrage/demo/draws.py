"""Chance, one stream per subject, so that what is drawn for one never depends on the others."""

from __future__ import annotations

import hashlib

import numpy as np


def stream(seed: int, *subject: str | int) -> np.random.Generator:
    """Generator of one subject: the same seed and subject always give the same draws."""
    digest = hashlib.sha256("/".join(map(str, subject)).encode()).digest()[:16]
    return np.random.default_rng([seed, *np.frombuffer(digest, dtype="<u4").tolist()])
