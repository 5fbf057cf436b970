"""The oddities of spreadsheets: one table of codes, and a log that collects them while a file is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ancrage.firm.sheets.grid import Grid
from ancrage.problems import Problem, Severity
from ancrage.text import Param, Text, t

# code: severity, what was read, repair made or proposed.
CODES: dict[str, tuple[Severity, Text, Text]] = {
    "empty": ("error", t("Le fichier est vide."), t("Refaites l’export depuis son logiciel.")),
    "no_row": (
        "error",
        t("Le fichier a un en-tête, mais aucune ligne."),
        t("Vérifiez la période choisie, puis refaites l’export."),
    ),
    "no_header": (
        "warning",
        t("Aucune ligne ne nomme les colonnes : la première ligne ressemble déjà à des données."),
        t("Elle a été prise pour l’en-tête. Ajoutez au-dessus une ligne avec le nom des colonnes."),
    ),
    "late_header": (
        "info",
        t("L’en-tête n’est pas la première ligne."),
        t("Les lignes au-dessus sont gardées comme titres."),
    ),
    "total_rows": (
        "info",
        t("Des lignes de total se trouvent parmi les données."),
        t("Elles sont laissées de côté, pour ne rien compter deux fois."),
    ),
    "other_rows": (
        "info",
        t("Des lignes répètent l’en-tête, ou ne sont qu’une phrase sous le tableau."),
        t("Elles sont laissées de côté."),
    ),
    "continued_lines": (
        "info",
        t("{lines} lignes ne redisent pas leur commande, leur fournisseur ou leur date : seule la première ligne de chaque commande les porte."),
        t("Elles ont été lues comme la suite de la commande écrite au-dessus."),
    ),
    "unnamed_cells": (
        "warning",
        t("Les lignes ont {found} cellules, alors que l’en-tête n’en nomme que {expected}."),
        t("Les colonnes sans nom sont gardées à part. Vérifiez que le séparateur n’est pas dans les montants."),
    ),
    "short_row": (
        "warning",
        t("La ligne a {found} cellules au lieu de {expected}."),
        t("Les cellules qui manquent sont restées vides."),
    ),
    "long_row": (
        "error",
        t("La ligne a {found} cellules au lieu de {expected}, et rien ne dit laquelle est de trop."),
        t("Elle est mise de côté. Retirez le séparateur qui s’est glissé dans un texte."),
    ),
    "stray_quote": (
        "warning",
        t("Un guillemet ouvre un texte et ne le ferme pas."),
        t("Il a été pris pour un signe comme les autres."),
    ),
    "nul_byte": (
        "warning",
        t("Le fichier contient des caractères nuls."),
        t("Ils ont été retirés."),
    ),
    "broken_characters": (
        "warning",
        t("Quelques caractères du fichier sont abîmés."),
        t("Ils ont été remplacés par un signe neutre."),
    ),
    "too_many_columns": (
        "error",
        t("L’en-tête a {found} colonnes, plus que n’en admet un tableur."),
        t("Le fichier n’est pas lu. Refaites l’export avec les seules colonnes utiles."),
    ),
    "hidden_sheet": (
        "info",
        t("La feuille est masquée dans le classeur."),
        t("Elle est lue comme les autres. Dites si elle ne doit pas l’être."),
    ),
    "formula_errors": (
        "warning",
        t("Des cellules du classeur contiennent une erreur de formule, comme #N/A ou #DIV/0!."),
        t("Elles sont restées vides. Corrigez les formules dans votre tableur."),
    ),
    "html_table": (
        "info",
        t("Malgré son nom, le fichier est une page web qui contient un tableau."),
        t("Le tableau a été lu."),
    ),
    "no_table": (
        "error",
        t("Malgré son nom, le fichier est une page web, et elle ne contient aucun tableau."),
        t("Refaites l’export, en restant connecté au site qui le propose."),
    ),
    "password_workbook": (
        "error",
        t("Le classeur est protégé par un mot de passe."),
        t("Ouvrez-le, enregistrez-le sans mot de passe, puis donnez-le de nouveau."),
    ),
    "damaged_workbook": (
        "error",
        t("Le classeur est abîmé, ou n’en est pas un."),
        t("Ouvrez-le dans un tableur, enregistrez-le au format xlsx, puis donnez-le de nouveau."),
    ),
    "far_cell": (
        "error",
        t("Une cellule isolée, très loin des autres ({value}), rend le tableau démesuré."),
        t("Le classeur n’est pas lu. Supprimez cette cellule, enregistrez, puis donnez-le de nouveau."),
    ),
    "zip_bomb": (
        "error",
        t("Une fois ouvert, le fichier serait démesuré par rapport à sa taille."),
        t("Il n’est pas lu. Refaites l’export, ou enregistrez-le de nouveau depuis un tableur."),
    ),
    "too_many_entries": (
        "error",
        t("Le classeur contient {value} fichiers internes, beaucoup plus qu’un classeur habituel."),
        t("Il n’est pas lu. Enregistrez les feuilles utiles dans un nouveau classeur."),
    ),
    "unsafe_name": (
        "error",
        t("Un élément du fichier porte un nom qui voudrait s’écrire ailleurs : « {value} »."),
        t("Le fichier n’est pas lu. Demandez-en un autre à qui vous l’a donné."),
    ),
    "nested_archive": (
        "error",
        t("L’archive contient elle-même des archives."),
        t("Ouvrez-la, puis donnez les fichiers qu’elle contient."),
    ),
    "damaged_archive": (
        "error",
        t("L’archive est abîmée."),
        t("Refaites-la, ou donnez le fichier sans l’archiver."),
    ),
    "too_long": (
        "error",
        t("La lecture du classeur a pris trop de temps et a été arrêtée."),
        t("Enregistrez la feuille utile au format CSV, puis donnez ce fichier."),
    ),
    "too_large_workbook": (
        "error",
        t("Le classeur demande trop de mémoire pour être lu."),
        t("Enregistrez la feuille utile au format CSV, puis donnez ce fichier."),
    ),
    "tax_unsaid": (
        "info",
        t("Rien ne dit si les montants de « {column} » sont hors taxes ou taxes comprises."),
        t("La marge de ces articles reste inconnue. Dites-le avec ses colonnes, ou dans leur en-tête (« Montant HT »)."),
    ),
    "unsure_list": (
        "warning",
        t("Ce tableau n’a pas été reconnu avec assez de certitude."),
        t("Rien n’en est utilisé. Dites ce que sont ses colonnes : ce sera retenu pour les prochains exports."),
    ),
    "ambiguous_number": (
        "error",
        t("« {value} » ({column}) se lit de deux façons : rien ne dit ce qui sépare les décimales."),
        t("La cellule est restée vide. Dites si c’est la virgule ou le point."),
    ),
    "ambiguous_date": (
        "error",
        t("« {value} » ({column}) peut être deux jours différents : rien ne dit si le jour vient avant le mois."),
        t("La cellule est restée vide. Dites dans quel ordre sont le jour et le mois."),
    ),
    "bad_number": (
        "warning",
        t("« {value} » n’est pas un nombre ({column})."),
        t("La cellule est restée vide."),
    ),
    "absurd_number": (
        "warning",
        t("« {value} » est trop grand pour être vrai ({column})."),
        t("La cellule est restée vide."),
    ),
    "bad_date": (
        "warning",
        t("« {value} » n’est pas une date du calendrier ({column})."),
        t("La cellule est restée vide."),
    ),
    "bad_word": (
        "warning",
        t("« {value} » n’est pas une des réponses attendues ({column})."),
        t("La cellule est restée vide."),
    ),
    "unknown_country": (
        "warning",
        t("« {value} » n’est pas un pays connu ({column})."),
        t("La cellule est restée vide. Écrivez le nom du pays ou son code en deux lettres."),
    ),
    "missing_cell": (
        "error",
        t("La ligne n’a rien de lisible dans une colonne indispensable : {column}."),
        t("Elle est mise de côté. Complétez cette cellule."),
    ),
    "missing_column": (
        "error",
        t("Le fichier n’a pas la colonne « {column} », que la correspondance demande."),
        t("Le fichier n’est pas lu. Corrigez la correspondance, ou refaites l’export avec cette colonne."),
    ),
}  # fmt: skip
EACH_AT_MOST = 20  # problems of one code shown one by one; the last one counts the others


@dataclass(frozen=True, eq=False)
class Grids:
    """What a spreadsheet or a text file holds: its grids, and what was odd. No grid: the problems say why."""

    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()


def of_sheet(sheet: str, problem: Problem) -> Problem:
    """The problem of one sheet of a workbook of several: its sentence names the sheet first."""
    return replace(
        problem, message=t("Feuille « {sheet} » : {what}", sheet=sheet, what=problem.message)
    )


@dataclass
class Oddities:
    """Problems of one file, in the order in which they are met."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    sheet: str = ""  # named in front of each sentence, in a workbook of several

    def add(self, code: str, line: int | None = None, count: int = 1, **params: Param) -> None:
        """Note one problem, whose sentences take `params`."""
        severity, message, repair = CODES[code]
        words = [replace(text, params={**text.params, **params}) for text in (message, repair)]
        problem = Problem(code, severity, self.file, line, words[0], words[1], count)
        self.problems.append(of_sheet(self.sheet, problem) if self.sheet else problem)

    def add_rows(self, code: str, rows: Sequence[tuple[int, int]], expected: int) -> None:
        """Note rows of another width: (line, cells found) each; past a number of them, only count."""
        for line, found in rows[: EACH_AT_MOST - 1]:
            self.add(code, line, found=found, expected=expected)
        if rest := rows[EACH_AT_MOST - 1 :]:
            line, found = rest[0]
            self.add(code, line, len(rest), found=found, expected=expected)
