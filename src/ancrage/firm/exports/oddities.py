"""The oddities of known exports: one table of codes, and the problems made from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ancrage.problems import Problem, Severity
from ancrage.text import Param, Text, t

# code: severity, what was read, repair made or proposed. Errors set rows, or the file, aside. No cell is quoted: it may
# hold a name.
CODES: dict[str, tuple[Severity, Text, Text]] = {
    "export_empty": (
        "error",
        t("Le fichier a les colonnes attendues, mais aucune ligne ne peut être lue."),
        t("Vérifiez la période choisie, puis refaites l’export."),
    ),
    "export_unread_number": (
        "error",
        t("Une case de la colonne « {column} » n’est pas un nombre comme les autres."),
        t("La case est laissée vide. Corrigez-la dans le fichier, ou refaites l’export."),
    ),
    "export_ambiguous_number": (
        "error",
        t(
            "Les nombres de la colonne « {column} » se lisent de deux façons : rien ne dit si leur signe sépare les milliers ou les décimales."
        ),
        t("Ces cases sont laissées vides. Dites comment lire les nombres de ce fichier."),
    ),
    "export_unread_date": (
        "error",
        t("Une case de la colonne « {column} » n’est pas une date du calendrier."),
        t("La date est laissée vide. Corrigez-la dans le fichier, ou refaites l’export."),
    ),
    "export_ambiguous_date": (
        "warning",
        t("Les dates de la colonne « {column} » peuvent commencer par le jour ou par le mois."),
        t("Elles sont laissées vides. Dites dans quel ordre les lire."),
    ),
    "export_missing_column": (
        "warning",
        t("La colonne « {column} » manque."),
        t("Ce qu’elle dit reste inconnu. Refaites l’export avec toutes les colonnes."),
    ),
    "export_no_key": (
        "error",
        t("La ligne n’a pas de numéro de commande."),
        t("Elle est mise de côté. Refaites l’export si ces lignes comptent."),
    ),
    "export_no_quantity": (
        "warning",
        t("La ligne n’a pas de quantité."),
        t("Elle est mise de côté."),
    ),
    "export_no_order": (
        "error",
        t("Les articles de la commande sont là, mais pas la ligne qui porte son total."),
        t(
            "Les articles sont gardés, la commande n’est pas comptée. Refaites l’export sans filtre."
        ),
    ),
    "export_order_twice": (
        "warning",
        t("La commande figure plusieurs fois dans le fichier."),
        t("Elle est comptée une seule fois."),
    ),
    "export_currencies": (
        "warning",
        t("Le fichier mêle plusieurs monnaies : {currencies}."),
        t("Les totaux sont donnés monnaie par monnaie, et ne sont jamais additionnés."),
    ),
    "export_unpaid_unknown": (
        "info",
        t("Rien ne dit si la commande a été payée."),
        t("Elle est comptée avec les autres. Vérifiez les commandes annulées ou impayées."),
    ),
    "export_payout_gap": (
        "error",
        t("Les lignes du relevé {settlement} font {sum}, mais le relevé annonce {total}."),
        t("Le fichier est incomplet ou a été modifié. Téléchargez-le de nouveau."),
    ),
    "export_no_payout": (
        "warning",
        t("Le relevé {settlement} n’annonce pas de total."),
        t("Ses lignes sont lues, mais rien ne permet de vérifier qu’il n’en manque pas."),
    ),
    "export_heads_only": (
        "warning",
        t("Le fichier donne les commandes sans leurs articles."),
        t("Déposez aussi l’export des lignes de ces commandes."),
    ),
}


@dataclass
class Log:
    """Problems of one file, in the order in which they are met; one by code and words, with its first line."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, line: int | None = None, count: int = 1, **params: Param) -> None:
        """Note a problem of `count` lines, the first of which is `line`."""
        severity, message, repair = CODES[code]
        problem = Problem(
            code,
            severity,
            self.file,
            line,
            Text(message.message, params),
            Text(repair.message, params),
            count,
        )
        # A column read twice, as numbers and as cents, is noted once.
        if problem not in self.problems:
            self.problems.append(problem)
