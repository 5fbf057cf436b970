"""Steps that the findings of this room ask for."""

from __future__ import annotations

from ancrage.findings import Action
from ancrage.text import t

LIST_SLOW = Action(
    "stock_list_slow",
    t("Listez les articles sans vente depuis six mois, avec leur valeur et leur dernier achat"),
    "measure",
    "logistics",
    hours=5,
    cost_eur=0,
    delay_days=7,
    gain_share=0.0,
    success=t("Une liste triée par valeur : les vingt premiers articles font le plus gros"),
)
CLEAR_SLOW = Action(
    "stock_clear_slow",
    t("Vendez en lots, rendez au fournisseur ou soldez les premiers articles de cette liste"),
    "act",
    "sales",
    hours=8,
    cost_eur=0,
    delay_days=60,
    gain_share=0.4,
    success=t("La moitié de la valeur listée est redevenue de la trésorerie"),
    check_days=90,
    needs=("stock_list_slow",),
)
ORDER_LESS = Action(
    "stock_order_less",
    t(
        "Avant chaque commande, comparez ce qui reste aux ventes du délai de livraison, et ne commandez que l’écart"
    ),
    "act",
    "purchasing",
    hours=8,
    cost_eur=0,
    delay_days=90,
    gain_share=0.35,
    success=t("Le stock du prochain inventaire couvre moins de jours, sans plus de manques"),
    check_days=180,
    needs=("stock_list_slow",),
)
COUNT_OFTEN = Action(
    "stock_count_quarterly",
    t("Comptez chaque trimestre les cinquante articles qui pèsent le plus, et notez leur valeur"),
    "measure",
    "logistics",
    hours=6,
    cost_eur=0,
    delay_days=30,
    gain_share=0.0,
    success=t("Quatre valeurs de stock par an, au lieu d’une"),
    check_days=120,
)
FIRST_COUNT = Action(
    "stock_first_count",
    t("Faites compter le stock et donnez sa valeur à votre comptable avant la clôture"),
    "measure",
    "accountant",
    hours=8,
    cost_eur=0,
    delay_days=30,
    gain_share=0.0,
    success=t("Le stock paraît dans les comptes, et la marge de l’exercice devient juste"),
)
MOVE_PEAK = Action(
    "stock_move_peak",
    t("Décalez ou fractionnez la commande qui fait monter le stock à ce moment"),
    "act",
    "purchasing",
    hours=4,
    cost_eur=0,
    delay_days=120,
    gain_share=0.5,
    success=t("Le plus haut de l’année baisse, sans plus de manques"),
    check_days=365,
)
