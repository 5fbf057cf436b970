"""Write-downs of stock (39) that grow: value that the accounts already hold for lost.

Stake = growth of the write-downs over the year; its range is that of the years at hand, from zero for a single one.
"""

from __future__ import annotations

from ancrage.chain.stock.actions import CLEAR_SLOW, LIST_SLOW
from ancrage.chain.stock.levels import WRITE_DOWN, Level, Levels, annual_input
from ancrage.findings import Confidence, Finding, Input, Stake
from ancrage.firm import Firm
from ancrage.money import Euros, Percent
from ancrage.text import t

# Euros of growth a year, and share of the stock, under which write-downs are a closing detail.
GROWTH, SHARE = 500, 0.02


def stock_writedown(levels: Levels) -> Finding | None:
    """Write-downs that grew over the last year; None where they did not."""
    firm, last = levels.firm, levels.last
    down = firm.amount(last.year, WRITE_DOWN, sign=-1, balance=True)
    growth = firm.amount(last.year, WRITE_DOWN, sign=-1)
    gross, before = last.closing + down, last.opening + down - growth
    if gross <= 0 or growth < GROWTH * 100 or down < SHARE * gross:
        return None
    evidence = firm.prove_accounts(last.year, WRITE_DOWN, sign=-1, balance=True)
    share_before = (down - growth) / before if before > 0 else 0.0
    return Finding(
        code="stock_writedown",
        room="chain.stock",
        kind="weakness",
        title=t(
            "Vos comptes tiennent pour perdus {amount} de stock, soit {share} de sa valeur, contre {before} un an plus tôt",
            amount=Euros(down),
            share=Percent(down / gross),
            before=Percent(max(0.0, share_before), 0 if share_before <= 0 else None),
        ),
        reason=t(
            "Une dépréciation est du stock payé qui ne vaudra plus son prix : la vendre tôt en sauve une partie."
        ),
        stake=_stake(levels, growth),
        confidence=Confidence(
            "high", t("Lu dans vos comptes : la dépréciation (compte 39) y est écrite.")
        ),
        evidence=evidence,
        actions=(LIST_SLOW, CLEAR_SLOW),
    )


def _stake(levels: Levels, growth: int) -> Stake:
    firm, last = levels.firm, levels.last
    annual = annual_input(last.year)
    central = growth / 100 * annual.value
    years = [_growth(firm, level) for level in levels.earlier]
    low = max(0.0, min([central, *years])) if years else 0.0
    return Stake(
        low,
        central,
        max([central, *years]),
        t(
            "growth × annualisation. La fourchette va de la plus petite à la plus grande hausse de vos exercices, ou part de zéro s’il n’y en a qu’un : une dépréciation peut être reprise."
        ),
        (
            Input(
                "growth",
                t("Hausse des dépréciations de stock sur l’exercice"),
                growth / 100,
                "eur",
                "books",
                evidence=firm.prove_accounts(last.year, WRITE_DOWN, sign=-1),
            ),
            annual,
        ),
    )


def _growth(firm: Firm, level: Level) -> float:
    return firm.amount(level.year, WRITE_DOWN, sign=-1) / 100
