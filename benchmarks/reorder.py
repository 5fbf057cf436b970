"""Reorder points beside the usual formula and others: on sales of car parts, on orders of medicines, on generated portfolios.

From each of several past months, each method says what stock covers the next three months with a chance of 90, 95 or 98 %;
what was sold then judges it. The pinball loss counts a unit short s and a unit too many 1 - s, s being that chance: the
true quantile has the least. Methods that hold more stock fail less, so that they are compared at equal mean stock: the
safety factor z of the usual formula is set so that its stock is on average ours, then our chance so that our stock is on
average the usual one.
"""

from __future__ import annotations

import csv
import gzip
import io
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import numpy as np

from ancrage.chain.stock.counting import chances_at_most
from ancrage.chain.stock.counts import Months, counts_of
from ancrage.chain.stock.demand import DemandLaws, fit_demand
from ancrage.chain.stock.horizon import RandomDays, demand_quantiles, random_days
from ancrage.chain.stock.season import Ahead
from ancrage.chain.stock.season_fit import fit_season
from benchmarks.forecasts import PEERS, moments, usual
from benchmarks.measure import Figure
from benchmarks.portfolios import Floats, portfolios

Found = TypeVar("Found")
SHARED = Path(__file__).parents[2] / "shared" / "data"
MONTH = 30.4375
AHEAD = 3  # months
SHARES = (0.9, 0.95, 0.98)
ORIGINS = tuple(range(24, 49, 3))
SHORT = (
    6,
    8,
    10,
)  # months known, of all parts: those left out above were given up in the second year
SMALL_FIRMS = 40
GENERATED, GENERATED_ORIGINS = 500, (24, 36, 48)
PARTS_SINCE, LINES_SINCE = date(1998, 1, 1), date(2006, 6, 1)  # first months of the two data sets
PEER = "usual formula at the same mean stock"


