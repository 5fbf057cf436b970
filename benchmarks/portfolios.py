"""Generated portfolios of items of every kind, sold by month: what no single data set shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
MONTHS = 51


def portfolios(items: int, seed: int) -> dict[str, Floats]:
    """Units sold, shape (items, MONTHS), of each kind."""
    return {
        name: kind(np.random.default_rng([seed, rank]), items)
        for rank, (name, kind) in enumerate(KINDS.items())
    }


def _slow(rng: np.random.Generator, items: int) -> Floats:
    """Rates of slow movers, about one a month."""
    return rng.gamma(1.0, 1.0, items)[:, None] * np.ones((1, MONTHS))


def _fast(rng: np.random.Generator, items: int) -> Floats:
    """Rates of fast movers, 20 to 3,000 a month."""
    return np.exp(rng.uniform(np.log(20), np.log(3000), items))[:, None] * np.ones((1, MONTHS))


def _month() -> Floats:
    return np.arange(MONTHS, dtype=np.float64)[None]


def _binomial(rng: np.random.Generator, rate: Floats, more: Floats | float) -> Floats:
    """Negative binomial of variance rate × (1 + more)."""
    drawn = rng.negative_binomial(np.maximum(rate, 1e-9) / more, 1 / (1 + np.asarray(more)))
    return drawn.astype(np.float64)


def _steady(rng: np.random.Generator, items: int) -> Floats:
    return _binomial(rng, _slow(rng, items), 1.5)


def _chance(rng: np.random.Generator, items: int) -> Floats:
    return rng.poisson(_slow(rng, items)).astype(np.float64)


def _bursts(rng: np.random.Generator, items: int) -> Floats:
    visits = rng.poisson(0.4 * _slow(rng, items))
    more = rng.negative_binomial(np.maximum(visits, 1), 1 / 8)
    return np.where(visits > 0, visits + more, 0).astype(np.float64)


def _heavy_bursts(rng: np.random.Generator, items: int) -> Floats:
    visits = rng.poisson(0.3 * _slow(rng, items))
    sizes = np.ceil(rng.lognormal(1.0, 1.2, int(visits.sum())))
    ends = np.cumsum(visits.ravel())
    total = np.concatenate([[0.0], np.cumsum(sizes)])
    return np.diff(total[np.concatenate([[0], ends])]).reshape(visits.shape)


def _stopped(rng: np.random.Generator, items: int) -> Floats:
    stop = rng.integers(10, 120, items)[:, None]
    return _binomial(rng, np.where(_month() < stop, 2 * _slow(rng, items), 0.0), 1.0)


def _declining(rng: np.random.Generator, items: int) -> Floats:
    fall = np.exp(-_month() * rng.uniform(0, 0.1, items)[:, None])
    return _binomial(rng, 4 * _slow(rng, items) * fall, 1.0)


def _growing(rng: np.random.Generator, items: int) -> Floats:
    rise = np.exp(_month() * rng.uniform(0, 0.06, items)[:, None])
    return _binomial(rng, _slow(rng, items) * rise, 1.0)


def _own_season(rng: np.random.Generator, items: int) -> Floats:
    turn = 2 * np.pi * (_month() + rng.uniform(0, 12, items)[:, None]) / 12
    return _binomial(rng, 3 * _slow(rng, items) * (1 + 0.7 * np.sin(turn)), 1.0)


def _one_season(rng: np.random.Generator, items: int) -> Floats:
    turn = 2 * np.pi * _month() / 12
    return _binomial(rng, 3 * _slow(rng, items) * (1 + 0.7 * np.sin(turn)), 1.0)


def _feast(rng: np.random.Generator, items: int, month: int) -> Floats:
    """Two months that sell 1.7 and 2.8 times the others, the second being this one of twelve."""
    factor = np.ones(12)
    factor[[month - 1, month]] = 1.7, 2.8
    return _binomial(rng, 2.5 * _slow(rng, items) * factor[np.arange(MONTHS) % 12], 1.0)


def _feast_ahead(rng: np.random.Generator, items: int) -> Floats:
    return _feast(rng, items, 2)


def _feast_behind(rng: np.random.Generator, items: int) -> Floats:
    return _feast(rng, items, 11)


def _fast_chance(rng: np.random.Generator, items: int) -> Floats:
    return rng.poisson(_fast(rng, items)).astype(np.float64)


def _fast_uneven(rng: np.random.Generator, items: int) -> Floats:
    return np.rint(_fast(rng, items) * rng.lognormal(0, 0.4, (items, MONTHS)))


def _fast_regular(rng: np.random.Generator, items: int) -> Floats:
    rate = _fast(rng, items)
    noise = 0.3 * np.sqrt(rate) * rng.standard_normal(rate.shape)
    return np.maximum(np.rint(rate + noise), 0.0)


def _fast_moving(rng: np.random.Generator, items: int) -> Floats:
    walk = np.exp(np.cumsum(0.1 * rng.standard_normal((items, MONTHS)), axis=1))
    return rng.poisson(_fast(rng, items) * walk).astype(np.float64)


def _all_scales(rng: np.random.Generator, items: int) -> Floats:
    rate = np.exp(rng.normal(0, 2.5, items))[:, None] * np.ones((1, MONTHS))
    return _binomial(rng, rate, np.maximum(0.3, 0.15 * rate))


def _boxes(rng: np.random.Generator, items: int) -> Floats:
    return 12.0 * rng.poisson(_slow(rng, items) / 2)


def _every_third(rng: np.random.Generator, items: int) -> Floats:
    turn = (_month() + rng.integers(0, 3, items)[:, None]) % 3 == 0
    return np.where(turn, rng.poisson(6, (items, MONTHS)), 0).astype(np.float64)


KINDS: dict[str, Callable[[np.random.Generator, int], Floats]] = {
    "slow, negative binomial": _steady,
    "slow, Poisson": _chance,
    "slow, bursts": _bursts,
    "slow, heavy-tailed bursts": _heavy_bursts,
    "slow, by boxes of 12": _boxes,
    "slow, every third month": _every_third,
    "stopped at once": _stopped,
    "declining": _declining,
    "growing": _growing,
    "season of each item": _own_season,
    "one season for all": _one_season,
    "fast, Poisson": _fast_chance,
    "fast, uneven (lognormal)": _fast_uneven,
    "fast, more regular than chance": _fast_regular,
    "fast, rate that wanders": _fast_moving,
    "all scales, 0.01 to 1,000": _all_scales,
    "two peak months, just ahead": _feast_ahead,
    "two peak months, just over": _feast_behind,
}
