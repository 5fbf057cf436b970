"""Arguments of `ancrage signals`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path

from ancrage.text import Text, t


def signals(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    language_option: argparse.ArgumentParser,
    said: Callable[[Text], str],
) -> None:
    """Weak signals, by kind of series."""
    kinds = commands.add_parser(
        "signals", help=said(t("ce qui change avant que cela ne se voie"))
    ).add_subparsers(dest="signal", required=True, metavar=said(t("SÉRIE")))
    leadtimes = kinds.add_parser(
        "leadtimes",
        parents=[language_option],
        help=said(t("les fournisseurs dont les délais s’allongent")),
    )
    leadtimes.add_argument(
        "file",
        type=Path,
        metavar=said(t("FICHIER")),
        help=said(t("commandes (CSV) : series, order_day, receipt_day (vide : pas encore reçue)")),
    )
    leadtimes.add_argument(
        "--baseline-days",
        type=_days,
        default=365,
        metavar="N",
        help=said(t("jours de référence, avant la surveillance (par défaut : 365)")),
    )
    leadtimes.add_argument(
        "--last-day",
        type=int,
        metavar="N",
        help=said(t("dernier jour connu (par défaut : le dernier du fichier)")),
    )
    leadtimes.add_argument("--json", action="store_true", help=said(t("écrit le résultat en JSON")))
    world = kinds.add_parser(
        "world",
        parents=[language_option],
        help=said(t("ce qui se passe au loin : passages, fret, tensions, monnaies")),
    )
    world.add_argument(
        "file",
        type=Path,
        metavar=said(t("FICHIER")),
        help=said(
            t("une série datée (CSV ou classeur) : une colonne de dates, des colonnes de nombres")
        ),
    )
    world.add_argument("--json", action="store_true", help=said(t("écrit le résultat en JSON")))
    fetch = kinds.add_parser(
        "fetch",
        parents=[language_option],
        help=said(
            t("demande les séries à leurs éditeurs, par internet, et les garde dans un dossier")
        ),
    )
    fetch.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar=said(t("DOSSIER")),
        help=said(t("dossier où les garder")),
    )
    fetch.add_argument(
        "--only",
        action="append",
        choices=["passages", "ports", "gscpi", "gpr", "ecb"],
        help=said(t("seulement cette série (option répétable)")),
    )
    fetch.add_argument(
        "--port",
        action="append",
        type=_port_id,
        metavar="ID",
        help=said(t("un port, par son nom chez PortWatch, comme port2027 (option répétable)")),
    )
    fetch.add_argument(
        "--mirror",
        metavar="URL",
        help=said(t("adresse d’une copie des mêmes documents, à la place des éditeurs")),
    )


def _port_id(text: str) -> str:
    if not re.fullmatch(r"port\d{1,5}", text):
        raise ValueError(text)
    return text


def _days(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 36500:
        raise ValueError(text)
    return value
