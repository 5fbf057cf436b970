"""The arguments of the command `ancrage`, in the reader's language. Light: `ancrage --help` loads nothing that computes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ancrage import __version__
from ancrage.cli.parser_signals import signals
from ancrage.text import Language, Text, catalogue, render, t


def parser(language: Language) -> argparse.ArgumentParser:
    """Commands and options."""

    def said(text: Text) -> str:
        return render(text, language).replace("%", "%%")

    # argparse looks its own words ("usage", "options") up through gettext.
    argparse._ = catalogue(language).gettext  # type: ignore[attr-defined]
    top = argparse.ArgumentParser(
        prog="ancrage",
        description=said(
            t(
                "À partir des fichiers que votre entreprise a déjà : une feuille de route où chaque euro est prouvé."
            )
        ),
    )
    top.add_argument(
        "--version", action="version", version=__version__, help=said(t("affiche la version"))
    )
    language_option = argparse.ArgumentParser(add_help=False)
    language_option.add_argument(
        "--lang", choices=[*Language], help=said(t("langue : fr, en ou fr-CA"))
    )
    top.add_argument("--lang", choices=[*Language], help=said(t("langue : fr, en ou fr-CA")))
    commands = top.add_subparsers(dest="command", required=True, metavar=said(t("COMMANDE")))

    reading = argparse.ArgumentParser(add_help=False, parents=[language_option])
    reading.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar=said(t("CHEMIN")),
        help=said(t("vos fichiers, ou des dossiers qui en contiennent")),
    )
    reading.add_argument(
        "--answers", type=Path, metavar="TOML", help=said(t("vos réponses au questionnaire"))
    )
    reading.add_argument(
        "--rules",
        type=Path,
        action="append",
        metavar="TOML",
        help=said(t("ce que sont les colonnes de vos tableaux (voir ancrage read --propose)")),
    )
    reading.add_argument(
        "--signals",
        type=Path,
        metavar=said(t("DOSSIER")),
        help=said(t("séries du monde gardées par « ancrage signals fetch »")),
    )
    reading.add_argument("--siren", help=said(t("ne lire que les fichiers de cette entreprise")))
    reading.add_argument(
        "--quiet", action="store_true", help=said(t("ne rien afficher d’autre que le résultat"))
    )

    audit = commands.add_parser(
        "audit",
        parents=[reading],
        help=said(t("forces, faiblesses, première opportunité et feuille de route")),
    )
    audit.add_argument(
        "--json",
        action="store_true",
        help=said(t("écrit le résultat complet en JSON sur la sortie standard")),
    )
    audit.add_argument(
        "--output",
        type=Path,
        metavar=said(t("DOSSIER")),
        help=said(t("dossier du rapport (par défaut : ancrage-report)")),
    )
    audit.add_argument("--no-report", action="store_true", help=said(t("n’écrit aucun fichier")))
    audit.add_argument(
        "--hours",
        type=_positive,
        metavar="H",
        help=said(t("heures par mois que vous pouvez y consacrer")),
    )
    audit.add_argument(
        "--budget",
        type=_positive,
        metavar="EUR",
        help=said(t("euros que vous pouvez y mettre sur six mois")),
    )
    audit.add_argument(
        "--date",
        type=date.fromisoformat,
        default=None,
        metavar=said(t("AAAA-MM-JJ")),
        help=said(t("jour de l’étude (par défaut : aujourd’hui)")),
    )

    explain = commands.add_parser(
        "explain",
        parents=[reading],
        help=said(t("comment un chiffre ou un constat est obtenu, ligne par ligne")),
    )
    explain.add_argument(
        "name",
        metavar=said(t("NOM")),
        help=said(t("nom d’un chiffre ou code d’un constat du JSON")),
    )

    identities = commands.add_parser(
        "identities",
        parents=[language_option],
        help=said(t("qui est qui dans une liste de noms de fournisseurs ou de clients")),
    )
    identities.add_argument(
        "file", type=Path, metavar=said(t("FICHIER")), help=said(t("liste (CSV)"))
    )
    identities.add_argument(
        "--json", action="store_true", help=said(t("écrit le résultat en JSON"))
    )

    signals(commands, language_option, said)
    _stock(commands, reading, said)
    _reading_only(commands, language_option, said)
    questions = commands.add_parser(
        "questions",
        parents=[language_option],
        help=said(t("écrit le questionnaire à remplir (TOML)")),
    )
    questions.add_argument(
        "--output",
        type=Path,
        metavar=said(t("FICHIER")),
        help=said(t("fichier à écrire (par défaut : sortie standard)")),
    )

    demo = commands.add_parser(
        "demo",
        parents=[language_option],
        help=said(t("écrit les fichiers d’une entreprise fictive")),
    )
    demo.add_argument(
        "folder", type=Path, metavar=said(t("DOSSIER")), help=said(t("dossier où les écrire"))
    )
    demo.add_argument(
        "--seed", type=int, default=None, metavar="N", help=said(t("graine du hasard"))
    )
    _serving(commands, language_option, said)
    return top


def _reading_only(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    language_option: argparse.ArgumentParser,
    said: Callable[[Text], str],
) -> None:
    """What files are and hold, without a study."""
    command = commands.add_parser(
        "read",
        parents=[language_option],
        help=said(t("ce que sont vos fichiers et ce qu’ils contiennent, sans étude")),
    )
    command.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar=said(t("CHEMIN")),
        help=said(t("fichiers de toute sorte, ou dossiers")),
    )
    command.add_argument("--json", action="store_true", help=said(t("écrit le résultat en JSON")))
    command.add_argument(
        "--table",
        metavar=said(t("TABLE")),
        choices=TABLE_NAMES,
        help=said(t("écrit une table : {names}", names=", ".join(TABLE_NAMES))),
    )
    command.add_argument(
        "--format",
        choices=["csv", "json", "parquet"],
        default="csv",
        help=said(t("forme de la table (par défaut : csv)")),
    )
    command.add_argument(
        "--output",
        type=Path,
        metavar=said(t("FICHIER")),
        help=said(t("fichier à écrire (par défaut : sortie standard)")),
    )
    command.add_argument(
        "--rules",
        type=Path,
        action="append",
        metavar="TOML",
        help=said(t("ce que sont les colonnes de vos tableaux (voir ancrage read --propose)")),
    )
    command.add_argument(
        "--propose",
        action="store_true",
        help=said(t("écrit ce que semblent être les colonnes de vos tableaux, à corriger")),
    )
    command.add_argument("--siren", help=said(t("ne lire que les fichiers de cette entreprise")))
    command.add_argument(
        "--quiet", action="store_true", help=said(t("ne rien afficher d’autre que le résultat"))
    )
    templates = commands.add_parser(
        "templates",
        parents=[language_option],
        help=said(t("écrit des modèles de tableaux à remplir")),
    )
    templates.add_argument(
        "folder", type=Path, metavar=said(t("DOSSIER")), help=said(t("dossier où les écrire"))
    )


def _stock(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    reading: argparse.ArgumentParser,
    said: Callable[[Text], str],
) -> None:
    """When to stock more."""
    command = commands.add_parser(
        "stock",
        parents=[reading],
        help=said(
            t(
                "vos fournisseurs et vos articles : ce qui ralentit, ce qui manquerait, que commander"
            )
        ),
    )
    command.add_argument("--json", action="store_true", help=said(t("écrit le résultat en JSON")))
    command.add_argument(
        "--date",
        type=date.fromisoformat,
        default=None,
        metavar=said(t("AAAA-MM-JJ")),
        help=said(t("jour de l’étude (par défaut : aujourd’hui)")),
    )
    command.add_argument(
        "--what-if",
        action="append",
        metavar=said(t("SCÉNARIO")),
        help=said(
            t(
                "et si ? supplier:NOM:SEMAINES, passage:suez:SEMAINES, leadtimes:POURCENT, strike:SEMAINES ou "
                "currency:USD:POURCENT ; répétée, tout arrive à la fois"
            )
        ),
    )


# Written here, since declaring tables imports Polars; a test compares.
TABLE_NAMES = (
    "ledger", "purchases", "sales", "parties", "settlements", "orders", "order_lines", "payouts", "products", "stock",
    "purchase_orders", "receipts", "suppliers", "customers", "invoices", "invoice_lines", "searches",
    "indices",
)  # fmt: skip


def _serving(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    language_option: argparse.ArgumentParser,
    said: Callable[[Text], str],
) -> None:
    """Commands of the application in the browser."""
    data = argparse.ArgumentParser(add_help=False, parents=[language_option])
    data.add_argument(
        "--data",
        type=Path,
        metavar=said(t("DOSSIER")),
        help=said(t("dossier des données (par défaut : celui de votre système)")),
    )
    serve = commands.add_parser(
        "serve", parents=[data], help=said(t("ouvre l’application dans votre navigateur"))
    )
    serve.add_argument(
        "--port",
        type=_port,
        metavar="N",
        help=said(t("port (par défaut : le premier libre dès 8765)")),
    )
    serve.add_argument(
        "--no-browser",
        action="store_true",
        help=said(t("n’ouvre pas le navigateur : écrit seulement l’adresse à usage unique")),
    )
    serve.add_argument(
        "--demo",
        action="store_true",
        help=said(t("avec l’entreprise de démonstration, au premier démarrage")),
    )
    for name, text in (
        ("backup", t("sauvegarde toutes les données dans un fichier")),
        ("restore", t("remet une sauvegarde dans un dossier neuf")),
    ):
        command = commands.add_parser(name, parents=[data], help=said(text))
        command.add_argument("file", type=Path, metavar=said(t("FICHIER")))
    server = commands.add_parser(
        "server",
        parents=[language_option],
        help=said(t("pour un serveur partagé (PostgreSQL) : migrate, check, web, worker")),
    )
    server.add_argument("action", choices=["migrate", "check", "web", "worker"])


def _port(text: str) -> int:
    value = int(text)
    if not 0 <= value < 65536:
        raise ValueError(text)
    return value


def _positive(text: str) -> float:
    value = float(text.replace(",", "."))
    if not 0 <= value < 1e9:
        raise ValueError(text)
    return value
