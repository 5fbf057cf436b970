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
}  # fmt: skip
EACH_AT_MOST = 20  # problems of one code shown one by one; the last one counts the others


@dataclass(frozen=True, eq=False)
class Grids:
    """What a spreadsheet or a text file holds: its grids, and what was odd. No grid: the problems say why."""

    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class Oddities:
    """Problems of one file, in the order in which they are met."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, line: int | None = None, count: int = 1, **params: Param) -> None:
        """Note one problem, whose sentences take `params`."""
        severity, message, repair = CODES[code]
        words = [replace(text, params={**text.params, **params}) for text in (message, repair)]
        self.problems.append(Problem(code, severity, self.file, line, words[0], words[1], count))

    def add_rows(self, code: str, rows: Sequence[tuple[int, int]], expected: int) -> None:
        """Note rows of another width: (line, cells found) each; past a number of them, only count."""
        for line, found in rows[: EACH_AT_MOST - 1]:
            self.add(code, line, found=found, expected=expected)
        if rest := rows[EACH_AT_MOST - 1 :]:
            line, found = rest[0]
            self.add(code, line, len(rest), found=found, expected=expected)
