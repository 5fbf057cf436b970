"""Findings and actions told in one line each."""

from __future__ import annotations

from datetime import date

from ancrage.findings import Action, Confidence, Finding, Kind, Level, Nature, Stake
from ancrage.roadmap.model import Means
from ancrage.text import Language, Text, render, t

TODAY = date(2026, 3, 2)
PLENTY = Means(hours_per_month=60, budget_eur=100_000)


def stake(low: float, central: float | None = None, high: float | None = None) -> Stake:
    """A stake; one number alone is certain."""
    central = low if central is None else central
    return Stake(low, central, central if high is None else high, t("formule"), ())


def action(
    code: str,
    *,
    share: float = 0.5,
    hours: float = 2,
    cost: float = 0,
    delay: int = 0,
    needs: tuple[str, ...] = (),
    nature: Nature = "act",
    check_days: int = 30,
) -> Action:
    return Action(
        code=code,
        title=t(f"Faire {code}"),
        nature=nature,
        role="owner",
        hours=hours,
        cost_eur=cost,
        delay_days=delay,
        gain_share=share,
        success=t("On le voit"),
        check_days=check_days,
        needs=needs,
    )


def measure(code: str, *, hours: float = 2, cost: float = 0, needs: tuple[str, ...] = ()) -> Action:
    return action(code, share=0, hours=hours, cost=cost, needs=needs, nature="measure")


def finding(
    code: str,
    euros: Stake | float | None,
    *actions: Action,
    room: str = "chain.stock",
    kind: Kind = "weakness",
    level: Level = "medium",
    questions: tuple[str, ...] = (),
    pool: str | None = None,
) -> Finding:
    return Finding(
        code=code,
        room=room,
        kind=kind,
        title=t(f"Constat {code}"),
        reason=t("Parce que"),
        stake=stake(euros) if isinstance(euros, int | float) else euros,
        confidence=Confidence(level, t("Lu dans les comptes")),
        evidence=(),
        actions=actions,
        questions=questions,
        pool=pool,
    )


def said(text: Text) -> str:
    """The sentence in French, with plain spaces."""
    return render(text, Language.FR).replace("\u00a0", " ").replace("\u202f", " ")
