"""Listening before selling, and an offer changed for the market, as the owner says."""

from __future__ import annotations

from ancrage.findings import Action, Confidence, Finding
from ancrage.firm import Firm
from ancrage.text import t

OWNERS_WORD = Confidence("medium", t("D’après votre réponse ; rien dans les comptes ne le dit."))


def listening(firm: Firm) -> Finding | None:
    """A market approached unheard, or one that was listened to."""
    answer = firm.answers.get("market_listening_done")
    if answer in {"nothing", "read"}:
        return Finding(
            code="market_not_listened",
            room="reach.adaptation",
            kind="weakness",
            title=t("Vous pensez vendre dans un autre pays sans l’avoir encore écouté")
            if answer == "nothing"
            else t("Vous avez lu ce qui se dit dans cet autre pays, sans y avoir parlé à personne"),
            reason=t(
                "Un modèle qui marche ici ne marche pas tel quel ailleurs, même dans la même langue."
            ),
            stake=None,
            confidence=OWNERS_WORD,
            evidence=(),
            actions=(_read(), _talk()) if answer == "nothing" else (_talk(),),
            questions=("market_listening_done",),
        )
    if answer == "talked":
        return Finding(
            code="market_listened",
            room="reach.adaptation",
            kind="strength",
            title=t("Vous avez écouté des clients ou des partenaires de cet autre pays"),
            reason=t("Vous partez de ce qu’ils disent et non de ce que l’on suppose."),
            stake=None,
            confidence=OWNERS_WORD,
            evidence=(),
        )
    return None


def offer(firm: Firm) -> Finding | None:
    """An offer copied as it is, or adapted."""
    answer = firm.answers.get("offer_adapted")
    if answer in {"copied", "translated"}:
        return Finding(
            code="offer_copied",
            room="reach.adaptation",
            kind="weakness",
            title=t("Votre offre pour cet autre pays est la même qu’ici")
            if answer == "copied"
            else t("De votre offre pour cet autre pays, seuls les mots ont changé"),
            reason=t(
                "Ton, images, prix affichés, livraison et service après-vente ne se traduisent pas : ils se repensent."
            ),
            stake=None,
            confidence=OWNERS_WORD,
            evidence=(),
            actions=(_talk(), _rewrite()),
            questions=("offer_adapted",),
        )
    if answer == "adapted":
        return Finding(
            code="offer_adapted",
            room="reach.adaptation",
            kind="strength",
            title=t("Votre offre a été repensée pour cet autre pays"),
            reason=t("Mots, images, prix et service parlent comme on parle là-bas."),
            stake=None,
            confidence=OWNERS_WORD,
            evidence=(),
        )
    return None


def _read() -> Action:
    return Action(
        code="market_reviews_read",
        title=t(
            "Lisez cinquante avis de clients de ce pays sur des produits semblables et les pages de trois concurrents, en notant les mots, les reproches et les prix"
        ),
        nature="listen",
        role="sales",
        hours=8,
        cost_eur=0,
        delay_days=21,
        gain_share=0.0,
        success=t("Une page de notes : cinq attentes qui reviennent, trois surprises"),
    )


def _talk() -> Action:
    return Action(
        code="market_listening",
        title=t(
            "Parlez à cinq personnes de ce pays (clients, revendeurs, partenaires) en leur montrant votre offre telle qu’elle est"
        ),
        nature="listen",
        role="owner",
        hours=8,
        cost_eur=0,
        delay_days=30,
        gain_share=0.0,
        success=t("Cinq entretiens notés, avec ce qui ne passe pas et pourquoi"),
        needs=("market_reviews_read",),
    )


def _rewrite() -> Action:
    return Action(
        code="offer_rewrite",
        title=t(
            "Réécrivez pour ce pays une page de produit, ses images, son prix et ses conditions de livraison, et faites-la relire par l’une de ces personnes"
        ),
        nature="act",
        role="sales",
        hours=12,
        cost_eur=200,
        delay_days=30,
        gain_share=0.0,
        success=t("La personne de là-bas n’y trouve plus rien à changer"),
        needs=("market_listening",),
    )
