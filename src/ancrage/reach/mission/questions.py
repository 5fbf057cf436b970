"""What the books cannot tell of a trade mission."""

from __future__ import annotations

from ancrage.questions import Question
from ancrage.text import t

ROOM = "reach.mission"

QUESTIONS: tuple[Question, ...] = (
    Question(
        id="mission_city",
        room=ROOM,
        ask=t("Préparez-vous une mission commerciale aux États-Unis, et où ?"),
        why=t(
            "On ne vend pas « aux États-Unis » : on va voir des personnes précises dans une ville."
        ),
        unlocks=("mission_without_city", "mission_ready"),
        kind="choice",
        choices=(
            ("no_plan", t("Pas de mission prévue")),
            ("country", t("Oui, sans ville ni État choisi")),
            ("city", t("Oui, dans une ville ou un État choisi")),
        ),
    ),
    Question(
        id="mission_prospects",
        room=ROOM,
        ask=t(
            "Avec combien de personnes de là-bas avez-vous déjà échangé (courriel ou visioconférence) ?"
        ),
        why=t("Le temps sur place se passe avec ceux qui vous attendent."),
        unlocks=("mission_unqualified", "mission_ready"),
        kind="number",
        unit=t("personnes"),
    ),
    Question(
        id="mission_follow_up",
        room=ROOM,
        ask=t(
            "Qui écrira aux personnes rencontrées dans les deux jours, et ce temps est-il réservé ?"
        ),
        why=t("Un rendez-vous sans suite dans les jours qui viennent est le plus souvent perdu."),
        unlocks=("mission_no_follow_up",),
        kind="choice",
        choices=(
            ("reserved", t("Une personne désignée, du temps réservé")),
            ("not_yet", t("Pas encore décidé")),
        ),
    ),
)
