"""The oddities of FECs: one table of codes, and a log that collects them while a file is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ancrage.problems import Problem, Severity
from ancrage.text import Param, Text, t

# code: severity, what was read, repair made or proposed. Errors set lines, or the file, aside.
CODES: dict[str, tuple[Severity, Text, Text]] = {
    "empty": (
        "error",
        t("Le fichier est vide."),
        t("Refaites l’export depuis votre logiciel de comptabilité."),
    ),
    "no_line": (
        "error",
        t("Le fichier a un en-tête, mais aucune ligne d’écriture."),
        t("Vérifiez l’exercice choisi, puis refaites l’export."),
    ),
    "no_header": (
        "error",
        t("La première ligne ne nomme pas les colonnes, alors que la norme du FEC l’exige."),
        t(
            "Les colonnes ont été lues dans l’ordre légal. Refaites l’export avec son en-tête pour en être sûr."
        ),
    ),
    "truncated_line": (
        "error",
        t("La ligne est coupée : {found} champs au lieu de {expected}."),
        t(
            "L’écriture entière est mise de côté. Refaites l’export : la fin du fichier manque peut-être."
        ),
    ),
    "extra_field": (
        "error",
        t("La ligne a {found} champs au lieu de {expected}, et rien ne dit où est celui de trop."),
        t(
            "L’écriture entière est mise de côté. Retirez le séparateur qui s’est glissé dans un libellé."
        ),
    ),
    "bad_date": (
        "error",
        t("« {value} » n’est pas une date du calendrier ({column})."),
        t(
            "L’écriture entière est mise de côté. Corrigez la date dans votre logiciel, puis refaites l’export."
        ),
    ),
    "bad_amount": (
        "error",
        t("« {value} » n’est pas un montant ({column})."),
        t(
            "L’écriture entière est mise de côté. Corrigez le montant dans votre logiciel, puis refaites l’export."
        ),
    ),
    "no_account": (
        "error",
        t("La ligne n’a pas de numéro de compte."),
        t(
            "L’écriture entière est mise de côté. Complétez le compte dans votre logiciel, puis refaites l’export."
        ),
    ),
    "unbalanced_entry": (
        "error",
        t(
            "L’écriture {number} du journal {journal} n’est pas équilibrée : il y a {gap} d’écart entre débit et crédit."
        ),
        t(
            "L’écriture entière est mise de côté. Corrigez-la dans votre logiciel, puis refaites l’export."
        ),
    ),
    "duplicate_entry": (
        "error",
        t("L’écriture {number} du journal {journal} figure deux fois, à l’identique."),
        t("La deuxième copie est mise de côté."),
    ),
    "bad_xml": (
        "error",
        t("Le fichier XML est abîmé : {value}."),
        t("Refaites l’export depuis votre logiciel de comptabilité."),
    ),
    "forbidden_xml": (
        "error",
        t(
            "Le fichier XML contient une déclaration DOCTYPE, qu’un FEC n’a jamais et qui peut être dangereuse."
        ),
        t("Le fichier n’est pas lu. Refaites l’export depuis votre logiciel de comptabilité."),
    ),
    "ambiguous_amount": (
        "error",
        t(
            "« {value} » se lit de deux façons ({column}) : rien ne dit si le point sépare les milliers ou les décimales."
        ),
        t(
            "L’écriture entière est mise de côté. Refaites l’export avec une virgule pour les décimales."
        ),
    ),
    "late_header": (
        "warning",
        t("L’en-tête n’est pas la première ligne du fichier."),
        t("Les lignes au-dessus ont été laissées de côté."),
    ),
    "broken_characters": (
        "warning",
        t("Le fichier est en UTF-8, mais quelques caractères y sont abîmés."),
        t("Ils ont été remplacés par un signe neutre. Les montants et les dates ne changent pas."),
    ),
    "encoding": (
        "warning",
        t("Le fichier est écrit en {value}, que la norme du FEC n’admet pas."),
        t("Les accents ont été rétablis."),
    ),
    "separator": (
        "warning",
        t(
            "Les champs sont séparés par « {value} » au lieu d’une tabulation ou d’une barre verticale."
        ),
        t("Le fichier a été lu avec ce séparateur."),
    ),
    "quoted_fields": (
        "warning",
        t("Les champs sont entre guillemets, comme les écrit un tableur."),
        t("Les guillemets ont été retirés."),
    ),
    "mixed_separators": (
        "warning",
        t("La ligne n’a pas le même séparateur que l’en-tête."),
        t("La ligne a été lue avec le sien."),
    ),
    "separator_in_label": (
        "warning",
        t("Le séparateur de champs figure dans un texte ({column})."),
        t("Le texte a été recollé."),
    ),
    "line_break_in_label": (
        "warning",
        t("Un saut de ligne coupe un texte."),
        t("Les deux morceaux ont été recollés."),
    ),
    "nul_byte": (
        "warning",
        t("La ligne contient un caractère nul."),
        t("Le caractère a été retiré."),
    ),
    "decimal_point": (
        "warning",
        t("« {value} » : les décimales suivent un point au lieu d’une virgule."),
        t("Le montant a été lu avec ses décimales."),
    ),
    "thousand_separator": (
        "warning",
        t("« {value} » : les milliers sont séparés."),
        t("Le montant a été lu sans le séparateur."),
    ),
    "exponent": (
        "warning",
        t("« {value} » est écrit en notation scientifique."),
        t("Le montant a été développé."),
    ),
    "date_format": (
        "warning",
        t("« {value} » n’est pas écrit AAAAMMJJ ({column})."),
        t("La date a été lue, le jour avant le mois."),
    ),
    "short_account": (
        "warning",
        t("Le compte « {value} » a moins de trois chiffres."),
        t("Il a été rattaché à sa classe."),
    ),
    "odd_account": (
        "warning",
        t("Le compte « {value} » ne commence pas par trois chiffres."),
        t("Ses montants sont comptés à part, comme non affectés."),
    ),
    "out_of_year": (
        "warning",
        t("L’écriture est datée du {value}, hors de l’exercice."),
        t("Elle est gardée dans cet exercice."),
    ),
    "entry_number": (
        "warning",
        t("Les numéros d’écriture manquent ou sont tous les mêmes."),
        t(
            "Les écritures ont été reconstituées par journal, date et pièce, dès que débit et crédit s’équilibrent."
        ),
    ),
    "year_end_mismatch": (
        "warning",
        t(
            "Le nom du fichier dit que l’exercice finit le {named}, mais les écritures disent le {value}."
        ),
        t("L’exercice retenu finit le {value}."),
    ),
    "year_in_parts": (
        "info",
        t("Plusieurs fichiers se suivent et forment un seul exercice : {files}."),
        t("Ils ont été réunis. Vérifiez qu’il n’en manque pas."),
    ),
    "year_incomplete": (
        "info",
        t("Les écritures s’arrêtent au {value}, avant la fin de l’exercice."),
        t("Les montants par an sont calculés sur les mois présents."),
    ),
    "name_not_legal": (
        "info",
        t("Le nom du fichier n’a pas la forme légale : SIREN, « FEC », puis date de clôture."),
        t("L’exercice a été déduit des écritures."),
    ),
    "validation_missing": (
        "info",
        t("Aucune ligne ne porte de date de validation."),
        t(
            "Rien à faire ici ; parlez-en à votre comptable si ce fichier doit être remis à l’administration."
        ),
    ),
}
EACH_AT_MOST = (
    50  # problems of one code shown one by one, per file; the rest are counted on the last one
)


@dataclass
class Log:
    """Problems of one file, in the order in which they are met."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    _by_code: dict[str, list[int]] = field(default_factory=dict)

    def add(self, code: str, line: int | None = None, count: int = 1, **params: Param) -> None:
        """Note one problem; past a number of the same code, only count it."""
        self._add(code, line, count, params)

    def _add(self, code: str, line: int | None, count: int, params: Mapping[str, Param]) -> None:
        severity, message, repair = CODES[code]
        self._note(
            Problem(
                code,
                severity,
                self.file,
                line,
                Text(message.message, params),
                Text(repair.message, params),
                count,
            )
        )

    def _note(self, problem: Problem) -> None:
        places = self._by_code.setdefault(problem.code, [])
        if len(places) >= EACH_AT_MOST:
            last = self.problems[places[-1]]
            self.problems[places[-1]] = replace(last, count=last.count + problem.count)
            return
        places.append(len(self.problems))
        self.problems.append(problem)

    def add_each(
        self, code: str, places: Sequence[tuple[int, Mapping[str, Param]]], count: int
    ) -> None:
        """Note a problem of `count` lines at its first places (line, parameters); the others are only counted."""
        for line, params in places[:EACH_AT_MOST]:
            self._add(code, line, 1, params)
        if count > EACH_AT_MOST:
            line, params = places[EACH_AT_MOST]
            self._add(code, line, count - EACH_AT_MOST, params)

    def extend(self, later: Log) -> None:
        """Note the problems of another part of the same file, as if they had been met here."""
        for problem in later.problems:
            self._note(problem)
