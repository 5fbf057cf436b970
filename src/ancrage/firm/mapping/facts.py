"""What a firm may write of its suppliers beside who they are: what the risk of a stop and the ways out depend on.

The names of the columns, in plain form (`names.plain`), by column of the table of suppliers.
"""

from __future__ import annotations

from collections.abc import Mapping

SUPPLIER_FACTS: Mapping[str, str] = {
    "port": "port de depart; port d embarquement; port de chargement; port of loading; pol; loading port; departure port",
    "recover_days": "delai de reprise; delai de reprise jours; time to recover; time to recovery; ttr; recovery time; recover days",
    "second_source": "autre fournisseur; deuxieme source; seconde source; second source; fournisseur de secours; fournisseur alternatif;"
    " alternative supplier; backup supplier; second fournisseur; deuxieme fournisseur",
    "second_country": "pays de l autre; pays autre fournisseur; pays second fournisseur; second source country; backup country",
    "second_days": "delai de l autre; delai autre fournisseur; delai second fournisseur; second source lead time",
    "second_pct": "surcout de l autre; surcout autre fournisseur; surcout second fournisseur; second source premium",
    "rush_days": "delai en urgence; delai urgence; delai avion; emergency lead time; rush days",
    "rush_pct": "surcout en urgence; surcout urgence; surcout avion; emergency premium; rush premium",
    "pool_days": "stock commun jours; jours de stock commun; jours mutualises; pooled stock days; pool days; shared stock days",
    "pool_pct": "surcout stock commun; surcout stock mutualise; pooled stock premium; pool premium",
    "pool_eur": "participation stock commun; cotisation stock commun; participation stock mutualise; pool fee; pooled stock fee",
    "pool_firms": "entreprises du stock commun; nombre d entreprises stock commun; pool firms; firms in the pool",
}
