"""A cost as a share of what it serves, now and at the firm's own earlier rate, and the euros between the two.

Rate = cost / base. The earlier rate pools, by order of what the files hold: the complete years before the last one
(spread: the dearest and the cheapest of them); the one complete year before (spread: its two dearest quarters against
its two cheapest); or, for a firm with a single complete year, its first six months against its last six.
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

Spread = Literal["years", "quarters", "halves"]
# A rate moves with the mix of orders: under a tenth of itself it says nothing.
RISE = 0.10
# Inside one year the season alone moves a rate; it must move by a quarter, on enough invoices, to be told.
RISE_IN_YEAR, LINES_IN_HALF = 0.25, 6
# Euros a year under which a cost is not worth an owner's time.
MINIMUM_COST, MINIMUM_STAKE = 1_000, 300


@dataclass(frozen=True, eq=False)
class Drift:
    """A cost against its base, now and before.

    Args:
        year: the last fiscal year.
        cost, base: lines compared: of the last year, or of its last six months.
        cost_before, base_before: lines of the earlier rate.
        lowest, highest: rates of the cheapest and dearest part of what came before.
        base_year: base of the whole last year, which the difference of rates is applied to.
        spread: where the earlier rate and its range come from.
    """

    year: FiscalYear
    cost: Flow
    base: Flow
    cost_before: Flow
    base_before: Flow
    lowest: float
    highest: float
    base_year: Flow
    spread: Spread

    @property
    def now(self) -> float:
        """Rate of the last year, or of its last six months."""
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
    def annual(self) -> float:
        """What brings the amounts of the last year to twelve months: 1 for a complete year."""
        return 1.0 if self.year.complete else self.year.per_year(1.0)

    @property
    def rose(self) -> bool:
        """Whether the rate rose by more than noise."""
        return self.rise >= (RISE_IN_YEAR if self.spread == "halves" else RISE)

    def euros_above(self, rate: float) -> float:
        """Euros a year between today's rate and another one, zero at least."""
        return max(0.0, self.now - rate) * self.base_year.cents / 100 * self.annual


def drift(
    cost: Flow, base: Flow, year: FiscalYear, earlier: Sequence[FiscalYear]
) -> Drift | None:
    """The cost against its base, now and before; None where the books hold nothing to compare."""
    if not earlier:
        return _halves(cost, base, year) if year.complete else None
    spread: Spread = "quarters" if len(earlier) == 1 else "years"
    ends = [one.end for one in earlier]
    cost_before, base_before = (
        Flow(flow.firm, flow.rows.filter(flow.rows["year_end"].is_in(ends)), flow.sign)
        for flow in (cost, base)
    )
    if spread == "years":
        parts = [(cost.of(one).cents, base.of(one).cents) for one in earlier]
        rates = [amount / whole for amount, whole in parts if whole > 0]
    else:
        rates = _quarter_rates(cost, base, earlier[0])
    return _checked(
        year, cost.of(year), base.of(year), cost_before, base_before, rates, base.of(year), spread
    )


def _quarter_rates(cost: Flow, base: Flow, year: FiscalYear) -> list[float]:
    """Rates of the two cheapest quarters together, and of the two dearest."""
    parts = [(cost.part(year, [n]).cents, base.part(year, [n]).cents) for n in range(4)]
    if any(whole <= 0 for _, whole in parts):
        return []
    parts.sort(key=lambda part: part[0] / part[1])
    pairs = (parts[:2], parts[2:])
    return [sum(a for a, _ in pair) / sum(b for _, b in pair) for pair in pairs]


def _halves(cost: Flow, base: Flow, year: FiscalYear) -> Drift | None:
    first, last = (0, 1), (2, 3)
    if min(cost.part(year, half).rows.height for half in (first, last)) < LINES_IN_HALF:
        return None
    parts = [(cost.part(year, [n]).cents, base.part(year, [n]).cents) for n in first]
    rates = [amount / whole for amount, whole in parts if whole > 0]
    return _checked(
        year,
        cost.part(year, last),
        base.part(year, last),
        cost.part(year, first),
        base.part(year, first),
        rates,
        base.of(year),
        "halves",
    )


def _checked(
    year: FiscalYear,
    cost: Flow,
    base: Flow,
    cost_before: Flow,
    base_before: Flow,
    rates: list[float],
    base_year: Flow,
    spread: Spread,
) -> Drift | None:
    if min(cost.cents, base.cents, cost_before.cents, base_before.cents, base_year.cents) <= 0:
        return None
    pooled = cost_before.cents / base_before.cents
    lowest, highest = max(0.0, min([*rates, pooled])), max([*rates, pooled])
    return Drift(
        year, cost, base, cost_before, base_before, lowest, highest, base_year, spread
    )


