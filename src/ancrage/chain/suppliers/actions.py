"""Steps that several findings of this room ask for."""

from __future__ import annotations

from ancrage.findings import Action
from ancrage.text import t

LIST_CRITICAL = Action(
    "suppliers_list_critical",
    t(
        "Listez les articles qu’un seul fournisseur vous livre, et le temps qu’il faudrait pour le remplacer"
    ),
    "measure",
    "purchasing",
    hours=4,
    cost_eur=0,
    delay_days=15,
    gain_share=0.0,
    success=t(
        "Une liste d’une page : article, fournisseur, ventes par an, semaines pour le remplacer"
    ),
)
SECOND_SOURCE = Action(
    "suppliers_second_source",
    t(
        "Trouvez et essayez un second fournisseur pour les articles de cette liste qui se vendent le plus"
    ),
    "act",
    "purchasing",
    hours=16,
    cost_eur=500,
    delay_days=90,
    gain_share=0.5,
    success=t("Une première commande reçue et conforme chez un second fournisseur"),
    check_days=60,
    needs=("suppliers_list_critical",),
)
CONTINUITY = Action(
    "suppliers_agree_continuity",
    t(
        "Convenez avec votre premier fournisseur d’un stock réservé et d’une alerte en cas de retard"
    ),
    "act",
    "owner",
    hours=3,
    cost_eur=0,
    delay_days=30,
    gain_share=0.15,
    success=t("Un accord écrit : quantités réservées, délai d’alerte, personne à joindre"),
    check_days=90,
    needs=("suppliers_list_critical",),
)
