"""What the books do not say of the stock: that it exists, or what it becomes between two yearly counts."""

from __future__ import annotations

from ancrage.chain.stock.actions import COUNT_OFTEN, FIRST_COUNT
from ancrage.chain.stock.levels import BOUGHT, Levels
from ancrage.chain.stock.questions import TRACKING, VALUE
from ancrage.findings import Confidence, Finding, evidence_cents
from ancrage.money import Euros, Number
from ancrage.text import Text, t

# Goods bought a year, in euros, from which some stock must be there.
BUYS = 10_000
# Euros of stock under which counting it more often is not worth the hours.
SMALL_STOCK = 5_000
# A stock that moves in one or two months of a year is counted at its end (and undone at its start).
YEARLY_MONTHS = 2


def stock_unknown(levels: Levels) -> Finding | None:
    """No stock in the books of a firm that buys goods, or a stock counted once a year; None otherwise."""
    if all(level.closing == 0 and level.opening == 0 and not level.months for level in levels.all):
        return _no_stock(levels)
    return _yearly_count(levels)


def _no_stock(levels: Levels) -> Finding | None:
    firm, year = levels.firm, levels.last.year
    evidence = firm.prove_accounts(year, *BOUGHT)
    bought = evidence_cents(evidence)
    if year.per_year(bought) < BUYS * 100:
        return None
    return Finding(
        code="stock_unknown",
        room="chain.stock",
        kind="weakness",
        title=t(
            "Vous avez acheté {amount} de marchandises et matières, et vos comptes ne montrent aucun stock",
            amount=Euros(bought),
        ),
        reason=_days_by_answer(levels)
        or t(
            "Sans stock dans les comptes, la marge de l’année et l’argent immobilisé sont inconnus."
        ),
        stake=None,
        confidence=Confidence(
            "high" if year.complete else "medium",
            t("Aucun compte de classe 3 n’est utilisé dans les fichiers donnés."),
        ),
        evidence=evidence,
        actions=(FIRST_COUNT,),
        questions=tuple(q for q in (VALUE, TRACKING) if q not in firm.answers),
    )


def _days_by_answer(levels: Levels) -> Text | None:
    value, cost = levels.firm.answers.get(VALUE), levels.last.yearly_cost
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0 or cost <= 0:
        return None
    return t(
        "Le stock que vous estimez à {value} couvrirait {days} jours d’achats ; vos comptes ne le comptent pas dans votre marge.",
        value=Euros.of(float(value)),
        days=Number(round(float(value) * 100 / cost * 365)),
    )


def _yearly_count(levels: Levels) -> Finding | None:
    firm, last = levels.firm, levels.last
    if last.months > YEARLY_MONTHS or last.closing < SMALL_STOCK * 100:
        return None
    if firm.answers.get(TRACKING) in {"software", "counts"}:
        return None
    amount = Euros(last.closing)
    if last.counted:
        title = t(
            "Votre stock ({amount}) n’est compté qu’une fois par an : vos comptes ne disent pas ce qu’il devient entre-temps",
            amount=amount,
        )
    else:
        title = t(
            "Votre stock ({amount}) est celui du dernier inventaire : vos comptes ne disent pas ce qu’il est devenu depuis le {day}",
            amount=amount,
            day=last.year.start,
        )
    return Finding(
        code="stock_unknown",
        room="chain.stock",
        kind="weakness",
        title=title,
        reason=t(
            "Un stock qui gonfle ou un article qui manque ne se voit alors qu’à l’inventaire, trop tard pour la saison."
        ),
        stake=None,
        confidence=Confidence(
            "medium",
            t("Les comptes ne bougent qu’à l’inventaire ; vous le suivez peut-être ailleurs."),
        ),
        evidence=last.stock_evidence,
        actions=(COUNT_OFTEN,),
        questions=() if TRACKING in firm.answers else (TRACKING,),
    )
