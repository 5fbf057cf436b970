"""Steps that the findings of this room ask for."""

from __future__ import annotations

from ancrage.findings import Action
from ancrage.text import t

LIST_SHIPMENTS_IN = Action(
    "freight_in_list_shipments",
    t(
        "Relevez, sur vos vingt dernières factures de transport d’achats, le trajet, le poids, le mode et le prix de chaque envoi"
    ),
    "measure",
    "logistics",
    hours=4,
    cost_eur=0,
    delay_days=7,
    gain_share=0.0,
    success=t("Un tableau d’une page : prix par kilo et par trajet, envois urgents mis à part"),
)
GROUP_ORDERS = Action(
    "freight_in_group_orders",
    t("Groupez les commandes des mêmes trajets : moins d’envois, mieux remplis"),
    "act",
    "purchasing",
    hours=6,
    cost_eur=0,
    delay_days=60,
    gain_share=0.35,
    success=t("Le nombre d’envois baisse, à quantités égales, et le prix par kilo aussi"),
    check_days=90,
    needs=("freight_in_list_shipments",),
)
QUOTES_IN = Action(
    "freight_in_ask_quotes",
    t(
        "Demandez trois devis de transport d’achats sur ces trajets, dont un avec le transport compris chez le fournisseur"
    ),
    "act",
    "purchasing",
    hours=6,
    cost_eur=0,
    delay_days=30,
    gain_share=0.4,
    success=t("Un prix signé, trajet par trajet, sous celui de vos dernières factures"),
    check_days=60,
    needs=("freight_in_list_shipments",),
)
LIST_SHIPMENTS_OUT = Action(
    "freight_out_list_shipments",
    t(
        "Notez pendant un mois, pour chaque envoi à un client, le poids, la zone, le prix payé et le port facturé"
    ),
    "measure",
    "logistics",
    hours=5,
    cost_eur=0,
    delay_days=30,
    gain_share=0.0,
    success=t(
        "Vous connaissez le prix d’un envoi par tranche de poids, et ceux que vous payez à perte"
    ),
)
QUOTES_OUT = Action(
    "freight_out_ask_quotes",
    t("Faites chiffrer vos envois par deux autres transporteurs et par le vôtre, avec ce relevé"),
    "act",
    "logistics",
    hours=6,
    cost_eur=0,
    delay_days=30,
    gain_share=0.5,
    success=t("Un tarif écrit, plus bas que votre relevé sur les poids que vous envoyez le plus"),
    check_days=60,
    needs=("freight_out_list_shipments",),
)
RIGHT_SIZE = Action(
    "freight_out_right_size",
    t("Choisissez deux ou trois formats de colis ajustés : le vide se paie au prix du poids"),
    "act",
    "logistics",
    hours=4,
    cost_eur=150,
    delay_days=21,
    gain_share=0.15,
    success=t("Le prix moyen d’un envoi baisse sur le mois qui suit"),
    check_days=45,
    needs=("freight_out_list_shipments",),
)
CARRIAGE_TERMS = Action(
    "carriage_terms_review",
    t(
        "Revoyez votre port facturé et le montant à partir duquel il est offert, d’après le prix réel de vos envois"
    ),
    "act",
    "sales",
    hours=4,
    cost_eur=0,
    delay_days=21,
    gain_share=0.6,
    success=t(
        "La part de l’expédition que vos clients remboursent remonte, sans perdre de commandes"
    ),
    check_days=60,
    needs=("freight_out_list_shipments",),
)
TRACE_URGENT = Action(
    "freight_express_trace",
    t(
        "Notez la cause de chaque envoi urgent pendant deux mois : retard, oubli, client pressé, rupture"
    ),
    "measure",
    "logistics",
    hours=2,
    cost_eur=0,
    delay_days=60,
    gain_share=0.0,
    success=t("Vous savez quelles urgences se répètent, et de qui elles viennent"),
)
FEWER_CARRIERS = Action(
    "carriers_regroup",
    t(
        "Gardez deux ou trois transporteurs par type d’envoi, et négociez avec eux sur le volume regroupé"
    ),
    "act",
    "logistics",
    hours=6,
    cost_eur=0,
    delay_days=45,
    gain_share=0.5,
    success=t("Moins de factures, et un tarif écrit par transporteur gardé"),
    check_days=60,
)
SORT_STORED = Action(
    "storage_sort",
    t("Faites le tour de ce qui est stocké à part : à garder, à vendre vite, à rapprocher"),
    "measure",
    "logistics",
    hours=6,
    cost_eur=0,
    delay_days=14,
    gain_share=0.0,
    success=t("Une liste : ce qui n’a pas bougé depuis six mois, et la place qu’il prend"),
)
GIVE_BACK_SPACE = Action(
    "storage_give_back",
    t("Rendez la place libérée, ou renégociez-la, à la prochaine échéance du contrat"),
    "act",
    "owner",
    hours=4,
    cost_eur=0,
    delay_days=60,
    gain_share=0.6,
    success=t("Un loyer de stockage en moins sur la facture"),
    check_days=90,
    needs=("storage_sort",),
)
SPLIT_ACCOUNTS = Action(
    "freight_split_accounts",
    t("Demandez à votre comptable de séparer transports sur achats (6241) et sur ventes (6242)"),
    "measure",
    "accountant",
    hours=1,
    cost_eur=0,
    delay_days=30,
    gain_share=0.0,
    success=t("Les prochaines factures de transport disent ce qu’elles portent"),
)
TIME_ORDERS = Action(
    "logistics_time_orders",
    t(
        "Chronométrez vingt commandes, de la réception de la commande au colis fermé, et comptez vos palettes"
    ),
    "measure",
    "logistics",
    hours=3,
    cost_eur=0,
    delay_days=7,
    gain_share=0.0,
    success=t("Vous connaissez le temps et le coût d’une commande préparée chez vous"),
)
QUOTES_3PL = Action(
    "logistics_ask_3pl_quotes",
    t(
        "Demandez deux devis à des prestataires logistiques, avec minimum mensuel, pics de saison, retours et sortie de contrat écrits"
    ),
    "act",
    "owner",
    hours=8,
    cost_eur=0,
    delay_days=45,
    gain_share=0.5,
    success=t("Deux prix par commande, tout compris, à comparer au vôtre"),
    check_days=60,
    needs=("logistics_time_orders",),
)
