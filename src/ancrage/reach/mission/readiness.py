"""Whether a trade mission is ready, as the owner says: one city, qualified prospects, follow-up."""

from __future__ import annotations

from ancrage.findings import Action, Confidence, Finding
from ancrage.firm import Firm
from ancrage.text import t, tn

# Two meetings a day fill the four days that a week of travel leaves; fewer do not pay for the trip.
PROSPECTS_AT_LEAST = 8

OWNERS_WORD = Confidence("medium", t("D’après votre réponse ; rien dans les comptes ne le dit."))


def is_planned(firm: Firm) -> bool:
    """Whether the owner says that a mission is being prepared."""
    return firm.answers.get("mission_city") in {"country", "city"}


def prospects(firm: Firm) -> int | None:
    """People there with whom a first exchange took place; None where not answered."""
    answer = firm.answers.get("mission_prospects")
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return None
    return max(0, int(answer))


def city(firm: Firm) -> Finding | None:
    """A mission to a whole country."""
    if firm.answers.get("mission_city") != "country":
        return None
    return Finding(
        code="mission_without_city",
        room="reach.mission",
        kind="weakness",
        title=t("Votre mission aux États-Unis n’a pas encore de ville"),
        reason=t(
            "La Californie, le Texas et New York n’attendent pas la même chose : il faut en choisir un."
        ),
        stake=None,
        confidence=OWNERS_WORD,
        evidence=(),
        actions=(_choose_city(), _qualify()),
        questions=("mission_city",),
    )


def qualified(firm: Firm) -> Finding | None:
    """Prospects talked to before leaving, too few or enough."""
    if not is_planned(firm):
        return None
    count = prospects(firm)
    if count is None:
        return None
    if count < PROSPECTS_AT_LEAST:
        return Finding(
            code="mission_unqualified",
            room="reach.mission",
            kind="weakness",
            title=tn(
                "Vous n’avez échangé qu’avec {count} personne avant la mission",
                "Vous n’avez échangé qu’avec {count} personnes avant la mission",
                count,
            )
            if count
            else t("Vous n’avez encore échangé avec personne avant la mission"),
            reason=t("On part pour revoir des personnes précises, non pour prendre des contacts."),
            stake=None,
            confidence=OWNERS_WORD,
            evidence=(),
            actions=(_qualify(), _pitch()),
            questions=("mission_prospects",),
        )
    if firm.answers.get("mission_city") != "city":
        return None
    return Finding(
        code="mission_ready",
        room="reach.mission",
        kind="strength",
        title=t("Votre mission a une ville et {count} personnes qui vous attendent", count=count),
        reason=t("Le temps sur place ira à des personnes qui vous connaissent déjà."),
        stake=None,
        confidence=OWNERS_WORD,
        evidence=(),
        actions=(_pitch(),),
    )


def follow_up(firm: Firm) -> Finding | None:
    """Nobody to write to the people met."""
    if not is_planned(firm) or firm.answers.get("mission_follow_up") != "not_yet":
        return None
    return Finding(
        code="mission_no_follow_up",
        room="reach.mission",
        kind="weakness",
        title=t("Personne n’est encore chargé de la suite des rendez-vous de la mission"),
        reason=t(
            "C’est la suite, dans les jours qui viennent, qui change une poignée de main en contrat."
        ),
        stake=None,
        confidence=OWNERS_WORD,
        evidence=(),
        actions=(_reserve(),),
        questions=("mission_follow_up",),
    )


def _choose_city() -> Action:
    return Action(
        code="mission_choose_city",
        title=t(
            "Comparez trois villes sur le nombre d’acheteurs de votre métier, les contacts que vous y avez déjà et le coût du voyage, et n’en gardez qu’une"
        ),
        nature="measure",
        role="owner",
        hours=8,
        cost_eur=0,
        delay_days=30,
        gain_share=0.0,
        success=t("Une ville écrite, avec les trois raisons qui l’ont fait choisir"),
    )


def _qualify() -> Action:
    return Action(
        code="mission_qualify",
        title=t(
            "Avant tout billet, dressez la liste de soixante personnes nommées et obtenez un premier échange avec huit d’entre elles"
        ),
        nature="listen",
        role="sales",
        hours=30,
        cost_eur=0,
        delay_days=90,
        gain_share=0.0,
        success=t("Huit rendez-vous confirmés par écrit"),
        check_days=90,
        needs=("mission_choose_city",),
    )


def _pitch() -> Action:
    return Action(
        code="mission_pitch",
        title=t(
            "Écrivez en anglais trente secondes puis dix minutes qui disent quel problème vous réglez, ce qu’on y gagne et la preuve en chiffres, prix en dollars"
        ),
        nature="act",
        role="owner",
        hours=12,
        cost_eur=150,
        delay_days=30,
        gain_share=0.0,
        success=t("Une personne de là-bas redit votre offre sans se tromper"),
        needs=("mission_qualify",),
    )


def _reserve() -> Action:
    return Action(
        code="mission_reserve_follow_up",
        title=t(
            "Désignez qui écrit aux personnes rencontrées et réservez son temps à deux jours, une semaine, trois semaines et trois mois du retour"
        ),
        nature="act",
        role="sales",
        hours=6,
        cost_eur=0,
        delay_days=7,
        gain_share=0.0,
        success=t(
            "Chaque personne rencontrée a reçu dans les deux jours ce qu’on lui avait promis"
        ),
        check_days=120,
    )
