"""Where common accounting programs export the FEC, for those who have no file at hand yet."""

from __future__ import annotations

from ancrage.text import Language, Text, t
from ancrage.web.saying import say

# Menu names change from one version to the next: these say what to look for rather than promise a path.
SOFTWARE: tuple[tuple[str, Text], ...] = (
    (
        "Sage 50, Sage 100",
        t(
            "dans le menu des traitements ou des états, cherchez « Fichier des écritures comptables » ou « FEC »"
        ),
    ),
    ("EBP Comptabilité", t("dans les exports ou les outils de contrôle fiscal, cherchez « FEC »")),
    (
        "Cegid (Loop, Quadra, XRP)",
        t("dans les échanges ou les exports, cherchez « FEC » ou « contrôle fiscal »"),
    ),
    ("Pennylane", t("dans la comptabilité, ouvrez les exports et choisissez « FEC »")),
    ("QuickBooks", t("dans les rapports ou les outils, cherchez « Exporter le FEC »")),
    (
        "Indy, Tiime, MyUnisoft, ACD",
        t("dans les documents ou les exports de l’exercice, cherchez « FEC »"),
    ),
    (
        "Odoo, Dolibarr",
        t("dans la comptabilité, ouvrez les rapports ou les exports et choisissez « FEC »"),
    ),
)
ACCOUNTANT = (
    t("Votre expert-comptable"),
    t(
        "écrivez-lui : « Pouvez-vous m’envoyer les FEC des trois derniers exercices ? » C’est un export de quelques minutes"
    ),
)


def software(language: Language) -> list[dict[str, str]]:
    """Each program, or the accountant, and where to look."""
    rows = [(say(ACCOUNTANT[0], language), ACCOUNTANT[1]), *SOFTWARE]
    return [{"name": name, "where": say(where, language)} for name, where in rows]
