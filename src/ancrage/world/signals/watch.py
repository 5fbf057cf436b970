"""A series watched day after day: a statistic against a threshold, then an episode that ends, or becomes the base.

The statistic compares the mean of the last observations, over windows of several lengths, with the mean before them, in
standard deviations of the same comparison in the past: a window-limited likelihood ratio (Lai 1995) whose scales are learnt,
so that autocorrelation and drift count. Everything said of a day follows from what was known on that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ancrage.world.signals.arrays import Days, Floats, Grid, trailing_mean
from ancrage.world.signals.episode import Episode, beginning, is_over, level_of, stands_still
from ancrage.world.signals.nature import Nature
from ancrage.world.signals.rhythm import Rhythm
from ancrage.world.signals.threshold import threshold
from ancrage.world.signals.usual import changes, seasons, without_odd_values, without_week

_BIG = {True: 0.4, False: 3.0}  # of a young series: log ratio, or times the least change
_WINDOWS_BEFORE = 5  # a window is used once the past holds as many of it
_FEWEST, _FEWEST_FIRST = 20, 12  # comparisons in the past
_SEASON = 2.0  # a season counts beyond as many standard deviations
_LEAST_LEFT = 0.02  # share of the old level, below which what is left is not taken to vary more
_NIL = 0.1  # share of the level before a lasting fall, under which a further fall says nothing new


@dataclass(frozen=True, slots=True)
class _Row:
    """One measure watched in one direction over one set of windows (rank in `Rhythm.pairs`)."""

    measure: int
    sign: int
    pairs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    """The first passing of a threshold: rank, height over it (less is higher), row, pair, deviation of one value."""

    rank: int
    height: float
    row: int
    pair: int
    deviation: float
    base: int


@dataclass
class _Watch:
    """The arrays of one series while its days go by.

    `seen` is what was observed, without its week; `clean` the same as if no episode had been: ended ones are filled with
    what came before, and the past of a lasting one is brought to the new level.
    """

    days: Days
    seen: Grid
    clean: Grid
    past: Grid  # what seasons are learnt from
    rhythm: Rhythm
    nature: Nature
    rows: list[_Row]
    statistic: Grid
    rates: list[float] = field(default_factory=list)
    highest: list[float] = field(
        default_factory=list
    )  # level of each measure before it fell for good
    changes: list[dict[tuple[int, int], Floats]] = field(default_factory=list)
    seasons: list[dict[int, dict[int, Floats]]] = field(default_factory=list)

    def learn(self) -> None:
        """Compute anew what follows from `clean` and `past`."""
        nature, rhythm = self.nature, self.rhythm
        self.changes = [changes(x, rhythm, ratio=nature.ratio) for x in self.clean]
        if nature.seasons and nature.ratio:
            self.seasons = [
                {sign: seasons(self.days, x, rhythm, sign) for sign in nature.signs}
                for x in self.past
            ]


def watch(
    days: Days, values: Grid, rhythm: Rhythm, nature: Nature
) -> tuple[list[Episode], float | None]:
    """Episodes of a series, and how many false alarms a year are to be expected of it.

    Args:
        days: days since 1970-01-01 of the observations, sorted, without doubles, shape (n,).
        values: one row a measure of the same thing (ships, containers, tonnes), shape (m, n), without NaN.
        rhythm: how often it is observed.
        nature: what is watched.

    Returns:
        Episodes in order of their alarm, ranks counted in observations; and a rate, None where too little is known for a
        watch.
    """
    series = _prepared(days, values, rhythm, nature)
    episodes: list[Episode] = []
    count, rank = len(days), rhythm.begins
    while rank < count:
        until = min(count, rank + rhythm.refresh)
        hit = _judge(series, rank, until)
        if hit is None:
            rank = until
            continue
        kept = series.statistic[hit.row, hit.rank]
        series.statistic[:, hit.rank : until] = np.nan
        episode = _followed(series, hit)
        rank = _after(series, episode, hit, min(kept, kept / -hit.height + 2.0))
        _add(episodes, episode, rhythm)
    if not series.rates:
        return [], None
    return [_closed(series, one) for one in episodes], float(np.mean(series.rates))


def _prepared(days: Days, values: Grid, rhythm: Rhythm, nature: Nature) -> _Watch:
    if nature.ratio:
        values = np.maximum(values, 0.0)
    seen = np.array([without_week(days, x, rhythm) for x in values]) if len(days) > 6 else values
    clean = np.array([without_odd_values(x, rhythm) for x in seen]) if nature.ratio else seen.copy()
    pairs = rhythm.pairs
    near = tuple(i for i, (_, bases) in enumerate(pairs) if len(bases) > 1)
    far = tuple(i for i, (_, bases) in enumerate(pairs) if len(bases) == 1)
    rows = [
        _Row(measure, sign, group)
        for measure in range(len(values))
        for sign in nature.signs
        for group in (near, far)
        if group
    ]
    series = _Watch(
        days,
        seen,
        clean,
        seen.copy(),
        rhythm,
        nature,
        rows,
        np.full((len(rows), len(days)), np.nan),
    )
    series.learn()
    return series


def _judge(series: _Watch, start: int, until: int) -> _Hit | None:
    """The first passing of a threshold among observations `start` to `until` - 1, what is usual being that before."""
    rhythm, nature = series.rhythm, series.nature
    tests = len(series.seen) * len(nature.signs)
    hits = []
    rates: dict[tuple[int, int], float] = {}
    for rank, row in enumerate(series.rows):
        heights, sizes, deviations, bases = _heights(series, row, start, until)
        series.statistic[rank, start:until] = heights.max(axis=0)
        far = len(rhythm.pairs[row.pairs[0]][1]) == 1
        limit = threshold(
            series.statistic[rank, max(0, start - rhythm.record * rhythm.year) : start],
            rhythm.block,
            rhythm.year,
            rhythm.rate * nature.caution / tests,
            rhythm.far_floor if far else rhythm.floor,
            rhythm.first,
        )
        # Near and far pairs see the same changes: together they are wrong about as often as the worse of the two.
        watched = (row.measure, row.sign)
        rates[watched] = max(rates.get(watched, 0.0), limit.per_year)
        least = nature.least
        if start < rhythm.settled:
            least = max(least, _BIG[True]) if nature.ratio else least * _BIG[False]
        counted = np.where(sizes >= least, heights, -np.inf)
        if row.sign < 0 and nature.ratio and _is_nil(series, row.measure, start):
            counted[:] = -np.inf
        passed = np.flatnonzero(counted.max(axis=0) > limit.level)
        if len(passed):
            at = int(passed[0])
            pair = int(counted[:, at].argmax())
            height = float(counted[pair, at]) / limit.level
            hits.append(
                _Hit(start + at, -height, rank, row.pairs[pair], deviations[pair], bases[pair])
            )
    series.rates.append(sum(rates.values()))
    return min(hits, key=lambda hit: (hit.rank, hit.height)) if hits else None


def _is_nil(series: _Watch, measure: int, start: int) -> bool:
    """Whether so little is left of a measure after a lasting fall that what varies is chance."""
    if not series.highest:
        return False
    left = level_of(series.clean[measure], start - 1, series.rhythm)
    return left < _NIL * series.highest[measure]


def _heights(
    series: _Watch, row: _Row, start: int, until: int
) -> tuple[Grid, Grid, list[float], list[int]]:
    """Statistic and size of change by window of a row, the deviation of one value that each implies, and its base."""
    rhythm = series.rhythm
    heights = np.full((len(row.pairs), until - start), -np.inf)
    sizes = np.zeros_like(heights)
    deviations, used, floor = [0.0] * len(row.pairs), [0] * len(row.pairs), 0.0
    for at, pair in enumerate(row.pairs):
        window, bases = rhythm.pairs[pair]
        far = len(bases) == 1
        scale = _scale(series, row, start, window, bases)
        if scale is None:
            continue
        spread, middle, base = scale
        if not far:  # a longer window cannot vary less than independent values would
            spread = max(spread, floor / np.sqrt(window))
            floor = max(floor, spread * np.sqrt(window))
        moved = row.sign * series.changes[row.measure][window, base][start:until]
        if series.seasons and not far:
            season = series.seasons[row.measure][row.sign][window][start:until]
            moved = moved - np.maximum(0.0, season - _SEASON * spread)
        heights[at] = np.nan_to_num((moved - middle) / spread, nan=-np.inf)
        sizes[at] = np.nan_to_num(moved, nan=0.0)
        deviations[at], used[at] = spread * float(np.sqrt(window)), base
    return heights, sizes, deviations, used


def _scale(
    series: _Watch, row: _Row, start: int, window: int, bases: Sequence[int]
) -> tuple[float, float, int] | None:
    """Spread and middle of a window's changes before `start`, in the row's direction, and the base that varied least."""
    rhythm, far = series.rhythm, len(bases) == 1
    if start < _WINDOWS_BEFORE * window:
        return None
    best: tuple[float, float, int] | None = None
    for base in bases:
        past = series.changes[row.measure][window, base]
        past = past[max(0, start - rhythm.memory * rhythm.year) : start]
        past = past[np.isfinite(past)]
        enough = len(past) >= max(_FEWEST, 4 * window) or (
            base == bases[0] and len(past) >= _FEWEST_FIRST
        )
        if not enough or (far and len(past) < rhythm.year):
            continue
        spread, middle = _spread(row.sign * past)
        # Values of windows that overlap are fewer than they seem.
        spread *= 1 + (window + (base / 2 if far else min(base, window))) / len(past)
        if best is None or spread < best[0]:
            best = (spread, float(np.clip(middle, -spread, spread)), base)
    return best


def _spread(values: Floats) -> tuple[float, float]:
    """Robust standard deviation, the side that is watched counting by itself, and median."""
    ordered = np.sort(values)
    last = len(ordered) - 1
    low, middle, high, tail = (
        float(ordered[rank])
        for rank in (int(last * 0.25), last // 2, int(last * 0.75 + 0.5), last - int(last * 0.05))
    )
    return max((high - low) / 1.349, (tail - middle) / 1.645, 1e-9), middle


def _followed(series: _Watch, hit: _Hit) -> Episode:
    """The episode of a hit, to its end, to the day on which it becomes the base, or to the last day."""
    rhythm, row = series.rhythm, series.rows[hit.row]
    window, bases = rhythm.pairs[hit.pair]
    before = hit.base if len(bases) == 1 else 2 * rhythm.level
    back = window + hit.base if len(bases) == 1 else int(1.5 * window) + 2
    seen, clean = series.seen[row.measure], series.clean[row.measure]
    onset = beginning(seen, clean, hit.rank, window, before, min(hit.rank, back))
    base = [float(np.mean(x[max(0, onset - before) : onset])) for x in series.clean]
    deviation = hit.deviation * (base[row.measure] if series.nature.ratio else 1.0)
    episode = Episode(row.measure, row.sign, onset, hit.rank, base, deviation)
    last, settled = len(series.days) - 1, onset + rhythm.adopts - 1
    for rank in range(hit.rank, last + 1):
        if rank > hit.rank and (over := is_over(episode, seen, rank, rhythm)) is not None:
            episode.returned, episode.seen_until = over, rank
            return episode
        if rank >= settled and (
            rank - onset + 1 >= 3 * rhythm.adopts
            or stands_still(episode, series.seen, rank, rhythm)
        ):
            episode.adopted = episode.seen_until = rank
            return episode
    episode.seen_until = last
    return episode


def _after(series: _Watch, episode: Episode, hit: _Hit, record: float) -> int:
    """Bring the past to what it would have been without the episode; returns the next rank to judge."""
    rhythm, onset = series.rhythm, episode.onset
    if episode.returned is not None:
        for clean in series.clean:
            _fill(clean, onset, episode.returned, rhythm)
        if episode.returned - onset <= rhythm.brief:
            series.statistic[hit.row, hit.rank] = record
    elif episode.adopted is not None:
        start = episode.adopted - rhythm.level + 1
        if episode.sign < 0:
            series.highest = [
                max(x) for x in zip(episode.base, series.highest or episode.base, strict=True)
            ]
        for measure, (clean, seen) in enumerate(zip(series.clean, series.seen, strict=True)):
            new, old = level_of(seen, episode.adopted, rhythm), episode.base[measure]
            _bring(clean, onset, new, old, ratio=series.nature.ratio)
            _bring(series.past[measure], onset, new, old, ratio=series.nature.ratio)
            _fill(clean, onset, start, rhythm)
            clean[start:] = (
                without_odd_values(seen, rhythm)[start:] if series.nature.ratio else seen[start:]
            )
            series.past[measure][onset:start] = clean[onset:start]
    else:
        return len(series.days)
    series.learn()
    return episode.seen_until + 1


def _fill(x: Floats, start: int, end: int, rhythm: Rhythm) -> None:
    """Put what came before in place of an episode: whole weeks of days, so that noise stays noise."""
    length = end - start
    if length <= 0:
        return
    whole = -(-length // 7) * 7 if rhythm.year == 365 else length
    source = x[max(0, start - whole) : start]
    x[start:end] = np.resize(source, length) if len(source) else x[start:end].mean()


def _bring(x: Floats, until: int, new: float, old: float, *, ratio: bool) -> None:
    """Bring values before rank `until` from one level to another; counts vary more, relatively, where they are fewer."""
    if not ratio:
        x[:until] += new - old
        return
    old = max(old, 1e-9)
    factor = max(new, 0.0) / old
    wider = max(factor, _LEAST_LEFT) ** -0.5 if factor < 1 else 1.0
    x[:until] = np.maximum(factor * old * (1 + wider * (x[:until] / old - 1)), 0.0)


def _add(episodes: list[Episode], episode: Episode, rhythm: Rhythm) -> None:
    """Add an episode, or prolong the last one where it began again as it was said to be over."""
    last = episodes[-1] if episodes else None
    if (
        last is not None
        and last.returned is not None
        and last.sign == episode.sign
        and episode.onset <= last.returned + max(rhythm.returns, rhythm.level // 4)
    ):
        last.returned, last.adopted = episode.returned, episode.adopted
        last.seen_until = episode.seen_until
    else:
        episodes.append(episode)


def _closed(series: _Watch, episode: Episode) -> Episode:
    """An episode that became the base, with its return if the old level came back later."""
    if episode.adopted is None or episode.returned is not None:
        return episode
    rhythm, x = series.rhythm, series.seen[episode.measure]
    middle = (episode.base[episode.measure] + level_of(x, episode.adopted, rhythm)) / 2
    back = episode.sign * (trailing_mean(x, rhythm.level) - middle) < 0
    back[: episode.adopted + rhythm.level] = False
    if back.any():
        episode.returned = int(np.argmax(back)) - rhythm.level + 1
    return episode
