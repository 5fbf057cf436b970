"""The firm's listing on maps, and its reviews, as the owner says."""

from __future__ import annotations

from ancrage.findings import Action, Finding
from ancrage.firm import Firm
from ancrage.local.visibility.said import OWNERS_WORD
from ancrage.text import t


def listing(firm: Firm) -> Finding | None:
    """No listing in hand, an incomplete one, or one to build on."""
    answer = firm.answers.get("map_listing")
    if answer == "none":
        return Finding(
            code="listing_missing",
            room="local.visibility",
            kind="weakness",
            title=t("Vous n’avez pas la main sur votre fiche d’établissement"),
            reason=t(
                "Ceux qui cherchent sur une carte ne vous voient pas, ou voient de faux horaires."
            ),
            stake=None,
            confidence=OWNERS_WORD,
            evidence=(),
            actions=(_claim(), _complete()),
            questions=("map_listing",),
        )
    if answer == "incomplete":
        return Finding(
            code="listing_incomplete",
            room="local.visibility",
            kind="weakness",
            title=t("Votre fiche d’établissement est incomplète ou pas à jour"),
            reason=t("Un horaire faux coûte une visite, et souvent le client avec elle."),
            stake=None,
            confidence=OWNERS_WORD,
            evidence=(),
            actions=(_complete(),),
            questions=("map_listing",),
        )
    if answer == "complete":
        return Finding(
            code="listing_complete",
            room="local.visibility",
            kind="strength",
            title=t("Votre fiche d’établissement est à vous, complète et à jour"),
            reason=t("C’est elle que voit en premier celui qui cherche près de chez lui."),
            stake=None,
            confidence=OWNERS_WORD,
            evidence=(),
        )
    return None


def reviews(firm: Firm) -> Finding | None:
    """Whether reviews are answered."""
    answer = firm.answers.get("reviews_answered")
    if answer is True:
        return Finding(
            code="reviews_answered",
            room="local.visibility",
            kind="strength",
            title=t("Vous répondez aux avis de vos clients"),
            reason=t("Ceux qui hésitent lisent vos réponses autant que les avis."),
            stake=None,
            confidence=OWNERS_WORD,
            evidence=(),
        )
    if answer is False:
        return Finding(
            code="reviews_unanswered",
            room="local.visibility",
            kind="weakness",
            title=t("Les avis de vos clients restent sans réponse"),
            reason=t(
                "Un reproche sans réponse passe pour vrai, un merci sans réponse pour de l’indifférence."
            ),
            stake=None,
            confidence=OWNERS_WORD,
            evidence=(),
            actions=(_answer(),),
            questions=("reviews_answered",),
        )
    return None


def _claim() -> Action:
    return Action(
        code="listing_claim",
        title=t("Réclamez votre fiche d’établissement auprès de Google et des annuaires locaux"),
        nature="act",
        role="owner",
        hours=2,
        cost_eur=0,
        delay_days=14,
        gain_share=0.0,
        success=t("Vous pouvez changer vous-même vos horaires"),
    )


def _complete() -> Action:
    return Action(
        code="listing_complete_it",
        title=t(
            "Complétez la fiche : horaires des jours fériés, dix photos récentes, services, lien vers le site, et le même nom et la même adresse partout"
        ),
        nature="act",
        role="owner",
        hours=4,
        cost_eur=0,
        delay_days=14,
        gain_share=0.0,
        success=t(
            "Tous les champs sont remplis et les horaires sont justes aux prochains jours fériés"
        ),
        check_days=60,
        needs=("listing_claim",),
    )


def _answer() -> Action:
    return Action(
        code="reviews_answer",
        title=t(
            "Répondez aux dix derniers avis, puis à chaque nouvel avis dans la semaine, en parlant de la visite et non de vous"
        ),
        nature="act",
        role="owner",
        hours=4,
        cost_eur=0,
        delay_days=14,
        gain_share=0.0,
        success=t("Aucun avis de plus d’une semaine sans réponse"),
        check_days=60,
    )
