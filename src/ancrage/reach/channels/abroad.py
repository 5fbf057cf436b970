"""Sales outside France: a strength to build on, a first demand to listen to, or a demand unanswered."""

from __future__ import annotations

import polars as pl

from ancrage.findings import Action, Confidence, Finding, evidence_cents
from ancrage.money import Euros, Percent
from ancrage.reach.channels.view import YearView
from ancrage.text import Text, t

SHARE_AT_LEAST = 0.01  # of sales: less is a chance order
MEANINGFUL = 0.10  # one euro in ten: a market, not chance orders
EMERGING = 0.05  # half as much is enough when it grows
GROWING = 1.05  # against the year before


def sales_abroad(view: YearView, ago: YearView | None) -> Finding | None:
    """What is sold abroad, whether it counts, and whether it grows."""
    now = view.split
    if now.total_cents <= 0 or now.abroad_cents < SHARE_AT_LEAST * now.total_cents:
        return None
    share = now.abroad_cents / now.total_cents
    growth = _growth(view, ago)
    falling = growth is not None and growth < 1
    grows = growth is not None and growth >= GROWING
    strong = share >= (EMERGING if grows else MEANINGFUL) and not falling
    evidence = view.firm.prove(view.placed.filter(pl.col("zone").is_in(["eu", "export"])), -1)
    return Finding(
        code="sales_abroad",
        room="reach.channels",
        kind="strength" if strong else "opportunity",
        title=_title(Euros(evidence_cents(evidence)), Percent(share), growth),
        reason=_reason(strong=strong, falling=falling),
        stake=None,
        confidence=Confidence(now.confidence, now.reason),
        evidence=evidence,
        actions=(listen_abroad(),),
    )


def _reason(*, strong: bool, falling: bool) -> Text:
    if strong:
        return t("Ces clients prouvent qu’on veut de vos produits ailleurs : eux savent pourquoi.")
    if falling:
        return t(
            "Ces ventes reculent : ces clients savent pourquoi, il suffit de le leur demander."
        )
    return t(
        "Quelques clients étrangers vous ont trouvé : les écouter coûte peu et montre s’il y en a d’autres."
    )


def _growth(view: YearView, ago: YearView | None) -> float | None:
    """Sales abroad over those of the year before; None unless both years are complete."""
    if ago is None or ago.split.abroad_cents <= 0:
        return None
    if not (view.year.complete and ago.year.complete):
        return None
    return view.split.abroad_cents / ago.split.abroad_cents


def _title(amount: Euros, share: Percent, growth: float | None) -> Text:
    if growth is None:
        return t(
            "Vous vendez déjà {amount} hors de France, {share} de vos ventes",
            amount=amount,
            share=share,
        )
    if growth >= 1:
        return t(
            "Vous vendez déjà {amount} hors de France, {share} de vos ventes, {change} de plus qu’un an plus tôt",
            amount=amount,
            share=share,
            change=Percent(growth - 1),
        )
    return t(
        "Vous vendez {amount} hors de France, {share} de vos ventes, {change} de moins qu’un an plus tôt",
        amount=amount,
        share=share,
        change=Percent(1 - growth),
    )


def listen_abroad() -> Action:
    """Listen before selling."""
    return Action(
        code="foreign_customers_interview",
        title=t(
            "Demandez à cinq clients étrangers comment ils vous ont trouvé, ce qu’ils ont hésité à acheter et ce qui les a décidés"
        ),
        nature="listen",
        role="owner",
        hours=5,
        cost_eur=0,
        delay_days=30,
        gain_share=0.0,
        success=t("Cinq réponses notées, et un pays qui revient plus souvent que les autres"),
    )


def market_test() -> Action:
    """Then a cheap test, one country and few products, with its stop rule."""
    return Action(
        code="foreign_market_test",
        title=t(
            "Testez un seul pays pendant trois mois avec dix produits sur une place de marché, en fixant d’avance le nombre de commandes qui fera continuer ou arrêter"
        ),
        nature="act",
        role="sales",
        hours=30,
        cost_eur=300,
        delay_days=90,
        gain_share=0.0,
        success=t("La règle d’arrêt a été suivie, dans un sens ou dans l’autre"),
        check_days=90,
        needs=("foreign_customers_interview", "market_listening"),
    )


def answered_abroad(view: YearView) -> Finding | None:
    """Requests from abroad that the owner hears, where the books show no sale abroad."""
    firm, now = view.firm, view.split
    said = firm.answers.get("sales_abroad_share")
    told = said / 100 if isinstance(said, int | float) and not isinstance(said, bool) else 0.0
    shown = now.abroad_cents >= SHARE_AT_LEAST * max(1, now.total_cents)
    if shown or not (told >= SHARE_AT_LEAST or firm.answers.get("foreign_requests") is True):
        return None
    return Finding(
        code="foreign_demand",
        room="reach.channels",
        kind="opportunity",
        title=t(
            "Vous dites vendre {share} hors de France, mais vos comptes ne le montrent pas",
            share=Percent(told),
        )
        if told >= SHARE_AT_LEAST
        else t("Vous recevez des demandes de l’étranger et n’y vendez pas encore"),
        reason=t("Une demande qui vient toute seule est la façon la moins chère de commencer."),
        stake=None,
        confidence=Confidence(
            "medium", t("D’après votre réponse ; rien dans les comptes ne le dit.")
        ),
        evidence=(),
        actions=(listen_abroad(), market_test()),
        questions=("sales_abroad_share", "foreign_requests"),
    )
