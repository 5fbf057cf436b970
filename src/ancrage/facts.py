"""What a firm says of one supplier that its files do not: each an answer under a key of its own.

The key of an answer is `supplier.<fact>@<key of the supplier>` (`identities.keys`), in the file of answers as on screen. Lists of
suppliers may say the same in columns of the same names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from ancrage.text import Text, t

Kind = Literal["country", "mode", "text", "days", "percent", "euros", "count"]
_PREFIX, _AT = "supplier.", "@"


WAY, STOP = t("D’où et par où viennent ses marchandises"), t("S’il s’arrête")
RUSH, POOL = t("Si vous êtes pressé"), t("Un stock commun avec d’autres entreprises")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said of a supplier: what it is called, what kind of answer it takes, what it is about."""

    label: Text
    kind: Kind
    about: Text


FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        "country": Fact(t("Pays d’où viennent ses marchandises"), "country", WAY),
        "mode": Fact(t("Moyen de transport"), "mode", WAY),
        "port": Fact(t("Port de départ"), "text", WAY),
        "arrival": Fact(t("Port d’arrivée"), "text", WAY),
        "lead_days": Fact(t("Délai annoncé"), "days", WAY),
        "recover_days": Fact(t("Jours avant d’être livré de nouveau"), "days", STOP),
        "second_source": Fact(t("Qui d’autre pourrait vous livrer (ou « non »)"), "text", STOP),
        "second_country": Fact(t("Pays de cet autre fournisseur"), "country", STOP),
        "second_days": Fact(t("Son délai"), "days", STOP),
        "second_pct": Fact(t("Combien il est plus cher"), "percent", STOP),
        "rush_days": Fact(t("Délai en urgence, par avion par exemple"), "days", RUSH),
        "rush_pct": Fact(t("Combien coûte l’urgence en plus, sur le prix d’une unité"), "percent", RUSH),
        "pool_days": Fact(t("Jours de vos ventes que vous pourriez y prendre"), "days", POOL),
        "pool_pct": Fact(t("Combien une unité prise là coûte en plus"), "percent", POOL),
        "pool_eur": Fact(t("Votre participation"), "euros", POOL),
        "pool_firms": Fact(t("Combien y puisent, vous compris"), "count", POOL),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A fact and the key of its supplier."""

    name: str
    supplier: str


def answer_key(name: str, supplier: str) -> str:
    """Key of the answer that says a fact of a supplier."""
    return f"{_PREFIX}{name}{_AT}{supplier}"


def fact_of(key: str) -> Said | None:
    """The fact and the supplier that an answer is about; None for an answer to another question."""
    name, at, supplier = key.removeprefix(_PREFIX).partition(_AT)
    if not key.startswith(_PREFIX) or not at or name not in FACTS:
        return None
    return Said(name, supplier)
