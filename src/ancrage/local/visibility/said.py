"""What the owner's word is worth, and the first step that goes before any other."""

from __future__ import annotations

from ancrage.findings import Action, Confidence
from ancrage.text import t

OWNERS_WORD = Confidence("medium", t("D’après votre réponse ; rien dans les comptes ne le dit."))


def count_visits() -> Action:
    """Know where new customers come from before spending on it."""
    return Action(
        code="visibility_count",
        title=t(
            "Pendant un mois, demandez à chaque nouveau client comment il vous a trouvé et notez-le"
        ),
        nature="measure",
        role="sales",
        hours=3,
        cost_eur=0,
        delay_days=30,
        gain_share=0.0,
        success=t("Une réponse notée pour neuf nouveaux clients sur dix"),
    )
