"""The firm's own site, as the owner says."""

from __future__ import annotations

from ancrage.findings import Action, Finding
from ancrage.firm import Firm
from ancrage.local.visibility.said import OWNERS_WORD, count_visits
from ancrage.text import t


def site(firm: Firm) -> Finding | None:
    """No site, a site that a phone cannot read, or a site to build on."""
    answer = firm.answers.get("own_site")
    if answer == "none":
        return _missing()
    if answer == "not_on_phone":
        return _not_on_phone()
    if answer == "on_phone":
        return Finding(
            code="site_in_place",
            room="local.visibility",
            kind="strength",
            title=t("Vous avez un site qui se lit bien sur un téléphone"),
            reason=t("Celui qui cherche près de chez lui peut vous trouver et vous comparer."),
            stake=None,
            confidence=OWNERS_WORD,
            evidence=(),
        )
    return None


def _missing() -> Finding:
    return Finding(
        code="site_missing",
        room="local.visibility",
        kind="weakness",
        title=t("Votre entreprise n’a pas de site"),
        reason=t(
            "Celui qui cherche près de chez lui ce que vous vendez ne trouve que vos concurrents."
        ),
        stake=None,
        confidence=OWNERS_WORD,
        evidence=(),
        actions=(
            count_visits(),
            Action(
                code="site_first_pages",
                title=t(
                    "Mettez en ligne cinq pages : ce que vous faites, pour qui, où et quand vous trouver, vos prix ou une estimation, et comment vous joindre"
                ),
                nature="act",
                role="owner",
                hours=20,
                cost_eur=200,
                delay_days=45,
                gain_share=0.0,
                success=t("Le site s’ouvre sur un téléphone et dix clients disent l’avoir vu"),
                check_days=90,
                needs=("visibility_count",),
            ),
        ),
        questions=("own_site",),
    )


def _not_on_phone() -> Finding:
    return Finding(
        code="site_not_on_phone",
        room="local.visibility",
        kind="weakness",
        title=t("Votre site se lit mal sur un téléphone"),
        reason=t("Un visiteur qui doit agrandir pour lire s’en va avant d’avoir vu vos horaires."),
        stake=None,
        confidence=OWNERS_WORD,
        evidence=(),
        actions=(
            count_visits(),
            Action(
                code="site_on_phone",
                title=t(
                    "Faites essayer le site à trois personnes sur leur téléphone et corrigez ce qui les arrête"
                ),
                nature="act",
                role="owner",
                hours=10,
                cost_eur=150,
                delay_days=30,
                gain_share=0.0,
                success=t(
                    "Trois personnes trouvent vos horaires et votre numéro en moins de dix secondes"
                ),
                check_days=60,
                needs=("visibility_count",),
            ),
        ),
        questions=("own_site",),
    )
