"""What the books cannot tell of customers."""

from __future__ import annotations

from ancrage.questions import Question
from ancrage.text import t

ROOM = "local.clients"

QUESTIONS: tuple[Question, ...] = (
    Question(
        id="loyalty_list",
        room=ROOM,
        ask=t("Tenez-vous une liste de vos clients fidèles (carnet, fichier, carte de fidélité) ?"),
        why=t(
            "Vos comptes ne nomment pas les clients du comptoir ; une liste permet de leur parler."
        ),
        unlocks=("sales_pooled",),
        kind="yes_no",
    ),
    Question(
        id="walk_in_known_share",
        room=ROOM,
        ask=t("Sur cent personnes qui achètent au comptoir, combien en reconnaissez-vous ?"),
        why=t(
            "C’est la part de vos clients de passage qui reviennent, que les comptes ne montrent pas."
        ),
        unlocks=("walk_in_known",),
        kind="share",
    ),
    Question(
        id="first_customer_contract",
        room=ROOM,
        ask=t("Qu’est-ce qui vous lie à votre premier client ?"),
        why=t("Un accord d’un an ou plus rend son départ moins brutal."),
        unlocks=("customer_concentration",),
        kind="choice",
        choices=(
            ("contract", t("Un accord écrit d’au moins un an")),
            ("orders", t("Des commandes au fil de l’eau")),
            ("none", t("Rien d’écrit")),
        ),
    ),
    Question(
        id="payment_terms_days",
        room=ROOM,
        ask=t("Quel délai de paiement écrivez-vous sur vos factures aux professionnels ?"),
        why=t("On compare alors ce qui est payé à ce qui a été convenu, et non à la loi."),
        unlocks=("customer_payment_delay",),
        kind="number",
        unit=t("jours"),
    ),
)
