"""What the owner can give to the plan, when the owner has said it and when not."""

from __future__ import annotations

from ancrage.roadmap.model import Means

DEFAULT_MEANS = Means(hours_per_month=10, budget_eur=1500, assumed=True)
"""Our assumption for a firm that says nothing, shown as such with every plan; no statistic stands behind it.

Ten hours a month are about two and a half hours a week: what an owner who also sells, buys and delivers can keep up
for six months. 1,500 euros over six months are 250 euros a month: what many owners decide alone, without a loan. Both
are low on purpose: a plan that can be kept is worth more than a longer one, and the owner has only to give larger
means to see what they would add.
"""


def means_of(hours_per_month: float | None, budget_eur: float | None) -> Means:
    """The owner's means, each replaced by our default where it is not given; `assumed` where one of them is ours."""
    return Means(
        DEFAULT_MEANS.hours_per_month if hours_per_month is None else hours_per_month,
        DEFAULT_MEANS.budget_eur if budget_eur is None else budget_eur,
        assumed=hours_per_month is None or budget_eur is None,
    )
