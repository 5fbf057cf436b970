"""Stock that has not sold for a year, as the owner estimates it: what holding it costs."""

from __future__ import annotations

from ancrage.chain.stock.actions import CLEAR_SLOW, LIST_SLOW
from ancrage.chain.stock.excess import HOLDING, MINIMUM_STAKE, holding_input
from ancrage.chain.stock.levels import Levels, stock_input
from ancrage.chain.stock.questions import DORMANT
from ancrage.findings import Confidence, Finding, Input, Stake
from ancrage.money import Euros, Percent
from ancrage.text import t
from ancrage.world import World


def stock_dormant(levels: Levels, world: World) -> Finding | None:
    """The cost of dormant stock; None without the owner's answer, or where it is little."""
    answer = levels.firm.answers.get(DORMANT)
    last = levels.last
    if isinstance(answer, bool) or not isinstance(answer, int | float) or not last.closing > 0:
        return None
    share, rate = min(max(0.0, float(answer)), 100.0) / 100, world[HOLDING]
    dormant = last.closing / 100 * share
    if dormant * rate.central < MINIMUM_STAKE:
        return None
    return Finding(
        code="stock_dormant",
        room="chain.stock",
        kind="weakness",
        title=t(
            "D’après vous, {share} de votre stock ({amount} dans vos comptes) ne s’est pas vendu depuis un an",
            share=Percent(share),
            amount=Euros(last.closing),
        ),
        reason=t("Ce qui n’a pas bougé en un an se vend rarement mieux l’année suivante."),
        stake=Stake(
            dormant * rate.low,
            dormant * rate.central,
            dormant * rate.high,
            t("stock_now × dormant × holding ; la fourchette est celle du coût d’un an de stock."),
            (
                stock_input("stock_now", t("Stock à la fin de l’exercice"), [last]),
                Input(
                    "dormant",
                    t("Part du stock sans vente depuis un an"),
                    share,
                    "ratio",
                    "answer",
                    DORMANT,
                ),
                holding_input(world),
            ),
        ),
        confidence=Confidence("low", t("La part qui dort est votre estimation.")),
        evidence=last.stock_evidence,
        actions=(LIST_SLOW, CLEAR_SLOW),
        pool="stock",  # the same stock, seen as too much or as asleep
    )
