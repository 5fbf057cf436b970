"""What the books cannot tell of stock."""

from __future__ import annotations

from ancrage.questions import Question
from ancrage.text import t

ROOM = "chain.stock"

VALUE = "stock_value_now"
TRACKING = "stock_tracking"
DORMANT = "stock_dormant_share"
SHORTAGES = "stock_shortages"

QUESTIONS: tuple[Question, ...] = (
    Question(
        id=TRACKING,
        room=ROOM,
        ask=t("Comment savez-vous ce qu’il y a en stock en cours d’année ?"),
        why=t("Vos comptes ne le disent le plus souvent qu’une fois par an, à l’inventaire."),
        unlocks=("stock_unknown",),
        kind="choice",
        choices=(
            ("software", t("Un logiciel le tient à jour à chaque entrée et sortie")),
            ("counts", t("Des comptages, au moins une fois par trimestre")),
            ("memory", t("De mémoire, ou en regardant les rayons")),
        ),
    ),
    Question(
        id=VALUE,
        room=ROOM,
        ask=t("Combien vaut votre stock aujourd’hui, à peu près, au prix d’achat hors taxes ?"),
        why=t("Avec ce montant, on sait combien de jours de ventes il couvre."),
        unlocks=("stock_unknown",),
        kind="number",
        unit=t("euros"),
    ),
    Question(
        id=DORMANT,
        room=ROOM,
        ask=t("Quelle part de votre stock, en valeur, ne s’est pas vendue depuis un an ?"),
        why=t("C’est l’argent que vous pouvez retrouver sans manquer de rien."),
        unlocks=("stock_dormant",),
        kind="share",
    ),
    Question(
        id=SHORTAGES,
        room=ROOM,
        ask=t("Vous arrive-t-il de manquer d’un article qu’un client demande ?"),
        why=t(
            "Un stock haut avec des manques n’est pas au bon endroit ; un stock bas sans manque est une force."
        ),
        unlocks=("stock_cover", "stock_lean"),
        kind="choice",
        choices=(
            ("never", t("Presque jamais")),
            ("sometimes", t("Quelques fois par mois")),
            ("often", t("Chaque semaine ou plus")),
        ),
    ),
)
