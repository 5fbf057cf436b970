"""What the books cannot tell of where goods come from."""

from __future__ import annotations

from typing import Final

from ancrage.questions import Question
from ancrage.text import t

ROOM = "chain.sourcing"

ZONE: Final = "sourcing_zone"
SUBSTITUTABLE: Final = "sourcing_substitutable"
LEAD_WEEKS: Final = "sourcing_lead_weeks"

QUESTIONS: tuple[Question, ...] = (
    Question(
        id=ZONE,
        room=ROOM,
        ask=t("D’où viennent surtout les marchandises que vous achetez à l’étranger ?"),
        why=t(
            "Les comptes disent souvent qu’un achat vient de l’étranger, rarement d’où. La comparaison avec une autre "
            "zone d’approvisionnement en dépend."
        ),
        unlocks=("sourcing_alternative", "import_route_pays"),
        kind="choice",
        choices=(
            ("asia", t("D’Asie")),
            ("near", t("Du Maghreb, de Turquie ou d’Europe de l’Est")),
            ("europe", t("Du reste de l’Europe")),
            ("other", t("D’ailleurs")),
            ("none", t("Je n’achète rien à l’étranger")),
        ),
    ),
    Question(
        id=SUBSTITUTABLE,
        room=ROOM,
        ask=t("Un autre fabricant, ailleurs, pourrait-il faire les articles que vous importez ?"),
        why=t(
            "Un article breveté, de marque ou propre à un pays ne se remplace pas : inutile alors de comparer."
        ),
        unlocks=("sourcing_alternative",),
        kind="yes_no",
    ),
    Question(
        id=LEAD_WEEKS,
        room=ROOM,
        ask=t(
            "Combien de semaines passent entre votre commande et l’arrivée de vos marchandises importées ?"
        ),
        why=t(
            "Ces semaines immobilisent de l’argent et obligent à garder plus de stock. Sans réponse, nous prenons 30 à "
            "45 jours depuis l’Asie."
        ),
        unlocks=("sourcing_alternative",),
        kind="number",
        unit=t("semaines"),
    ),
)
