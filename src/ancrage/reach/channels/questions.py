"""What the books cannot tell of the channels."""

from __future__ import annotations

from ancrage.questions import Question
from ancrage.text import t

ROOM = "reach.channels"

QUESTIONS: tuple[Question, ...] = (
    Question(
        id="sales_abroad_share",
        room=ROOM,
        ask=t("Quelle part de vos ventes va à des clients hors de France ?"),
        why=t(
            "Le plan comptable ne le dit pas toujours ; votre réponse dit si une demande existe déjà ailleurs."
        ),
        unlocks=("foreign_demand",),
        kind="share",
    ),
    Question(
        id="foreign_requests",
        room=ROOM,
        ask=t("Recevez-vous des demandes de l’étranger auxquelles vous ne répondez pas ?"),
        why=t(
            "Une demande qui vient seule est le premier signe qu’un test à l’étranger vaut la peine."
        ),
        unlocks=("foreign_demand",),
        kind="yes_no",
    ),
    Question(
        id="payouts_booked_net",
        room=ROOM,
        ask=t(
            "Vos ventes en ligne sont-elles comptées au montant versé, une fois les commissions retenues ?"
        ),
        why=t("Si oui, vos ventes et vos frais sont plus élevés que vos comptes ne le montrent."),
        unlocks=("netted_payouts",),
        kind="yes_no",
    ),
)
