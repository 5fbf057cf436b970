"""What the owner can give to the roadmap."""

from __future__ import annotations

from ancrage.roadmap.model import Means

# Two and a half hours a week, and a sum that a small firm spends without a loan: modest on purpose, shown as ours, and
# changed by the two options of the command line.
DEFAULT_MEANS = Means(hours_per_month=10.0, budget_eur=1500.0, assumed=True)


def means_of(hours_per_month: float | None, budget_eur: float | None) -> Means:
    """The owner's means; what was not said is our default, and the whole is then marked as assumed."""
    return Means(
        DEFAULT_MEANS.hours_per_month if hours_per_month is None else hours_per_month,
        DEFAULT_MEANS.budget_eur if budget_eur is None else budget_eur,
        assumed=hours_per_month is None or budget_eur is None,
    )
