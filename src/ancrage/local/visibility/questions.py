"""What the books cannot tell of the firm's visibility."""

from __future__ import annotations

from ancrage.questions import Question
from ancrage.text import t

ROOM = "local.visibility"

QUESTIONS: tuple[Question, ...] = (
    Question(
        id="own_site",
        room=ROOM,
        ask=t("Avez-vous un site, et se lit-il bien sur un téléphone ?"),
        why=t(
            "On cherche un commerce ou un artisan sur son téléphone, souvent à deux rues de chez lui."
        ),
        unlocks=("site_missing", "site_not_on_phone", "site_in_place"),
        kind="choice",
        choices=(
            ("none", t("Pas de site")),
            ("not_on_phone", t("Un site, peu lisible sur un téléphone")),
            ("on_phone", t("Un site qui se lit bien sur un téléphone")),
        ),
    ),
    Question(
        id="map_listing",
        room=ROOM,
        ask=t(
            "Votre fiche d’établissement (Google et cartes) est-elle à vous et à jour : horaires, photos, services ?"
        ),
        why=t("C’est elle que voit en premier celui qui cherche près de chez lui."),
        unlocks=("listing_missing", "listing_incomplete", "listing_complete"),
        kind="choice",
        choices=(
            ("none", t("Pas de fiche, ou une fiche dont vous n’avez pas la main")),
            ("incomplete", t("Une fiche à vous, incomplète ou pas à jour")),
            ("complete", t("Une fiche à vous, complète et à jour")),
        ),
    ),
    Question(
        id="reviews_answered",
        room=ROOM,
        ask=t("Répondez-vous aux avis que vos clients laissent en ligne ?"),
        why=t("Une réponse est lue par tous ceux qui hésitent encore."),
        unlocks=("reviews_unanswered", "reviews_answered"),
        kind="yes_no",
    ),
)
