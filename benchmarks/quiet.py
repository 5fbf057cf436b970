"""Series in which nothing happens, and the same with a change put in: what a watch of the world is tried on.

Daily series are counts of ships, with the week, holidays, seasons, trends and autocorrelation that passages have; weekly ones
prices; monthly ones indices. A change is a share of the level, at once, over 30 days (or 4 weeks), or for 14 days (6 weeks, 4
months).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from ancrage.world.signals.arrays import Days, Floats
from ancrage.world.signals.lunar import NEW_YEARS

DAILY = (
    "independent", "ar 0.3", "ar 0.6", "ar 0.8", "ar 0.95", "heavy tails", "week", "lunar new year", "other holiday",
    "trend", "season", "all of it",
)  # fmt: skip
WEEKLY = (
    "ar 0.5",
    "ar 0.9",
    "ar 0.98",
    "random walk",
    "heavy random walk",
    "heavy tails",
    "season",
    "missing weeks",
)
MONTHLY = ("ar 0.3", "ar 0.7", "ar 0.9", "heavy tails", "spikes", "random walk")
KINDS = {"day": DAILY, "week": WEEKLY, "month": MONTHLY}
SHAPES = ("step", "ramp", "pulse")
YEARS = {"day": 8, "week": 10, "month": 30}
_FROM = int(np.datetime64("2014-01-01").astype(np.int64))
_YEAR = {"day": 365, "week": 52, "month": 12}


@dataclass(frozen=True)
class Change:
    """A change put in: its share of the level (negative for a fall) and shape."""

    share: float
    shape: str


@dataclass(frozen=True)
class Drawn:
    """A series, and the rank of its change (None: none)."""

    days: Days
    values: Floats
    at: int | None = None


def drawn(rhythm: str, kind: str, seed: int, change: Change | None = None) -> Drawn:
    """A series of a kind; the same seed gives the same noise with and without a change."""
    rng = np.random.default_rng([seed, zlib.crc32(f"{rhythm} {kind}".encode())])
    days, logs, scale = {"day": _daily, "week": _weekly, "month": _monthly}[rhythm](kind, rng)
    level, at = scale * np.exp(logs), None
    if change is not None:
        at = int(len(days) * 0.6) + int(rng.integers(0, _YEAR[rhythm]))
        since = np.arange(len(days)) - at
        ramp, pulse = {"day": (30, 14), "week": (4, 6), "month": (4, 4)}[rhythm]
        shape = {
            "step": since >= 0,
            "ramp": np.clip(since / ramp, 0, 1),
            "pulse": (since >= 0) & (since < pulse),
        }[change.shape]
        level = level * (1 + change.share * shape)
    values = rng.poisson(level).astype(float) if rhythm == "day" else level
    return Drawn(days, values, at)


def _ar(rng: np.random.Generator, count: int, phi: float, spread: float, tail: float = 0) -> Floats:
    """Stationary, of a standard deviation; `tail`: degrees of freedom of Student's law, 0 for the normal one."""
    noise = rng.standard_normal(count + 300)
    if tail:
        noise = rng.standard_t(tail, count + 300) / np.sqrt(tail / (tail - 2))
    x = np.zeros(count + 300)
    for i in range(1, count + 300):
        x[i] = phi * x[i - 1] + np.sqrt(1 - phi**2) * noise[i]
    out: Floats = spread * x[300:]
    return out


def _phi(kind: str, usual: float) -> float:
    return float(kind.split()[1]) if kind.startswith("ar ") else usual


def _daily(kind: str, rng: np.random.Generator) -> tuple[Days, Floats, float]:
    count = int(365.25 * YEARS["day"])
    t = np.arange(count)
    days = _FROM + t
    spread = 0.12 if kind == "ar 0.95" else float(rng.choice([0.08, 0.12, 0.2]))
    ships, phase = float(rng.choice([15, 60, 200])), rng.random()
    everything = kind == "all of it"
    x = _ar(rng, count, 0.0 if kind == "independent" else _phi(kind, 0.5 if everything else 0.3), spread,
            {"heavy tails": 3, "all of it": 4}.get(kind, 0))  # fmt: skip
    if kind == "heavy tails":
        x = np.log(np.maximum(1 + x, 0.02))
    if kind in {"week", "all of it"}:
        x = x + np.where((days + 3) % 7 >= 5, -0.2, 0.05)
    if kind in {"lunar new year", "all of it"}:
        for start in NEW_YEARS:
            x = x + np.where(
                (days >= start - 2) & (days < start + 11), -0.3 if everything else -0.5, 0
            )
    if kind == "other holiday":
        x = x + np.where((t % 365.25 >= 120) & (t % 365.25 < 130), -0.4, 0)
    if kind in {"trend", "all of it"}:
        x = x + float(rng.choice([-0.1, 0.1])) * (0.5 if everything else 1) * t / 365
    if kind in {"season", "all of it"}:
        x = x + (0.08 if everything else 0.12) * np.sin(2 * np.pi * (t / 365.25 + phase))
    return days, x, ships


def _weekly(kind: str, rng: np.random.Generator) -> tuple[Days, Floats, float]:
    count = int(52.18 * YEARS["week"])
    days = _FROM + 7 * np.arange(count)
    if kind == "random walk":
        return days, np.cumsum(rng.standard_normal(count)) * 0.03, 1000.0
    if kind == "heavy random walk":
        return days, np.cumsum(rng.standard_t(4, count)) * 0.025, 1000.0
    heavy = kind == "heavy tails"
    x = _ar(
        rng,
        count,
        _phi(kind, 0.6 if heavy else 0.9),
        0.3 if kind == "ar 0.98" else 0.15,
        3 if heavy else 0,
    )
    if kind == "season":
        x = x + 0.15 * np.sin(2 * np.pi * (np.arange(count) / 52.18 + rng.random()))
    if kind == "missing weeks":
        kept = np.abs(days[:, None] - NEW_YEARS[None, :]).min(axis=1) > 4
        return days[kept], x[kept], 1000.0
    return days, x, 1000.0


def _monthly(kind: str, rng: np.random.Generator) -> tuple[Days, Floats, float]:
    count = 12 * YEARS["month"]
    months = np.datetime64("1990-01") + np.arange(count)
    days = months.astype("datetime64[D]").astype(np.int64)
    if kind == "random walk":
        return days, np.cumsum(rng.standard_normal(count)) * 0.05, 100.0
    if kind == "spikes":
        return days, _ar(rng, count, 0.6, 0.25) + np.log1p(0.3 * rng.pareto(3, count)), 100.0
    return days, _ar(rng, count, _phi(kind, 0.7), 0.3, 3 if kind == "heavy tails" else 0), 100.0