@dataclass(frozen=True, slots=True)
class Case:
    """One origin: what is known from a first day on, what came, and how much each item weighs."""

    past: Floats
    came: Floats
    weight: Floats
    since: date

    @property
    def ahead(self) -> Ahead | None:
        """The season, by what is known at the origin."""
        known = ~np.isnan(self.past)
        sold = Months(np.where(known, self.past, 0.0), known * MONTH, self.since.month - 1)
        season = fit_season(sold)
        month = self.since.month - 1 + self.past.shape[1]
        end = date(self.since.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return Ahead(season, end) if season else None


def measure(_folder: Path) -> list[Figure]:
    """Tables on standard output, figures of the main lines."""
    fit_demand(counts_of(np.ones((2, 12)), MONTH))  # compiled before anything is timed
    figures = []
    if (SHARED / "carparts-monthly").exists():
        parts = _carparts()
        complete = parts[~np.isnan(parts).any(axis=1)]
        print(f"car parts: {len(complete)} complete of {len(parts)}")
        _methods("complete parts", [_case(complete, origin, PARTS_SINCE) for origin in ORIGINS])
        figures += _origins(
            "carparts", [_case(complete, origin, PARTS_SINCE) for origin in ORIGINS]
        )
        figures += _origins(
            "carparts_short_past", [_case(parts, origin, PARTS_SINCE) for origin in SHORT]
        )
        _scaling(complete)
    else:
        print("no sales of car parts beside the repository")
    if (SHARED / "scms-delivery-history").exists():
        lines = _medicines()
        print(f"orders of medicines: {len(lines)} items of a country, lines a month")
        cases = [_case(lines, origin, LINES_SINCE) for origin in range(36, 109, 12)]
        figures += _origins("medicines", cases)
    figures += _generated()
    _small_firms()
    figures += _speed()
    return figures


def _case(units: Floats, origin: int, since: date) -> Case:
    """Items known for two months at least at the origin, and whose next months are known."""
    past, came = units[:, :origin], units[:, origin : origin + AHEAD].sum(axis=1)
    kept = ((~np.isnan(past)).sum(axis=1) >= 2) & ~np.isnan(came)
    return Case(past[kept], came[kept], np.ones(int(kept.sum())), since)


def _carparts() -> Floats:
    with gzip.open(SHARED / "carparts-monthly" / "carparts.csv.gz", "rt") as text:
        rows = list(csv.reader(text))[1:]
    return np.array([[float(cell) if cell else np.nan for cell in row[1:]] for row in rows])


def _medicines() -> Floats:
    """Order lines by month, June 2006 to August 2015, of each item in each country; from the month after the first one."""
    packed = (SHARED / "scms-delivery-history" / "scms_delivery_history.csv.gz").read_bytes()
    rows = csv.DictReader(io.StringIO(gzip.decompress(packed).decode()))
    months: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        day = datetime.strptime(row["Delivered to Client Date"], "%d-%b-%y")  # noqa: DTZ007 (a day)
        key = row["Item Description"], row["Country"]
        months.setdefault(key, []).append((day.year - 2006) * 12 + day.month - 6)
    units = np.full((len(months), 111), np.nan)
    for item, found in enumerate(months.values()):
        units[item, min(found) + 1 :] = 0.0
        for month in found:
            if month > min(found):
                units[item, min(month, 110)] += month <= 110
    return units


def _laws(case: Case) -> DemandLaws:
    return fit_demand(counts_of(case.past, MONTH), AHEAD * MONTH, case.ahead)


def _ahead(months: float = AHEAD) -> RandomDays:
    return RandomDays(np.array([months * MONTH]), np.ones(1))


def _loss(stock: Floats, case: Case, share: float) -> float:
    short = case.came - stock
    return float(np.average(np.maximum(share * short, (share - 1) * short), weights=case.weight))


def _held(stock: Floats, case: Case) -> float:
    return float(np.average(stock, weights=case.weight))


def _usual_at(stock: float, case: Case) -> Floats:
    """The usual formula with the safety factor that gives this mean stock."""
    mean, sd = moments(case.past, AHEAD)
    z = (stock - _held(mean, case)) / max(_held(sd, case), 1e-12)
    return mean + z * sd


def _ours_at(stock: float, laws: DemandLaws, case: Case) -> Floats:
    """Ours at the chance that gives this mean stock; between two chances, in proportion: units are whole."""
    low, high = 1e-3, 1 - 1e-6
    for _ in range(18):
        middle = (low + high) / 2
        if _held(demand_quantiles(laws, _ahead(), middle), case) > stock:
            high = middle
        else:
            low = middle
    under, over = (demand_quantiles(laws, _ahead(), share) for share in (low, high))
    gap = _held(over, case) - _held(under, case)
    part = (stock - _held(under, case)) / gap if gap > 0 else 0.0
    return under + np.clip(part, 0, 1) * (over - under)


def _methods(title: str, cases: Sequence[Case]) -> None:
    """Each method at each chance, means over the origins: loss, chance reached, mean stock."""
    print(f"{title}, mean of {len(cases)} origins: loss, covered, mean stock")
    print(f"{'':>42} " + " ".join(f"{share:>21.0%}" for share in SHARES))
    laws = [_laws(case) for case in cases]
    lines: dict[str, Callable[[int, float], Floats]] = {
        "ours": lambda i, share: demand_quantiles(laws[i], _ahead(), share)
    }
    for name, peer in PEERS.items():
        lines[name] = lambda i, share, peer=peer: _quiet(peer, cases[i].past, share)  # type: ignore[misc]
    for name, stock_of in lines.items():
        cells = []
        for share in SHARES:
            found = [
                (_loss(stock, case, share), float((case.came <= stock).mean()), _held(stock, case))
                for case, stock in ((case, stock_of(i, share)) for i, case in enumerate(cases))
            ]
            loss, covered, held = np.mean(found, axis=0)
            cells.append(f"{loss:>8.4f} {covered:>6.3f} {held:>5.2f}")
        print(f"{name:>42} " + " ".join(cells))


def _quiet(peer: Callable[[Floats, int, float], Floats], past: Floats, share: float) -> Floats:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # items never sold
        return peer(past, AHEAD, share)


def _compared(case: Case, share: float) -> tuple[float, float, float, float, float]:
    """Loss of ours over the usual's at our stock, at its stock, each at its own; chances reached by both."""
    laws = _laws(case)
    ours, plain = demand_quantiles(laws, _ahead(), share), usual(case.past, AHEAD, share)
    mine = _loss(ours, case, share)
    theirs = _loss(plain, case, share)
    return (
        mine / _loss(_usual_at(_held(ours, case), case), case, share),
        _loss(_ours_at(_held(plain, case), laws, case), case, share) / theirs,
        mine / theirs,
        float((case.came <= ours).mean()),
        float((case.came <= plain).mean()),
    )


def _origins(name: str, cases: Sequence[Case]) -> list[Figure]:
    """Ratios at each origin, and the figures: mean and worst at 95 %."""
    print(
        f"{name}: loss over the usual formula's, at our mean stock, at its, each its own; covered"
    )
    kept: dict[float, list[tuple[float, ...]]] = {}
    for share in SHARES:
        kept[share] = [_compared(case, share) for case in cases]
        for case, line in zip(cases, kept[share], strict=True):
            cells = " ".join(f"{value:6.3f}" for value in line)
            print(
                f"{share:>5.0%} after {case.past.shape[1]:>3} months, {len(case.came):>5} {cells}"
            )
        print(f"{share:>5.0%} mean " + " ".join(f"{v:6.3f}" for v in np.mean(kept[share], axis=0)))
    ratios = [line[0] for line in kept[0.95]]
    swapped = [line[1] for line in kept[0.95]]
    return [
        _ratio(f"reorder_{name}_pinball_95", float(np.mean(ratios)), PEER),
        _ratio(f"reorder_{name}_pinball_95_worst_origin", max(ratios), PEER),
        _ratio(f"reorder_{name}_pinball_95_at_its_stock", float(np.mean(swapped)), "usual formula"),
    ]


def _ratio(name: str, ratio: float, peer: str) -> Figure:
    return Figure(name, round(ratio, 3), "", peer, 1.0, round(ratio, 3))


def _scaling(units: Floats) -> None:
    """How well each way to pass from three months to one or six tells what came: log-chance, mean over the origins."""
    print("log-chance of what came, variance set at three months: both parts, adding up, all doubt")
    for months in (1, 3, 6):
        told = []
        for origin in ORIGINS:
            if origin + months > units.shape[1]:
                continue
            laws = fit_demand(counts_of(units[:, :origin], MONTH), AHEAD * MONTH)
            came = units[:, origin : origin + months].sum(axis=1)
            three = AHEAD * MONTH
            whole = laws.variance_per_day * three + (laws.rate_sd_per_day * three) ** 2
            mean, part = laws.mean_per_day * months * MONTH, months / AHEAD
            poisson = laws.mean_per_day * three
            variances = (
                laws.variance_per_day * three * part + (laws.rate_sd_per_day * three * part) ** 2,
                whole * part,
                mean + np.maximum(whole - poisson, 0) * part**2,
            )
            told.append([_log_chance(came, mean, variance) for variance in variances])
        print(f"{months} months " + " ".join(f"{value:8.4f}" for value in np.mean(told, axis=0)))


def _log_chance(came: Floats, mean: Floats, variance: Floats) -> float:
    chance = chances_at_most(came, mean, variance) - chances_at_most(came - 1, mean, variance)
    return float(np.log(np.maximum(chance, 1e-12)).mean())


def _generated() -> list[Figure]:
    """Each kind of generated portfolio; an item weighs by its size, else the largest would be all."""
    print("generated portfolios at 95 %: loss over the usual formula's, as above; covered")
    worst, kind = 0.0, ""
    for name, units in portfolios(GENERATED, 21).items():
        lines = []
        for origin in GENERATED_ORIGINS:
            past = units[:, :origin]
            weight = 1 / (past.mean(axis=1) + 0.5)
            case = Case(past, units[:, origin : origin + AHEAD].sum(axis=1), weight, PARTS_SINCE)
            lines.append(_compared(case, 0.95))
        mean = np.mean(lines, axis=0)
        print(f"{name:>32} " + " ".join(f"{value:6.3f}" for value in mean))
        if mean[0] > worst:
            worst, kind = float(mean[0]), name
    print(f"least gain: {kind}")
    return [_ratio("reorder_generated_pinball_95_worst_kind", worst, PEER)]


def _small_firms() -> None:
    """What is found of a December 2.3 times a mean month by firms of few items, and of no season: mean of drawn firms."""
    print(
        "December found, of 2.30 and of 1.00 (19 in 20 within); items, units a month, after two and three years"
    )
    christmas = np.array([0.8, 0.8, 0.8, 0.8, 0.8, 0.9, 0.9, 0.8, 0.9, 0.9, 1.3, 2.3])
    for items, pace in (
        (1, 3.0),
        (1, 30.0),
        (5, 3.0),
        (5, 30.0),
        (20, 3.0),
        (20, 30.0),
        (100, 3.0),
    ):
        cells = []
        for months in (24, 36):
            found = []
            for factors in (christmas / christmas.mean(), np.ones(12)):
                decembers = [
                    _december(np.random.default_rng([24, firm, items, int(pace), months]), items, pace, factors, months)
                    for firm in range(SMALL_FIRMS)
                ]  # fmt: skip
                found.append(decembers)
            low, high = np.quantile(found[1], [0.025, 0.975])
            cells.append(f"{np.mean(found[0]):6.2f} {low:5.2f} to {high:4.2f}")
        print(f"{items:>4} {pace:>5.0f}  " + "   ".join(cells))


def _december(
    rng: np.random.Generator, items: int, pace: float, factors: Floats, months: int
) -> float:
    rate = rng.gamma(1.5, pace / 1.5, items)[:, None] * factors[np.arange(months) % 12]
    units = rng.negative_binomial(np.maximum(rate, 1e-9), 0.5).astype(np.float64)
    season = fit_season(Months(units, np.full(units.shape, MONTH), 0))
    return season.factors[11] if season else 1.0


def _speed() -> list[Figure]:
    """3,000 items: 48 months to a season and to laws, then quantiles over the lead times of 200 suppliers. Processor seconds."""
    units = portfolios(3000, 22)["slow, negative binomial"][:, :48]
    counts = counts_of(units, MONTH)
    sold = Months(counts.units, counts.days, 0)
    season, _ = _timed(lambda: fit_season(sold))
    fit, laws = _timed(lambda: fit_demand(counts))
    rng = np.random.default_rng(23)
    leads = [_lead(rng) for _ in range(200)]
    spans = [leads[item % len(leads)] for item in range(len(laws))]
    mix, _ = _timed(lambda: demand_quantiles(laws, spans, 0.95))
    print(
        f"lead times of {np.mean([len(lead.days) for lead in leads]):.0f} possible days on average"
    )
    return [
        Figure("reorder_fit_3000_cpu", round(fit, 2), "s", "limit", 5.0, round(fit / 5, 3)),
        Figure("reorder_season_3000_cpu", round(season, 2), "s", "limit", 1.0, round(season, 3)),
        Figure("reorder_quantiles_3000_cpu", round(mix, 2), "s", "limit", 1.0, round(mix, 3)),
    ]


def _lead(rng: np.random.Generator) -> RandomDays:
    """A lognormal lead time in whole days, without its last thousandth."""
    drawn = np.sort(rng.lognormal(np.log(rng.uniform(7, 45)), rng.uniform(0.15, 0.4), 20_000))
    days = np.rint(drawn[: -len(drawn) // 1000]).astype(np.int64)
    return random_days(np.bincount(days) / len(days), 7)


def _timed(work: Callable[[], Found]) -> tuple[float, Found]:
    start = time.process_time()
    found = work()
    return time.process_time() - start, found
