"""What the books cannot tell of the suppliers."""

from __future__ import annotations

from ancrage.facts import HOME_PORT, LE_HAVRE
from ancrage.questions import Question
from ancrage.text import t
from ancrage.world.routes.ports import ports

ROOM = "chain.suppliers"
REPLACEMENT = "suppliers_replacement_weeks"
TERMS_REASON = "suppliers_terms_reason"
UNASSIGNED_ORIGIN = "suppliers_unassigned_origin"

QUESTIONS: tuple[Question, ...] = (
    Question(
        id=REPLACEMENT,
        room=ROOM,
        ask=t(
            "Si votre premier fournisseur s’arrêtait demain, en combien de semaines un autre vous livrerait-il ?"
        ),
        why=t(
            "Le coût d’une interruption dépend surtout de sa durée. Sans votre réponse, nous prenons la durée observée "
            "dans une grande enquête, d’un à deux mois."
        ),
        unlocks=("supplier_concentration",),
        kind="number",
        unit=t("semaines"),
    ),
    Question(
        id=TERMS_REASON,
        room=ROOM,
        ask=t("Si vous payez vos fournisseurs plus tôt qu’avant, pourquoi ?"),
        why=t(
            "Un escompte qui rapporte plus que la trésorerie ne coûte est une bonne affaire ; une habitude ne l’est pas."
        ),
        unlocks=("supplier_terms_shortened",),
        kind="choice",
        choices=(
            ("discount", t("Pour obtenir un escompte")),
            ("asked", t("Les fournisseurs le demandent")),
            ("habit", t("Par habitude, ou sans le savoir")),
        ),
    ),
    Question(
        id=UNASSIGNED_ORIGIN,
        room=ROOM,
        ask=t("Les achats sans fournisseur nommé dans vos comptes, de quoi s’agit-il surtout ?"),
        why=t(
            "Selon la réponse, ils cachent un fournisseur important ou seulement de petites dépenses."
        ),
        unlocks=("spend_unassigned",),
        kind="choice",
        choices=(
            ("card", t("Achats par carte ou au comptant")),
            ("expenses", t("Notes de frais")),
            ("pooled", t("Fournisseurs regroupés sur un même compte")),
            ("other", t("Autre chose")),
        ),
    ),
    Question(
        id=HOME_PORT,
        room=ROOM,
        ask=t("Par quel port arrivent vos marchandises venues par mer ?"),
        why=t(
            "Il décide du trajet, des passages que vos marchandises traversent et du détour si l’un d’eux se ferme. Sans votre réponse, "
            "nous comptons jusqu’au Havre."
        ),
        unlocks=("supplier_route_alarm",),
        kind="choice",
        choices=tuple(
            (port.code, t("{port}", port=port.name))
            for port in sorted(
                ports().values(), key=lambda one: (one.code != LE_HAVRE, one.country != "FR")
            )
            if port.country in {"FR", "CA"}
        ),
    ),
)
