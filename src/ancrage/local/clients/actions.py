"""What can be done about customers: the same step keeps its code whatever finding asks for it."""

from __future__ import annotations

from ancrage.findings import Action
from ancrage.text import t


def ask_leavers(gain_share: float = 0.0) -> Action:
    """Know why before acting."""
    return Action(
        code="customers_ask_why",
        title=t(
            "Demandez à cinq clients partis ou silencieux ce qui a changé pour eux, sans rien leur vendre"
        ),
        nature="measure",
        role="owner",
        hours=3,
        cost_eur=0,
        delay_days=14,
        gain_share=gain_share,
        success=t("Cinq réponses notées, avec la raison la plus fréquente"),
    )


def contact_again(gain_share: float) -> Action:
    """Go back to those who left, the largest first; consumers are not called without their consent."""
    return Action(
        code="customers_contact_again",
        title=t(
            "Reprenez contact avec les clients de la liste, les plus gros d’abord, en parlant de ce qu’ils achetaient (un particulier ne se démarche au téléphone qu’avec son accord)"
        ),
        nature="act",
        role="sales",
        hours=8,
        cost_eur=0,
        delay_days=45,
        gain_share=gain_share,
        success=t("Un client sur cinq de la liste a de nouveau commandé"),
        check_days=90,
        needs=("customers_ask_why",),
    )


def monthly_list(gain_share: float) -> Action:
    """Look each month at who stopped buying."""
    return Action(
        code="customers_monthly_list",
        title=t(
            "Chaque mois, relevez les clients réguliers qui n’ont pas commandé à leur rythme et appelez-les dans la semaine"
        ),
        nature="act",
        role="sales",
        hours=6,
        cost_eur=0,
        delay_days=30,
        gain_share=gain_share,
        success=t(
            "Aucun client régulier silencieux depuis plus d’un mois sans qu’on lui ait parlé"
        ),
        check_days=90,
    )


def loyalty_list(gain_share: float = 0.0) -> Action:
    """Give a name to the people behind pooled sales."""
    return Action(
        code="customers_loyalty_list",
        title=t(
            "Ouvrez un carnet des clients fidèles : nom, ce qu’ils aiment, dernier achat, moyen de les prévenir, avec leur accord écrit"
        ),
        nature="measure",
        role="sales",
        hours=10,
        cost_eur=0,
        delay_days=30,
        gain_share=gain_share,
        success=t("Cent noms au bout de trois mois, et la part de leurs achats connue"),
        check_days=90,
    )
