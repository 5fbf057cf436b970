"""What the books cannot tell of logistics."""

from __future__ import annotations

from ancrage.questions import Question
from ancrage.text import t

ROOM = "chain.logistics"
UNKNOWN_FREIGHT = "logistics_unknown_freight"

ORDERS = "logistics_orders_per_month"
STAFF_SHARE = "logistics_staff_share"
AREA = "logistics_storage_m2"
PALLETS = "logistics_stored_pallets"

QUESTIONS: tuple[Question, ...] = (
    Question(
        id=ORDERS,
        room=ROOM,
        ask=t("Combien de commandes préparez-vous et expédiez-vous par mois, en moyenne ?"),
        why=t("Vos comptes disent ce que coûte la logistique, pas combien de commandes elle sert."),
        unlocks=("in_house_or_3pl", "logistics_cost"),
        kind="number",
        unit=t("commandes par mois"),
    ),
    Question(
        id=STAFF_SHARE,
        room=ROOM,
        ask=t("Quelle part du temps de vos salariés va à recevoir, ranger, préparer et expédier ?"),
        why=t("Les salaires ne sont pas séparés par métier dans les comptes."),
        unlocks=("in_house_or_3pl",),
        kind="share",
    ),
    Question(
        id=AREA,
        room=ROOM,
        ask=t(
            "Combien de mètres carrés de vos locaux servent au stock et aux colis, sans compter ce que vous louez à part pour stocker ?"
        ),
        why=t("Le loyer de vos comptes couvre tous vos usages à la fois."),
        unlocks=("in_house_or_3pl",),
        kind="number",
        unit=t("m²"),
    ),
    Question(
        id=PALLETS,
        room=ROOM,
        ask=t("Combien de palettes faudrait-il pour poser tout votre stock, en moyenne ?"),
        why=t("Un prestataire facture la place à la palette."),
        unlocks=("in_house_or_3pl",),
        kind="number",
        unit=t("palettes"),
    ),
    Question(
        id=UNKNOWN_FREIGHT,
        room=ROOM,
        ask=t("Vos frais de transport sans précision (compte 624) portent surtout quoi ?"),
        why=t(
            "Le compte et les libellés ne disent pas si ce transport sert vos achats ou vos ventes."
        ),
        unlocks=("freight_unknown", "freight_in_share", "freight_out_share"),
        kind="choice",
        choices=(
            ("in", t("Ce que vous achetez")),
            ("out", t("Ce que vous vendez")),
            ("mixed", t("Les deux")),
            ("other", t("Autre chose que des marchandises")),
        ),
    ),
)
