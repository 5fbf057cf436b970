"""Days of sales that the stock covers, against the firm's own earlier cover, and what the excess costs.

Excess = closing stock - cost of goods x (earlier closing stock / earlier cost of goods), the complete earlier years
pooled. For a single year, the earlier stock is the opening one and the cost of goods that of the year itself: sales
may have grown as much, so the stake then starts at zero.
Stake = excess x cost of holding a euro of stock for a year (reference `stock_holding_rate`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from ancrage.chain.stock.actions import CLEAR_SLOW, LIST_SLOW, ORDER_LESS
from ancrage.chain.stock.excess import HOLDING, MINIMUM_STAKE, holding_input
from ancrage.chain.stock.levels import STOCK, Level, Levels, annual_input, cost_input, stock_input
from ancrage.chain.stock.questions import DORMANT, SHORTAGES
from ancrage.exhibits import Chart, Column, Series, Table
from ancrage.findings import Confidence, Evidence, Finding, Input, Stake
from ancrage.money import Euros, Number
from ancrage.text import Text, t
from ancrage.world import World

# Cover follows the size of the last deliveries: under a tenth and five days, it says nothing.
RISE, RISE_DAYS = 0.10, 5
# Without the sales of the year before, only a clear growth of the stock is told.
RISE_ONE_YEAR = 0.20


@dataclass(frozen=True, slots=True)
class Cover:
    """Cover of the last year against the earlier one, in years of cost of goods.

    Args:
        level: the last year.
        earlier: the years pooled; empty when the opening stock of the last year stands for them.
        before, lowest, highest: earlier cover, and its range.
    """

    level: Level
    earlier: tuple[Level, ...]
    before: float
    lowest: float
    highest: float

    @property
    def rise(self) -> float:
        """How much the cover rose, as a share of itself before."""
        return self.level.ratio / self.before - 1

    @property
    def rose(self) -> bool:
        """Whether the cover rose by more than noise."""
        least = RISE if self.earlier else RISE_ONE_YEAR
        return self.rise >= least and (self.level.ratio - self.before) * 365 >= RISE_DAYS

    def excess(self, ratio: float) -> float:
        """Euros of stock above another cover, zero at least."""
        return max(0.0, self.level.closing - ratio * self.level.yearly_cost) / 100


def cover_of(levels: Levels) -> Cover | None:
    """The last cover against the earlier one; None where the books do not hold both."""
    last, earlier = levels.last, levels.earlier
    if not last.measured:
        return None
    if earlier:
        ratios = [level.ratio for level in earlier]
        pooled = sum(level.closing for level in earlier) / sum(level.cost for level in earlier)
        return Cover(last, earlier, pooled, min(ratios), max(ratios))
    opening = last.opening / last.yearly_cost
    return Cover(last, (), opening, opening, opening) if opening > 0 else None


def stock_cover(levels: Levels, world: World) -> Finding | None:
    """Stock that covers more days than before; None where it does not."""
    of = cover_of(levels)
    if of is None or not of.rose:
        return None
    stake = _stake(of, world)
    if stake.central < MINIMUM_STAKE:
        return None
    last = of.level
    return Finding(
        code="stock_cover",
        room="chain.stock",
        kind="weakness",
        title=_title(of),
        reason=_reason(levels),
        stake=stake,
        confidence=_confidence(of),
        evidence=last.stock_evidence,
        actions=(LIST_SLOW, CLEAR_SLOW, ORDER_LESS),
        questions=tuple(q for q in (DORMANT, SHORTAGES) if q not in levels.firm.answers),
        pool="stock",  # the same stock, seen as too much or as asleep
    )


def _title(of: Cover) -> Text:
    amount, days = Euros(of.level.closing), Number(round(of.level.days))
    if of.earlier:
        return t(
            "Votre stock immobilise {amount} de trésorerie, soit {days} jours de ventes au prix d’achat, contre {before} auparavant",
            amount=amount,
            days=days,
            before=Number(round(of.before * 365)),
        )
    return t(
        "Votre stock immobilise {amount} de trésorerie, soit {days} jours de ventes au prix d’achat ; au début de l’exercice il en aurait couvert {before}",
        amount=amount,
        days=days,
        before=Number(round(of.before * 365)),
    )


def _reason(levels: Levels) -> Text:
    if levels.firm.answers.get(SHORTAGES) == "often":
        return t(
            "Vous manquez pourtant d’articles chaque semaine : l’argent est dans le stock, mais pas dans ce qui se vend."
        )
    return t(
        "Cet argent dort : il a été payé, il vieillit, et il manque ailleurs tant qu’il n’est pas vendu."
    )


def _stake(of: Cover, world: World) -> Stake:
    rate, last = world[HOLDING], of.level
    now = [last]
    inputs: tuple[Input, ...]
    if of.earlier:
        inputs = (
            stock_input("stock_now", t("Stock à la fin de l’exercice"), now),
            cost_input("cost_now", t("Coût des marchandises et matières de l’exercice"), now),
            annual_input(last.year),
            stock_input("stock_before", t("Stocks à la fin des exercices d’avant"), of.earlier),
            cost_input("cost_before", t("Coût des marchandises et matières, avant"), of.earlier),
            holding_input(world),
        )
        formula = t(
            "(stock_now − cost_now × annualisation × stock_before ÷ cost_before) × holding. La fourchette prend la "
            "couverture la plus haute et la plus basse d’avant, et le coût d’un an de stock le plus bas et le plus haut."
        )
        low = of.excess(of.highest) * rate.low
    else:
        opening = levels_opening_input(last)
        inputs = (
            stock_input("stock_now", t("Stock à la fin de l’exercice"), now),
            opening,
            holding_input(world),
        )
        formula = t(
            "(stock_now − stock_opening) × holding. Le bas de la fourchette est zéro : vos ventes ont peut-être grandi "
            "autant ; le haut prend le coût d’un an de stock le plus haut."
        )
        low = 0.0
    central = of.excess(of.before) * rate.central
    high = of.excess(of.lowest) * rate.high
    return Stake(min(low, central), central, max(high, central), formula, inputs)


def levels_opening_input(level: Level) -> Input:
    """Opening stock of a year, as an input: the lines that open it."""
    firm = level.firm
    accounts = [number for number in firm.chart.accounts if number.startswith(STOCK)]
    rows = firm.ledger.filter(
        (firm.ledger["year_end"] == level.year.end)
        & (firm.ledger["phase"] == "opening")
        & firm.ledger["account"].is_in(accounts)
    )
    return Input(
        "stock_opening",
        t("Stock au début de l’exercice"),
        level.opening / 100,
        "eur",
        "books",
        evidence=firm.prove(rows),
    )


def _confidence(of: Cover) -> Confidence:
    if not of.earlier:
        return Confidence(
            "low", t("Un seul exercice est là : vos ventes d’avant ne sont pas connues.")
        )
    if of.level.ratio <= of.highest:
        return Confidence(
            "medium", t("La couverture a monté, mais un exercice d’avant était aussi haut.")
        )
    return Confidence(
        "high" if of.level.year.complete else "low",
        t(
            "Stocks et coût lus dans vos comptes ; le coût d’un an de stock est une référence, pas une mesure chez vous."
        ),
    )


def cover_table(levels: Levels) -> Table | None:
    """Stock, cost of goods, cover and rotations by year."""
    shown = [level for level in levels.all if level.counted or level.closing]
    rows = tuple(
        (
            level.year.end,
            level.closing / 100,
            level.average / 100,
            level.cost / 100,
            round(level.days) if level.measured else None,
            round(level.rotations, 1) if level.measured and level.rotations else None,
        )
        for level in shown
    )
    if not rows:
        return None
    return Table(
        "stock_cover",
        t("Votre stock et les jours de ventes qu’il couvre"),
        (
            Column("year", t("Fin d’exercice"), "date"),
            Column("closing", t("Stock final"), "eur"),
            Column(
                "average",
                t("Stock moyen"),
                "eur",
                t("la moyenne du stock d’ouverture et du stock final"),
            ),
            Column("cost", t("Coût des marchandises et matières"), "eur"),
            Column(
                "days", t("Jours couverts"), "days", t("stock final divisé par le coût d’un jour")
            ),
            Column(
                "rotations",
                t("Rotations par an"),
                "count",
                t("coût d’un an divisé par le stock moyen"),
            ),
        ),
        rows,
        tuple(
            {
                "": partial(_stock_and_cost, level),
                "closing": partial(_stock, level),
                "average": partial(_stock, level),
                "cost": partial(_cost, level),
            }
            for level in shown
        ),
    )


def _stock(level: Level) -> tuple[Evidence, ...]:
    return level.stock_evidence


def _cost(level: Level) -> tuple[Evidence, ...]:
    return level.cost_evidence


def _stock_and_cost(level: Level) -> tuple[Evidence, ...]:
    """Lines of the closing stock, then of the cost of goods."""
    return (*level.stock_evidence, *level.cost_evidence)


def cover_chart(levels: Levels) -> Chart | None:
    """Days covered, year by year."""
    measured = [level for level in levels.all if level.measured]
    if len(measured) < 2:
        return None
    first, last = measured[0], measured[-1]
    return Chart(
        "stock_cover",
        t("Combien de jours de ventes votre stock couvre-t-il ?"),
        t(
            "{now} jours à la fin du dernier exercice compté, contre {before} à la fin du premier.",
            now=Number(round(last.days)),
            before=Number(round(first.days)),
        ),
        "columns",
        "days",
        (
            Series(
                t("Jours couverts à la clôture"),
                tuple((level.year.key, round(level.days, 1)) for level in measured),
                tuple(partial(_stock_and_cost, level) for level in measured),
            ),
        ),
        t("stock final divisé par le coût d’un jour"),
    )
