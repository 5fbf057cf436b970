"""What the books cannot tell of the adaptation to another market."""

from __future__ import annotations

from ancrage.questions import Question
from ancrage.text import t

ROOM = "reach.adaptation"
NO_PLAN = ("no_plan", t("Nous ne comptons pas vendre à l’étranger"))

QUESTIONS: tuple[Question, ...] = (
    Question(
        id="market_listening_done",
        room=ROOM,
        ask=t("Avant de vendre dans un autre pays, qu’avez-vous écouté ?"),
        why=t(
            "Un même mot, un même prix, une même plaisanterie ne disent pas la même chose partout."
        ),
        unlocks=("market_not_listened", "market_listened"),
        kind="choice",
        choices=(
            NO_PLAN,
            ("nothing", t("Rien encore")),
            ("read", t("Les avis de clients et les sites des concurrents de là-bas")),
            ("talked", t("Des clients ou des partenaires de là-bas, de vive voix")),
        ),
    ),
    Question(
        id="offer_adapted",
        room=ROOM,
        ask=t("Qu’avez-vous changé à votre offre pour cet autre pays ?"),
        why=t("Traduire ne suffit pas : ton, images, prix, livraison et service changent aussi."),
        unlocks=("offer_copied", "offer_adapted"),
        kind="choice",
        choices=(
            NO_PLAN,
            ("copied", t("Rien : la même offre qu’ici")),
            ("translated", t("Les mots seulement")),
            ("adapted", t("Les mots, les images, les prix et le service")),
        ),
    ),
)
