"""How long each route of a supplier takes: one means of transport to one destination.

A route is near its supplier, not the same: its log-median is that of the supplier plus a difference, its spread that of the
supplier times a factor, both drawn from one law for all routes of the firm, whose width the orders tell (hierarchical
model, evidence maximised over `WIDTHS`; Gelman et al., Bayesian Data Analysis, 3rd ed., chapter 5). A route is judged by its own
orders, by what the other routes of its supplier say of the supplier, and by the other suppliers: with few orders it is as the
supplier, with many as itself. Everything is summed over a grid of laws, nothing is drawn by chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl

from ancrage.firm.leadtimes.laws import FEW, Key, LeadLaw, cut, in_days, past_of
from ancrage.firm.leadtimes.lognormal import LONGEST, Floats, curves
from ancrage.firm.leadtimes.orders import NEVER, Orders
from ancrage.firm.leadtimes.pool import STRAYS, em

Route = tuple[int, str, str]  # number of the supplier, means of transport, destination

FEWEST = 3  # orders under which a destination has no law of its own: it counts among the others of its supplier
STEP = 0.1  # of the log-median
SPREADS = np.geomspace(0.08, 1.4, 14)
# Standard deviation of a route's log-median around that of its supplier.
WIDTHS = (0.05, 0.1, 0.2, 0.4, 0.8)
SPREAD_WIDTH = 0.3  # of a route's log-spread around that of its supplier
_ROUNDS = 5
_OTHERS = ""


def route_laws(
    orders: pl.DataFrame, laws: Mapping[Key, LeadLaw], known_until: date
) -> dict[Route, LeadLaw]:
    """Laws of the routes of suppliers that send to several destinations by one means; none for the others.

    Args:
        orders: supplier, mode, destination (null where unsaid), ordered, received (null while it is open): one row an order
            and destination.
        laws: of `laws.lead_laws`; a route is slower now by as much as its supplier is.
        known_until: last day whose events are known.
    """
    day = known_until.toordinal()
    series = _series(orders)
    several = {key for key, of in series.items() if sum(name != _OTHERS for name in of) > 1}
    if not several:
        return {}
    keys = [(key, name) for key, of in series.items() for name in of]
    pasts = [past_of(series[key][name], _slow_since(laws.get(key)), day) for key, name in keys]
    length = 2 + max(max(p.took.max(initial=1), p.open_for.max(initial=1)) for p in pasts)
    middles = [float(np.median(np.log(np.maximum(p.took, 1)))) for p in pasts if len(p.took)]
    if not middles:
        return {}
    medians = np.arange(min(middles) - 0.6, max(middles) + 0.6 + STEP, STEP)
    grid = np.repeat(medians, len(SPREADS)), np.tile(SPREADS, len(medians))
    law = curves(*grid, STRAYS[1], int(length))
    law.chance[0] = 1.0  # nobody takes 0 days
    log_chance, log_beyond = np.log(law.chance), np.log(law.beyond)
    scores = np.stack([
        log_chance[np.maximum(p.took, 1)].sum(axis=0) + log_beyond[p.open_for].sum(axis=0) for p in pasts
    ])  # fmt: skip
    weights = _weights(scores, [key for key, _ in keys], medians)
    found = {}
    for rank, (key, name) in enumerate(keys):
        if key not in several or name == _OTHERS:
            continue
        usual = _predicted(grid, weights[rank])
        of, one = laws.get(key), series[key][name]
        found[*key, name] = LeadLaw(
            usual,
            of.stretch if of else 1.0,
            int((one.received != NEVER).sum()),
            tuple(int(day - d) for d in one.ordered[one.received == NEVER]),
            of.since if of else None,
            borrowed=len(pasts[rank].took) < FEW,
        )
    return found


def _series(orders: pl.DataFrame) -> dict[Key, dict[str, Orders]]:
    """Orders by supplier and means, then by destination; those of destinations seen too seldom together under _OTHERS."""
    often = pl.len().over("supplier", "mode", "destination") >= FEWEST
    named = pl.when(often & pl.col("destination").is_not_null()).then("destination")
    found: dict[Key, dict[str, Orders]] = {}
    for (supplier, mode, name), part in (
        orders.with_columns(named=named.otherwise(pl.lit(_OTHERS)))
        .sort("ordered", "received", nulls_last=True)
        .group_by("supplier", "mode", "named", maintain_order=True)
    ):
        found.setdefault((int(supplier), str(mode)), {})[str(name)] = in_days(part)
    return found


def _slow_since(law: LeadLaw | None) -> int | None:
    return law.since.toordinal() if law is not None and law.since is not None else None


def _weights(scores: Floats, suppliers: list[Key], medians: Floats) -> Floats:
    """Chance of each law of the grid for each route, shape (routes, laws), from the log-likelihoods of their orders."""
    likelihood = np.exp(scores - scores.max(axis=1, keepdims=True))
    numbers = {key: rank for rank, key in enumerate(dict.fromkeys(suppliers))}
    of = np.array([numbers[key] for key in suppliers])
    best = -np.inf
    for width in WIDTHS:
        kernel = _kernel(medians, width), _kernel(np.log(SPREADS), SPREAD_WIDTH)
        said = np.log(np.maximum(_spread_over(likelihood, kernel), 1e-300))
        whole = np.zeros((len(numbers), scores.shape[1]))
        np.add.at(whole, of, said)
        top = whole.max(axis=1, keepdims=True)
        fit = float((np.log(np.exp(whole - top).mean(axis=1)) + top[:, 0]).sum())
        if fit > best:
            best, chosen, evidence, together = fit, kernel, said, whole - top
    laws = scores.shape[1]
    population = em(np.exp(together), np.full(laws, 1.0 / laws), _ROUNDS)
    others = np.log(population) + together[of] - evidence
    prior = _spread_over(
        np.exp(others - others.max(axis=1, keepdims=True)), (chosen[0].T, chosen[1].T)
    )
    weights: Floats = likelihood * prior
    weights /= weights.sum(axis=1, keepdims=True)
    return weights


def _kernel(points: Floats, width: float) -> Floats:
    """Chance of each point of a route (columns) where its supplier is at each point (rows)."""
    near: Floats = np.exp(-(((points[:, None] - points) / width) ** 2) / 2)
    near /= near.sum(axis=1, keepdims=True)
    return near


def _spread_over(values: Floats, kernel: tuple[Floats, Floats]) -> Floats:
    """Sums over a grid of (medians, spreads), of values of shape (routes, laws), by a kernel for each axis."""
    medians, spreads = kernel
    table = values.reshape(len(values), len(medians), len(spreads))
    found: Floats = (medians @ table @ spreads.T).reshape(values.shape)
    return found


def _predicted(grid: tuple[Floats, Floats], weights: Floats) -> Floats:
    """Chance of each number of days for the next order."""
    kept = weights > weights.max() * 1e-4
    medians, spreads = grid[0][kept], grid[1][kept]
    longest = min(LONGEST, int(np.exp((medians + 4 * spreads).max())) + 2)
    law = curves(medians, spreads, STRAYS[1], longest)
    return cut(law.chance @ (weights[kept] / weights[kept].sum()))
