"""When to order again: the stock that covers the demand until the next delivery, with a given chance.

The reorder point is a quantile of the demand over a random lead time. Beside it stands the usual formula, average × L +
z × sd × √L (King, 2011; any textbook), and the difference is taken apart: each assumption of the usual formula is lifted
in turn, and what that changes is its share. The shares add up to the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, sqrt

from ancrage.chain.stock.counting import Floats
from ancrage.chain.stock.demand import DemandLaw
from ancrage.chain.stock.horizon import demand_quantile, in_season, moments, random_days
from ancrage.chain.stock.textbook.laws import quantile
from ancrage.text import Text, t

SERVICE = 0.95  # chance that the stock lasts until the delivery, at the reorder point
_SAME = 1.0  # unit; a smaller difference is rounding


@dataclass(frozen=True, slots=True)
class Shares:
    """What each lifted assumption adds to the usual formula, in units; None in all where it cannot be computed.

    Args:
        pace: sales go on at the pace of the whole past.
        season: all days of the year sell as much.
        bursts: sales are as irregular as this item's own past months, no more and no less.
        doubt: the pace is known for sure.
        lead_time: every delivery takes the average time.
        bell: demand follows a bell curve, and stock need not be whole.
    """

    pace: float
    season: float
    bursts: float
    doubt: float
    lead_time: float
    bell: float

    @property
    def total(self) -> float:
        """The reorder point less the usual formula."""
        return self.pace + self.season + self.bursts + self.doubt + self.lead_time + self.bell


@dataclass(frozen=True, slots=True)
class ReorderPoint:
    """When this many units are left, in hand and on order, it is time to order.

    Args:
        units: covers the demand with at least the chance that was asked.
        mean: units expected to be sold in that time; `units` less this is the safety stock.
        usual_units: average × L + z × sd × √L; None where the past is too short for it.
        usual_varied_units: the same with the variance of lead times, average × L + z × √(L × sd² + average² × sd_L²).
        season: what a day to cover sells beside a mean day of the year; 1 where no season is known.
        shares: where the difference between `units` and `usual_units` comes from.
        why: that, in one sentence.
    """

    units: int
    mean: float
    usual_units: float | None
    usual_varied_units: float | None
    season: float
    shares: Shares | None
    why: Text


def reorder_point(
    law: DemandLaw, lead: Sequence[float] | Floats, review_days: int, service: float
) -> ReorderPoint:
    """Reorder point of an item beside the usual formula.

    Args:
        law: demand of the item.
        lead: chance of a lead time of 0, 1, 2… days.
        review_days: days between two looks at the stock; 0 when it is watched all the time.
        service: chance, above 0 and below 1, that the stock lasts until the delivery.

    Raises:
        ValueError: chances that do not add up to 1, a negative review, a service that is no chance.
    """
    days = random_days(lead, review_days)
    units = demand_quantile(law, days, service)
    mean, variance = moments(law, days)
    # What the days to cover count for in the season, on average; the same number where none is known.
    length, even = days.mean, in_season(days, law.ahead).mean
    ratio = even / length if length > 0 else 1.0
    past = law.record
    if past.sd_per_root_day is None:
        why = t("L’historique de cet article est trop court pour la formule habituelle.")
        return ReorderPoint(units, mean, None, None, ratio, None, why)
    z = quantile(service, 1 - service)
    usual_mean, usual_variance = past.average_per_day * length, past.sd_per_root_day**2 * length
    usual = usual_mean + z * sqrt(usual_variance)
    varied = usual_mean + z * sqrt(usual_variance + past.average_per_day**2 * days.variance)
    paced = law.mean_per_day * length + z * sqrt(usual_variance)
    seasoned = mean + z * past.sd_per_root_day * sqrt(even)
    steady = law.variance_per_day * even
    burst = mean + z * sqrt(steady)
    doubted = mean + z * sqrt(steady + (law.rate_sd_per_day * even) ** 2)
    timed = mean + z * sqrt(variance)
    shares = Shares(
        paced - usual, seasoned - paced, burst - seasoned, doubted - burst, timed - doubted, units - timed
    )  # fmt: skip
    return ReorderPoint(units, mean, usual, varied, ratio, shares, _why(shares, units, usual))


def season_adds(
    law: DemandLaw, lead: Sequence[float] | Floats, review_days: int, service: float
) -> int:
    """Units that the coming season adds to the reorder point of a year whose days are all alike; below zero, takes off.

    In such a year (`variance_all_year`) good and bad months are luck: what is decided in it keeps enough for a good month
    all year round. Arguments are those of `reorder_point`.
    """
    if law.ahead is None:
        return 0
    days = random_days(lead, review_days)
    alike = replace(law, variance_per_day=law.variance_all_year(days.mean), ahead=None)
    return demand_quantile(law, days, service) - demand_quantile(alike, days, service)


def _why(shares: Shares, units: int, usual: float) -> Text:
    if units == ceil(usual) or abs(shares.total) < _SAME:
        return t("La formule habituelle donne le même nombre, à une unité près.")
    sentences = _MORE if shares.total > 0 else _LESS
    sign = 1 if shares.total > 0 else -1
    return sentences[max(sentences, key=lambda name: sign * float(getattr(shares, name)))]


_MORE = {
    "pace": t(
        "Il faut en garder plus que ne le dit la formule habituelle, surtout parce que les ventes récentes dépassent la moyenne de tout le passé."
    ),
    "season": t(
        "Il faut en garder plus que ne le dit la formule habituelle, surtout parce que les jours à couvrir sont ceux d’une saison où vous vendez plus."
    ),
    "bursts": t(
        "Il faut en garder plus que ne le dit la formule habituelle, surtout parce que les ventes arrivent par à-coups, plus que le passé de ce seul article ne le montre."
    ),
    "doubt": t(
        "Il faut en garder plus que ne le dit la formule habituelle, surtout parce que le rythme des ventes est encore mal connu ou change."
    ),
    "lead_time": t(
        "Il faut en garder plus que ne le dit la formule habituelle, surtout parce que le délai de livraison varie."
    ),
    "bell": t(
        "Il faut en garder plus que ne le dit la formule habituelle, surtout parce que les fortes ventes sont plus fréquentes que sur sa courbe en cloche."
    ),
}
_LESS = {
    "pace": t(
        "Il faut en garder moins que ne le dit la formule habituelle, surtout parce que les ventes récentes sont sous la moyenne de tout le passé."
    ),
    "season": t(
        "Il faut en garder moins que ne le dit la formule habituelle, surtout parce que les jours à couvrir sont ceux d’une saison où vous vendez moins."
    ),
    "bursts": t(
        "Il faut en garder moins que ne le dit la formule habituelle, surtout parce que quelques fortes ventes du passé la rendent trop prudente."
    ),
    "bell": t(
        "Il faut en garder moins que ne le dit la formule habituelle, surtout parce que cet article se vend peu : sa courbe en cloche ne convient pas à de si petits nombres."
    ),
}
