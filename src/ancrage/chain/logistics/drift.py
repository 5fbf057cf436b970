"""A cost as a share of what it serves, now and at the firm's own earlier rate, and the euros between the two.

Rate = cost / base. The earlier rate pools the complete years before the last one; its range is that of these years
(the dearest and the cheapest) or, when there is only one, of its quarters (the two dearest against the two cheapest).
A single year has no earlier rate: its seasons alone would pass for a drift.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ancrage.chain.logistics.books import Flow
from ancrage.dates import FiscalYear
from ancrage.findings import Confidence, Input, Stake
from ancrage.money import Percent
from ancrage.text import Text, t

Spread = Literal["years", "quarters"]
# A rate moves with the mix of orders: under a tenth of itself it says nothing.
RISE = 0.10
# Euros a year under which a cost, or a gain, is not worth an owner's time.
MINIMUM_COST, MINIMUM_STAKE = 1_000, 300


@dataclass(frozen=True, eq=False)
class Drift:
    """A cost against its base, now and before.

    Args:
        year: the last fiscal year.
        cost: its lines of the last year.
        base: what it serves, last year.
        cost_before: lines of the earlier rate.
        base_before: what they served.
        lowest, highest: rates of the cheapest and dearest part of what came before.
        spread: where this range comes from.
    """

    year: FiscalYear
    cost: Flow
    base: Flow
    cost_before: Flow
    base_before: Flow
    lowest: float
    highest: float
    spread: Spread

    @property
    def now(self) -> float:
        """Rate of the last year."""
        return self.cost.cents / self.base.cents

    @property
    def before(self) -> float:
        """The firm's own earlier rate."""
        return self.cost_before.cents / self.base_before.cents

    @property
    def rise(self) -> float:
        """How much the rate rose, as a share of itself before: 0.2 for a fifth more."""
        return self.now / self.before - 1

    @property
    def rose(self) -> bool:
        """Whether the rate rose by more than noise."""
        return self.rise >= RISE

    def euros_above(self, rate: float) -> float:
        """Euros a year between today's rate and another one, zero at least."""
        return max(0.0, self.now - rate) * self.base.cents / 100 * annualisation(self.year)


def annualisation(year: FiscalYear) -> float:
    """What brings the amounts of a year to twelve months: 1 for a complete year."""
    return 1.0 if year.complete else year.per_year(1.0)


def drift(cost: Flow, base: Flow, year: FiscalYear, earlier: Sequence[FiscalYear]) -> Drift | None:
    """The cost against its base, now and before; None where the books hold nothing to compare.

    Args:
        cost: its lines, all years.
        base: what it serves, all years.
        year: the last fiscal year.
        earlier: complete years before it.
    """
    if not earlier:
        return None
    now, base_now = cost.of(year), base.of(year)
    before, base_before = cost.of(*earlier), base.of(*earlier)
    # A cost that fell to nothing is a rate of zero: carriage no longer charged says so.
    if now.cents < 0 or min(base_now.cents, before.cents, base_before.cents) <= 0:
        return None
    if len(earlier) == 1:
        spread: Spread = "quarters"
        rates = _quarter_rates(cost, base, earlier[0])
    else:
        spread = "years"
        parts = [(cost.of(one).cents, base.of(one).cents) for one in earlier]
        rates = [max(0.0, amount / whole) for amount, whole in parts if whole > 0]
    rates.append(before.cents / base_before.cents)
    return Drift(year, now, base_now, before, base_before, min(rates), max(rates), spread)


def _quarter_rates(cost: Flow, base: Flow, year: FiscalYear) -> list[float]:
    """Rates of the two cheapest quarters together, and of the two dearest; none where a quarter is empty."""
    costs, bases = cost.by_quarter(year), base.by_quarter(year)
    parts = [(costs.get(n, 0), bases.get(n, 0)) for n in range(4)]
    if any(whole <= 0 for _, whole in parts):
        return []
    parts.sort(key=lambda part: part[0] / part[1])
    pairs = (parts[:2], parts[2:])
    return [max(0.0, sum(a for a, _ in pair) / sum(b for _, b in pair)) for pair in pairs]


