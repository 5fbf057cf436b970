"""Ways that are tried for an item: a coarse grid of each kind, then closer around the best of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ancrage.chain.stock.decide.case import ItemCase, Kind
from ancrage.chain.stock.simulate.items import Option, Source

LOTS = (1, 3, 7, 14, 30)  # days of demand that an emergency order brings
_EXTRAS = (0.04, 0.1, 0.22, 0.5, 1.1, 2.3, 4.5)  # mean stops that extra stock covers
_SHARES = (0.25, 0.5, 1.0)
_COVERS = (0.0, 0.7, 1.5)  # of an emergency's lead time, when it is called


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way and its kind."""

    kind: Kind
    option: Option

    def group(self) -> tuple[Kind, int | None]:
        """Ways of which the best is kept: those of a kind, raises for good and those that end apart."""
        return self.kind, self.option.until_day


def coarse(case: ItemCase) -> list[Candidate]:
    """Ways of each kind that the case allows, far apart."""
    found = [Candidate(Kind.ACCEPT, Option(case.policy))]
    found += [
        raised(case, extra, until)
        for until in _ends(case)
        for extra in sorted({max(round(x * stop_units(case)), 1) for x in _EXTRAS})
    ]
    found += [shared(case, share, switch=False) for share in _SHARES] if case.second else []
    found += [shared(case, 0.0, switch=True)] if case.second else []
    if case.rush:
        found += [
            rushed(case, round(cover * case.rush.lead.mean * case.item.demand.mean), days)
            for cover in _COVERS
            for days in LOTS[1:4:2]
        ]
    return found + pooled(case)


def finer(case: ItemCase, best: Candidate) -> list[Candidate]:
    """The best of its kind again, and ways around it."""
    return list(dict.fromkeys([best, *_around(case, best.option, best.kind)]))


def _around(case: ItemCase, option: Option, kind: Kind) -> Iterator[Candidate]:
    if kind is Kind.STOCK_MORE:
        for factor in (0.6, 0.77, 1.3, 1.65):
            yield raised(case, max(round(option.extra * factor), 1), option.until_day)
    if kind is Kind.SECOND_SOURCE and option.second:
        share, switch = option.second.share, option.second.after_days is not None
        for near in (share - 0.125, share + 0.125):
            if (near > 0 or (switch and near >= 0)) and near <= 1:
                yield shared(case, near, switch=switch)
        if not switch and share < 1:
            yield shared(case, share, switch=True)
    if kind is Kind.EMERGENCY and option.rush and case.item.demand.mean > 0:
        under, daily = option.rush.under, case.item.demand.mean
        lot = option.rush.up_to - under
        step = max(round(0.35 * option.rush.lead.mean * daily), 1)
        yield from (
            rushed(case, near, lot / daily) for near in (under - step, under + step) if near >= 0
        )
        longer = [days for days in LOTS if max(round(days * daily), 1) > lot]
        shorter = [days for days in LOTS if max(round(days * daily), 1) < lot]
        yield from (rushed(case, under, days) for days in (*shorter[-1:], *longer[:1]))


def raised(case: ItemCase, extra: int, until: int | None) -> Candidate:
    """More stock, for good or until a day."""
    return Candidate(Kind.STOCK_MORE, Option(case.policy, extra, until))


def shared(case: ItemCase, share: float, *, switch: bool) -> Candidate:
    """A share of each order from the second source; `switch`: all of them while the first is stopped."""
    assert case.second  # noqa: S101 (for the type)
    after = case.notice_days if switch else None
    second = replace(case.second, share=share, after_days=after)
    return Candidate(Kind.SECOND_SOURCE, Option(case.policy, second=second))


def rushed(case: ItemCase, under: int, days: float) -> Candidate:
    """Emergency orders of so many days of demand when `under` units are left."""
    assert case.rush  # noqa: S101 (for the type)
    lot = max(round(days * case.item.demand.mean), 1)
    rush = replace(case.rush, under=under, up_to=under + lot)
    return Candidate(Kind.EMERGENCY, Option(case.policy, rush=rush))


def pooled(case: ItemCase) -> list[Candidate]:
    """The pooled stock, where there is one."""
    return [Candidate(Kind.POOL, Option(case.policy, pool=case.pool))] if case.pool else []


def stop_units(case: ItemCase) -> float:
    """Units asked for during a stop of the main source of mean length, or during what a slower way adds if that is more."""
    stops = [shock for shock in case.item.shocks if shock.stops & Source.MAIN]
    often = sum(shock.per_year for shock in stops)
    days = sum(shock.per_year * shock.mean_days for shock in stops) / often if often else 0.0
    item = case.item
    longer = item.slow_lead.mean - item.lead.mean if item.slow_lead else 0.0
    return item.demand.mean * max(days, longer, item.lead.mean / 4, 1.0)


def _ends(case: ItemCase) -> list[int | None]:
    """Days on which a raise may end: never, or when the last shock is as usual again, as far as can be told."""
    shocks = case.item.shocks
    ends = [shock.until_day for shock in shocks if shock.until_day is not None]
    ends += [round(shock.mean_days) for shock in shocks if shock.down]
    return [None, max(ends)] if ends else [None]
