"""Sentences that several pages of suppliers and stock say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from ancrage.chain.stock.whatif import Lack
from ancrage.money import Euros, Number, Percent
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Text, t, tn
from ancrage.world.signals.now import Indicator

INDEX = t("Part des articles de presse sur un risque géopolitique, dernier mois publié")

# What is not known of an item (`firm.supply.positions.UNKNOWNS`), and what would tell it.
UNKNOWN: Mapping[str, tuple[Text, Text]] = MappingProxyType(
    {
        "usage": (t("Sa consommation"), t("Ajoutez les ventes par article, ou ce que vous recevez.")),
        "stock": (t("Son stock"), t("Ajoutez une liste de stock où il figure, ou comptez-le s’il y est négatif.")),
        "cost": (t("Son coût"), t("Ajoutez une facture, une commande avec son prix, ou une liste d’articles avec leur coût.")),
        "price": (t("Son prix de vente hors taxes"), t("Ajoutez les ventes par article, ou une liste d’articles avec leur prix de vente hors taxes.")),
        "supplier": (t("Son fournisseur"), t("Ajoutez une commande, ou une liste d’articles qui nomme le fournisseur.")),
        "lead_time": (t("Le délai de son fournisseur"), t("Ajoutez des commandes et leurs réceptions, ou dites son délai sur la page du fournisseur.")),
        "units": (t("Ce que compte une unité"), t("Il est commandé et reçu dans des unités différentes (cartons et pièces) : écrivez le nombre par carton dans la liste des articles.")),
    }
)  # fmt: skip


def unknown_counted(items: Iterable[Mapping[str, Any]]) -> list[Text]:
    """How many items each thing is unknown of, the most first."""
    counted = Counter(name for item in items for name in item["unknown"])
    return [
        tn("{what} : inconnu pour {count} article. {repair}", "{what} : inconnu pour {count} articles. {repair}", count, what=UNKNOWN[name][0], repair=UNKNOWN[name][1])
        for name, count in counted.most_common()
    ]  # fmt: skip


def lasting(lack: Lack, known_until: date) -> Text:
    """When an item runs out and when it comes again."""
    out = known_until + timedelta(days=lack.out_day)
    back = known_until + timedelta(days=lack.back_day)
    if lack.loss is None:
        return t("En rupture vers le {out}, de nouveau là vers le {back} ; marge inconnue.", out=out, back=back)  # fmt: skip
    return t("En rupture vers le {out}, de nouveau là vers le {back} ; environ {loss} de marge perdue.", out=out, back=back, loss=Euros.of(lack.loss))  # fmt: skip


def days_said(days: float) -> Text:
    """So many days, whole."""
    if 0 < days < 0.5:
        return t("moins d’un jour")
    whole = round(days)
    return tn("{days} jour", "{days} jours", whole, days=Number(whole))


def index_said(index: Indicator) -> Text:
    """A country's risk index, beside its own last ten years; never a verdict."""
    return t("{share} ; en dix ans, {rank} des mois n’étaient pas plus hauts", share=Percent(index.value / 100, 2), rank=Percent(index.rank, 0))  # fmt: skip


def problem_said(one: Mapping[str, Any], voice: Voice) -> str:
    """A problem of a file (`roadmap.contract.problem_data`), its place first."""
    place = one["file"] if one["line"] is None else f"{one['file']}:{one['line']}"
    return voice.say(t("{place} : {what} {repair}", place=place, what=one["message"], repair=one["repair"]))  # fmt: skip