@dataclass(frozen=True, slots=True)
class Names:
    """What a cost and its base are, for the inputs of a stake."""

    cost: Text
    base: Text


def back_to_earlier(of: Drift, names: Names, paid_back: Input | None = None) -> Stake | None:
    """Euros a year that coming back to the firm's own earlier rate gives; None where they are too few.

    Args:
        of: the drift.
        names: what the cost and the base are.
        paid_back: part of the cost that customers pay back, which the firm would not win.
    """
    borne = 1 - paid_back.value if paid_back else 1.0
    central = of.euros_above(of.before) * borne
    if central < MINIMUM_STAKE:
        return None
    if paid_back:
        formula = t(
            "(cost_now ÷ base_now − cost_before ÷ base_before) × base_now × annualisation × (1 − paid_back). En bas de la fourchette, rate_highest remplace cost_before ÷ base_before ; en haut, rate_lowest ({where}).",
            where=where(of.spread),
        )
    else:
        formula = t(
            "(cost_now ÷ base_now − cost_before ÷ base_before) × base_now × annualisation. En bas de la fourchette, rate_highest remplace cost_before ÷ base_before ; en haut, rate_lowest ({where}).",
            where=where(of.spread),
        )
    inputs = (
        of.cost.input("cost_now", t("{what}, dernier exercice", what=names.cost)),
        of.base.input("base_now", t("{what}, dernier exercice", what=names.base)),
        of.cost_before.input("cost_before", t("{what}, avant", what=names.cost)),
        of.base_before.input("base_before", t("{what}, avant", what=names.base)),
        annual_input(of.year),
        ratio_input("rate_lowest", t("Taux le plus bas d’avant"), of.lowest),
        ratio_input("rate_highest", t("Taux le plus haut d’avant"), of.highest),
        *((paid_back,) if paid_back else ()),
    )
    low, high = of.euros_above(of.highest) * borne, of.euros_above(of.lowest) * borne
    return Stake(min(low, central), central, max(high, central), formula, inputs)


def ratio_input(name: str, label: Text, value: float) -> Input:
    """A ratio computed from the books."""
    return Input(name, label, value, "ratio", "books")


def annual_input(year: FiscalYear) -> Input:
    """What brings the amounts of a year to twelve months, as an input."""
    label = t("Coefficient pour ramener l’exercice à douze mois")
    return ratio_input("annualisation", label, annualisation(year))


def where(spread: Spread) -> Text:
    """Where the range of the earlier rate comes from."""
    if spread == "years":
        return t("le plus cher et le moins cher de vos exercices d’avant")
    return t("les deux trimestres les plus chers et les deux moins chers de l’exercice d’avant")


def drift_confidence(of: Drift, *, by_account: bool) -> Confidence:
    """How sure a drift is.

    Args:
        of: the drift.
        by_account: whether accounts alone say what the cost is, without reading labels.
    """
    if not of.year.complete:
        return Confidence(
            "low", t("Le dernier exercice n’est pas complet : l’écart peut encore changer.")
        )
    if of.now <= of.highest:
        return Confidence(
            "medium",
            t("L’écart est net sur l’année, mais une partie de l’année d’avant était aussi chère."),
        )
    if not by_account:
        return Confidence(
            "medium",
            t(
                "Les montants sont lus dans vos comptes, mais une partie est reconnue à son libellé."
            ),
        )
    return Confidence("high", t("Lu dans vos comptes, sur des exercices complets."))


def share(rate: float) -> Percent:
    """A rate with the decimals that let two close rates be told apart."""
    return Percent(rate, 2 if 0 < abs(rate) < 0.01 else 1)