@dataclass(frozen=True, slots=True)
class Names:
    """What a cost and its base are, for the inputs of a stake."""

    cost: Text
    base: Text


def back_to_earlier(of: Drift, names: Names, kept: Input | None = None) -> Stake | None:
    """Euros a year that coming back to the firm's own earlier rate gives; None where they are too few.

    Args:
        of: the drift.
        names: what the cost and the base are.
        kept: part of the cost that customers pay back, which the firm does not win.
    """
    borne = 1 - kept.value if kept else 1.0
    central = of.euros_above(of.before) * borne
    if central < MINIMUM_STAKE:
        return None
    inputs = [
        of.cost.input("cost_now", _when(of, names.cost, now=True)),
        of.base.input("base_now", _when(of, names.base, now=True)),
        of.cost_before.input("cost_before", _when(of, names.cost, now=False)),
        of.base_before.input("base_before", _when(of, names.base, now=False)),
        _ratio("annualisation", t("Coefficient pour ramener l’exercice à douze mois"), of.annual),
        _ratio("rate_lowest", t("Taux le plus bas d’avant"), of.lowest),
        _ratio("rate_highest", t("Taux le plus haut d’avant"), of.highest),
    ]
    if of.spread == "halves":
        inputs.append(of.base_year.input("base_year", names.base))
    if kept:
        inputs.append(kept)
    return Stake(
        of.euros_above(of.highest) * borne,
        central,
        of.euros_above(of.lowest) * borne,
        _formula(of, borne=kept is not None),
        tuple(inputs),
    )


def _ratio(name: str, label: Text, value: float) -> Input:
    return Input(name, label, value, "ratio", "books")


def _when(of: Drift, what: Text, *, now: bool) -> Text:
    if of.spread == "halves":
        if now:
            return t("{what}, six derniers mois de l’exercice", what=what)
        return t("{what}, six premiers mois de l’exercice", what=what)
    if now:
        return t("{what}, dernier exercice", what=what)
    return t("{what}, exercices d’avant", what=what)


def _formula(of: Drift, *, borne: bool) -> Text:
    halves = of.spread == "halves"
    if borne and halves:
        central = t(
            "(cost_now ÷ base_now − cost_before ÷ base_before) × base_year × annualisation × (1 − paid_back)"
        )
    elif borne:
        central = t(
            "(cost_now ÷ base_now − cost_before ÷ base_before) × base_now × annualisation × (1 − paid_back)"
        )
    elif halves:
        central = t(
            "(cost_now ÷ base_now − cost_before ÷ base_before) × base_year × annualisation"
        )
    else:
        central = t("(cost_now ÷ base_now − cost_before ÷ base_before) × base_now × annualisation")
    return t(
        "{central}. En bas de la fourchette, rate_highest remplace cost_before ÷ base_before ; en haut, "
        "rate_lowest ({where}).",
        central=central,
        where=spread_words(of.spread),
    )


def spread_words(spread: Spread) -> Text:
    """Where the range of the earlier rate comes from."""
    if spread == "years":
        return t("le plus cher et le moins cher de vos exercices d’avant")
    if spread == "quarters":
        return t("les deux trimestres les plus chers et les deux moins chers de l’exercice d’avant")
    return t("les deux premiers trimestres de l’exercice")


def drift_confidence(of: Drift, *, by_account: bool) -> Confidence:
    """How sure a drift is.

    Args:
        of: the drift.
        by_account: whether accounts alone say what the cost is, without reading labels.
    """
    if of.spread == "halves":
        return Confidence(
            "low",
            t("Un seul exercice est là : la saison peut expliquer une partie de l’écart."),
        )
    if not of.year.complete:
        return Confidence(
            "low", t("Le dernier exercice n’est pas complet : l’écart peut encore changer.")
        )
    if of.now <= of.highest:
        return Confidence(
            "medium",
            t("L’écart est net sur l’année, mais certains mois d’avant étaient déjà aussi chers."),
        )
    if not by_account:
        return Confidence(
            "medium",
            t("Les montants sont lus dans vos comptes, mais une partie est reconnue à son libellé."),
        )
    return Confidence("high", t("Lu dans vos comptes, sur des exercices complets."))


def share(rate: float) -> Percent:
    """A rate with the decimals that let two close rates be told apart."""
    return Percent(rate, 2 if abs(rate) < 0.01 else 1)
