"""A stock that covers fewer days while sales did not fall: a strength."""

from __future__ import annotations

from ancrage.chain.stock.levels import Levels
from ancrage.chain.stock.questions import SHORTAGES
from ancrage.chain.stock.stock_cover import RISE, RISE_DAYS, cover_of
from ancrage.findings import Confidence, Finding
from ancrage.money import Euros, Number
from ancrage.text import t

# Sales within two per cent of the year before have not fallen.
SALES_HELD = 0.98
# Euros under which a stock is no subject.
SMALL_STOCK = 5_000


def stock_lean(levels: Levels) -> Finding | None:
    """Cover that fell by a tenth or more while sales held; None with shortages every week."""
    of = cover_of(levels)
    if of is None or not of.earlier or levels.firm.answers.get(SHORTAGES) == "often":
        return None
    last, firm = of.level, levels.firm
    if not last.year.complete or last.closing < SMALL_STOCK * 100:
        return None
    if of.rise > -RISE or (of.before - last.ratio) * 365 < RISE_DAYS:
        return None
    sales = firm.amount(last.year, "70", sign=-1)
    if sales < SALES_HELD * firm.amount(of.earlier[-1].year, "70", sign=-1):
        return None
    return Finding(
        code="stock_lean",
        room="chain.stock",
        kind="strength",
        title=t(
            "Votre stock ({amount}) couvre {days} jours de ventes au prix d’achat, contre {before} auparavant, et vos ventes tiennent",
            amount=Euros(last.closing),
            days=Number(round(last.days)),
            before=Number(round(of.before * 365)),
        ),
        reason=t("Vous vendez autant avec moins d’argent immobilisé."),
        stake=None,
        confidence=Confidence(
            "medium",
            t("Lu dans vos comptes ; ils ne disent pas si des articles ont manqué."),
        ),
        evidence=last.stock_evidence,
        questions=() if SHORTAGES in firm.answers else (SHORTAGES,),
    )
