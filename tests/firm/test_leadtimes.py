"""Slower suppliers: what is said of a day follows from that day's past, late orders speak, healthy years stay quiet."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ancrage.firm.leadtimes.calibrate import PATHS, healthy_years
from ancrage.firm.leadtimes.lognormal import curves
from ancrage.firm.leadtimes.orders import NEVER, Orders
from ancrage.firm.leadtimes.pool import Belief, Past, pooled
from ancrage.firm.leadtimes.rule import cries
from ancrage.firm.leadtimes.statistic import BUSY, SLOWINGS, evidence, in_steps, odds
from ancrage.firm.leadtimes.watch import watch

LAST = 800


def orders(days, took, last: int = LAST) -> Orders:
    days, took = np.asarray(days), np.asarray(took)
    kept = days <= last
    received = (days + took)[kept]
    return Orders(days[kept], np.where(received > last, NEVER, received))


def known_on(found: Orders, day: int) -> Orders:
    placed = found.ordered <= day
    received = found.received[placed]
    return Orders(found.ordered[placed], np.where(received > day, NEVER, received))


def firm(count: int, seed: int, slow_from: int | None = None, factor: float = 1.0):
    """Suppliers with gamma lead times, which are not of the law that the code assumes."""
    rng = np.random.default_rng(seed)
    found = {}
    for rank in range(count):
        gap = rng.uniform(4, 25)
        days = np.cumsum(rng.integers(1, int(2 * gap), size=int(LAST / gap * 1.5) + 5))
        mean = rng.uniform(8, 40)
        took = np.maximum(np.rint(rng.gamma(16, mean / 16, len(days))), 1).astype(int)
        if slow_from is not None:
            took = np.where(days >= slow_from, np.rint(took * factor), took).astype(int)
        found[f"f{rank}"] = orders(days, took)
    return found


@pytest.mark.parametrize("day", [421, 500, 633])
def test_the_future_changes_nothing_of_the_past(day: int) -> None:
    series = firm(12, 5, slow_from=410, factor=1.6)
    whole = watch(series, 365, LAST)
    cut = watch({name: known_on(found, day) for name, found in series.items()}, 365, day)
    before = {n: [a for a in w.alarms if a.day <= day] for n, w in whole.items()}
    assert {n: list(w.alarms) for n, w in cut.items()} == before
    assert {n: [d for d in w.rule if d <= day] for n, w in whole.items()} == {
        n: list(w.rule) for n, w in cut.items()
    }
    if day > 600:
        assert sum(map(len, before.values())) >= 6


def test_a_supplier_that_came_later_is_compared_to_no_later_day() -> None:
    series = firm(6, 8, slow_from=500, factor=1.7)
    late = series["f0"]
    series["f0"] = Orders(late.ordered[late.ordered > 200], late.received[late.ordered > 200])
    whole = watch(series, 180, LAST)
    cut = watch({n: known_on(found, 600) for n, found in series.items()}, 180, 600)
    for name, found in whole.items():
        assert [a for a in found.alarms if a.day <= 600] == list(cut[name].alarms)


def test_late_orders_speak_before_they_arrive() -> None:
    days = np.arange(3, LAST, 7)
    usual = np.resize([9, 10, 11, 10, 12, 8], len(days))
    found = watch({"a": orders(days, np.where(days >= 400, 60, usual))}, 365, LAST)["a"]
    first_slow = int(days[days >= 400][0])
    assert found.alarms
    alarm = found.alarms[0]
    assert first_slow + 12 < alarm.day < first_slow + 60  # nothing ordered since has come
    assert alarm.onset == first_slow
    assert alarm.baseline == pytest.approx(10, abs=0.5)
    assert alarm.estimate > 15


def test_orders_open_when_the_baseline_ends_are_watched_too() -> None:
    days = np.arange(3, 360, 5)
    took = np.resize([9, 10, 11, 10, 12, 8], len(days))
    took[-2:] = (
        500  # five and ten days old on day 365: nothing odd yet, and the firm orders no more
    )
    found = watch({"a": orders(days, took)}, 365, LAST)["a"]
    assert [alarm.onset for alarm in found.alarms] == [days[-2]]


@pytest.mark.parametrize("lasts", [1, 7, 40])
def test_a_supplier_that_never_varies_raises_no_alarm(lasts: int) -> None:
    days = np.arange(0, LAST, 10)
    found = watch({"a": orders(days, np.full(len(days), lasts))}, 365, LAST)["a"]
    assert found.alarms == ()
    assert found.rule == ()
    assert found.false_alarms is not None


def test_faster_is_no_alarm() -> None:
    days = np.arange(0, LAST, 6)
    usual = np.resize([29, 30, 31, 33, 27], len(days))
    found = watch({"a": orders(days, np.where(days >= 400, usual - 12, usual))}, 365, LAST)["a"]
    assert found.alarms == ()


def test_the_same_files_give_the_same_answer_in_any_order() -> None:
    series = firm(8, 3)
    turned = dict(reversed(series.items()))
    once, again = watch(series, 365, LAST), watch(turned, 365, LAST)
    assert {n: w.rule_false_alarms for n, w in once.items()} == {
        n: w.rule_false_alarms for n, w in again.items()
    }
    assert {n: w.alarms for n, w in once.items()} == {n: w.alarms for n, w in again.items()}


def test_healthy_suppliers_are_seldom_alarmed_and_slow_ones_found() -> None:
    quiet = watch(firm(120, 21), 365, 730, with_rule=False)
    # 11 expected of 120; 22 would be more than three standard errors above.
    assert sum(bool(w.alarms) for w in quiet.values()) <= 22
    slow = watch(firm(60, 22, 430, 1.8), 365, 430 + 180, with_rule=False)
    assert sum(any(a.day >= 430 for a in w.alarms) for w in slow.values()) >= 48


def test_the_rule_of_thumb_cries_often_where_nothing_changes() -> None:
    found = watch(firm(10, 4), 365, LAST)
    assert np.mean([w.rule_false_alarms for w in found.values()]) > 0.4


def test_too_little_is_known_of_some_suppliers() -> None:
    few = orders([5, 100], [10, 10])
    silent = orders([], [])
    never_received = orders(np.arange(0, 300, 20), np.full(15, 5000))
    one_day = orders([7] * 5, [3, 4, 5, 6, 7])
    series = {"few": few, "silent": silent, "never": never_received, "one_day": one_day}
    found = watch(series, 365, LAST)
    assert all(w.false_alarms is None and not w.alarms for w in found.values())
    assert watch({}, 365, LAST) == {}


def test_days_may_count_from_any_origin() -> None:
    series = firm(3, 9, slow_from=450, factor=1.8)
    moved = {
        n: Orders(o.ordered + 20_000, np.where(o.received < NEVER, o.received + 20_000, NEVER))
        for n, o in series.items()
    }
    first = min(int(o.ordered[0]) for o in series.values())
    # From a far origin, the first order is day 0 of the baseline.
    near = watch(series, 365, LAST)
    far = watch(moved, 365 - first, LAST + 20_000)
    assert [[a.day + 20_000 for a in w.alarms] for w in near.values()] == [
        [a.day for a in w.alarms] for w in far.values()
    ]


def below(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2))


def chances(median: float, spread: float, days: int, strays: float) -> tuple[float, float]:
    """Chance of so many days and of more, in plain Python."""
    total = sum(1 / k for k in range(1, 1501))

    def more(k: int) -> float:
        usual = 1.0 if k == 0 else below((math.log(median) - math.log(k + 0.5)) / spread)
        stray = 1 - sum(1 / j for j in range(1, k + 1)) / total
        return (1 - strays) * usual + strays * stray

    return (more(days - 1) - more(days) if days else 0.0), more(days)


@pytest.mark.parametrize("days", [1, 2, 9, 30])
def test_chances_of_a_lead_time(days: int) -> None:
    found = curves(np.array([math.log(10.0)]), np.array([0.4]), 0.01, 40)
    exact, more = chances(10.0, 0.4, days, 0.01)
    assert found.chance[days, 0] == pytest.approx(exact, rel=1e-9)
    assert found.beyond[days, 0] == pytest.approx(more, rel=1e-9)


def test_evidence_is_the_sum_over_first_slow_orders() -> None:
    median, spread, strays = 12.0, 0.3, 0.002
    belief = Belief(
        np.array([math.log(median)]), np.array([spread]), np.ones(1), np.ones(1),
        np.array([[math.log(median), spread]]), strays,
    )  # fmt: skip
    ordered = np.array([[-4, 3, 8, 15, 22, 23]])
    received = np.array([[9, 40, 18, 29, NEVER, 30]])
    days = np.array([[0, 16, 24, 45]])
    found = evidence(odds(belief, 200), ordered, received, days)[0]

    def by_hand(day: int) -> float:
        total = 0.0
        for slowing in SLOWINGS:
            ratios = []
            for o, r in zip(ordered[0], received[0], strict=True):
                if o > day:
                    continue
                index, lasted = (0, int(r - o)) if r <= day else (1, int(day - o))
                slow = chances(median * float(slowing), spread, lasted, strays)[index]
                ratios.append(slow / chances(median, spread, lasted, strays)[index])
            total += sum(math.prod(ratios[first:]) for first in range(len(ratios)))
        return total / len(SLOWINGS)

    assert found == pytest.approx([by_hand(int(d)) for d in days[0]], rel=1e-4)


def test_healthy_years_follow_the_law_and_open_orders_outlast_their_age() -> None:
    law = np.array([[math.log(20.0), 0.25]])
    one = np.ones(1)
    belief = Belief(law[:, 0], law[:, 1], one, one, np.repeat(law, PATHS, axis=0), 0.0)
    rng = np.random.default_rng(1)
    ordered, received = healthy_years(belief, np.array([5, 6, 7]), np.array([30, 4]), rng)
    assert (ordered[:, :2] == [-31, -5]).all()
    assert (received[:, 0] - ordered[:, 0] > 30).all()
    assert (received[:, :2] >= 0).all()
    later = (received - ordered)[:, 2:]
    assert float(np.median(later)) == pytest.approx(20, abs=0.6)
    assert float(np.std(np.log(later))) == pytest.approx(0.25, abs=0.015)
    assert float(np.diff(ordered[:, 3:50], axis=1).mean()) == pytest.approx(6, abs=0.1)


def test_suppliers_teach_one_another_what_few_orders_cannot_tell() -> None:
    rng = np.random.default_rng(7)

    def past(count: int, spread: float) -> Past:
        took = np.rint(20 * np.exp(spread * rng.standard_normal(count))).astype(np.int64)
        return Past(took, np.zeros(0, np.int64))

    few = Past(np.array([18, 20, 23]), np.zeros(0, np.int64))
    alone = pooled([few])[0]
    among = pooled([few, *(past(60, 0.15) for _ in range(40))])[0]

    def doubt(belief: Belief) -> float:
        return float(np.std(belief.drawn[:, 1]))

    assert doubt(among) < doubt(alone) / 2
    assert float(np.mean(among.drawn[:, 1])) == pytest.approx(0.15, abs=0.03)


def test_the_rule_of_thumb_by_hand() -> None:
    # One receipt in each 60 days: 10, 11 and 12 days are +10 % and +9 %; 10, 12, 12 are +20 %, then nothing.
    received = np.array([[30, 90, 150]])
    assert not cries(received - [[10, 11, 12]], received, 220).any()
    cried = cries(received - [[10, 12, 12]], received, 220)[0]
    # Day 90 sees 31-90 and 30 has just left for the window before; on day 150 it has gone from there too.
    assert np.flatnonzero(cried).tolist() == list(range(90, 150))


def test_machine_code_and_steps_give_the_same_evidence() -> None:
    """A supplier of 140 orders a year, twenty of them open at a time, some received out of turn."""
    rng = np.random.default_rng(1)
    took = np.maximum(np.rint(60 * np.exp(0.25 * rng.standard_normal((20, 140)))), 1)
    waiting = np.array([3, 9, 20], dtype=np.int64)
    belief = pooled([Past(row.astype(np.int64), waiting) for row in took])[0]
    ordered, received = healthy_years(belief, rng.integers(0, 6, 140), waiting, rng)
    days = np.sort(rng.integers(0, 365, ordered.shape), axis=1)
    assert days.size >= BUSY
    table = odds(belief, 1500)
    np.testing.assert_allclose(
        evidence(table, ordered, received, days),
        in_steps(table, ordered, received, days),
        rtol=1e-5,
    )
